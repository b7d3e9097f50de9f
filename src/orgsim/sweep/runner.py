"""Runner: does what a sweep's plan asks for and is not done yet, and keeps what comes back.

The plan is a sequence of rounds: one, or with a stopping rule as many as it takes. Parts that are there
already are never done again, so to begin, to go on after a crash and to repeat what failed are one.
"""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
from filelock import FileLock, Timeout

from orgsim.analysis.comparison import half_width
from orgsim.errors import UserError
from orgsim.provenance import commit, machine, numbers_hash, versions
from orgsim.sweep.executors import Executor, Rows
from orgsim.sweep.plan import Task, structures, tasks
from orgsim.sweep.store import Store, sha256_of
from orgsim.sweep.sweep_file import Sweep, Until, parse_until
from orgsim.sweep.work import FAILED, failed_rows

PENDING, RUNNING, SUCCEEDED, ABORTED = "PENDING", "RUNNING", "SUCCEEDED", "ABORTED"


@dataclass
class Tally:
    """How far a sweep is: runs done and to do; with a stopping rule `total` grows round by round."""

    done: int = 0
    failed: int = 0
    total: int = 0
    people_weeks: int = 0


Report = Callable[[Tally], None]


@contextlib.contextmanager
def locked(store: Store) -> Iterator[None]:
    """Keep the folder to this process; a lock left by one that died is free, the system sees to it."""
    lock = FileLock(store.folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(
            f"{store.folder}: another process works on it; wait for it, or look with"
            f" orgsim status {store.folder}"
        ) from None
    except OSError as error:
        raise UserError(f"{store.folder}: cannot be written: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


def begin(sweep: Sweep, folder: Path) -> Store:
    """A new folder for a sweep."""
    store = Store(folder)
    store.create(sweep, first_manifest())
    return store


def first_manifest() -> dict[str, Any]:
    """With what a sweep is made; its state and files are added as it goes."""
    return {
        "schema": 1,
        "state": PENDING,
        "versions": versions(),
        "git": commit(),
        "machine": machine(),
        "engine": numbers_hash(),
    }


def go_on(store: Store, execute: Executor, report: Report | None = None) -> Tally:
    """Do what is left of a sweep; what it came to. Interrupts leave what is done in place."""
    with locked(store), _terminated_like_interrupted():
        sweep = store.sweep()
        _same_engine(store)
        _set_state(store, RUNNING)
        store.log("begin")
        try:
            progress = _all_rounds(store, sweep, execute, report or (lambda _: None))
        except BaseException as error:
            store.log("aborted", reason=type(error).__name__)
            with contextlib.suppress(OSError):
                _set_state(store, ABORTED)
            raise
        _finish(store, progress)
        return progress


def retry_failed(store: Store, execute: Executor, report: Report | None = None) -> Tally:
    """Do the ensembles again in which runs failed, then what else is left."""
    with locked(store):
        for part in store.finished_parts():
            rows = store.read_part(part)
            if pc.any(pc.equal(rows["status"], FAILED)).as_py():
                store.drop_part(part)
                store.log("retry", part=part)
    return go_on(store, execute, report)


def _all_rounds(store: Store, sweep: Sweep, execute: Executor, report: Report) -> Tally:
    groups = structures(sweep)
    finished = store.finished_parts()
    progress = Tally()
    parts: list[str] = []
    moments = Moments(sweep)
    for number, wanted in enumerate(rounds(sweep, moments)):
        progress.total += sum(len(replications) for replications in wanted.values())
        planned = list(tasks(sweep, groups, wanted, number))
        parts.extend(task.part for task in planned)
        for task in planned:
            if task.part in finished:
                _count(progress, moments, store.read_part(task.part))
        report(progress)
        left = (task for task in planned if task.part not in finished)
        for task, rows in execute(left, sweep.recipe):
            runs, weeks = _rows_of(task, rows, sweep)
            store.write_part(task.part, runs, weeks)
            _count(progress, moments, runs)
            report(progress)
    store.assemble(parts)
    return progress


def _rows_of(task: Task, rows: Rows | Exception, sweep: Sweep) -> Rows:
    if not isinstance(rows, Exception):
        return rows
    return failed_rows(task, sweep.recipe, f"{type(rows).__name__}: {rows}"), None


def _count(progress: Tally, moments: "Moments", runs: Any) -> None:
    progress.done += runs.num_rows
    progress.failed += pc.sum(pc.equal(runs["status"], FAILED)).as_py() or 0
    moments.add(runs)


class Moments:
    """The criterion's column for each point, as rows come in; their order cannot turn a decision."""

    def __init__(self, sweep: Sweep) -> None:
        rule = sweep.tables.replications
        self.criterion = parse_until(rule.until) if isinstance(rule, Until) else None
        self.values: dict[int, list[float]] = {}

    def add(self, runs: Any) -> None:
        """Take in the rows of an ensemble."""
        if self.criterion is None:
            return
        points, values = runs["point"].to_pylist(), runs[self.criterion.column].to_pylist()
        for point, value in zip(points, values, strict=True):
            if value is not None:
                self.values.setdefault(point, []).append(value)

    def settled(self, point: int) -> bool:
        """Whether the criterion holds for a point."""
        assert self.criterion is not None
        values = sorted(self.values.get(point, []))
        if len(values) < 2:
            return False
        deviation = float(np.std(values, ddof=1))
        return half_width(deviation, len(values)) < self.criterion.limit


def rounds(sweep: Sweep, moments: Moments) -> Iterator[Mapping[int, range]]:
    """The replications wanted of each point, round by round; a round waits for the one before."""
    points = range(len(sweep.design.points))
    rule = sweep.tables.replications
    if isinstance(rule, int):
        yield dict.fromkeys(points, range(rule))
        return
    first = 0
    open_points = list(points)
    while open_points and first < rule.most:
        last = min(first + rule.batch, rule.most)
        yield dict.fromkeys(open_points, range(first, last))
        open_points = [point for point in open_points if not moments.settled(point)]
        first = last


def _same_engine(store: Store) -> None:
    made_with = store.manifest().get("engine")
    if made_with is not None and made_with != numbers_hash():
        raise UserError(
            f"{store.folder}: was begun with another version of the engine, its rows would not go"
            " together; go on with that version, or begin anew in another folder"
        )


def _set_state(store: Store, state: str, **more: Any) -> None:
    store.write_manifest({**store.manifest(), "state": state, **more})


def _finish(store: Store, progress: Tally) -> None:
    state = SUCCEEDED if progress.failed == 0 else FAILED
    names = ("sweep.toml", "design.parquet", "runs.parquet")
    files = {
        name: sha256_of(store.folder / name) for name in names if (store.folder / name).exists()
    }
    _set_state(store, state, runs=progress.done, failed=progress.failed, files=files)
    store.log("finished", runs=progress.done, failed=progress.failed)


@contextlib.contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends a sweep as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
