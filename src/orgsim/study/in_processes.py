"""Calculations that take long in processes of their own: a function of an experiment, task by task."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from orgsim.simulation import use_threads
from orgsim.study.declaration import Setting

Task = TypeVar("Task")
Found = TypeVar("Found")


class _Call(NamedTuple):
    """A function of an experiment in words that another process can follow."""

    folder: Path
    module: str
    name: str
    task: Any


def in_processes(
    setting: Setting, function: Callable[[Task], Found], tasks: Sequence[Task]
) -> list[Found]:
    """What a function of the experiment makes of each task, in their order, for any number of jobs."""
    jobs = min(setting.jobs, len(tasks))
    if jobs == 1:
        use_threads(0, 1)
        return [function(task) for task in tasks]
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    name = function.__qualname__
    calls = [_Call(setting.folder, function.__module__, name, task) for task in tasks]
    spawn: Any = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, spawn) as pool:
        return list(pool.map(_called, calls))


def _called(call: _Call) -> Any:
    """An experiment is no package that could be imported: it is loaded first."""
    from orgsim.study.catalogue import Entry

    use_threads(0, 1)
    if call.module not in sys.modules:
        Entry(call.folder).load()
    return getattr(sys.modules[call.module], call.name)(call.task)
