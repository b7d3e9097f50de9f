"""Processes of this machine, spawned and never forked: compiled code has threads, which a fork cuts off.

Each has one thread, leaves Ctrl-C to the process that asked, and ends with it. What comes of tasks is
handed on in their order, so that numbers are the same bits for any number of processes.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from numbers import Integral
from typing import Any

from orgsim.errors import UserError, quoted
from orgsim.parallel.garbage import collect_seldom

Mapped = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Results of a function for tasks, in their order."""


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(jobs: int | None) -> int:
    """So many processes as are asked for, by default one a processor; UserError for fewer than one."""
    if jobs is None:
        return processors()
    if not isinstance(jobs, Integral) or jobs < 1:
        raise UserError(f"jobs = {quoted(jobs)} is out of range: must be a whole number from 1 on")
    return int(jobs)


@contextmanager
def spawned(jobs: int, begin: Callable[..., None] | None = None, *about: Any) -> Iterator[Mapped]:
    """A pool of processes, which start when there is work.

    begin  called in each with `about` before its first task

    Where it ends by an error nobody waits for what they are at. Raises UserError where one is ended from
    outside.
    """
    spawn: Any = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes(jobs), spawn, _begin, (begin, about))
    try:
        yield lambda function, tasks: _gathered(pool, function, tasks)
    except BaseException:
        # From Python 3.14 on it is called terminate_workers().
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _gathered(
    pool: ProcessPoolExecutor, function: Callable[[Any], Any], tasks: Iterable[Any]
) -> Iterator[Any]:
    try:
        with without_script(), without_interrupts():
            mapped = pool.map(function, tasks)
        yield from mapped
    except BrokenProcessPool:
        raise UserError(
            "a process that simulated was ended from outside, for want of memory perhaps;"
            " take fewer processes: --jobs 1"
        ) from None


def _begin(begin: Callable[..., None] | None, about: tuple[Any, ...]) -> None:
    collect_seldom()
    from orgsim.parallel.compiled_threads import use_threads

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    use_threads(0, 1)
    if begin is not None:
        begin(*about)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Processes started meanwhile never see Ctrl-C, not even while they start."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def without_script() -> Iterator[None]:
    """Processes started meanwhile do not run the script that started them, of which they need nothing.

    So it needs no guard, and may come from standard input, which cannot be read twice.
    """
    script = sys.modules["__main__"]
    names: tuple[str, ...] = ("__file__", "__spec__")
    before = {name: vars(script)[name] for name in names if name in vars(script)}
    vars(script).pop("__file__", None)
    script.__spec__ = None
    try:
        yield
    finally:
        vars(script).update(before)
