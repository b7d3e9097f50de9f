"""Intervals: means with their 95 % t-intervals, computed only here.

Replications of one parameter set have their parameters in common, so a mean is known as well as so many
sets tell it, not as so many replications: its variance is that of the sums of sets (Liang & Zeger 1986),

    Var(ȳ) = m / (m − 1) · Σ_j (Σ_i (y_ij − ȳ))² / N²    of N values y_ij in m sets

with m − 1 degrees of freedom. Of sets with one replication each this is s²/N; of sets with as many each
it is the variance of the means of sets over m.
"""

import math
from typing import NamedTuple

import numpy as np

from orgsim.errors import listed
from orgsim.special_functions import special

CONFIDENCE = 0.95

ERRORS_OF_90, ERRORS_OF_95 = 1.645, 1.96
"""Standard errors on either side of a mean for 90 % and 95 %, if they are known."""


class Estimate(NamedTuple):
    """A mean over replications with its 95 % interval, NaN where there are too few."""

    mean: float
    low: float
    high: float

    @property
    def decided(self) -> bool:
        """Whether there is an interval that excludes 0."""
        return self.low > 0 or self.high < 0


def estimate(values: np.ndarray, sets: np.ndarray | None = None) -> Estimate:
    """Mean of values (replications,) ± t · s/√n, without NaN values, which are missing.

    sets  the parameter set of each value, (replications,), where they differ (see above)
    """
    known = np.isfinite(values)
    if not known.any():
        return Estimate(math.nan, math.nan, math.nan)
    values = values[known]
    mean = float(values.mean())
    deviation, count = spread(values[None], None if sets is None else sets[known])
    half = float(half_widths(deviation, count)[0])
    return Estimate(mean, mean - half, mean + half)


def spread(values: np.ndarray, sets: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Standard deviation s and count n for which means of rows (rows, replications) have variance s²/n.

    Without sets those of the values that are known, otherwise those of the sets (see above). s is 0
    where n < 2. Raises ValueError for a value whose set is not known: it would count for the mean and
    not for its interval.
    """
    known = np.isfinite(values)
    runs = known.sum(axis=1)
    if sets is None:
        several = runs > 1
        deviation = np.zeros(len(values))
        if several.any():
            finite = np.where(known[several], values[several], np.nan)
            deviation[several] = np.nanstd(finite, axis=1, ddof=1)
        return deviation, runs
    nowhere = np.flatnonzero(np.isnan(sets) & known.any(axis=0))
    if len(nowhere):
        raise ValueError(f"no parameter set is known of values {listed(map(str, nowhere))}")
    total = np.where(known, values, 0.0).sum(axis=1)
    mean = total / np.maximum(runs, 1)
    member = sets[:, None] == np.unique(sets)
    sums = np.where(known, values - mean[:, None], 0.0) @ member
    count = (known @ member).astype(bool).sum(axis=1)
    squares = (sums**2).sum(axis=1) * count / np.maximum(count - 1, 1)
    return np.sqrt(squares * count) / np.maximum(runs, 1), count


def half_width(deviation: float, count: int) -> float:
    """Half-width of the 95 % interval of a mean, t · s/√n."""
    return float(half_widths(np.array([deviation]), np.array([count]))[0])


def half_widths(deviation: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Half-widths of the 95 % intervals of means of so many values each, NaN for fewer than two."""
    half = np.full(len(count), np.nan)
    several = count > 1
    if several.any():
        degrees, place = np.unique(count[several] - 1, return_inverse=True)
        quantile = special.stdtrit(degrees, 0.5 + CONFIDENCE / 2)[place]
        half[several] = quantile * deviation[several] / np.sqrt(count[several])
    return half
