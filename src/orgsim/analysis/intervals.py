"""Intervals: means with their 95 % t-intervals, the one home of them."""

import math
from typing import NamedTuple

import numpy as np
from scipy import special

CONFIDENCE = 0.95


class Estimate(NamedTuple):
    """A mean over replications with its 95 % interval, NaN where there are too few."""

    mean: float
    low: float
    high: float

    @property
    def decided(self) -> bool:
        """Whether there is an interval, and it leaves out 0."""
        return self.low > 0 or self.high < 0


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


def half_width(deviation: float, count: int) -> float:
    """Half of the 95 % interval of a mean, t · s/√n."""
    return float(half_widths(np.array([deviation]), np.array([count]))[0])


def half_widths(deviation: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Half of the 95 % intervals of means of so many values each, NaN of fewer than two."""
    half = np.full(len(count), np.nan)
    several = count > 1
    if several.any():
        degrees, place = np.unique(count[several] - 1, return_inverse=True)
        quantile = special.stdtrit(degrees, 0.5 + CONFIDENCE / 2)[place]
        half[several] = quantile * deviation[several] / np.sqrt(count[several])
    return half
