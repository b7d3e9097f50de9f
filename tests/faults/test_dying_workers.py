"""Workers that die: only what kills them fails, and everything else is done once."""

import os
import signal

import numpy as np
import pytest
from deadly import Deadly
from plain_runs import PLAIN

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

    def counted(recipe):
        started.append(worker(recipe))
        return started[-1]

    monkeypatch.setattr(process_pool, "Worker", counted)
    return started


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
