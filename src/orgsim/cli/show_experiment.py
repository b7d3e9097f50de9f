"""What an experiment came to, on the terminal: verdicts, numbers, ablations, and what they mean."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from orgsim.reporting.terminal.screen import aside, drawn, out, show
from orgsim.study.finding_tables import found_table, judged_table, left_table
from orgsim.study.readme import plain, with_numbers

if TYPE_CHECKING:
    from orgsim.study.run import Reproduced


def say(done: "Reproduced") -> None:
    """Print it, at most 100 columns wide."""
    parts: list[RenderableType] = [
        Text(f"\n{done.entry.title}\n", style="bold"),
        drawn(judged_table(done.findings.predictions)),
    ]
    if done.findings.numbers:
        parts += ["", drawn(found_table(done.findings.numbers))]
    for ablation in done.experiment.ablations:
        left = left_table(ablation, done.findings.ablations[ablation.name])
        parts.append(drawn(left, f"\n{left.title}"))
    if done.small:
        parts.append(Text("\nThe small size shows that it runs; its verdicts say nothing."))
    else:
        text = with_numbers(
            done.entry.section("What it means for a leader"), done.findings, str(done.entry.readme)
        )
        parts.append(Text("\nWhat it means for a leader", style="bold"))
        parts.append(Padding(Text(_unwrapped(plain(text))), (0, 0, 0, 2)))
    show(out(), Group(*parts))


def _unwrapped(text: str) -> str:
    """Paragraphs and items of lists as single lines, for the terminal to wrap."""
    return re.sub(r"(?<!\n)\n(?!\n|- )\s*", " ", text)


@contextmanager
def shown(name: str) -> Iterator["Bar"]:
    """A bar on the terminal: what is at work, how far all of it is, and the time left."""
    screen = aside()
    columns = (
        TextColumn(name, markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        yield Bar(bar, bar.add_task("", total=None))


class Bar:
    """An experiment's progress as a bar's."""

    def __init__(self, bar: Any, task: Any) -> None:
        self.bar, self.task = bar, task

    def begin(self, person_weeks: float) -> None:
        """How many person-weeks there are in all."""
        self.bar.update(self.task, total=person_weeks)

    def doing(self, what: str) -> None:
        """What is done now."""
        self.bar.update(self.task, description=what)

    def advance(self, person_weeks: float) -> None:
        """So many person-weeks more are done."""
        self.bar.advance(self.task, person_weeks)
