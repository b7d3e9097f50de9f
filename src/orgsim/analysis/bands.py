"""Bands: a measure week by week over replications, as figures show it."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import half_widths, spread

RANGE = (0.1, 0.9)
"""The middle 80 % of replications."""

FEWEST_SETS = 5
"""Sets with two replications from which randomness is told from parameters."""


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


def randomness_range(
    values: np.ndarray, weeks: int = 1, sets: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The range that is randomness alone, (weeks + 1,) each end, of a measure as `band` has it.

    Of sets with n_j replications it is the middle 80 % of

        ȳ + (y_ij − ȳ_j) √(n_j / (n_j − 1))      n_j ≥ 2

    whose variance is that within sets; the range of a Band holds that between them, too. It does not go
    beyond that one; both are the same where all replications have the same numbers. NaN where fewer than
    FEWEST_SETS have two replications: then randomness cannot be told from parameters.
    """
    smooth = moving_mean(values, weeks)
    if sets is not None:
        smooth = _of_middle_set(smooth, sets)
    whole = band(values, weeks)
    low, high = np.full(len(smooth), np.nan), np.full(len(smooth), np.nan)
    some = np.isfinite(smooth).any(axis=1)
    if some.any():
        low[some], high[some] = np.nanquantile(smooth[some], RANGE, axis=1)
    return np.maximum(low, whole.low), np.minimum(high, whole.high)


def _of_middle_set(values: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """Values (weeks, replications) without what sets have in common, NaN of sets of one."""
    numbers, place = np.unique(sets, return_inverse=True)
    member = (place[:, None] == np.arange(len(numbers))).astype(float)
    known = np.isfinite(values)
    size = known @ member
    totals = np.where(known, values, 0.0) @ member
    means = totals / np.maximum(size, 1)
    mean = totals.sum(axis=1) / np.maximum(size.sum(axis=1), 1)
    several = size >= 2
    several &= (several.sum(axis=1) >= FEWEST_SETS)[:, None]
    factor = np.where(several, np.sqrt(size / np.maximum(size - 1, 1)), np.nan)
    return mean[:, None] + (values - means[:, place]) * factor[:, place]


def moving_mean(values: np.ndarray, weeks: int) -> np.ndarray:
    """Mean over the last `weeks` weeks up to each one; NaN where one of them is missing."""
    if weeks == 1:
        return values
    windows = np.lib.stride_tricks.sliding_window_view(values, weeks, axis=0).mean(axis=-1)
    return np.concatenate([np.full((weeks - 1, values.shape[1]), np.nan), windows])
