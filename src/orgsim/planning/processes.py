"""Processes in which jobs are simulated: spawned, with one thread each, and gone with whoever asked.

Compiled code has threads of its own, which a fork would cut off. What comes of jobs is put in their
order, so that numbers are the same bits for any number of processes.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

import numpy as np

from orgsim.errors import UserError
from orgsim.organise import people_of
from orgsim.planning.runs import Job, Question, Simulator
from orgsim.simulation import use_threads

WORTH_PROCESSES = 60e6
"""Person-weeks, simulated or to be, from which on it pays to start processes: what a start takes."""


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Simulates jobs in so many processes, which start once there is enough to do.

    jobs  how many processes, by default one a processor; 1 simulates in this one

    To be used in a `with`, which ends them.
    """

    def __init__(self, question: Question, jobs: int | None = None) -> None:
        self.question, self._jobs = question, jobs or processors()
        self._here = Simulator(question)
        self._pool: ProcessPoolExecutor | None = None
        self._work = 0.0

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._pool is None:
            return
        if kind is not None:
            # Nobody waits for what they are at. From Python 3.14 on it is called terminate_workers().
            for process in list((getattr(self._pool, "_processes", None) or {}).values()):
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def results(self, jobs: Sequence[Job], done: Callable[[int], None]) -> list[np.ndarray]:
        """What the runs of each job end with; `done` is called with numbers of runs that are through."""
        found = []
        for job, ended in zip(jobs, self._mapped(jobs), strict=True):
            found.append(ended)
            done(len(job))
        return found

    def _mapped(self, jobs: Sequence[Job]) -> Iterator[np.ndarray]:
        self._work += self._work_of(jobs)
        if self._jobs == 1 or (self._pool is None and self._work < WORTH_PROCESSES):
            use_threads(0, 1)
            return map(self._here, jobs)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._jobs, multiprocessing.get_context("spawn"), _begin, (self.question,)
            )
        return self._gathered(self._pool, jobs)

    @staticmethod
    def _gathered(pool: ProcessPoolExecutor, jobs: Sequence[Job]) -> Iterator[np.ndarray]:
        try:
            with without_script(), without_interrupts():
                mapped = pool.map(_simulate, jobs)
            yield from mapped
        except BrokenProcessPool:
            raise UserError(
                "a process that simulated was ended from outside, for want of memory perhaps;"
                " take fewer processes: --jobs 1"
            ) from None

    def _work_of(self, jobs: Sequence[Job]) -> float:
        base = self.question.space.base
        people = people_of(base.organisation)
        return float(people * base.run.weeks * sum(map(len, jobs)))


_simulator: list[Simulator] = []
"""The one of this process, where it is a worker."""


def _begin(question: Question) -> None:
    """Make a worker ready: Ctrl-C is for the process that asked, whose end is the end of this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    use_threads(0, 1)
    _simulator[:] = [Simulator(question)]


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


def _simulate(job: Job) -> np.ndarray:
    return _simulator[0](job)


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
    """Processes started meanwhile do not run the script that plans, which so needs no guard."""
    script = sys.modules["__main__"]
    names = ("__file__", "__spec__")
    before = {name: vars(script)[name] for name in names if name in vars(script)}
    vars(script).pop("__file__", None)
    script.__spec__ = None
    try:
        yield
    finally:
        vars(script).update(before)
