"""What answers err by, and what chance does to outputs, against simulation."""

import numpy as np
import pytest
from scipy import integrate, stats

from orgsim.config.files import build
from orgsim.inference.answer_data import ROUNDED, AnswerData, Question, data_of
from orgsim.inference.answer_groups import groups_told_apart
from orgsim.inference.chance import covariance_by_chance
from orgsim.inference.observed import held_to_scale
from orgsim.inference.survey.answers import Answers
from orgsim.organise import draw_organisation


def one_mean(answers, people, spread, reliability):
    """The datum of one mean over everybody."""
    config = build({"organisation": {"people": people}}).base
    drawn = draw_organisation(config, 1)
    columns = Answers(
        week=np.array([0]),
        who=("everybody",),
        person=np.array([False]),
        item=("engagement",),
        value=np.array([0.5]),
        favourable=np.array([False]),
        answers=np.array([answers]),
        spread=np.array([spread]),
        reliability=np.array([reliability]),
        row=np.array([2]),
    )
    groups = groups_told_apart(columns, drawn.organisation, drawn.key)
    return data_of(columns, None, groups, drawn.organisation, drawn.key)


@pytest.mark.parametrize(("answers", "reliability"), [(10, 0.8), (25, 0.5), (30, 0.8)])
def test_a_mean_errs_as_drawing_without_replacement_does(answers, reliability):
    """States of 30 people, of whom some answer, each with an error; 3 % is three standard errors."""
    some = np.random.default_rng(3)
    spread = 0.2
    states = stats.zscore(some.standard_normal(30), ddof=1) * spread * np.sqrt(reliability)
    deviation = spread * np.sqrt(1 - reliability)
    who = some.random((20_000, 30)).argsort(axis=1)[:, :answers]
    means = (states[who] + deviation * some.standard_normal(who.shape)).mean(axis=1)
    simulated = np.mean(np.square(means - states.mean()))
    told = one_mean(answers, 30, spread, reliability).error[0] - ROUNDED**2
    assert told == pytest.approx(simulated, rel=0.03)


@pytest.mark.parametrize("felt", [0.0, 0.05, 0.5, 0.93, 1.0])
def test_answers_held_to_the_scale_are_the_integral(felt):
    def held(error):
        return np.clip(felt + error, 0, 1) * stats.norm.pdf(error, scale=0.09)

    expected, _ = integrate.quad(held, -0.6, 0.6, points=[-felt, 1 - felt], limit=200)
    assert held_to_scale(np.array([felt]), 0.09)[0] == pytest.approx(expected, abs=1e-6)


def test_chance_hangs_together_within_groups_and_by_what_all_share():
    """Two groups, two waves: own chance correlates .8 over waves, and half as much is common."""
    some = np.random.default_rng(4)
    over_waves = np.array([[1.0, 0.8], [0.8, 1.0]])
    root = np.linalg.cholesky(over_waves)
    pairs = 20_000

    def replication():
        common = some.standard_normal((pairs, 2)) @ root.T
        own = [some.standard_normal((pairs, 2)) @ root.T for _ in range(8)]
        return np.concatenate([one + np.sqrt(0.5) * common for one in own], axis=1)

    groups = [f"unit={k}" for k in range(8) for _ in range(2)]
    week = np.tile([0, 26], 8)
    none = np.zeros(16)
    data = AnswerData(
        week,
        week,
        np.zeros(16, int),
        tuple(groups),
        none,
        none,
        none,
        none,
        none,
        none,
        (Question("trust"),),
    )
    found = covariance_by_chance(replication(), replication(), data)
    own, shared = found[:2, :2], found[:2, 2:4]
    np.testing.assert_allclose(own, 1.5 * over_waves, rtol=0.03)
    # the mean over eight groups holds an eighth of their own chance
    np.testing.assert_allclose(shared, (0.5 + 1 / 8) * over_waves, rtol=0.05)
    assert np.linalg.eigvalsh(found).min() > -1e-9
