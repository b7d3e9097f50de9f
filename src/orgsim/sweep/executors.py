"""Executors: where tasks are done: in this process, in processes of this machine, on a Dask cluster.

Each yields (task, its rows, or the exception that kept a worker from returning them) as they come; what
comes when has no bearing on the numbers. Processes are spawned, never forked.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pyarrow as pa

from orgsim.errors import UserError
from orgsim.sweep.plan import Task
from orgsim.sweep.sweep_file import Recipe
from orgsim.sweep.work import do_task

Rows = tuple[pa.Table, pa.Table | None]
Done = tuple[Task, Rows | Exception]
Executor = Callable[[Iterable[Task], Recipe], Iterator[Done]]

WAITING_A_WORKER = 3
"""Tasks handed out for each worker: enough that none waits, few enough to stop soon."""

TRIES = 3
"""How often a task may take its worker down before it counts as failed."""


def in_process(tasks: Iterable[Task], recipe: Recipe) -> Iterator[Done]:
    """One task after the other, in this process."""
    for task in tasks:
        yield task, do_task(task, recipe)


def in_processes(jobs: int) -> Executor:
    """An executor of so many spawned processes; one that dies is replaced, and its tasks done again."""

    def execute(tasks: Iterable[Task], recipe: Recipe) -> Iterator[Done]:
        waiting = iter(tasks)
        again: list[Task] = []
        tries: dict[str, int] = {}
        while True:
            pool = ProcessPoolExecutor(
                jobs, multiprocessing.get_context("spawn"), initializer=_ignore_interrupts
            )
            running: dict[Future[Rows], Task] = {}
            try:
                yield from _drain(pool, running, again, waiting, recipe, jobs)
                return
            except BrokenProcessPool:
                for task in running.values():
                    tries[task.part] = tries.get(task.part, 0) + 1
                    if tries[task.part] < TRIES:
                        again.append(task)
                    else:
                        yield task, RuntimeError(f"took its worker down {TRIES} times")
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    return execute


def _drain(
    pool: ProcessPoolExecutor,
    running: dict[Future[Rows], Task],
    again: list[Task],
    waiting: Iterator[Task],
    recipe: Recipe,
    jobs: int,
) -> Iterator[Done]:
    """Keep the workers busy until nothing is left."""
    suspects = bool(again)  # one of these took a worker down: alone, it takes no others along
    while True:
        room = 1 if suspects and again else WAITING_A_WORKER * jobs
        while len(running) < room:
            task = again.pop() if again else next(waiting, None)
            if task is None:
                break
            running[pool.submit(do_task, task, recipe)] = task
            suspects = suspects and bool(again or len(running) == 1)
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running[future]
            try:
                rows = future.result()
            except BrokenProcessPool:
                raise
            except Exception as error:
                del running[future]
                yield task, error
            else:
                del running[future]
                yield task, rows


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that keeps the results."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def on_cluster(address: str) -> Executor:
    """An executor on an existing Dask cluster; a task whose worker dies is done again by another."""
    try:
        from distributed import Client
    except ImportError:
        raise UserError("--cluster needs Dask: pip install 'orgsim[dask]'") from None
    try:
        client = Client(address, timeout="15s")
    except (OSError, ValueError, TimeoutError) as error:
        raise UserError(
            f"--cluster {address}: no Dask scheduler answers there ({error});"
            " give an address like tcp://127.0.0.1:8786"
        ) from None

    def execute(tasks: Iterable[Task], recipe: Recipe) -> Iterator[Done]:
        from distributed import as_completed

        waiting = iter(tasks)
        by_key: dict[str, Task] = {}
        done: Any = as_completed()

        def hand_out(count: int) -> None:
            for _, task in zip(range(count), waiting, strict=False):
                future = client.submit(do_task, task, recipe, pure=False, retries=TRIES)
                by_key[str(future.key)] = task
                done.add(future)

        workers = max(1, len(client.scheduler_info()["workers"]))
        hand_out(WAITING_A_WORKER * workers)
        for future in done:
            task = by_key.pop(str(future.key))
            error = future.exception()
            yield (task, error) if error is not None else (task, future.result())
            future.release()
            hand_out(1)

    return execute
