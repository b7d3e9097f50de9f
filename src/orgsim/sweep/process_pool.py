"""Processes of this machine, spawned and never forked, each with a pipe of its own.

A worker that dies takes along only what it was at, and one whose coordinator dies ends by itself:
concurrent.futures would give up all workers for one, and leave orphans that wait for ever.
"""

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from orgsim.errors import UserError
from orgsim.parallel.spawned import without_interrupts, without_script
from orgsim.sweep.worker_process import READY, serve

if TYPE_CHECKING:  # workers are begun before any of these is imported
    from orgsim.sweep.plan import Task
    from orgsim.sweep.point_config import Recipe
    from orgsim.sweep.run_task import Rows

TRIES = 3
"""How often a task may take its worker down before it counts as failed."""

AHEAD = 2
"""Tasks a worker is given: the one it is at and the next, so that it never waits."""

SECONDS_TO_END = 5

MOST_EARLY = 8
"""Workers that are begun before it is known how many tasks there are."""


class Worker:
    """A process, and what it was given to do, for which it needs the recipe first."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self.process = spawn.Process(target=serve, args=(theirs,), daemon=True)
        self.tasks: deque[Task] = deque()
        self.ready = False
        with without_interrupts(), without_script():
            self.process.start()
        theirs.close()

    def learn(self, recipe: "Recipe") -> None:
        """What all tasks have in common."""
        self._send(recipe)

    def give(self, task: "Task") -> None:
        """One more task."""
        self.tasks.append(task)
        self._send(task)

    def _send(self, what: Any) -> None:
        with suppress(OSError):  # it has died, which the next look at its pipe shows
            self.pipe.send(what)

    def end(self) -> None:
        """End it; what it is at is lost."""
        self.process.terminate()
        self.process.join(SECONDS_TO_END)
        if self.process.is_alive():
            self.process.kill()
        self.pipe.close()

    def last_words(self) -> str:
        """How it ended."""
        self.process.join(SECONDS_TO_END)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"exit code {code}"
        name = signal.Signals(-code).name
        return f"{name}, out of memory?" if name == "SIGKILL" else name  # Windows has no SIGKILL


@contextmanager
def early_workers(jobs: int) -> Iterator[list[Worker]]:
    """Workers that get ready meanwhile, for a pool to take from; those left over are ended."""
    workers: list[Worker] = []
    try:
        while len(workers) < min(jobs, MOST_EARLY):
            workers.append(Worker())
        yield workers
    finally:
        _end_all(workers)


def _end_all(workers: list[Worker]) -> None:
    for worker in workers:
        worker.process.terminate()
    while workers:
        workers.pop().end()


class Pool:
    """As many workers as there are jobs, or tasks if these are fewer.

    early  workers to begin with; those too many are ended
    """

    def __init__(
        self,
        jobs: int,
        tasks: "Iterable[Task | None]",
        recipe: "Recipe",
        early: list[Worker] | None = None,
    ) -> None:
        self.jobs, self.recipe, self.early = jobs, recipe, early or []
        self.waiting = iter(tasks)
        self.again: deque[Task] = deque()
        self.workers: list[Worker] = []
        self.deaths: Counter[str] = Counter()
        self.false_starts = 0

    def results(self) -> "Generator[tuple[Task, Rows | Exception]]":
        """Each task with its result, as they finish."""
        try:
            self._hand_out()
            _end_all(self.early)
            while any(worker.tasks for worker in self.workers):
                by_pipe: dict[Any, Worker] = {worker.pipe: worker for worker in self.workers}
                for pipe in wait(list(by_pipe)):
                    yield from self._hear(by_pipe[pipe])
                    self._hand_out()
        finally:
            _end_all(self.workers)

    def _hand_out(self) -> None:
        """Give every worker something to do, then something to do next."""
        for ahead in range(AHEAD):
            for worker in self.workers:
                if len(worker.tasks) == ahead and (task := self._next()):
                    worker.give(task)
            while len(self.workers) < self.jobs and (task := self._next()):
                self.workers.append(self.early.pop(0) if self.early else Worker())
                self.workers[-1].learn(self.recipe)
                self.workers[-1].give(task)

    def _next(self) -> "Task | None":
        return self.again.popleft() if self.again else next(self.waiting, None)

    def _hear(self, worker: Worker) -> "Iterator[tuple[Task, Rows | Exception]]":
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if worker.ready:
            task = worker.tasks.popleft()
            self._hand_out()
            yield task, said
        elif said == READY:
            worker.ready, self.false_starts = True, 0
        else:
            raise UserError(f"worker processes cannot start: {said}")

    def _bury(self, worker: Worker) -> "Iterator[tuple[Task, Rows | Exception]]":
        """Do again what a worker that died was given, up to a point."""
        self.workers.remove(worker)
        last_words = worker.last_words()
        worker.end()
        if not worker.ready:
            self._false_start(last_words)
        elif worker.tasks:
            task = worker.tasks[0]
            self.deaths[task.part] += 1
            if self.deaths[task.part] >= TRIES:
                worker.tasks.popleft()
                yield task, RuntimeError(f"took its worker down {TRIES} times ({last_words})")
        self.again.extend(worker.tasks)

    def _false_start(self, last_words: str) -> None:
        """Try again where somebody killed it; not where it ended by itself, as it would again."""
        self.false_starts += 1
        if self.false_starts >= TRIES or last_words.startswith("exit"):
            raise UserError(
                f"worker processes end as soon as they start ({last_words}); simulate in this process:"
                " jobs = 1"
            )
