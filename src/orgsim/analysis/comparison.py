"""Comparison: means with intervals, and paired differences under common random numbers."""

import math
from typing import NamedTuple

import numpy as np

from orgsim.analysis.decomposition import OverSets, over_sets
from orgsim.analysis.intervals import estimate, half_width, spread

MOST_REPLICATIONS = 1_000
"""The most that anybody would run to settle a difference (assumed); larger numbers are not given."""

SETTLED, OPEN = "settled", "open"
"""Words for a difference whose interval excludes 0, and for one whose interval includes it."""


class Difference(NamedTuple):
    """A paired difference: its mean with interval, and how many more replications would settle it.

    decided            whether the interval leaves out 0
    replications_more  0 if decided; None where not even a thousand in all would
    over_sets          what the parameter sets say of it, None where all replications have the same one
    """

    mean: float
    low: float
    high: float
    decided: bool
    replications_more: int | None
    over_sets: OverSets | None = None


def paired_difference(
    values: np.ndarray, reference: np.ndarray, sets: np.ndarray | None = None
) -> Difference:
    """Mean of values − reference, replication by replication: both saw the same random draws.

    sets  the parameter set of each replication, where they differ: both had the same one
    """
    differences = values - reference
    found = estimate(differences, sets)
    identical = bool(np.all(differences == 0))
    more = 0 if found.decided or identical else _replications_more(differences, found.mean, sets)
    of_sets = None if sets is None else over_sets(differences, sets)
    return Difference(*found, found.decided, more, of_sets)


def _replications_more(differences: np.ndarray, mean: float, sets: np.ndarray | None) -> int | None:
    """How many more replications make the interval exclude 0, if mean and spread stay the same.

    Where sets differ, more of them are taken to come, each with as many replications.
    """
    known = np.isfinite(differences)
    deviations, counts = spread(differences[known][None], None if sets is None else sets[known])
    deviation, count = float(deviations[0]), int(counts[0])
    if count < 2 or mean == 0:
        return None
    each = int(known.sum()) / count
    low, high = count, int(MOST_REPLICATIONS / each)
    if half_width(deviation, high) >= abs(mean):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if half_width(deviation, middle) < abs(mean):
            high = middle
        else:
            low = middle
    return math.ceil((high - count) * each)
