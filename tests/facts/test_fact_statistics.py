"""Statistics of the facts against NumPy, SciPy and plain loops."""

import numpy as np
import pytest
from scipy import optimize

from orgsim.evidence.measured.statistics import (
    analyse_units,
    correlation,
    logistic_regression,
    residual_mean_square,
)


def test_correlation_is_numpy_s():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(2, 60))
    assert correlation(x, y + x) == pytest.approx(np.corrcoef(x, y + x)[0, 1], rel=1e-12)
    assert correlation(1e-6 * x, y) == pytest.approx(correlation(x, y))


@pytest.mark.parametrize("x", [np.ones(9), np.zeros(9), np.full(9, 0.1 + 0.2)])
def test_what_does_not_vary_correlates_with_nothing(x):
    assert np.isnan(correlation(x, np.arange(9.0)))
    assert np.isnan(correlation(np.arange(2.0), np.arange(2.0)))


def test_units_are_analysed_as_by_hand():
    rng = np.random.default_rng(6)
    unit = np.array([0, 0, 1, 1, 1, 2, 3, 3, 3, 3])
    values = rng.normal(size=10)
    found = analyse_units(values, unit, 4)
    groups = [values[unit == number] for number in range(4)]
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups) / 3
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / 6
    assert found.between == pytest.approx(between)
    assert found.within == pytest.approx(within)
    np.testing.assert_allclose(found.mean, [g.mean() for g in groups])


@pytest.mark.parametrize(("unit", "units"), [([0, 0, 0], 1), ([0, 1, 2], 3), ([0, 0, 2], 3)])
def test_units_of_one_person_tell_nothing(unit, units):
    assert analyse_units(np.arange(3.0), np.array(unit), units) is None


def test_residuals_are_those_of_weighted_least_squares():
    rng = np.random.default_rng(7)
    x, weight = rng.normal(size=(30, 2)), rng.integers(1, 9, 30).astype(float)
    y = x @ [0.4, -1.0] + rng.normal(size=30)
    repeated = np.repeat(np.arange(30), weight.astype(int))
    design = np.column_stack([np.ones(30), x])
    slopes = np.linalg.lstsq(design[repeated], y[repeated], rcond=None)[0]
    expected = (weight * (y - design @ slopes) ** 2).sum() / 27
    assert residual_mean_square(y, x, weight) == pytest.approx(expected)


def test_predictors_that_say_nothing_new_cost_nothing():
    rng = np.random.default_rng(8)
    x, y = rng.normal(size=(30, 1)), rng.normal(size=30)
    more = np.column_stack([x, 2 * x, np.full(30, 0.7)])
    alone = residual_mean_square(y, x, np.ones(30))
    assert residual_mean_square(y, more, np.ones(30)) == pytest.approx(alone)


def test_logistic_regression_finds_the_greatest_likelihood():
    rng = np.random.default_rng(9)
    x = rng.normal(size=(4000, 3))
    y = (rng.uniform(size=4000) < 1 / (1 + np.exp(3 - x @ [0.8, 0.0, -0.5]))).astype(float)
    design = np.column_stack([x, np.ones(4000)])

    def minus_likelihood(b):
        return np.logaddexp(0, design @ b).sum() - y @ design @ b

    best = optimize.minimize(minus_likelihood, np.zeros(4), tol=1e-10)
    np.testing.assert_allclose(logistic_regression(y, x), best.x, atol=1e-4)


@pytest.mark.parametrize("y", [np.zeros(40), np.ones(40), (np.arange(40) > 20).astype(float)])
def test_without_a_greatest_likelihood_there_are_no_coefficients(y):
    assert np.isnan(logistic_regression(y, np.arange(40.0)[:, None] / 20 - 1)).all()
