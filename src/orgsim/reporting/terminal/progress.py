"""The progress of a simulation, or of many runs, on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
)
from rich.progress import TimeRemainingColumn as TimeLeft
from rich.text import Text

from orgsim.number_text import duration
from orgsim.reporting.terminal.screen import say_line

if TYPE_CHECKING:
    from orgsim.simulation.outlook import Outlook


class _Rate(ProgressColumn):
    """Person-weeks a second."""

    def render(self, task: Any) -> Text:
        rate = task.finished_speed or task.speed
        return Text(f"{rate / 1e6:.1f} M person-weeks/s" if rate else "")


class Bar:
    """A bar that receives progress and the next step."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def __call__(self, more: int) -> None:
        """So much more is done, in the unit of the bar's total."""
        self._progress.advance(self._task, more)

    def doing(self, what: str) -> None:
        """What is done next."""
        self._progress.update(self._task, description=what)


@contextmanager
def progress_bar(screen: Console, total: int, speed: bool = True) -> Iterator[Bar | None]:
    """A bar with percent and time left while it lasts; None where there is no terminal.

    speed  whether it says how many person-weeks a second, which the total is then of
    """
    if not screen.is_terminal:
        yield None
        return
    left = TextColumn("left:")
    doing = TextColumn("{task.description}", markup=False)
    rate = (_Rate(),) if speed else ()
    columns = doing, BarColumn(), TaskProgressColumn(), *rate, left, TimeLeft()
    with Progress(*columns, console=screen, transient=True) as progress:
        yield Bar(progress, progress.add_task("simulating", total=total))


@contextmanager
def runs_bar(screen: Console) -> Iterator[Progress]:
    """A bar with runs done of all, and what a task's description says; nothing without a terminal."""
    said = TextColumn("{task.description}", markup=False)
    columns = TextColumn("runs"), BarColumn(), MofNCompleteColumn(), said
    hidden = not screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=hidden) as bar:
        yield bar


@contextmanager
def stages_bar(screen: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar that is told what is done, and how many runs are done of those expected by now.

    The time left is what the rest would take if all that is expected came.
    """
    said, left = TextColumn("{task.description}", markup=False), TextColumn("left:")
    columns = BarColumn(), TaskProgressColumn(), said, left, TimeLeft()
    hidden = not screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=hidden) as bar:
        task = bar.add_task("", total=None)

        def report(stage: str, done: int, expected: int) -> None:
            bar.update(task, description=stage, completed=done, total=expected)

        yield report


@contextmanager
def compilation_told(screen: Console) -> Iterator[None]:
    """Say once if Numba has to compile the engine, so that nobody thinks it hangs."""
    from numba.core import event

    class Listener(event.Listener):
        told = False

        def on_start(self, compiling: Any) -> None:
            module = compiling.data["dispatcher"].py_func.__module__
            if not self.told and module == "orgsim.engine.loop":
                self.told = True
                say_line(screen, "compiling the engine for this machine (once, a minute or two)…")

        def on_end(self, compiled: Any) -> None:
            pass

    listener = Listener()
    event.register("numba:compile", listener)
    try:
        yield
    finally:
        event.unregister("numba:compile", listener)


WORTH_SAYING = 2**30, 20.0
"""Bytes of memory and seconds from which on it is said beforehand what a simulation will take."""


def in_words(outlook: "Outlook", person_weeks: int) -> str:
    """What a large simulation will take, in a line; nothing of a small one."""
    from orgsim.simulation.demand import gibibytes

    if outlook.memory < WORTH_SAYING[0] and outlook.seconds < WORTH_SAYING[1]:
        return ""
    return (
        f"{person_weeks:,} person-weeks: about {duration(outlook.seconds)} and"
        f" {gibibytes(outlook.memory)} of memory"
    )
