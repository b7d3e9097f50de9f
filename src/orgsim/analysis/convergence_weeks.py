"""Convergence: the week from which the gap stays small; runs that do not get there are censored."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from orgsim.analysis.survival import Curve


FEWEST_RUNS = 6
"""Runs from which there is an interval: of fewer, even from the earliest to the latest week it holds the
median with a confidence of 1 − 2·2⁻ⁿ, less than 95 % (Conover 1999)."""


class ConvergenceTime(NamedTuple):
    """Kaplan–Meier estimate of the convergence week over replications.

    median    first week by which half of the runs have converged; None where fewer did
    low, high 95 % interval of the median; None where it is open, of fewer than FEWEST_RUNS, and of too
              few parameter sets for a band of the curve
    converged, runs  how many of how many runs converged; the others are censored at the last week
    """

    median: float | None
    low: float | None
    high: float | None
    converged: int
    runs: int


def convergence_week(gap: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """First week from which the gap (weeks + 1, runs) stays under the threshold (runs,).

    NaN where it does not within the weeks simulated: such a run is censored, not dropped.
    """
    weeks = gap.shape[0] - 1
    above = gap >= threshold
    last_above = np.where(above.any(axis=0), weeks - np.argmax(above[::-1], axis=0), -1)
    return np.where(last_above == weeks, np.nan, last_above + 1.0)


def convergence_time(
    week: np.ndarray, weeks: int, sets: np.ndarray | None = None
) -> ConvergenceTime:
    """Kaplan–Meier median of convergence weeks (runs,), NaN censored at `weeks`.

    sets  the parameter set of each run, (runs,), where they differ: runs of one are a cluster

    Source: Kaplan & Meier (1958); interval of the median by Brookmeyer & Crowley (1982) from the
    log–log interval of the survival function.
    """
    # imports SciPy's functions, which simulating does without
    from orgsim.analysis.survival import has_band, kaplan_meier

    converged = np.isfinite(week)
    if not converged.any():
        return ConvergenceTime(None, None, None, 0, len(week))
    curve = kaplan_meier(np.where(converged, week, weeks), converged, sets)
    enough = len(week) >= FEWEST_RUNS and (sets is None or has_band(sets))
    return ConvergenceTime(
        _first_at_half(curve, curve.share),
        _first_at_half(curve, curve.low) if enough else None,
        _first_at_half(curve, curve.high) if enough else None,
        int(converged.sum()),
        len(week),
    )


def _first_at_half(curve: "Curve", limit: np.ndarray) -> float | None:
    """The first week in which a limit, or where it is undefined the share itself, is down to half."""
    known = np.where(np.isfinite(limit), limit, curve.share)
    reached = np.flatnonzero(known <= 0.5 + 1e-12)
    return float(curve.week[reached[0]]) if len(reached) else None
