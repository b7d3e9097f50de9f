"""The progress of a simulation, or of many runs, on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
)
from rich.progress import TimeRemainingColumn as TimeLeft
from rich.text import Text


class _Rate(ProgressColumn):
    """Person-weeks a second."""

    def render(self, task: Any) -> Text:
        rate = task.finished_speed or task.speed
        return Text(f"{rate / 1e6:.1f} M person-weeks/s" if rate else "")


@contextmanager
def progress_bar(screen: Console, total: int) -> Iterator[Callable[[int], None] | None]:
    """A bar with percent, speed and time left while it lasts; None where there is no terminal."""
    if not screen.is_terminal:
        yield None
        return
    left = TextColumn("left:")
    columns = TextColumn("simulating"), BarColumn(), TaskProgressColumn(), _Rate(), left, TimeLeft()
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda person_weeks: progress.advance(task, person_weeks)


@contextmanager
def runs_bar(screen: Console) -> Iterator[Progress]:
    """A bar with runs done of all, and what a task's description says; nothing without a terminal."""
    said = TextColumn("{task.description}", markup=False)
    columns = TextColumn("runs"), BarColumn(), MofNCompleteColumn(), said
    hidden = not screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=hidden) as bar:
        yield bar


@contextmanager
def compilation_told(tell: Callable[[str], None]) -> Iterator[None]:
    """Say once if Numba has to compile the engine, so that nobody thinks it hangs."""
    from numba.core import event

    class Listener(event.Listener):
        told = False

        def on_start(self, compiling: Any) -> None:
            module = compiling.data["dispatcher"].py_func.__module__
            if not self.told and module == "orgsim.engine.loop":
                self.told = True
                tell("compiling the engine for this machine (once, about 20 s)…")

        def on_end(self, compiled: Any) -> None:
            pass

    listener = Listener()
    event.register("numba:compile", listener)
    try:
        yield
    finally:
        event.unregister("numba:compile", listener)
