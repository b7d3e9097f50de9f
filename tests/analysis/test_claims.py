"""What is said of factors: how often of nothing, and of what is there; benchmarks/claims.py in short."""

import itertools

import numpy as np
import pytest
from cases import only, studied

from claims import World, rate
from orgsim.analysis.factors.claims import FALLS, NO_DIRECTION, RISES, TOO_FEW
from orgsim.analysis.factors.paired import Part, exceeds_noise, residual
from orgsim.analysis.intervals import half_widths

SWEEPS = 40
MOST_BY_CHANCE = 6 / SWEEPS
"""Of 40 sweeps at 5 %, more than 6 claim something with a probability of 0.004."""


@pytest.mark.parametrize("replications", [2, 3, 5])
def test_where_nothing_does_anything_little_is_claimed(replications):
    assert rate("grid of 4 (2 × 2)", replications, World(), SWEEPS) <= MOST_BY_CHANCE


@pytest.mark.parametrize(
    ("design", "replications"), [("grid of 4 (one factor)", 2), ("grid of 4 (2 × 2)", 5)]
)
def test_a_strong_effect_is_found(design, replications):
    """Expected in at least 95 %: of 40, fewer than 34 with a probability of 0.004."""
    assert rate(design, replications, World(effect=20.0), SWEEPS) >= 34 / SWEEPS


def grid(*levels):
    rows = np.array(list(itertools.product(*levels)), dtype=float)
    return {name: rows[:, n] for n, name in enumerate("ab"[: len(levels)])}


def test_four_points_rise_where_every_paired_replication_does(lay):
    """Small against what replications share, and as large in each of them."""
    factors = grid([0.1, 0.9], [0, 1])
    random = np.random.default_rng(1)
    values = random.normal(0, 1, 5) + 0.05 * factors["a"][:, None] + random.normal(0, 0.001, (4, 5))
    first, second = only(lay("grid", factors, values)).effects
    assert (first.factor, first.direction, first.above_next) == ("a", RISES, True)
    assert (second.factor, second.direction, second.above_noise) == ("b", NO_DIRECTION, False)
    first = only(lay("grid", factors, -values, name="other")).effects[0]
    assert first.direction == FALLS


def test_two_of_128_pairs_are_no_direction(lay):
    factors = grid([0.1, 0.9], [0, 1])
    values = np.repeat(np.random.default_rng(1).normal(0, 1, (1, 64)), 4, axis=0)
    values[2, 10] -= 0.1
    values[3, 30] -= 0.1
    for effect in only(lay("grid", factors, values)).effects:
        assert (effect.direction, effect.above_noise) == (NO_DIRECTION, False)


def test_a_factor_that_does_something_in_one_of_two_replications_is_not_shown_to_matter(lay):
    """Where nothing else differs, a share near 1 rests on that one replication."""
    factors = grid([0.1, 0.9], [0, 1])
    values = np.array([[1.0, 2.0], [1.0, 2.0], [1.01, 2.3], [1.01, 2.3]])
    one = only(lay("grid", factors, values))
    assert [effect.above_next for effect in one.effects[:1]] == [False]
    assert {effect.above_noise for effect in one.effects} == {False}
    assert all(np.isnan(effect.low) for effect in one.effects)
    assert all(0 <= effect.effect <= 1 for effect in one.effects)
    assert any("they take 5 replications" in note for note in one.indices.notes)


def test_one_replication_of_a_small_grid_tells_nothing(lay):
    one = only(lay("grid", grid([0, 1], [0, 1]), np.array([1.0, 1, 2, 2])))
    assert {effect.direction for effect in one.effects} == {TOO_FEW}
    assert {effect.above_noise for effect in one.effects} == {None}


def test_one_replication_of_a_sample_tells_by_its_points(lay):
    random = np.random.default_rng(2)
    factors = {"a": random.random(40), "b": random.random(40)}
    values = factors["a"] ** 3 + random.normal(0, 0.05, 40)
    first, second = only(lay("lhs", factors, values)).effects
    assert (first.factor, first.direction) == ("a", RISES)
    assert second.direction == NO_DIRECTION


def test_what_replications_do_not_share_is_not_shown_by_many_points(lay):
    """A slope that comes and goes by replication is the same at all points of a sample."""
    random = np.random.default_rng(3)
    a = random.random(60)
    slope = np.array([1.0, -0.6, 0.9, -0.2, 0.3, -0.5])
    values = a[:, None] * slope + random.normal(0, 0.01, (60, 6))
    (effect,) = only(lay("lhs", {"a": a}, values)).effects
    assert (effect.direction, effect.above_noise) == (NO_DIRECTION, False)


def test_a_sample_of_one_factor_is_no_grid(lay):
    a = np.random.default_rng(4).random(16)
    one = only(lay("sobol", {"a": a}, np.repeat(a[:, None], 3, axis=1)))
    assert one.indices.method.startswith("rank regression")
    assert one.effects[0].direction == RISES


def test_claims_are_allowed_for_the_number_of_outcomes(lay):
    """A difference with p = 0.03 is told alone, and not among seven outcomes."""
    values = np.array([[0.0] * 6, [1.0, 3.1, 0.2, 2.0, 0.3, 1.4]])
    folder = lay("grid", {"a": np.array([0.0, 1.0])}, values)
    assert studied(folder, "alignment_end").outcomes[0].effects[0].direction == RISES
    names = ("alignment_end", "trust_end", "engagement_end", "performance_end", "leavers_end")
    seven = studied(folder, *names, "practice_end", "modelling_end").outcomes
    assert {one.effects[0].direction for one in seven} == {NO_DIRECTION}


def test_the_paired_test_is_the_t_test_from_five_replications_on():
    from scipy import stats

    values = np.random.default_rng(5).normal(0, 1, (4, 7))
    difference = (values[2] + values[3] - values[0] - values[1]) / 2
    found = exceeds_noise(Part(difference[None], 1), residual(values))
    assert found == pytest.approx(stats.ttest_1samp(difference, 0).pvalue)


def test_half_widths_are_those_of_t():
    half = half_widths(np.array([2.0, 2.0, 2.0]), np.array([1, 2, 9]))
    assert np.isnan(half[0])
    assert half[1:] == pytest.approx([12.7062 * 2 / np.sqrt(2), 2.3060 * 2 / 3], rel=1e-4)
