"""Outlook: what a sweep will take, before it is begun."""

import time
from typing import NamedTuple

from orgsim.simulation import people_of
from orgsim.sweep.plan import Structure, Task, structures, tasks
from orgsim.sweep.sweep_file import Sweep, Until
from orgsim.sweep.work import OUTCOME_COLUMNS, do_task

BYTES_A_VALUE = 8.0
WEEKS_TRIED = 8
WORKER_BYTES = 350 * 2**20
"""What a worker takes before it simulates: Python with the libraries, measured."""


class Outlook(NamedTuple):
    """Points, runs (the most there can be, with a stopping rule), ensembles, and what they take."""

    points: int
    runs: int
    runs_at_most: bool
    ensembles: int
    person_weeks: float
    seconds: float
    memory_bytes: float
    disk_bytes: float


def outlook(sweep: Sweep, jobs: int) -> Outlook:
    """Estimate a sweep's cost from a few weeks of one ensemble of its first organisation."""
    rule = sweep.tables.replications
    replications = rule.most if isinstance(rule, Until) else rule
    groups = structures(sweep)
    points = len(sweep.design.points)
    wanted = dict.fromkeys(range(points), range(replications))
    ensembles = sum(1 for _ in tasks(sweep, groups, wanted, 0))
    person_weeks = sum(
        len(group.points)
        * replications
        * people_of(group.config.organisation)
        * group.config.run.weeks
        for group in groups
    )
    task = next(tasks(sweep, groups, wanted, 0))
    nanoseconds = _nanoseconds(sweep, groups[0], task)
    values = len(OUTCOME_COLUMNS) * (1 + len(sweep.tables.record_weeks) / 2)
    return Outlook(
        points,
        points * replications,
        isinstance(rule, Until),
        ensembles,
        person_weeks,
        person_weeks * nanoseconds * 1e-9 / jobs,
        jobs * (WORKER_BYTES + max(_state_bytes(group) for group in groups)),
        2 * points * replications * values * BYTES_A_VALUE,
    )


def _state_bytes(group: Structure) -> float:
    themes = len(group.config.themes)
    ties = 12 * group.config.organisation.ties_per_person
    return people_of(group.config.organisation) * (group.width * 8 * (4 * themes + 16) + ties)


def _nanoseconds(sweep: Sweep, group: Structure, task: Task) -> float:
    """Time of a person-week, measured on one ensemble for a few weeks, once it is compiled."""
    few = sweep.recipe.with_weeks(WEEKS_TRIED)
    do_task(task, few)
    start = time.perf_counter()
    do_task(task, few)
    seconds = time.perf_counter() - start
    return seconds * 1e9 / (len(task.runs) * people_of(group.config.organisation) * WEEKS_TRIED)
