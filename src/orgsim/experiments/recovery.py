"""Recovery: how long it takes until what a shock has done is gone, with runs that do not get there."""

import numpy as np

from orgsim.analysis.convergence import convergence_week


def weeks_to_recover(
    shaken: np.ndarray, calm: np.ndarray, week: int, left: float = 0.5
) -> np.ndarray:
    """Weeks from a shock until less than a share of the damage is left for good, (replications,).

    shaken, calm  a measure with and without the shock, (weeks + 1, replications), paired
    week          of the shock, which comes at its start: the damage shows at its end
    left          share of the largest damage that still counts as recovered

    NaN where it is not reached within the weeks simulated; see `cut`.
    """
    damage = np.abs(shaken - calm)[week:]
    return convergence_week(damage, left * damage.max(axis=0))


def cut(weeks: np.ndarray, horizon: float) -> np.ndarray:
    """Times with those never reached counted as the horizon: their mean is the restricted mean time."""
    return np.fmin(np.where(np.isnan(weeks), np.inf, weeks), horizon)
