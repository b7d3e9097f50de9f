"""Bands: a measure week by week over replications, as figures show it."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import half_widths, spread

RANGE = (0.1, 0.9)
"""The middle 80 % of replications."""


class Band(NamedTuple):
    """A measure in every week, (weeks + 1,) each, NaN where there is nothing to tell.

    mean              over replications
    ci_low, ci_high   95 % interval of the mean
    low, high         range of the middle 80 % of replications
    """

    mean: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray
    low: np.ndarray
    high: np.ndarray


def band(values: np.ndarray, weeks: int = 1, sets: np.ndarray | None = None) -> Band:
    """The band of a measure (weeks + 1, replications), of its mean over so many weeks up to each.

    sets  the parameter set of each replication, where they differ
    """
    smooth = moving_mean(values, weeks)
    known = np.isfinite(smooth)
    runs = known.sum(axis=1)
    some = runs > 0
    mean = np.full(len(smooth), np.nan)
    low, high = mean.copy(), mean.copy()
    if some.any():
        mean[some] = np.nanmean(smooth[some], axis=1)
        low[some], high[some] = np.nanquantile(smooth[some], RANGE, axis=1)
    half = half_widths(*spread(smooth, sets))
    return Band(mean, mean - half, mean + half, low, high)


def moving_mean(values: np.ndarray, weeks: int) -> np.ndarray:
    """Mean over the last `weeks` weeks up to each one; NaN where one of them is missing."""
    if weeks == 1:
        return values
    windows = np.lib.stride_tricks.sliding_window_view(values, weeks, axis=0).mean(axis=-1)
    return np.concatenate([np.full((weeks - 1, values.shape[1]), np.nan), windows])
