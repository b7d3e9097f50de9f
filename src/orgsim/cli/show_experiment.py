"""What an experiment came to, on the terminal: verdicts, numbers, ablations, and what they mean."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from orgsim.reporting.terminal.screen import aside, out, show, table
from orgsim.study.formatting import interval_of, p_of, percent_of, value_of
from orgsim.study.readme import plain, with_numbers

if TYPE_CHECKING:
    from orgsim.study.run import Reproduced


def say(done: "Reproduced") -> None:
    """Print it, at most 100 columns wide."""
    parts: list[RenderableType] = [
        Text(f"\n{done.entry.title}\n", style="bold"),
        _predictions(done),
    ]
    if done.findings.numbers:
        parts.append(_numbers(done))
    parts += _ablations(done)
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


COLOUR = {"SUPPORTED": "green", "REFUTED": "red", "UNDECIDED": "yellow"}


def _predictions(done: "Reproduced") -> RenderableType:

    made = table(
        "", "Prediction", "Expected", "Found", "95 % interval", "p (Holm)", "Verdict", note=True
    )
    for each in done.findings.predictions:
        verdict = each.judgement.verdict
        made.add_row(
            each.of.statement,
            f"{each.of.expects}\n{each.of.unit}",
            value_of(each.evidence),
            interval_of(each.evidence),
            p_of(each.judgement.p),
            Text(verdict, style=COLOUR[verdict]),
        )
    return made


def _numbers(done: "Reproduced") -> RenderableType:
    made = table("", "Number", "Found", "95 % interval", "Unit", note=True)
    for each in done.findings.numbers:
        made.add_row(
            each.of.statement, value_of(each.evidence), interval_of(each.evidence), each.of.unit
        )
    return made


def _ablations(done: "Reproduced") -> list[RenderableType]:
    made: list[RenderableType] = []
    for ablation in done.experiment.ablations:
        one = table(
            f"\nWhat carries it: {ablation.statement}",
            "Switched off",
            f"Effect ({ablation.unit})",
            "95 % interval",
            "Left of it",
            "Interval",
        )
        for left in done.findings.ablations[ablation.name]:
            one.add_row(
                left.variant,
                value_of(left.effect),
                interval_of(left.effect),
                *percent_of(left.share),
            )
        made.append(one)
    return made


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
