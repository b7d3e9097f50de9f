"""Work: what a worker does with a task. Nothing here knows of files, processes or clusters."""

from typing import Any

import numba
import numpy as np
import pyarrow as pa

from orgsim.analysis.convergence import convergence_week
from orgsim.config import Config
from orgsim.ensemble import Ensemble, Lane, record
from orgsim.outcomes import MEASURES, at_end, at_start, outcomes
from orgsim.random import run_key
from orgsim.simulation import organise
from orgsim.sweep.plan import Task
from orgsim.sweep.sweep_file import Recipe

SUCCEEDED, FAILED = "SUCCEEDED", "FAILED"
RUN_COLUMNS = [f"{name}_{moment}" for name in MEASURES for moment in ("start", "end")]
OUTCOME_COLUMNS = ["convergence_week", "convergence_week_absolute", *RUN_COLUMNS]
IDS = ("point", "replication")
COLUMN_TYPES = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
Lived = tuple[list[Config], dict[str, np.ndarray]]


def do_task(task: Task, recipe: Recipe) -> tuple[pa.Table, pa.Table | None]:
    """Simulate the runs of a task: one row a run, and one a run and recorded week, if any.

    A run that fails does not take the others along: they are repeated without it, bit for bit the same.
    """
    numba.set_num_threads(1)
    try:
        return _rows(task, recipe, *_live(task, recipe))
    except Exception as error:  # whatever it was, its row says so, and the sweep goes on
        if len(task.runs) == 1:
            return failed_rows(task, recipe, f"{type(error).__name__}: {error}"), None
    parts = [do_task(_alone(task, run), recipe) for run in task.runs]
    weekly = [weeks for _, weeks in parts if weeks is not None]
    return pa.concat_tables([runs for runs, _ in parts]), pa.concat_tables(
        weekly
    ) if weekly else None


def _alone(task: Task, run: tuple) -> Task:
    return Task(task.part, task.replication, (run,))


def _live(task: Task, recipe: Recipe) -> Lived:
    """The configs of a task's runs and their measures, (weeks + 1, runs)."""
    configs: dict[int, Config] = {}
    for point, _, values in task.runs:
        if point not in configs:
            configs[point] = recipe.config(values)
    seed = recipe.seed
    group_key = run_key(seed, task.replication)
    first = configs[task.runs[0][0]]
    organisation, survey = organise(first.organisation, group_key)
    lanes = [Lane(configs[point], run_key(seed, number)) for point, number, _ in task.runs]
    recorded = record(Ensemble(organisation, lanes, group_key, survey), first.run.weeks)
    measures = outcomes(recorded, organisation)
    if not np.isfinite(measures["message_practice_gap"]).all():
        raise FloatingPointError("the simulation left the range of numbers (NaN)")
    return [lane.config for lane in lanes], measures


def _rows(
    task: Task, recipe: Recipe, configs: list[Config], measures: dict[str, np.ndarray]
) -> tuple[pa.Table, pa.Table | None]:
    gap = measures["message_practice_gap"]
    shares = np.array([config.run.converged_share for config in configs])
    limits = np.array([config.run.converged_gap for config in configs])
    columns = _identity(task, recipe)
    columns["weeks"] = pa.array([config.run.weeks for config in configs], pa.int32())
    columns["status"] = pa.array([SUCCEEDED] * len(configs))
    columns["message"] = pa.array([None] * len(configs), pa.string())
    columns["convergence_week"] = _numbers(convergence_week(gap, shares * gap[0]))
    columns["convergence_week_absolute"] = _numbers(convergence_week(gap, limits))
    for name, values in measures.items():
        columns[f"{name}_start"] = _numbers(at_start(name, values))
        columns[f"{name}_end"] = _numbers(at_end(name, values))
    return pa.table(columns), _weekly_rows(task, recipe, measures)


def _weekly_rows(task: Task, recipe: Recipe, measures: dict[str, np.ndarray]) -> pa.Table | None:
    if not recipe.record_weeks:
        return None
    weeks = len(measures["alignment"]) - 1
    kept = [week for week in recipe.record_weeks if week <= weeks]
    order = np.repeat(np.arange(len(task.runs)), len(kept))
    columns = {
        name: column.take(pa.array(order)) for name, column in _identity(task, recipe).items()
    }
    columns["week"] = pa.array(np.tile(np.array(kept, np.int32), len(task.runs)), pa.int32())
    for name, values in measures.items():
        columns[name] = _numbers(values[kept].T.ravel())
    return pa.table(columns)


def failed_rows(task: Task, recipe: Recipe, message: str) -> pa.Table:
    """Rows that say that the runs of a task failed, and why."""
    count = len(task.runs)
    line = message.splitlines()[0] if message else ""
    columns = _identity(task, recipe)
    columns["weeks"] = pa.nulls(count, pa.int32())
    columns["status"] = pa.array([FAILED] * count)
    columns["message"] = pa.array([line] * count, pa.string())
    for name in OUTCOME_COLUMNS:
        columns[name] = pa.nulls(count, pa.float64())
    return pa.table(columns)


def _identity(task: Task, recipe: Recipe) -> dict[str, pa.Array]:
    """Point, replication and the point's values, as they stand in every row."""
    columns: dict[str, Any] = {
        "point": pa.array([point for point, _, _ in task.runs], pa.int64()),
        "replication": pa.array([number for _, number, _ in task.runs], pa.int32()),
    }
    for number, (key, kind) in enumerate(zip(recipe.factors, recipe.kinds, strict=True)):
        values = [kind(values[number]) for _, _, values in task.runs]
        columns[key] = pa.array(values, COLUMN_TYPES[kind])
    return columns


def _numbers(values: np.ndarray) -> pa.Array:
    """Numbers with null for what is not there: a flow at the start, a censored convergence week."""
    return pa.array(values.astype(np.float64), pa.float64(), mask=~np.isfinite(values))
