"""Bands: a measure week by week over replications, as figures show it."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import half_widths, spread

RANGE = (0.1, 0.9)
"""The middle 80 % of replications."""

FEWEST_SETS = 5
"""Sets with two replications from which randomness is separated from parameters."""


class Band(NamedTuple):
    """A measure in every week, (weeks + 1,) each, NaN where nothing is known.

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
    """The band of a measure (weeks + 1, replications), of its trailing mean over some weeks.

    sets  the parameter set of each replication, where they differ
    """
    smooth = moving_mean(values, weeks)
    known = np.isfinite(smooth)
    runs = known.sum(axis=1)
    some = runs > 0
    mean = np.full(len(smooth), np.nan)
    if some.any():
        mean[some] = np.nanmean(smooth[some], axis=1)
    half = half_widths(*spread(smooth, sets))
    return Band(mean, mean - half, mean + half, *_middle(smooth))


def _middle(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The limits of RANGE over the known values of each row; NaN where there are none."""
    known = np.isfinite(values)
    whole, some = known.all(axis=1), known.any(axis=1)
    low, high = np.full((2, len(values)), np.nan)
    # nanquantile goes row by row, and takes fifty times as long for the same bits
    for rows, quantiles in ((whole, np.quantile), (some & ~whole, np.nanquantile)):
        if rows.any():
            low[rows], high[rows] = quantiles(values[rows], RANGE, axis=1)
    return low, high


def randomness_range(
    values: np.ndarray, weeks: int = 1, sets: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The range due to randomness alone, (weeks + 1,) each end, of a measure as `band` has it.

    Of sets with n_j replications it is the middle 80 % of

        ȳ + (y_ij − ȳ_j) √(n_j / (n_j − 1))      n_j ≥ 2

    whose variance is that within sets; the range of a Band holds that between them, too. It does not go
    beyond that one; both are the same where all replications have the same numbers. NaN where fewer than
    FEWEST_SETS have two replications: then randomness cannot be separated from parameters.
    """
    smooth = moving_mean(values, weeks)
    lowest, highest = _middle(smooth)
    low, high = _middle(smooth if sets is None else _of_middle_set(smooth, sets))
    return np.maximum(low, lowest), np.minimum(high, highest)


def _of_middle_set(values: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """Values (weeks, replications) without the means of sets, NaN for sets of one."""
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
    """Trailing mean over `weeks` weeks; NaN where one of them is missing."""
    if weeks == 1:
        return values
    windows = np.lib.stride_tricks.sliding_window_view(values, weeks, axis=0).mean(axis=-1)
    return np.concatenate([np.full((weeks - 1, values.shape[1]), np.nan), windows])
