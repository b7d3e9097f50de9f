"""What is parameters and what is randomness: closed forms, worked examples, and coverage."""

import math

import numpy as np
import pytest
from scipy import stats

from orgsim.analysis.bands import band
from orgsim.analysis.best import best_of
from orgsim.analysis.comparison import paired_difference
from orgsim.analysis.decomposition import over_sets
from orgsim.analysis.intervals import estimate
from orgsim.analysis.repetitions import by_repetition, sets_of_replications

TWICE = np.tile(np.arange(10), 2)
"""Sets of twenty replications."""


def drawn(sets: np.ndarray, parameters: float, seed: int, mean: float = 1.0) -> np.ndarray:
    """Replications of sets: normal, with randomness of standard deviation 1."""
    random = np.random.default_rng(seed)
    of_sets = parameters * random.standard_normal(sets.max() + 1)
    return mean + of_sets[sets] + random.standard_normal(len(sets))


def test_a_worked_example():
    """Three sets of two: means 1, 4 and 7, each ± 1, so MS_between = 18 and MS_within = 2."""
    values, sets = np.array([0.0, 3, 6, 2, 5, 8]), np.array([7, 1, 4, 7, 1, 4])
    found = over_sets(values, sets)
    assert (found.sets, found.same_sign) == (3, 3)
    assert found.parameters == pytest.approx(math.sqrt(8))
    assert found.randomness == pytest.approx(math.sqrt(2))
    assert found.share == pytest.approx(0.8)
    low, high = stats.f.ppf([0.025, 0.975], 2, 3)
    assert found.of_share.high == pytest.approx((9 / low - 1) / (9 / low + 1))
    assert found.of_share.low == 0, "F = 9 is below the upper 2.5 % of F(2, 3), 16.04"
    chi = stats.chi2.ppf(0.025, 2)
    assert found.of_parameters.high == pytest.approx(math.sqrt(2 * 18 * (1 - low / 9) / (2 * chi)))
    assert high > 9
    assert found.of_parameters.low == 0
    variance = 18 * (1 / 2 + 1 / 6) + 2 / 2
    degrees = variance**2 / (12**2 / 2 + 1**2 / 3)
    half = stats.t.ppf(0.975, degrees) * math.sqrt(variance)
    assert found.whole == pytest.approx((4 - half, 4 + half))


def test_unequal_numbers_have_the_textbooks_r():
    """Sets of 3, 1 and 2: r = (6 − 14/6) / 2; sums of squares worked out by hand."""
    values, sets = np.array([1.0, 2, 3, 6, 8, 10]), np.array([0, 0, 0, 1, 2, 2])
    found = over_sets(values, sets)
    within, between = (2 + 0 + 2) / 3, (3 * 9 + 1 + 2 * 16) / 2
    assert found.randomness == pytest.approx(math.sqrt(within))
    assert found.parameters == pytest.approx(math.sqrt((between - within) / ((6 - 14 / 6) / 2)))


def test_sets_that_differ_less_than_randomness_give_no_variance_below_0():
    found = over_sets(np.array([0.0, 1, 3, 2, 1, 0]), np.array([0, 1, 2, 0, 1, 2]))
    assert found.parameters == found.share == found.of_share.low == 0
    assert found.of_share.high > 0


def test_a_set_of_the_other_sign_counts_and_a_lost_replication_does_not():
    values = np.where(TWICE < 3, -0.1, 1.0)
    assert over_sets(values, TWICE).same_sign == 7
    values[TWICE == 0] = np.nan
    found = over_sets(values, TWICE)
    assert (found.sets, found.same_sign) == (9, 7)
    assert found.share == 1, "nothing else differs"


def test_what_one_replication_a_set_says():
    """Parameters and randomness cannot be told apart; the whole is the usual prediction interval."""
    values = np.array([1.0, 2, 4])
    found = over_sets(values, np.arange(3))
    assert math.isnan(found.share)
    assert math.isnan(found.parameters)
    half = stats.t.ppf(0.975, 2) * values.std(ddof=1) * math.sqrt(1 + 1 / 3)
    assert found.whole == pytest.approx((values.mean() - half, values.mean() + half))
    assert over_sets(values, np.zeros(3)) is None


def test_a_mean_is_as_sure_as_its_sets_and_not_as_its_replications():
    values = drawn(TWICE, 3.0, 4)
    means = values.reshape(2, 10).mean(axis=0)
    assert estimate(values, TWICE) == pytest.approx(estimate(means))
    assert estimate(values, np.arange(20)) == pytest.approx(estimate(values))
    assert math.isnan(estimate(values, np.zeros(20)).low)


def test_bands_differences_and_the_best_know_the_sets():
    values, other = drawn(TWICE, 3.0, 5), drawn(TWICE, 3.0, 6, 0.0)
    found = band(np.stack([values, other]), sets=TWICE)
    for row, each in enumerate((values, other)):
        assert (found.ci_low[row], found.ci_high[row]) == pytest.approx(estimate(each, TWICE)[1:])
    difference = paired_difference(values, other, TWICE)
    means = (values - other).reshape(2, 10).mean(axis=0)
    assert difference[:3] == pytest.approx(estimate(means))
    assert difference.over_sets == over_sets(values - other, TWICE)
    p = best_of({"one": values, "other": other}, 1, TWICE).others[0].p_holm
    assert p == pytest.approx(stats.ttest_1samp(means, 0).pvalue)
    more = paired_difference(0.02 * means, 0 * means - 0.001)
    twice = paired_difference(np.tile(0.02 * means, 2), np.tile(0 * means - 0.001, 2), TWICE)
    assert twice.replications_more == 2 * more.replications_more


@pytest.mark.parametrize("sets", [TWICE, np.concatenate([TWICE, np.arange(10, 15)])])
@pytest.mark.parametrize("parameters", [0.3, 1.0, 3.0])
def test_intervals_cover_what_they_say(sets, parameters):
    """Over 600 samples 95 % ± 0.9 % (standard error) are expected; between 92 and 98 % are seen."""
    share, random = parameters**2 / (1 + parameters**2), np.random.default_rng(9)
    hits = np.zeros(4)
    for sample in range(600):
        values = drawn(sets, parameters, sample)
        found, mean = over_sets(values, sets), estimate(values, sets)
        another = 1 + parameters * random.standard_normal() + random.standard_normal()
        inside = (
            (mean.low, 1.0, mean.high),
            (found.whole.low, another, found.whole.high),
            (found.of_share.low, share, found.of_share.high),
            (found.of_parameters.low, parameters, found.of_parameters.high),
        )
        hits += [low <= truth <= high for low, truth, high in inside]
    assert (hits[:3] / 600 > 0.92).all()
    assert (hits[:3] / 600 < 0.98).all()
    assert hits[3] / 600 > 0.92, "Williams' interval is at least as sure"


def test_replications_of_a_set_taken_for_independent_would_be_too_sure():
    """Without sets the interval of the mean covers 83 % where parameters are nine tenths."""
    seen = [estimate(drawn(TWICE, 3.0, sample)) for sample in range(600)]
    assert sum(found.low <= 1 <= found.high for found in seen) / 600 < 0.88


def test_repetitions_of_a_point_are_its_sets():
    values = np.array([[1.0, 2, 3, 4], [1, np.nan, np.nan, 5]])
    sets = np.array([7.0, 3, 7, 3])
    np.testing.assert_array_equal(by_repetition(values, sets), [[2, 3], [1, 5]])
    assert by_repetition(values, None) is values
    assert by_repetition(values, np.array([7.0, 3, 1, 2])) is values


def test_sets_are_those_of_replications_where_points_agree_and_differ_where_they_do_not():
    replication = np.array([0, 1, 2, 0, 1, 2])
    drawn = np.array([7.0, 3, 7, 7, np.nan, 7])
    np.testing.assert_array_equal(sets_of_replications(replication, drawn, 3), [7, 3, 7])
    lost = np.array([7.0, np.nan, 3, 7, np.nan, 3])
    np.testing.assert_array_equal(sets_of_replications(replication, lost, 3), [7, np.nan, 3])
    for other in ([7.0, 7, 7, 3, 3, 3], [7.0] * 6, [np.nan] * 6):
        assert sets_of_replications(replication, np.array(other), 3) is None
