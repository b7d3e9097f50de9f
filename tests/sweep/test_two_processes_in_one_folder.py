"""Whoever else begins in the folder of a sweep, nobody's rows are taken for another's."""

import errno
import os
import shutil
from contextlib import contextmanager

import pytest
from small_sweeps import build

from orgsim.errors import UserError
from orgsim.study.sources import Planned, run_sweep
from orgsim.sweep.executors import in_process
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.sweep_folder import BusyError, Store

on_posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps folders that are in use")


def in_this_process(sweep, folder):
    return run_sweep(Planned(sweep), folder, 1, lambda more: None)


def test_an_experiment_leaves_a_sweep_to_the_process_that_works_on_it(tmp_path):
    store = begin(build(seed=1), tmp_path / "swept")
    with store.locked(), pytest.raises(BusyError, match="another process works on it"):
        in_this_process(build(seed=2), store.folder)
    assert store.is_of(build(seed=1))
    assert in_this_process(build(seed=2), store.folder).rows.num_rows == 12
    assert store.is_of(build(seed=2))


def test_an_experiment_refuses_rows_of_a_sweep_that_was_begun_meanwhile(tmp_path, monkeypatch):
    def go_on_then_begin_another(store, *arguments):
        tally = go_on(store, *arguments)
        store.clear()
        begin(build(seed=2), store.folder)
        go_on(store, in_process)
        return tally

    monkeypatch.setattr("orgsim.study.sources.go_on", go_on_then_begin_another)
    with pytest.raises(UserError, match="another process has begun another sweep here"):
        in_this_process(build(seed=1), tmp_path / "swept")


def test_a_sweep_that_is_taken_away_in_part_is_taken_away_again(tmp_path, monkeypatch):
    """No part of it is left for another sweep to take for its own, whenever it is killed."""
    store = begin(build(seed=1), tmp_path / "swept")
    go_on(store, in_process)

    def killed(path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            store.clear()
    assert store.is_of(build(seed=1))
    store.clear()
    assert {path.name for path in store.folder.iterdir()} <= {"lock"}


@on_posix
def test_a_sweep_whose_folder_is_removed_writes_nothing_into_the_next(tmp_path):
    folder, after = tmp_path / "swept", []

    def begin_anew(tally):
        if tally.done and not after:
            shutil.rmtree(folder)
            after.append(begin(build(seed=2), folder))

    with pytest.raises(UserError, match="somebody removed it or its lock meanwhile"):
        go_on(begin(build(seed=1), folder), in_process, begin_anew)
    (new,) = after
    assert list(new.parts_folder.iterdir()) == []
    assert new.manifest()["state"] == "PENDING"
    assert list(new.log.entries()) == []


@on_posix
@pytest.mark.filterwarnings("ignore:flock not supported")
def test_without_locks_of_the_system_it_is_said_what_to_do_after_a_kill(tmp_path, monkeypatch):
    """As on Lustre mounted without flock: whether a process of another machine lives is not known."""
    import fcntl

    def no_locks(*_arguments):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    store = begin(build(), tmp_path / "swept")
    store.lock_file.write_text("1\nanother-machine\n")
    with pytest.raises(BusyError, match="if none does any more, remove"), store.locked():
        pass
    store.lock_file.unlink()
    assert go_on(store, in_process).done == 12


def test_who_begins_second_leaves_the_lock_to_who_was_first(tmp_path):
    """The first works on it again before the second has given up."""
    folder = tmp_path / "swept"
    first = Store(folder)
    at_work = first.locked()

    class Second(Store):
        @contextmanager
        def locked(self):
            begin(build(), folder)
            try:
                with super().locked():
                    yield
            finally:
                at_work.__enter__()

    with pytest.raises(UserError, match="already contains a sweep"):
        Second(folder).create(build(), {})
    with pytest.raises(BusyError), Store(folder).locked():
        pass
    at_work.__exit__(None, None, None)
