"""Memory goes back when visitors go, and what was kept when the last one has gone."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from anyio import to_thread
from waiting import waited

from orgsim.cli import start
from orgsim.engine import rest
from orgsim.engine.rest import Rested
from orgsim.parallel import c_memory
from orgsim.parallel.c_memory import (
    begin_with_malloc,
    give_freed_back,
    keep_few_arenas,
)
from orgsim.ui.shared.computing.idle_threads import SECONDS_IDLE, IdleThreads
from orgsim.ui.shared.computing.visitors import Visitors, give_back
from orgsim.ui.shared.scenarios.scenario import Scenario


def test_it_is_told_whether_anybody_is_left():
    told: list[bool] = []
    visitors = Visitors(told.append, 0.01)
    leave = [visitors.comes() for _ in range(2)]
    leave[0]()
    assert waited(lambda: told == [True])
    leave[1]()
    assert waited(lambda: told == [True, False])


def test_those_who_leave_together_are_told_once():
    told: list[bool] = []
    visitors = Visitors(told.append, 0.2)
    for leave in [visitors.comes() for _ in range(20)]:
        leave()
    assert waited(lambda: told == [False])


def test_a_page_that_is_loaded_anew_is_somebody():
    told: list[bool] = []
    visitors = Visitors(told.append, 0.05)
    visitors.comes()()
    visitors.comes()
    assert waited(lambda: told == [True])


def test_results_are_kept_as_long_as_anybody_is_there():
    rest.KEPT.put(b"of a test", Rested({"trust": np.zeros(3)}, 1, True))
    give_back(True)
    assert rest.KEPT.get(b"of a test") is not None
    give_back(False)
    assert rest.KEPT.get(b"of a test") is None


def test_configs_are_kept_as_long_as_anybody_is_there():
    scenario = Scenario().with_value("run.weeks", 7)
    config = scenario.config()
    give_back(True)
    assert scenario.config() is config
    give_back(False)
    assert scenario.config() is not config


def test_memory_is_kept_and_given_back_the_same_with_any_c_library(monkeypatch):
    keep_few_arenas()
    give_freed_back()
    monkeypatch.setattr(sys, "platform", "another")
    keep_few_arenas()
    give_freed_back()


def test_circles_are_given_up():
    class Page:
        def __init__(self) -> None:
            self.itself = self

    gc.disable()
    try:
        gone = weakref.ref(Page())
        give_back(True)
        assert gone() is None
    finally:
        gc.enable()


@pytest.fixture
def begun(monkeypatch) -> list[list[str]]:
    """What `orgsim ui` begins anew as: what it would be replaced by, which changes nothing here."""
    replaced: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: replaced.append(command))
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "orgsim", "ui", "--port", "8000"])
    for name in (c_memory.ALLOCATOR, c_memory.BEGUN):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return replaced


@pytest.mark.skipif(c_memory.gnu_library() is None, reason="another C library")
def test_the_command_begins_anew_once_with_the_allocator_of_the_c_library(begun):
    begin_with_malloc()
    assert begun == [[sys.executable, "-m", "orgsim", "ui", "--port", "8000"]]
    assert os.environ[c_memory.ALLOCATOR] == "malloc"
    begin_with_malloc()
    assert len(begun) == 1
    assert c_memory.ALLOCATOR not in os.environ  # workers that it begins have Python's own


def test_an_allocator_that_was_chosen_stays_and_so_does_another_library(begun, monkeypatch):
    monkeypatch.setenv(c_memory.ALLOCATOR, "pymalloc")
    begin_with_malloc()
    monkeypatch.delenv(c_memory.ALLOCATOR)
    monkeypatch.setattr(sys, "platform", "another")
    begin_with_malloc()
    assert begun == []


@pytest.mark.parametrize("command", ["ui", "run"])
def test_only_pages_begin_anew(begun, monkeypatch, command):
    monkeypatch.setattr(c_memory, "gnu_library", lambda: True)
    monkeypatch.setattr("orgsim.cli.main.main", lambda: 0)
    monkeypatch.setattr(sys, "argv", ["orgsim", command])
    assert start.main() == 0
    assert bool(begun) is (command == "ui")


FREED_AND_USED_AGAIN = """
import sys
import resource
import numpy as np
from orgsim.parallel.c_memory import keep_freed
if sys.argv[1:]:
    keep_freed()
for _ in range(20):
    [np.ones(2**18) for _ in range(12)]
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


@pytest.mark.skipif(c_memory.gnu_library() is None, reason="another C library")
def test_memory_that_was_freed_is_used_again_without_asking_the_system():
    command = [sys.executable, "-c", FREED_AND_USED_AGAIN]
    asked, kept = (
        int(subprocess.run([*command, *more], capture_output=True, text=True, check=True).stdout)
        for more in ([], ["keep"])
    )
    assert kept < asked - 50_000  # pages of 4 KiB: 512 in each of 240 arrays


def test_threads_that_were_idle_for_long_are_ended(monkeypatch):
    monkeypatch.setattr("anyio._backends._asyncio.WorkerThread.MAX_IDLE_TIME", 0.0)
    idle = IdleThreads()
    idle.end()  # nothing is served yet
    together = threading.Barrier(3)
    used: list[threading.Thread] = []

    def work() -> None:
        used.append(threading.current_thread())
        together.wait()

    async def served() -> None:
        idle.loop = asyncio.get_running_loop()
        await asyncio.gather(*(to_thread.run_sync(work) for _ in range(3)))
        assert all(thread.is_alive() for thread in used)
        await asyncio.to_thread(idle.end)
        assert await asyncio.to_thread(waited, lambda: sum(t.is_alive() for t in used) == 1)

    with ThreadPoolExecutor(
        1
    ) as beside:  # a browser of other tests has an event loop in this thread
        beside.submit(asyncio.run, served()).result()
    idle.end()  # nor any more


def test_the_time_after_which_threads_are_idle_is_that_of_the_library():
    from anyio._backends._asyncio import WorkerThread

    assert WorkerThread.MAX_IDLE_TIME == SECONDS_IDLE
