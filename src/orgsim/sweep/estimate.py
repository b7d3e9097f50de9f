"""Outlook: what a sweep will take, before it starts."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from orgsim.engine.rest import MOST_BYTES
from orgsim.io.atomic_files import QUICK, parquet
from orgsim.simulation.demand import PROCESS_BYTES, SECONDS_A_PERSON_WEEK, refuse_beyond
from orgsim.sweep.plan import LATER, Round, Structure, Task, structures, tasks
from orgsim.sweep.point_config import FACTS, Recipe
from orgsim.sweep.run_task import do_task
from orgsim.sweep.stopping import Until
from orgsim.sweep.sweep_file import Sweep

WEEKS_TRIED = 4, 16
SECONDS_TO_START = 1.5
"""Start of worker processes with all imports, measured."""


class Outlook(NamedTuple):
    """Points, runs (at most, with a stopping rule), ensembles, and what they take.

    side_by_side  runs in the widest ensembles of its organisations, the fewest and the most
    """

    points: int
    runs: int
    runs_at_most: bool
    ensembles: int
    side_by_side: tuple[int, int]
    person_weeks: float
    seconds: float
    memory_bytes: float
    disk_bytes: float


def outlook(sweep: Sweep, jobs: int) -> Outlook:
    """Estimate a sweep's cost from a few weeks of the first ensemble of its first organisation."""
    rule, replications = sweep.tables.replications, sweep.most_replications
    groups = structures(sweep)
    points = len(sweep.design)
    ensembles = sum(group.ensembles(replications) for group in groups)
    part = next(tasks(sweep, groups, Round(0, groups[0].points, range(replications))))
    task = replace(part, ensembles=part.ensembles[:1])
    fixed, weekly = _seconds(task, sweep.recipe)
    of_each = rests_alone(sweep)
    seconds = sum(
        group.people
        / groups[0].people
        * (
            group.ensembles(replications) * (fixed + weekly * group.weeks)
            + group.rests(replications, of_each) * group.rest * _alone(weekly, task, group, of_each)
        )
        for group in groups
    )
    runs = points * replications
    beside = [group.side_by_side(replications) for group in groups]
    return Outlook(
        points,
        runs,
        isinstance(rule, Until),
        ensembles,
        (min(beside), max(beside)),
        sum(group.person_weeks(replications, of_each) for group in groups),
        seconds / min(jobs, ensembles) + (SECONDS_TO_START if jobs > 1 else 0),
        _memory(groups, jobs, ensembles),
        _disk_bytes(task, sweep.recipe, ensembles, runs),
    )


def rests_alone(sweep: Sweep) -> bool:
    """Whether each point comes to rest by itself: it says so, or differs in what holds before week 1.

    Points of different organisations stand in different ensembles anyway.
    """
    return sweep.tables.at_rest == "each" or any(
        not (LATER.match(key) or key.startswith("organisation.")) for key in sweep.design.columns
    )


def _seconds(task: Task, recipe: Recipe) -> tuple[float, float]:
    """Time to set up an ensemble and to simulate a week of it, measured once it is compiled."""
    few, more = WEEKS_TRIED
    do_task(task, recipe.with_weeks(few))
    if recipe.measures == FACTS:  # in weeks of their own
        return _timed(task, recipe), 0.0
    times = {weeks: _timed(task, recipe.with_weeks(weeks)) for weeks in (few, more)}
    weekly = max(times[more] - times[few], 0.1 * times[more]) / (more - few)
    return max(0.0, times[few] - weekly * few), weekly


def _alone(weekly: float, task: Task, group: Structure, of_each: bool) -> float:
    """Time of a week of one rest: beside others, or alone where all runs of an ensemble share it."""
    beside = weekly / len(task.runs)
    if of_each or group.befores > 1 or not group.redraws:
        return beside
    return beside * SECONDS_A_PERSON_WEEK[1] / SECONDS_A_PERSON_WEEK[group.width]


def _timed(task: Task, recipe: Recipe) -> float:
    """The shorter of two times, since other work on the machine only adds time."""
    return min(_once(task, recipe), _once(task, recipe))


def _once(task: Task, recipe: Recipe) -> float:
    start = time.perf_counter()
    do_task(task, recipe)
    return time.perf_counter() - start


def _memory(groups: Sequence[Structure], jobs: int, ensembles: int) -> float:
    """Bytes of all working processes and of the one that hands out tasks."""
    kept = MOST_BYTES if any(group.rest for group in groups) else 0
    each = PROCESS_BYTES + max(group.memory for group in groups) + kept
    return min(jobs, ensembles) * each + (PROCESS_BYTES if jobs > 1 else 0)


def refuse_too_large(sweep: Sweep, jobs: int) -> None:
    """Raise UserError if this machine lacks the memory for so many processes."""
    groups = structures(sweep)
    ensembles = sum(group.ensembles(sweep.most_replications) for group in groups)
    remedy = "take fewer people or ties"
    if jobs > 1 and ensembles > 1:
        remedy = f"take fewer processes than --jobs {jobs}, or fewer people or ties"
    refuse_beyond(_memory(groups, jobs, ensembles), "the sweep", remedy)


def _disk_bytes(task: Task, recipe: Recipe, ensembles: int, runs: int) -> float:
    """Parts as large as the one tried, and the tables made of them, which lack the overhead."""
    rows = do_task(task, recipe.with_weeks(max(WEEKS_TRIED)))
    values = rows.runs.num_columns * runs
    parts = len(parquet(rows.runs, QUICK))
    if rows.weeks is not None:
        weeks = len(recipe.record_weeks)
        parts += len(parquet(rows.weeks)) * weeks / max(1, rows.weeks.num_rows / len(task.runs))
        values += rows.weeks.num_columns * runs * weeks
    return parts * ensembles + values * np.dtype(float).itemsize
