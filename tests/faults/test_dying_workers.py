"""Workers that die: only what kills them fails, and everything else is done once."""

import os
import signal

import numpy as np
import pytest
from deadly import Deadly
from plain_runs import PLAIN

from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.sweep import process_pool
from orgsim.sweep.executors import in_processes
from orgsim.sweep.plan import Round, structures, tasks
from orgsim.sweep.run_task import do_task
from orgsim.sweep.sweep_file import build_sweep

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

SWEEP = build_sweep(
    {
        "base": {"organisation": {"people": 20}, "run": {**PLAIN, "weeks": 3}},
        "vary": {
            "organisation.span_of_control": [2.0, 3.0, 4.0, 5.0],
            "levers.training": [0.1, 0.2],
        },
        "replications": 1,
    }
)


@pytest.fixture(scope="module")
def planned():
    """Four tasks."""
    everything = Round(0, np.arange(len(SWEEP.design)), range(1))
    return list(tasks(SWEEP, structures(SWEEP), everything))


def watched(monkeypatch) -> list[process_pool.Worker]:
    """All workers that are started from now on."""
    started = []
    worker = process_pool.Worker

    def counted():
        started.append(worker())
        return started[-1]

    monkeypatch.setattr(process_pool, "Worker", counted)
    return started


@pytest.mark.slow
def test_a_task_that_kills_its_worker_fails_alone(planned):
    deadly = Deadly.of(SWEEP.recipe, span=3.0)
    found = {task.part: rows for task, rows in in_processes(2)(planned, deadly)}
    assert found.keys() == {task.part for task in planned}
    for task in planned:
        rows = found[task.part]
        if task.runs[0].values[0] == 3.0:
            assert isinstance(rows, RuntimeError)
            assert str(rows).startswith("took its worker down 3 times (SIGKILL")
        else:
            assert rows.runs.equals(do_task(task, SWEEP.recipe).runs)


def test_no_more_workers_than_tasks(planned, monkeypatch):
    started = watched(monkeypatch)
    assert len(list(in_processes(8)(planned[:1], SWEEP.recipe))) == 1
    assert len(started) == 1
    assert list(in_processes(8)([], SWEEP.recipe)) == []
    assert len(started) == 1
    assert not started[0].process.is_alive()


def test_workers_begun_early_are_taken_and_those_too_many_ended(planned, monkeypatch):
    started = watched(monkeypatch)
    with process_pool.early_workers(3) as early:
        assert len(started) == 3
        results = in_processes(2, early)(planned, SWEEP.recipe)
        first, _ = next(results)
        assert early == []
        assert started[2].process.exitcode is not None
        assert {first.part, *(task.part for task, _ in results)} == {t.part for t in planned}
    assert len(started) == 3
    assert not any(one.process.is_alive() for one in started)


def test_workers_begun_for_nothing_are_ended(monkeypatch):
    started = watched(monkeypatch)
    with pytest.raises(UserError), process_pool.early_workers(1000):
        raise UserError("a mistake in the file")
    assert len(started) == process_pool.MOST_EARLY
    assert not any(one.process.is_alive() for one in started)


def test_the_command_begins_workers_before_it_reads_the_file(tmp_path, monkeypatch, capsys):
    started, seen = watched(monkeypatch), []

    def read(*_):
        seen.append(len(started))
        raise UserError("a mistake in the file")

    (tmp_path / "sweep.toml").touch()
    monkeypatch.setattr("orgsim.sweep.sweep_file.read_sweep", read)
    for options in (["--jobs", "1"], ["--jobs", "2", "--dry-run"], ["--jobs", "2"]):
        assert main(["sweep", str(tmp_path / "sweep.toml"), *options]) == 2
        assert capsys.readouterr().err == "error: a mistake in the file\n"
    assert seen == [0, 0, 2]
    assert not any(one.process.is_alive() for one in started)


def test_a_worker_that_died_early_is_replaced(planned, monkeypatch):
    started = watched(monkeypatch)
    with process_pool.early_workers(1) as early:
        os.kill(early[0].process.pid, signal.SIGKILL)
        early[0].process.join()
        found = list(in_processes(1, early)(planned, SWEEP.recipe))
    assert {task.part for task, _ in found} == {task.part for task in planned}
    assert all(not isinstance(rows, Exception) for _, rows in found)
    assert len(started) == 2


def test_workers_that_cannot_start_are_named(planned, monkeypatch):
    monkeypatch.setattr(process_pool, "serve", os.getpid)  # takes no pipe: the worker fails at once
    with pytest.raises(UserError, match="end as soon as they start"):
        list(in_processes(2)(planned, SWEEP.recipe))


def test_an_abandoned_sweep_leaves_no_workers(planned, monkeypatch):
    started = watched(monkeypatch)
    results = in_processes(2)(planned, SWEEP.recipe)
    next(results)
    results.close()
    assert len(started) == 2
    assert not any(one.process.is_alive() for one in started)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
