"""The one loop: gather, call the formulas in their order, store.

A week is synchronous: everything is read as it was at the end of the week before. The innermost loops
run over the runs, or over people where there is one run, without branches and on rows of a width known
to the compiler, so they become vector instructions. What is read of others stands in other arrays than
those that are written.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from numba import get_thread_id, prange

from orgsim.compilation import njit
from orgsim.engine.abreast import (
    LANES,
    give_lanes,
    give_traits,
    here_abreast,
    set_lanes,
    take_lanes,
)
from orgsim.engine.context import here_at, themes_of
from orgsim.engine.fetching import fetch_people, fetch_person
from orgsim.engine.measuring import (
    add_levels,
    measure_person,
    no_flows,
    start_block,
    weigh_person,
)
from orgsim.engine.measuring_abreast import measure_lanes
from orgsim.engine.neighbours import gather_ties, hear_reports
from orgsim.engine.order import (
    AFTER_THEMES,
    BEFORE_THEMES,
    LEADER_AFTER_THEMES,
    LEADER_BEFORE_THEMES,
    LEADER_OF_A_THEME,
    OF_A_THEME,
    in_order,
    in_order_of_a_theme,
)
from orgsim.engine.succession import hire, leavers, replace_leaver
from orgsim.model.inline import PART

COMPILED_IN = (
    "orgsim.engine",
    "orgsim.model.inline",
    "orgsim.measures.sums",
    "orgsim.model.parameters",
    "orgsim.model.processes",
    "orgsim.model.random",
    "orgsim.engine.scratch",
    "orgsim.engine.settings",
    "orgsim.engine.state",
    "orgsim.model.states",
)
"""Modules and packages whose code or numbers are compiled into the loop."""

AROUND_IT = ("ensemble.py", "rest.py", "schedule.py", "widths.py")
"""Files of these that only call it: a change of theirs compiles nothing anew."""

leader_before_themes = in_order(LEADER_BEFORE_THEMES)
leader_of_a_theme = in_order_of_a_theme(LEADER_OF_A_THEME)
leader_after_themes = in_order(LEADER_AFTER_THEMES)
before_themes = in_order(BEFORE_THEMES)
of_a_theme = in_order_of_a_theme(OF_A_THEME)
after_themes = in_order(AFTER_THEMES)

KERNEL = {"parallel": True, "cache": True, "nogil": True, "error_model": "numpy"}


def _sources() -> int:
    """A number that changes when any file does that is compiled into the loop.

    Numba's cache looks only at the file a compiled function stands in, not at those it calls.
    """
    source = Path(__file__).parents[2]
    places = [source.joinpath(*module.split(".")) for module in COMPILED_IN]
    files = [
        file
        for place in places
        for file in (place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")])
        if file.name not in AROUND_IT
    ]
    digest = sha256(b"".join(file.read_bytes() for file in sorted(files))).digest()
    return int.from_bytes(digest[:7], "big")


SOURCES = _sources()
"""Read when the loop is imported: files may be edited before the first width is compiled."""


class Kernels(NamedTuple):
    """The compiled loops over people; each is given a Week, the last one a stretch of weeks."""

    hire_all: Callable
    observe: Callable
    advance_weeks: Callable


@njit(**{**KERNEL, **PART, "cache": False})
def advance_week(lanes, number, week):
    """Week `number` of everybody: see Week for what is read and what written.

    lanes  as many numbers as runs: the length of a tuple is known to the compiler
    """
    for block in prange(week.block_start.shape[0] - 1):
        advance_block(lanes, get_thread_id(), block, number, week)


@njit(**PART)
def advance_block(lanes, thread, block, number, week):
    """One week of the people of a block."""
    runs = len(lanes)
    first, last = week.block_start[block], week.block_start[block + 1]
    start_block(runs, thread, block, week)
    for person in range(first, last):
        if person == first or week.superior[person] != week.superior[person - 1]:
            for run in range(runs):
                leader_before_themes(here_at(runs, run, thread, person, number, week), week)
            for k in range(themes_of(runs, week)):
                for run in range(runs):
                    leader_of_a_theme(here_at(runs, run, thread, person, number, week), k, week)
            for run in range(runs):
                leader_after_themes(here_at(runs, run, thread, person, number, week), week)
        fetch_person(runs, person + 1, week)
        gather_ties(runs, thread, person, week)
        hear_reports(runs, thread, person, week)
        for run in range(runs):
            before_themes(here_at(runs, run, thread, person, number, week), week)
        for k in range(themes_of(runs, week)):
            for run in range(runs):
                of_a_theme(here_at(runs, run, thread, person, number, week), k, week)
        for run in range(runs):
            after_themes(here_at(runs, run, thread, person, number, week), week)
        if leavers(runs, thread, week) > 0:
            for run in range(runs):
                replace_leaver(here_at(runs, run, thread, person, number, week), week)
        measure_person(runs, thread, block, person, week)


@njit(**{**KERNEL, **PART, "cache": False})
def advance_week_abreast(number, week, lanes):
    """Week `number` of everybody in one run."""
    for block in prange(week.block_start.shape[0] - 1):
        advance_block_abreast(get_thread_id(), block, number, week, lanes)


@njit(**PART)
def advance_block_abreast(thread, block, number, week, lanes):
    """One week of the people of a block in one run, LANES of them abreast."""
    start, last = week.block_start[block], week.block_start[block + 1]
    start_block(1, thread, block, week)
    for first in range(start, last, LANES):
        people = min(LANES, last - first)
        fetch_people(first + LANES, LANES, week)
        take_lanes(thread, first, people, week, lanes)
        for lane in range(LANES):
            here = here_abreast(lane, thread, number, lanes)
            leader_before_themes(here, lanes)
            before_themes(here, lanes)
        for k in range(week.stated.shape[0]):
            for lane in range(LANES):
                here = here_abreast(lane, thread, number, lanes)
                leader_of_a_theme(here, k, lanes)
                of_a_theme(here, k, lanes)
        for lane in range(LANES):
            here = here_abreast(lane, thread, number, lanes)
            leader_after_themes(here, lanes)
            after_themes(here, lanes)
        if leavers(LANES, thread, lanes) > 0:
            for lane in range(LANES):
                replace_leaver(here_abreast(lane, thread, number, lanes), lanes)
            give_traits(thread, first, people, week, lanes)
        give_lanes(thread, first, people, week, lanes)
        measure_lanes(thread, block, first, people, week, lanes)


@cache
def kernels(runs: int) -> Kernels:
    """The loops of an ensemble of `runs` runs, compiled for that width."""
    sources, lanes = SOURCES, (0,) * runs

    @njit(**KERNEL)
    def hire_all(week):
        """Everybody at the start (week 0), into what comes next."""
        sources  # noqa: B018  part of the cache's key
        for person in prange(week.superior.shape[0]):
            for run in range(runs):
                hire(here_at(runs, run, 0, person, 0, week), week)

    @njit(**KERNEL)
    def observe(week):
        """Measure a state outside the week's loop, without flows; leaders show and hear it anew."""
        sources  # noqa: B018  part of the cache's key
        for block in prange(week.block_start.shape[0] - 1):
            thread = get_thread_id()
            first, last = week.block_start[block], week.block_start[block + 1]
            start_block(runs, thread, block, week)
            no_flows(runs, thread, week)
            for person in range(first, last):
                for run in range(runs):
                    weigh_person(here_at(runs, run, thread, person, 0, week), week)
                measure_person(runs, thread, block, person, week)

    @njit(**{**KERNEL, "parallel": False})
    def advance_weeks(week, swapped, first, weeks, level_sums):
        """So many weeks from number `first` on, and the sums of each into `level_sums`, if it has room.

        In every second week what is read and what is written change places, as `swapped` has them.
        """
        sources  # noqa: B018  part of the cache's key
        for later in range(weeks):
            now = week if later % 2 == 0 else swapped
            advance_week(lanes, first + later, now)
            if later < level_sums.shape[0]:
                add_levels(now.sums, now.block_level, level_sums[later])

    @njit(**{**KERNEL, "parallel": False})
    def advance_weeks_abreast(week, swapped, lanes, first, weeks, level_sums):
        """As advance_weeks, of one run."""
        sources  # noqa: B018  part of the cache's key
        set_lanes(week, lanes)
        for later in range(weeks):
            now = week if later % 2 == 0 else swapped
            advance_week_abreast(first + later, now, lanes)
            if later < level_sums.shape[0]:
                add_levels(now.sums, now.block_level, level_sums[later])

    return Kernels(hire_all, observe, advance_weeks if runs > 1 else advance_weeks_abreast)
