"""A sweep stopped before, and a disk that fails at, every single operation on its files."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fault_lab import parts_done, same_tables
from plain_runs import PLAIN

from orgsim.errors import UserError
from orgsim.sweep import runner
from orgsim.sweep.executors import in_process
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.sweep_file import build_sweep
from orgsim.sweep.sweep_folder import Store

SWEEP = build_sweep(
    {
        "base": {"organisation": {"people": 20}, "run": {**PLAIN, "weeks": 3}},
        "vary": {"levers.transparency": [0.2, 0.8]},
        "replications": 3,
        "record_weeks": [1],
    }
)


class Stopped(BaseException):
    """Stands for SIGKILL: nothing that is written afterwards reaches the disk."""


def full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Disk:
    """Counts what is done to files, and fails from some operation on."""

    def __init__(self) -> None:
        self.count, self.limit = 0, 10**9
        self.error: Callable[[], BaseException] = Stopped

    @contextmanager
    def failing(self, limit: int, error: Callable[[], BaseException]) -> Iterator[None]:
        self.count, self.limit, self.error = 0, limit, error
        try:
            yield
        finally:
            self.limit = 10**9

    def watched(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*arguments: Any, **options: Any) -> Any:
            reads = operation is OPEN and (len(arguments) < 2 or arguments[1] in ("r", "rb"))
            if not reads:
                self.count += 1
                if self.count > self.limit:
                    raise self.error()
            return operation(*arguments, **options)

        return watch


OPEN = Path.open


@pytest.fixture
def disk(monkeypatch) -> Disk:
    """All ways in which a sweep changes files."""
    watching = Disk()
    monkeypatch.setattr(runner, "commit", lambda: None)  # takes longer than all the rest
    monkeypatch.setattr(runner, "versions", dict)
    # nobody pulls the plug here, and waiting for the real disk takes as long as all the rest
    monkeypatch.setattr(os, "fsync", watching.watched(lambda _: None))
    for owner, name in (
        (os, "replace"),
        (Path, "unlink"),
        (Path, "mkdir"),
        (Path, "open"),
    ):
        monkeypatch.setattr(owner, name, watching.watched(getattr(owner, name)))
    return watching


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """The undisturbed folder."""
    folder = tmp_path_factory.mktemp("whole") / "swept"
    go_on(begin(SWEEP, folder), in_process)
    return folder


@pytest.fixture(scope="module")
def canned(whole):
    """An executor that knows all rows already, so that thousands of sweeps take no time."""
    known = {}

    def execute(tasks, recipe):
        for task in tasks:
            if task.part not in known:
                known[task.part] = next(in_process([task], recipe))[1]
            yield task, known[task.part]

    return execute


def once(folder: Path, execute) -> None:
    """Begin a sweep or go on with it."""
    store = Store(folder)
    go_on(store if store.exists() else begin(SWEEP, folder), execute)


def operations(disk: Disk, folder: Path, execute) -> int:
    """How many operations an undisturbed sweep has."""
    disk.count = 0
    once(folder, execute)
    return disk.count


def as_undisturbed(folder: Path, whole: Path) -> bool:
    """Whether all is there, nothing was done twice, and nothing is left over."""
    done = parts_done(folder)
    return (
        same_tables(folder, whole)
        and len(done) == 3
        and set(done.values()) == {1}
        and not list(folder.rglob("*.partial"))
        and Store(folder).manifest()["files"] == Store(whole).manifest()["files"]
    )


def test_stopped_before_every_operation(disk, whole, canned, tmp_path):
    count = operations(disk, tmp_path / "count", canned)
    assert count > 50
    for limit in range(count):
        folder = tmp_path / f"{limit}"
        with disk.failing(limit, Stopped), pytest.raises(Stopped):
            once(folder, canned)
        once(folder, canned)
        assert as_undisturbed(folder, whole), limit


def test_stopped_again_and_again(disk, whole, canned, tmp_path):
    """Each go gets a little further, and may be stopped while it mends what the last one left."""
    for stride in (9, 13, 17, 23, 31):
        folder, goes, through = tmp_path / f"{stride}", 0, False
        while not through:
            goes += 1
            with disk.failing(stride + goes, Stopped):
                try:
                    once(folder, canned)
                    through = True
                except Stopped:
                    pass
        assert goes > 1
        assert as_undisturbed(folder, whole), stride


def test_a_disk_that_is_full_from_any_operation_on(disk, whole, canned, tmp_path):
    count = operations(disk, tmp_path / "count", canned)
    for limit in range(count):
        folder = tmp_path / f"{limit}"
        said = pytest.raises(UserError, match="cannot be written: No space left on device")
        with disk.failing(limit, full), said:
            once(folder, canned)
        once(folder, canned)
        assert as_undisturbed(folder, whole), limit
