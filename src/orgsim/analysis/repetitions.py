"""Repetitions: what is independent of each other among the replications of a sweep's points.

Where replications have parameter sets of their own, those of one set have their parameters in common:
their mean is one repetition of the point. Statistics of points are made of repetitions.
"""

import numpy as np

SET = "parameter_set"
"""Column of a sweep's rows: the number of the run's parameter set."""


def sets_of_replications(
    replication: np.ndarray, parameter_set: np.ndarray, replications: int
) -> np.ndarray | None:
    """The set of each replication, (replications,), from the rows of runs; NaN where none is known.

    None where sets are no matter of replications: all rows have the same, or points have their own.
    """
    known = np.isfinite(parameter_set)
    least, most = np.full(replications, np.inf), np.full(replications, -np.inf)
    np.minimum.at(least, replication[known], parameter_set[known])
    np.maximum.at(most, replication[known], parameter_set[known])
    there = np.isfinite(least)
    if (least[there] != most[there]).any() or len(np.unique(least[there])) < 2:
        return None
    return np.where(there, least, np.nan)


def by_repetition(values: np.ndarray, sets: np.ndarray | None) -> np.ndarray:
    """Values (…, replications) as (…, repetitions): means over the replications of each set.

    Sets stand in the order of their first replication; NaN values are left out. Without sets each
    replication is a repetition.
    """
    if sets is None or len(np.unique(sets)) == len(sets):
        return values
    order = list(dict.fromkeys(sets[np.isfinite(sets)].tolist()))
    member = (sets[:, None] == np.array(order)).astype(float)
    known = np.isfinite(values)
    count = known.astype(float) @ member
    total = np.where(known, values, 0.0) @ member
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
