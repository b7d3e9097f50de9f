"""Scores against closed forms."""

import numpy as np
import pytest
from scipy import stats

from orgsim.inference.scores import covered, ranked_probability


def crps_of_normal(mean, deviation, found):
    """Gneiting & Raftery (2007), equation 21 with the sign of an error."""
    z = (found - mean) / deviation
    density, below = stats.norm.pdf(z), stats.norm.cdf(z)
    return deviation * (z * (2 * below - 1) + 2 * density - 1 / np.sqrt(np.pi))


@pytest.mark.parametrize("found", [0.0, 0.3, 0.8])
def test_the_score_of_a_normal_is_its_closed_form(found):
    """Quantiles at equal steps stand for the normal; their score errs by less than 1/members."""
    members = stats.norm.ppf((np.arange(4000) + 0.5) / 4000, 0.3, 0.2)[:, None]
    expected = crps_of_normal(0.3, 0.2, found)
    assert ranked_probability(members, np.array([found]))[0] == pytest.approx(expected, abs=2e-4)


def test_the_score_is_fair_for_few_members():
    """Its expectation is that of the normal, with five members: within four standard errors."""
    some = np.random.default_rng(1)
    values = some.normal(0.3, 0.2, 20_000)
    found = ranked_probability(some.normal(0.3, 0.2, (5, 20_000)), values)
    error = found.std() / np.sqrt(len(found))
    assert abs(found.mean() - 0.2 / np.sqrt(np.pi)) < 4 * error


def test_one_certain_value_scores_its_error():
    assert ranked_probability(np.full((3, 1), 0.4), np.array([0.7]))[0] == pytest.approx(0.3)


def test_nine_tenths_are_covered_by_the_middle_nine_tenths():
    members = np.linspace(0, 1, 101)[:, None] * np.ones(5)
    assert covered(members, np.array([0.04, 0.06, 0.5, 0.94, 0.96])).tolist() == [
        False,
        True,
        True,
        True,
        False,
    ]
