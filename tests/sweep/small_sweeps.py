"""Sweeps that take no time."""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from plain_runs import PLAIN

from orgsim.sweep.executors import Executor, in_process
from orgsim.sweep.runner import Report, begin, go_on
from orgsim.sweep.sweep_file import Sweep, build_sweep
from orgsim.sweep.sweep_folder import Store

BASE: dict[str, Any] = {
    "organisation": {"people": 30},
    "run": {**PLAIN, "weeks": 6},
    "levers": {"transparency": 0.4},
    "scenarios": {"calm": {}, "shaken": {"shocks": [{"kind": "merger", "week": 2}]}},
}
GRID: dict[str, Any] = {
    "levers.leader_modelling": {"from": 0.1, "to": 0.9, "steps": 3},
    "levers.transparency": [0.2, 0.8],
}


def tables(**changes: Any) -> dict[str, Any]:
    """Tables of a sweep of six points with two replications, some of them changed."""
    made = {"base": copy.deepcopy(BASE), "replications": 2, "vary": GRID, **changes}
    return {key: value for key, value in made.items() if value is not None}


def build(**changes: Any) -> Sweep:
    """That sweep."""
    return build_sweep(tables(**changes))


def interrupted(tasks: Any, recipe: Any) -> Iterator[Any]:
    """An executor that is interrupted after the first part."""
    yield next(in_process(tasks, recipe))
    raise KeyboardInterrupt


def run(
    folder: Path,
    sweep: Sweep | None = None,
    execute: Executor = in_process,
    report: Report | None = None,
) -> Store:
    """Run a sweep into a folder."""
    store = begin(sweep or build(), folder)
    go_on(store, execute, report)
    return store


def rows(store: Store) -> pa.Table:
    """All rows of a sweep that is through."""
    return pq.read_table(store.runs_file)


def values(table: pa.Table) -> list[Mapping[str, Any]]:
    """Rows in the order of their runs, whatever order they were planned in."""
    return sorted(table.to_pylist(), key=lambda row: (row["point"], row["replication"]))
