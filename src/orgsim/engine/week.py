"""Week: the arrays of an ensemble made, and handed from one week to the next."""

from typing import Any

import numba
import numpy as np

from orgsim.engine.context import Week
from orgsim.engine.loop import Kernels
from orgsim.engine.scratch import empty_scratch
from orgsim.engine.settings import Settings, Structure
from orgsim.engine.state import Visible, empty_private, empty_visible


def empty_week(
    structure: Structure, settings: Settings, themes: int, runs: int, dtype: np.dtype
) -> Any:
    """Room for a week of so many runs, all 0."""
    people, blocks = len(structure.superior), len(structure.block_start) - 1
    shape = (people, themes, runs, dtype)
    return Week(
        *structure,
        *settings,
        *empty_visible(*shape),
        *empty_visible(*shape),
        *empty_private(*shape),
        *empty_scratch(numba.config.NUMBA_NUM_THREADS, blocks, themes, runs, dtype),
    )


def standing(week: Any) -> Any:
    """The week in which no time passes: what is written is what there is now."""
    return week._replace(**{f"next_{name}": getattr(week, name) for name in Visible._fields})


def advance(kernels: Kernels, week: Any, number: int) -> Any:
    """Live week `number`; what was written is what there is now in the week returned."""
    week = week._replace(number=number)
    kernels.advance_week(week)
    was = {f"next_{name}": getattr(week, name) for name in Visible._fields}
    return week._replace(**was, **{name: getattr(week, f"next_{name}") for name in Visible._fields})
