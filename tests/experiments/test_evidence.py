"""Evidence: intervals that cover what they should, and p-values that belong to them."""

import math
import warnings

import numpy as np
import pytest
from scipy import stats

from orgsim.study.evidence import (
    Evidence,
    exactly,
    function_of_means,
    mean_of,
    resampled_weights,
    share_of,
)
from orgsim.study.formatting import interval_of, percent_of, value_of

DATASETS, REPLICATIONS = 600, 20


def ratio(top, bottom):
    return top / bottom


def test_a_mean_is_the_t_test_of_scipy():
    values = np.array([0.1, 0.4, 0.3, 0.2, 0.6])
    found = mean_of(values)
    reference = stats.ttest_1samp(values, 0.05, alternative="greater")
    interval = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert found.tails(0.05)[0] == pytest.approx(reference.pvalue)
    assert sum(found.tails(0.05)) == pytest.approx(1)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_what_is_not_there_is_left_out_and_too_little_says_nothing():
    assert mean_of(np.array([1.0, math.nan, 3.0])).pieces == 2
    alone = mean_of(np.array([1.0, math.nan]))
    assert math.isnan(alone.low)
    assert alone.tails(-100.0) == (1.0, 1.0)


def test_the_same_in_all_runs_is_exact():
    found = mean_of(np.full(4, 0.25))
    assert found.exact
    assert (found.low, found.high) == (0.25, 0.25)
    assert found.method.endswith("the same in all runs")
    assert exactly(3).tails(2) == (0.0, 1.0)
    assert exactly(3, "largest difference").method == "largest difference"


def test_the_same_in_all_resamples_is_not_called_the_same_in_all_runs():
    highest = function_of_means(lambda mean: (mean > 0.5) * 1.0, np.array([0.7, 0.8, 0.9]))
    assert highest.exact
    assert highest.method.endswith("the same in all resamples")


def test_a_bootstrap_covers_a_ratio_of_means_of_few_replications():
    """Coverage of 95 %; standard error over 600 data sets 0.9 %."""
    random = np.random.default_rng(4)
    values = random.gamma(4.0, size=(2, DATASETS, REPLICATIONS))
    covered = [
        found.low <= 2.0 <= found.high
        for top, bottom in zip(2 * values[0], values[1], strict=True)
        for found in [function_of_means(ratio, top, bottom, resamples=2000)]
    ]
    assert 0.92 < np.mean(covered) < 0.975


def test_p_values_of_a_bootstrap_invert_its_interval():
    random = np.random.default_rng(5)
    values = random.normal(1.0, 0.3, size=(2, 12))
    found = function_of_means(ratio, *values)
    assert found.low < found.value < found.high
    assert found.tails(found.low)[0] == pytest.approx(0.025, abs=0.002)
    assert found.tails(found.high)[1] == pytest.approx(0.025, abs=0.002)
    assert found.tails(100.0) == pytest.approx((1.0, 0.0), abs=0.01)


def test_a_bootstrap_of_a_mean_is_close_to_the_t_interval():
    values = np.random.default_rng(6).normal(0.3, 0.1, 30)
    boot, plain = function_of_means(lambda mean: mean, values), mean_of(values)
    assert boot.value == pytest.approx(plain.value)
    assert (boot.low, boot.high) == pytest.approx((plain.low, plain.high), abs=0.006)


def test_replications_of_several_curves_are_drawn_together():
    """A difference of paired values that is the same in every replication has no spread."""
    base = np.random.default_rng(7).normal(size=(3, 8))
    found = function_of_means(lambda a, b: (a - b)[:, 0].round(9), base + 0.5, base)
    assert found.value == pytest.approx(0.5)
    assert found.low == found.high == found.value


def test_what_is_never_reached_is_infinite_and_what_is_missing_says_nothing():
    values = np.arange(8.0)
    beyond = function_of_means(lambda mean: np.where(mean > 3.5, np.inf, mean), values)
    assert math.isinf(beyond.high)
    missing = function_of_means(lambda mean: np.where(mean > 3.5, np.nan, mean), values)
    assert math.isnan(missing.low)


def test_a_ratio_to_nothing_is_said_and_not_warned_of():
    """A mean of whole weeks is exactly 0 in some resamples."""
    weeks = np.array([-2.0, 0.0, 2.0, 2.0])
    with warnings.catch_warnings(action="error"):
        found = function_of_means(np.divide, weeks, weeks)
        infinite = function_of_means(np.divide, np.ones(4), weeks)
    assert math.isnan(found.low)
    assert math.isinf(infinite.high)


def test_a_function_has_to_give_a_number_a_resample():
    with pytest.raises(ValueError, match="one number for each resample"):
        function_of_means(lambda mean: mean, np.ones((3, 5)))


def test_a_share_is_the_binomial_test_of_scipy():
    happened = np.array([True] * 9 + [False])
    reference = stats.binomtest(9, 10, 0.5, alternative="greater")
    found = share_of(happened)
    assert found.value == 0.9
    assert found.tails(0.5)[0] == pytest.approx(reference.pvalue)
    assert found.tails(found.low)[0] == pytest.approx(0.025)


def test_weights_are_drawings_with_replacement_and_always_the_same():
    weights = resampled_weights(5, 4000)
    assert np.allclose(weights.sum(axis=1), 1)
    counts = (weights * 5).round().astype(int)
    spread = counts.var(axis=0)  # of a binomial: 5 · 1/5 · 4/5; standard error about 0.02
    assert np.allclose(counts.mean(axis=0), 1, atol=0.06)
    assert np.allclose(spread, 0.8, atol=0.1)
    resampled_weights.cache_clear()
    assert np.array_equal(weights, resampled_weights(5, 4000))


def test_counts_are_printed_without_decimals_and_undefined_shares_without_ends():
    def printed(*numbers):
        found = Evidence(*numbers, 9, "counted", stats.norm.interval)
        return value_of(found), interval_of(found), percent_of(found)[1]

    assert printed(10.0, 8.0, 10.0) == ("10", "8 to 10", "800 to 1,000 %")
    assert printed(9.5, 8.0, 11.0) == ("9.5", "8.0 to 11.0", "800 to 1,100 %")
    assert printed(1.0, math.nan, math.nan) == ("1.000", "–", "–")
