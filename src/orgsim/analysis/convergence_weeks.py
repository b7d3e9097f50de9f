"""Convergence: the week from which on the gap stays small, with runs that do not get there censored."""

import warnings
from typing import NamedTuple

import numpy as np


class ConvergenceTime(NamedTuple):
    """Kaplan–Meier estimate of the convergence week over replications.

    median    first week by which half of the runs have converged; None where fewer did
    low, high 95 % interval of the median (None where it is open)
    converged, runs  how many of how many runs converged; the others are censored at the last week
    """

    median: float | None
    low: float | None
    high: float | None
    converged: int
    runs: int


def convergence_week(gap: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """First week after which the gap (weeks + 1, runs) stays under the threshold (runs,).

    NaN where it does not within the weeks simulated: such a run is censored, not dropped.
    """
    weeks = gap.shape[0] - 1
    above = gap >= threshold
    last_above = np.where(above.any(axis=0), weeks - np.argmax(above[::-1], axis=0), -1)
    return np.where(last_above == weeks, np.nan, last_above + 1.0)


def convergence_time(week: np.ndarray, weeks: int) -> ConvergenceTime:
    """Kaplan–Meier median of convergence weeks (runs,), NaN censored at `weeks`.

    Source: Kaplan & Meier (1958); interval of the median by Brookmeyer & Crowley (1982) from the
    log–log interval of the survival function.
    """
    from scipy import stats  # takes half a second, and workers of a sweep do without

    converged = int(np.isfinite(week).sum())
    if converged == 0:
        return ConvergenceTime(None, None, None, 0, len(week))
    censored = stats.CensoredData.right_censored(
        np.where(np.isfinite(week), week, weeks), ~np.isfinite(week)
    )
    survival = stats.ecdf(censored).sf
    with warnings.catch_warnings():  # where all or none survive, there is no interval
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = survival.confidence_interval(0.95, method="log-log")
    return ConvergenceTime(
        _first_at_half(survival.quantiles, survival.probabilities),
        _first_at_half(survival.quantiles, _filled(interval.low.probabilities, survival)),
        _first_at_half(survival.quantiles, _filled(interval.high.probabilities, survival)),
        converged,
        len(week),
    )


def _filled(limit: np.ndarray, survival) -> np.ndarray:
    """Where a limit is undefined (all or none survive), the estimate itself."""
    return np.where(np.isfinite(limit), limit, survival.probabilities)


def _first_at_half(week: np.ndarray, probability: np.ndarray) -> float | None:
    reached = np.flatnonzero(probability <= 0.5 + 1e-12)
    return float(week[reached[0]]) if len(reached) else None
