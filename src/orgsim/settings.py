"""What the loop is given: the organisation's structure and the numbers of a week."""

from typing import NamedTuple

import numpy as np


class Structure(NamedTuple):
    """What the loop needs of the organisation and of the groups that levers are set for.

    superior, first_report, tie_*     see Organisation
    extra_start, extra_to, extra_layer  ties that exist for some weeks and runs only, as CSR
    group                             int32 (people,): row of the table of levers and traits
    block_start                       int32 (blocks + 1,): whole units of one level
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
    block_start: np.ndarray


class Settings(NamedTuple):
    """The numbers of a week, with the runs last.

    parameters      (parameters, runs), rows by ParameterRow
    groups          (groups, levers and traits, runs), rows by GroupRow
    stated, weight, habit_shift  (themes, runs)
    extra_strength  (layers, runs): weight of the ties of a layer
    key             uint64 (runs,)
    """

    parameters: np.ndarray
    groups: np.ndarray
    stated: np.ndarray
    weight: np.ndarray
    habit_shift: np.ndarray
    extra_strength: np.ndarray
    key: np.ndarray
