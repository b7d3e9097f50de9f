"""The spread of values of which some are not known."""

import math

import numpy as np
import pytest

from orgsim.analysis.bands import band
from orgsim.analysis.intervals import estimate, spread

SETS = np.array([0.0, 0, 1, 1])


@pytest.mark.parametrize("nothing", [math.nan, math.inf])
@pytest.mark.parametrize("sets", [None, SETS])
def test_what_is_not_known_is_left_out_and_not_counted(nothing, sets):
    found = spread(np.array([[1.0, 2, nothing, 4]]), sets)
    expected = spread(np.array([[1.0, 2, 4]]), None if sets is None else sets[[0, 1, 3]])
    assert found == expected


def test_a_value_whose_parameter_set_is_not_known_is_said():
    values, sets = np.array([1.0, 2, 3, 4, math.nan]), np.array([0, 0, math.nan, 1, math.nan])
    for ask in (estimate, lambda *of: band(values[None], 1, of[1])):
        with pytest.raises(ValueError, match=r"no parameter set is known of values 2$"):
            ask(values, sets)
