"""Comparison: means with intervals, and paired differences under common random numbers."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import estimate, half_width

MOST_REPLICATIONS = 1_000_000


class Difference(NamedTuple):
    """A paired difference: its mean with interval, and how many replications more would settle it.

    decided          whether the interval leaves out 0
    replications_more  0 if decided; None where no number up to a million would
    """

    mean: float
    low: float
    high: float
    decided: bool
    replications_more: int | None


def paired_difference(values: np.ndarray, reference: np.ndarray) -> Difference:
    """Mean of values − reference, replication by replication: both saw the same random draws."""
    differences = values - reference
    found = estimate(differences)
    identical = bool(np.all(differences == 0))
    more = 0 if found.decided or identical else _replications_more(differences, found.mean)
    return Difference(*found, found.decided, more)


def _replications_more(differences: np.ndarray, mean: float) -> int | None:
    """How many replications more make the interval leave out 0, if mean and spread stay as they are."""
    known = differences[np.isfinite(differences)]
    if len(known) < 2 or mean == 0:
        return None
    deviation = float(known.std(ddof=1))
    low, high = len(known), MOST_REPLICATIONS
    if half_width(deviation, high) >= abs(mean):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if half_width(deviation, middle) < abs(mean):
            high = middle
        else:
            low = middle
    return high - len(known)
