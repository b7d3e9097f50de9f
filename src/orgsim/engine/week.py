"""Week: the arrays of an ensemble made, and handed from one week to the next."""

from typing import Any

import numba
import numpy as np

from orgsim.engine.context import Week
from orgsim.engine.loop import Kernels
from orgsim.engine.scratch import empty_scratch
from orgsim.engine.settings import Settings, Structure
from orgsim.engine.state import Visible, empty_private, empty_visible

NO_SUMS = np.empty((0, 0, 0))
"""For weeks whose sums nobody asks for."""


def empty_week(
    structure: Structure, settings: Settings, themes: int, runs: int, dtype: np.dtype
) -> Any:
    """Room for a week of so many runs, all 0."""
    people, blocks = len(structure.superior), len(structure.block_start) - 1
    leaders = int(structure.leader_row.max()) + 1
    visible = (people, leaders, themes, runs, dtype)
    return Week(
        *structure,
        *settings,
        *empty_visible(*visible),
        *empty_visible(*visible),
        *empty_private(people, themes, runs, dtype),
        *empty_scratch(numba.config.NUMBA_NUM_THREADS, blocks, themes, runs, dtype),
    )


def standing(week: Any) -> Any:
    """The week in which no time passes: what is written is what there is now."""
    return week._replace(**{f"next_{name}": getattr(week, name) for name in Visible._fields})


def swapped(week: Any) -> Any:
    """The week in which what is written is what there is now, and the other way round."""
    was = {f"next_{name}": getattr(week, name) for name in Visible._fields}
    return week._replace(**was, **{name: getattr(week, f"next_{name}") for name in Visible._fields})


def advance(
    kernels: Kernels,
    week: Any,
    lanes: Any,
    first: int,
    weeks: int = 1,
    level_sums: np.ndarray = NO_SUMS,
) -> Any:
    """Simulate weeks `first`, first + 1, …; what was written is what there is now in the week returned.

    lanes       where there is one run, what `empty_lanes` made for it, else None
    level_sums  (weeks, levels, sums·runs), written: the sums of each week, none where it is NO_SUMS
    """
    other = swapped(week)
    alone = () if lanes is None else (lanes,)
    kernels.advance_weeks(week, other, *alone, first, weeks, level_sums)
    return other if weeks % 2 else week
