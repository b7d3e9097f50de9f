"""Long calculations in separate processes: a function of an experiment, task by task."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from orgsim.parallel.compiled_threads import use_threads
from orgsim.parallel.spawned import spawned
from orgsim.study.declaration import Setting

Task = TypeVar("Task")
Found = TypeVar("Found")


def in_processes(
    setting: Setting, function: Callable[[Task], Found], tasks: Sequence[Task]
) -> list[Found]:
    """What a function of the experiment makes of each task, in their order, for any number of jobs."""
    jobs = min(setting.jobs, len(tasks))
    if jobs == 1:
        use_threads(0, 1)
        return [function(task) for task in tasks]
    with spawned(jobs, _begin, setting.folder) as mapped:
        return list(mapped(function, tasks))


def _begin(folder: Path) -> None:
    """An experiment is not an importable package: it is loaded before anything is read."""
    from orgsim.study.catalogue import Entry

    Entry(folder).load()
