"""Processes that simulate jobs, once there is enough work."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np

from orgsim.organise import people_of
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parallel.spawned import Mapped, processes, spawned
from orgsim.planning.runs import Job, Question, Simulator

WORTH_PROCESSES = 60e6
"""Person-weeks from which it pays off to start processes: as many as a start takes."""


class Workers:
    """Simulates jobs in several processes, which start once there is enough work.

    jobs  how many processes, by default one a processor; 1 simulates in this one

    To be used in a `with`, which ends them.
    """

    def __init__(self, question: Question, jobs: int | None = None) -> None:
        self.question, self._jobs = question, processes(jobs)
        self._here = Simulator(question)
        self._pool: Mapped | None = None
        self._ends = ExitStack()
        self._work = 0.0

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *error: Any) -> None:
        self._ends.__exit__(*error)

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
            self._pool = self._ends.enter_context(spawned(self._jobs, _begin, self.question))
        return self._pool(_simulate, jobs)

    def _work_of(self, jobs: Sequence[Job]) -> float:
        base = self.question.space.base
        people = people_of(base.organisation)
        return float(people * base.run.weeks * sum(map(len, jobs)))


_simulator: list[Simulator] = []
"""The one of this process, where it is a worker."""


def _begin(question: Question) -> None:
    _simulator[:] = [Simulator(question)]


def _simulate(job: Job) -> np.ndarray:
    return _simulator[0](job)
