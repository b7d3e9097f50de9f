"""Week: the arrays of an ensemble made, and handed from one week to the next."""

import numba
import numpy as np

from orgsim.engine.context import Week
from orgsim.engine.loop import Kernels
from orgsim.scratch import empty_scratch
from orgsim.settings import Settings, Structure
from orgsim.state import empty_private, empty_visible


def empty_week(
    structure: Structure, settings: Settings, themes: int, runs: int, dtype: np.dtype
) -> Week:
    """Room for a week of so many runs, all 0."""
    people, blocks = len(structure.superior), len(structure.block_start) - 1
    shape = (people, themes, runs, dtype)
    return Week(
        structure,
        settings,
        empty_visible(*shape),
        empty_visible(*shape),
        empty_private(*shape),
        empty_scratch(numba.config.NUMBA_NUM_THREADS, blocks, themes, runs, dtype),
    )


def standing(week: Week) -> Week:
    """The week in which no time passes: what is written is what there is now."""
    return week._replace(following=week.now)


def live(kernels: Kernels, week: Week, number: int) -> Week:
    """Live week `number`; what was written is `now` in the week returned."""
    week = week._replace(settings=week.settings._replace(week=number))
    kernels.live_week(*week)
    return week._replace(now=week.following, following=week.now)
