"""The rivals of a backtest against hand computation."""

import numpy as np
import pytest

from orgsim.inference.answer_data import AnswerData, Question
from orgsim.inference.rivals import mixed_model, persistence

MEMBERS = 40_000


def data(week, who, value, error):
    """Data of one question."""
    count = len(week)
    none = np.zeros(count)
    return AnswerData(
        np.array(week),
        np.array(week),
        np.zeros(count, int),
        tuple(who),
        none,
        none,
        none,
        np.array(value),
        np.array(error),
        none,
        (Question("trust"),),
    )


def test_persistence_is_the_last_answer_with_what_answers_moved():
    """Changes .2 and .1, errors .001: moved = (.04 + .01)/2 − .002."""
    earlier = data([0, 26, 0, 26], "aabb", [0.4, 0.6, 0.5, 0.4], [0.001] * 4)
    last = data([52, 52], "ba", [0.0, 0.0], [0.002, 0.003])
    found = persistence(earlier, last, MEMBERS, np.random.default_rng(1))
    moved = (0.04 + 0.01) / 2 - 0.002
    expected = np.array([0.001 + 0.002 + moved, 0.001 + 0.003 + moved])
    np.testing.assert_allclose(found.mean(axis=0), [0.4, 0.6], atol=0.004)
    np.testing.assert_allclose(found.var(axis=0), expected, rtol=0.03)


def test_who_was_not_asked_is_taken_to_be_like_all():
    earlier = data([0, 0], "ab", [0.4, 0.6], [0.001] * 2)
    last = data([26], "c", [0.0], [0.002])
    found = persistence(earlier, last, MEMBERS, np.random.default_rng(1))
    assert found.mean() == pytest.approx(0.5, abs=0.003)
    assert found.var() == pytest.approx(0.01 + 0.002, rel=0.03)


def test_the_mixed_model_is_the_analysis_of_variance_of_a_balanced_design():
    """Mean squares give both variances by restricted likelihood, and shrink what groups differ by."""
    some = np.random.default_rng(2)
    groups, weeks = 10, np.array([0.0, 26.0, 52.0])
    values = (
        0.5
        + 0.08 * some.standard_normal((groups, 1))
        + 0.001 * weeks
        + 0.03 * some.standard_normal((groups, 3))
    )
    who = [f"unit={k}" for k in range(groups)]
    earlier = data(
        np.tile(weeks, groups).astype(int), np.repeat(who, 3), values.ravel(), [1e-6] * 30
    )
    last = data([78] * groups, who, [0.0] * groups, [1e-6] * groups)
    found = mixed_model(earlier, last, MEMBERS, some)

    own = values.mean(axis=1, keepdims=True)
    centred = weeks - weeks.mean()
    slope = ((values - own) @ centred).sum() / (groups * (centred**2).sum())
    within = ((values - own - slope * centred) ** 2).sum() / (groups * 3 - groups - 1)
    between = own.var(ddof=1) - within / 3
    shrunk = 3 * between / (3 * between + within) * (own.ravel() - own.mean())
    expected = own.mean() + slope * (78 - weeks.mean()) + shrunk
    np.testing.assert_allclose(found.mean(axis=0), expected, atol=0.002)
    assert (found.var(axis=0) > within).all()


def test_too_few_answers_for_a_model_persist():
    earlier = data([0, 26], "aa", [0.4, 0.5], [0.001] * 2)
    last = data([52], "a", [0.0], [0.002])
    one = mixed_model(earlier, last, 50, np.random.default_rng(3))
    other = persistence(earlier, last, 50, np.random.default_rng(3))
    np.testing.assert_array_equal(one, other)
