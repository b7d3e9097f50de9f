"""Executors: where tasks are done: in this process, in processes of this machine, on a Dask cluster.

Each yields (task, its rows, or the exception that kept a worker from returning them) as they come; what
comes when has no bearing on the numbers. Of the tasks, None says that there may be more of them once
one that is at work is done.
"""

import gc
import logging
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orgsim.errors import UserError
from orgsim.extras import require
from orgsim.parallel.spawned import processes
from orgsim.sweep.advice import Advice, for_commands
from orgsim.sweep.plan import Task
from orgsim.sweep.point_config import Recipe
from orgsim.sweep.process_pool import Pool, Worker
from orgsim.sweep.run_task import Rows, attempt
from orgsim.sweep.versions import differences, running_code

Tasks = Iterable[Task | None]
Done = tuple[Task, Rows | Exception]
Executor = Callable[[Tasks, Recipe], Generator[Done]]

WAITING_A_THREAD = 3
"""Tasks queued for each thread of a cluster's workers, enough to keep all busy."""

SECONDS_BETWEEN_COUNTS = 1.0
"""How often the number of a cluster's workers is checked, since they may come and go."""

SECONDS_TO_ANSWER = 15


SECONDS_WITHOUT_WORKERS = 5.0
"""After this time without workers a note says so; waiting goes on, since queues may be long."""

COMMANDS = for_commands(Path("DIR"))


def executor(
    jobs: int | None,
    cluster: str | None,
    advice: Advice = COMMANDS,
    early: list[Worker] | None = None,
) -> Executor:
    """The executor given by options: a cluster, or local processes, by default one per processor.

    early  processes that were begun before, which it takes first
    """
    if cluster:
        return on_cluster(cluster, advice)
    jobs = processes(jobs)
    return in_process if jobs == 1 else in_processes(jobs, early)


def in_process(tasks: Tasks, recipe: Recipe) -> Generator[Done]:
    """One task after another, in this process."""
    for task in tasks:
        if task is not None:
            yield task, attempt(task, recipe)


def in_processes(jobs: int, early: list[Worker] | None = None) -> Executor:
    """An executor of local processes, those started `early` first."""
    return lambda tasks, recipe: Pool(jobs, tasks, recipe, early).results()


def on_cluster(address: str, advice: Advice = COMMANDS) -> Executor:
    """An executor on an existing Dask cluster; if a worker dies, another repeats its task."""
    _client(address, advice).close()
    return lambda tasks, recipe: _on_cluster(address, advice, tasks, recipe)


def _client(address: str, advice: Advice) -> Any:
    require("dask")
    from distributed import Client

    try:
        return Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        why = type(error).__name__
    # A client that could not start closes when it is collected; were that while another one starts,
    # both would wait for the same lock for ever.
    gc.collect()
    raise UserError(
        f"{advice.cluster} {address}: no Dask scheduler answers there ({why});"
        " give an address such as tcp://127.0.0.1:8786"
    )


def _on_cluster(address: str, advice: Advice, tasks: Tasks, recipe: Recipe) -> Generator[Done]:
    waiting = iter(tasks)
    name = f"{advice.cluster} {address}"
    with _quiet_log(), _client(address, advice) as client, _workers_watched(client, name, address):
        cluster = _Cluster(client, name, advice.go_on, recipe)
        while True:
            wanted = cluster.wanted()
            while len(cluster.running) < wanted and (task := next(waiting, None)):
                cluster.submit(task)
            if not cluster.running:
                return
            yield cluster.next_done()


class _Cluster:
    """Tasks on a cluster; raises UserError if the cluster cannot run them."""

    def __init__(self, client: Any, name: str, go_on: str, recipe: Recipe) -> None:
        from distributed import as_completed

        self.client, self.name, self.go_on, self.recipe = client, name, go_on, recipe
        self.running: dict[Any, Task] = {}
        self._done: Any = as_completed(loop=client.loop)
        self._wanted, self._counted = 0, -SECONDS_BETWEEN_COUNTS

    def wanted(self) -> int:
        """How many tasks keep its current workers busy."""
        if time.monotonic() - self._counted > SECONDS_BETWEEN_COUNTS:
            with self._there():
                threads = sum(self.client.nthreads().values())
            self._wanted, self._counted = WAITING_A_THREAD * max(1, threads), time.monotonic()
        return self._wanted

    def submit(self, task: Task) -> None:
        """Submit a task."""
        with self._there():
            future = self.client.submit(
                do_in_cluster, task, self.recipe, running_code(), pure=False
            )
            self.running[future] = task
            self._done.add(future)

    def next_done(self) -> Done:
        """Wait for a task."""
        from distributed import KilledWorker

        with self._there():
            future = next(self._done)
            task = self.running.pop(future)
            try:
                return task, future.result()
            except KilledWorker:
                return task, RuntimeError("took several workers of the cluster down")

    @contextmanager
    def _there(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise UserError(f"{self.name}: {_why(error, self.go_on)}") from None


@contextmanager
def _workers_watched(client: Any, name: str, address: str) -> Iterator[None]:
    """Report, once each time, that a cluster has had no workers for a while."""
    through = threading.Event()

    def watch() -> None:
        last, said = time.monotonic(), False
        while not through.wait(min(SECONDS_BETWEEN_COUNTS, SECONDS_WITHOUT_WORKERS)):
            try:
                if client.nthreads():
                    last, said = time.monotonic(), False
            except Exception:  # whoever waits for its tasks says what has become of the cluster
                return
            if not said and time.monotonic() - last > SECONDS_WITHOUT_WORKERS:
                said = True
                print(
                    f"{name}: has no workers; waiting for some: dask worker {address}",
                    file=sys.stderr,
                )

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        through.set()
        watching.join(SECONDS_TO_ANSWER)


@contextmanager
def _quiet_log() -> Iterator[None]:
    """Report errors in one line; Dask would print pages."""
    logs = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


def _why(error: BaseException, go_on: str) -> str:
    """What a cluster needs to run tasks but lacks."""
    text = " ".join(str(error).split())
    if isinstance(error, OtherCodeError):
        return text
    if isinstance(error, ImportError):
        return f"a worker cannot import orgsim ({text}); give all workers this environment"
    if isinstance(error, CancelledError | OSError):
        text = "the connection to its scheduler is lost"
    return f"{text or type(error).__name__}; finished parts are kept, continue with {go_on}"


class OtherCodeError(Exception):
    """A worker has other versions of packages that affect results."""


_one_at_a_time = threading.Lock()
"""Not every threading layer of Numba can be used by several threads at once."""


def do_in_cluster(task: Task, recipe: Recipe, code: Mapping[str, str]) -> Rows | Exception:
    """Do a task in a thread of a Dask worker that has the same code as the sender."""
    differing = differences(code)
    if differing:
        raise OtherCodeError(
            f"a worker has other versions ({'; '.join(differing)}); give all workers this environment"
        )
    with _one_at_a_time:
        return attempt(task, recipe)
