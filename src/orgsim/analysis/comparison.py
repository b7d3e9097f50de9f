"""Comparison: means with intervals, and paired differences under common random numbers."""

import math
from typing import NamedTuple

import numpy as np
from scipy import stats

CONFIDENCE = 0.95
MOST_REPLICATIONS = 1_000_000


class Estimate(NamedTuple):
    """A mean over replications with its 95 % interval, NaN where there are too few."""

    mean: float
    low: float
    high: float

    @property
    def decided(self) -> bool:
        """Whether there is an interval, and it leaves out 0."""
        return self.low > 0 or self.high < 0


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


def estimate(values: np.ndarray) -> Estimate:
    """Mean of values (replications,) ± t · s/√n, NaN values left out (they say nothing was there)."""
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return Estimate(math.nan, math.nan, math.nan)
    mean = float(known.mean())
    if len(known) < 2:
        return Estimate(mean, math.nan, math.nan)
    half = half_width(float(known.std(ddof=1)), len(known))
    return Estimate(mean, mean - half, mean + half)


def half_width(deviation: float, replications: int) -> float:
    """Half of the 95 % interval of a mean, t · s/√n."""
    quantile = float(stats.t.ppf(0.5 + CONFIDENCE / 2, replications - 1))
    return quantile * deviation / math.sqrt(replications)


def paired_difference(values: np.ndarray, reference: np.ndarray) -> Difference:
    """Mean of values − reference, replication by replication: both saw the same luck."""
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
