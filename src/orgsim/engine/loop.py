"""The one loop: gather, call the formulas, store. The only place that fixes their order.

A week is synchronous: everything is read as it was at the end of the week before. The innermost loops
run over the runs, without branches and on rows of a width known to the compiler, so they become vector
instructions; what is read and what is written are separate arrays, because only then may they.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from numba import get_thread_id, prange

from orgsim.compilation import njit
from orgsim.engine.influence import act, brace, hear, meet, settle
from orgsim.engine.leader import face_leader, hear_leader
from orgsim.engine.neighbours import gather_ties, hear_reports
from orgsim.engine.response import feel, judge, learn, pursue_goals, try_harder
from orgsim.engine.succession import hire, leave, replace_leavers
from orgsim.measures import (
    begin_weighing,
    finish_unit,
    measure_person,
    no_flows,
    start_block,
    weigh_person,
    weigh_theme,
)
from orgsim.parameters import GroupRow as G

COMPILED_IN = ("inline", "measures", "parameters", "random", "scratch", "settings", "state")
TIME_CONSTRAINT, WORKLOAD = int(G["time_constraint"]), int(G["workload"])
"""Plain numbers: a choice between members of an enumeration would be one of objects."""

KERNEL = {"parallel": True, "cache": True, "nogil": True, "error_model": "numpy"}


def _sources() -> int:
    """A number that changes when any file does that is compiled into the loop.

    Numba's cache looks only at the file a compiled function stands in, not at those it calls.
    """
    package = Path(__file__).parent.parent
    files = [package / f"{module}.py" for module in COMPILED_IN]
    files += [*package.glob("engine/*.py"), *package.glob("processes/*.py")]
    digest = sha256(b"".join(file.read_bytes() for file in sorted(files))).digest()
    return int.from_bytes(digest[:7], "big")


SOURCES = _sources()
"""Read when the loop is imported: files may be edited before the first width is compiled."""


class Kernels(NamedTuple):
    """The compiled loops over people."""

    hire_all: Callable
    observe: Callable
    live_week: Callable


@cache
def kernels(runs: int) -> Kernels:
    """The loops of an ensemble of `runs` runs, compiled for that width."""
    sources = SOURCES

    @njit(**KERNEL)
    def hire_all(structure, settings, visible, private):
        """Everybody at the start (week 0)."""
        sources  # noqa: B018  part of the cache's key
        for i in prange(structure.superior.shape[0]):
            for r in range(runs):
                hire(runs, r, i, 0, structure, settings, visible, private)

    @njit(**KERNEL)
    def observe(structure, settings, visible, private, scratch, sums):
        """Measures of a state outside the week's loop, without flows; voice is set anew."""
        sources  # noqa: B018  part of the cache's key
        for block in prange(structure.block_start.shape[0] - 1):
            t = get_thread_id()
            first, last = structure.block_start[block], structure.block_start[block + 1]
            start_block(runs, t, block, scratch, sums)
            no_flows(runs, t, scratch)
            for i in range(first, last):
                for r in range(runs):
                    weigh_person(runs, r, t, i, settings, visible, scratch)
                measure_person(
                    runs, t, block, i, structure, settings, visible, private, scratch, sums
                )
                if i + 1 == last or structure.superior[i + 1] != structure.superior[i]:
                    finish_unit(runs, t, block, i, structure, scratch, sums)

    @njit(**KERNEL)
    def live_week(week, structure, settings, now, following, private, scratch, sums):
        """One week of everybody: reads `now` and writes `following`, `private` and `sums`."""
        sources  # noqa: B018  part of the cache's key
        for block in prange(structure.block_start.shape[0] - 1):
            t = get_thread_id()
            first, last = structure.block_start[block], structure.block_start[block + 1]
            start_block(runs, t, block, scratch, sums)
            for i in range(first, last):
                leader = structure.superior[i]
                if i == first or leader != structure.superior[i - 1]:
                    face_leader(runs, t, leader, structure, settings, now, scratch)
                    hear_leader(runs, t, leader, structure, settings, now, scratch)
                leads = structure.first_report[i + 1] > structure.first_report[i]
                busyness = TIME_CONSTRAINT if leads else WORKLOAD
                gather_ties(runs, t, i, structure, settings, now, scratch)
                hear_reports(runs, t, i, structure, settings, now, scratch)
                for r in range(runs):
                    meet(runs, r, t, i, week, settings, private, scratch)
                    brace(runs, r, t, i, busyness, structure, settings, now, private, scratch)
                    begin_weighing(runs, r, t, settings, scratch)
                for k in range(settings.stated.shape[0] // runs):
                    for r in range(runs):
                        hear(runs, r, t, i, k, week, structure, settings, now, following, scratch)
                        act(
                            runs,
                            r,
                            t,
                            i,
                            k,
                            leader,
                            structure,
                            settings,
                            now,
                            following,
                            private,
                            scratch,
                        )
                        settle(runs, r, t, i, k, leader, structure, settings, now, private, scratch)
                        weigh_theme(runs, r, t, i, k, settings, following, scratch)
                for r in range(runs):
                    leave(runs, r, t, i, week, structure, settings, now, following, scratch)
                    pursue_goals(runs, r, t, i, structure, settings, now, private, scratch)
                    learn(runs, r, t, i, structure, settings, private, scratch)
                    feel(
                        runs,
                        r,
                        t,
                        i,
                        leader,
                        busyness,
                        structure,
                        settings,
                        now,
                        following,
                        private,
                        scratch,
                    )
                    judge(runs, r, t, i, leader, structure, settings, now, private, scratch)
                    try_harder(runs, r, t, i, leads, structure, settings, private, scratch)
                replace_leavers(runs, t, i, week, structure, settings, following, private, scratch)
                measure_person(
                    runs, t, block, i, structure, settings, following, private, scratch, sums
                )
                if i + 1 == last or structure.superior[i + 1] != leader:
                    finish_unit(runs, t, block, i, structure, scratch, sums)

    return Kernels(hire_all, observe, live_week)
