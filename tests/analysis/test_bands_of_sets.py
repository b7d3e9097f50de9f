"""Bands of randomness alone inside bands of randomness and parameters."""

import numpy as np
import pytest

from orgsim.analysis.bands import FEWEST_SETS, RANGE, band, randomness_range

TWICE = np.tile(np.arange(10), 2)


def drawn(parameters: float, sets: np.ndarray, weeks: int = 3) -> np.ndarray:
    """Values (weeks, replications): sets differ with a standard deviation, and randomness with 1."""
    random = np.random.default_rng(5)
    of_sets = parameters * random.standard_normal(sets.max() + 1)
    return of_sets[sets] + random.standard_normal((weeks, len(sets)))


def test_a_worked_example_of_one_week():
    """Sets of two, ± 1 around means that are far apart: randomness alone has deviations of ± √2."""
    values = np.concatenate([10.0 * np.arange(10) - 1, 10.0 * np.arange(10) + 1])[None]
    low, high = randomness_range(values, sets=TWICE)
    assert (low[0], high[0]) == pytest.approx((45 - np.sqrt(2), 45 + np.sqrt(2)))
    assert band(values).low[0] < 10


def test_many_replications_find_the_range_of_randomness():
    sets = np.tile(np.arange(500), 2)
    low, high = randomness_range(drawn(3.0, sets), sets=sets)
    np.testing.assert_allclose(high - low, 2 * 1.2816, rtol=0.1)
    whole = band(drawn(3.0, sets))
    np.testing.assert_allclose(whole.high - whole.low, 2 * 1.2816 * np.sqrt(10), rtol=0.1)


def test_it_never_goes_beyond_the_whole_range():
    values = drawn(0.0, TWICE, 40)
    low, high = randomness_range(values, sets=TWICE)
    whole = band(values)
    assert (low >= whole.low).all()
    assert (high <= whole.high).all()


def test_one_set_has_randomness_alone_and_single_replications_tell_nothing():
    values = drawn(1.0, TWICE)
    alone, whole = randomness_range(values), band(values)
    np.testing.assert_array_equal(alone, (whole.low, whole.high))
    few = 10 + FEWEST_SETS - 1
    low, high = randomness_range(values[:, :few], sets=TWICE[:few])
    assert np.isnan([low, high]).all()
    assert np.isfinite(randomness_range(values[:, : few + 1], sets=TWICE[: few + 1])).all()


def test_weeks_without_a_value_have_no_range_and_means_are_taken_first():
    values = drawn(1.0, TWICE, 5)
    values[2, 3] = np.nan
    low, _ = randomness_range(values, 2, TWICE)
    assert np.isnan(low).tolist() == [True, False, False, False, False]
    values[2] = np.nan
    assert np.isnan(randomness_range(values, 1, TWICE)[0]).tolist() == [
        False,
        False,
        True,
        False,
        False,
    ]
    smooth = (values[3] + values[4]) / 2
    expected = randomness_range(smooth[None], 1, TWICE)[0][0]
    assert randomness_range(values, 2, TWICE)[0][4] == pytest.approx(expected)
    assert RANGE == (0.1, 0.9)
