"""What the loop is given: the organisation's structure, and the numbers of a week."""

from typing import NamedTuple

import numpy as np


class Structure(NamedTuple):
    """What the loop needs of the organisation, of ties for a time, and of the groups with levers.

    superior, first_report, tie_start, tie_to  as in Organisation
    tie_weight             as there, but (1,) where all ties weigh the same
    extra_start, extra_to  CSR of ties that exist for some weeks or runs only; (1,), (0,) for none
    extra_layer            int32 (extra ties,): row of `Settings.extra_strength`
    group                  int32 (people,): row of `Settings.groups`
    leader_row             int32 (people,): see `leader_rows`
    block_start            int32 (blocks + 1,): whole units of one level (see measures)
    block_level            int64 (blocks,): which level
    """

    superior: np.ndarray
    first_report: np.ndarray
    tie_start: np.ndarray
    tie_to: np.ndarray
    tie_weight: np.ndarray
    extra_start: np.ndarray
    extra_to: np.ndarray
    extra_layer: np.ndarray
    group: np.ndarray
    leader_row: np.ndarray
    block_start: np.ndarray
    block_level: np.ndarray


def once_if_equal(weights: np.ndarray) -> np.ndarray:
    """The weights of ties, float32 (ties,), or (1,) where all are equal."""
    if weights.strides == (0,) or (len(weights) and weights.min() == weights.max()):
        weights = weights[:1]
    return np.ascontiguousarray(weights)


def leader_rows(first_report: np.ndarray) -> np.ndarray:
    """The row of each who leads in arrays of leaders, −1 of the others; the top, row 0, leads itself."""
    leads = np.diff(first_report) > 0
    leads[0] = True
    return np.where(leads, np.cumsum(leads) - 1, -1).astype(np.int32)


class Settings(NamedTuple):
    """The numbers of a week; arrays are rows of runs.

    parameters      (parameters·runs,), rows by ParameterRow
    groups          (groups, levers and traits·runs), rows by GroupRow
    stated, weight, habit_shift  (themes·runs,)
    extra_strength  (layers, runs): weight of the extra ties of a layer, 0 where they are not there
    key             uint64 (runs,)
    """

    parameters: np.ndarray
    groups: np.ndarray
    stated: np.ndarray
    weight: np.ndarray
    habit_shift: np.ndarray
    extra_strength: np.ndarray
    key: np.ndarray
