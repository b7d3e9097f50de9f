"""`orgsim reproduce`: run experiments, say whether their predictions held and what that means."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from orgsim.experiments.catalogue import Entry
    from orgsim.experiments.reproduce import Progress, Reproduced

SOME_FAILED = 3


def reproduce(
    name: Annotated[
        str | None,
        typer.Argument(help="Experiment, like leader_modelling or 01.", metavar="NAME"),
    ] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="Run all experiments.")] = False,
    small: Annotated[
        bool, typer.Option("--small", help="Few people and replications: to try it, not to know.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=4096, help="Processes; by default one a processor.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder of the results; build/experiments.", show_default=False),
    ] = None,
    experiments: Annotated[
        Path | None, typer.Option(help="Folder of experiments of your own.", show_default=False)
    ] = None,
    update_readme: Annotated[
        bool, typer.Option("--update-readme", help="Put the results into the experiment's README.")
    ] = False,
) -> None:
    """Run an experiment: figure, numbers, whether its predictions held, and what that means.

    Without NAME it lists the experiments. Exit code 3: with --all, some could not be run.
    """
    from orgsim.errors import UserError
    from orgsim.experiments.catalogue import entries, named, standard_folder

    there = entries(experiments or standard_folder())
    if small and update_readme:
        raise UserError("--update-readme: the small size says nothing; leave out --small")
    if name is not None and all_of_them:
        raise UserError(f"--all: runs all experiments; leave out it or {name}")
    if name is None and not all_of_them:
        _list(there)
        return
    wanted = there if all_of_them else [named(name or "", there)]
    failed = []
    for entry in wanted:
        try:
            _one(entry, out, small, jobs, update_readme)
        except UserError as error:
            if not all_of_them:
                raise
            print(f"error: {entry.folder.name}: {error}", file=sys.stderr)
            failed.append(entry.folder.name)
    if failed:
        print(
            f"{len(failed)} of {len(wanted)} could not be run: {', '.join(failed)}", file=sys.stderr
        )
        raise typer.Exit(SOME_FAILED)


def _list(there: "Sequence[Entry]") -> None:
    from orgsim.experiments.readme import plain
    from orgsim.terminal.screen import out, show, table

    made = table("", "", "Experiment", "Question", left=2, note=True)
    for entry in there:
        made.add_row(
            entry.number,
            entry.name,
            plain(entry.section("Question").split("\n\n")[0]).replace("\n", " "),
        )
    show(out(), made)
    print("\norgsim reproduce NAME runs one, orgsim reproduce --all all of them")


def _one(entry: "Entry", out: Path | None, small: bool, jobs: int | None, update: bool) -> None:
    from orgsim.experiments.reproduce import reproduce as run
    from orgsim.experiments.write import update_readme, write_results

    with _shown(entry.folder.name) as progress:
        done = run(entry, out, small, jobs, progress)
    pictures = write_results(done)
    _say(done)
    files = " ".join(str(done.folder / picture) for picture in pictures)
    print(f"\nfigures: {files}")
    print(f"all of it: {done.folder}/ ({done.runs:,} runs, {done.seconds:.0f} s)")
    if update:
        written = update_readme(done)
        print(f"renewed: {', '.join(map(str, written))}")


def _say(done: "Reproduced") -> None:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from orgsim.experiments.readme import plain, with_numbers
    from orgsim.terminal.screen import out, show

    parts: list[RenderableType] = [
        Text(f"\n{done.entry.title}\n", style="bold"),
        _predictions(done),
    ]
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
    """Paragraphs as single lines, for the terminal to wrap."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


COLOUR = {"SUPPORTED": "green", "REFUTED": "red", "UNDECIDED": "yellow"}


def _predictions(done: "Reproduced") -> "RenderableType":
    from rich.text import Text

    from orgsim.experiments.words import interval_of, p_of, value_of
    from orgsim.terminal.screen import table

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
    for column in made.columns[2:]:
        column.no_wrap = True
    return made


def _ablations(done: "Reproduced") -> "list[RenderableType]":
    from orgsim.experiments.words import interval_of, percent_of, value_of
    from orgsim.terminal.screen import table

    made: list[RenderableType] = []
    for ablation in done.experiment.ablations:
        one = table(
            f"\nWhat carries it: {ablation.statement}",
            "Switched off", f"Effect ({ablation.unit})", "95 % interval", "Left of it", "Interval",
        )  # fmt: skip
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
def _shown(name: str) -> Iterator["Progress"]:
    """A bar on the terminal: what is at work, how far all of it is, and the time left."""
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    from orgsim.terminal.screen import aside

    screen = aside()
    columns = (
        TextColumn(name), BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"),
        TextColumn("left:"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        yield _Bar(bar, bar.add_task("", total=None))


class _Bar:
    """An experiment's progress as a bar's."""

    def __init__(self, bar: Any, task: Any) -> None:
        self.bar, self.task = bar, task

    def begin(self, person_weeks: float) -> None:
        self.bar.update(self.task, total=person_weeks)

    def doing(self, what: str) -> None:
        self.bar.update(self.task, description=what)

    def advance(self, person_weeks: float) -> None:
        self.bar.advance(self.task, person_weeks)
