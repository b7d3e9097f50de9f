"""`orgsim reproduce`: run experiments, say whether their predictions held and what that means."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgsim.cli.common_options import Jobs

if TYPE_CHECKING:
    from orgsim.study.catalogue import Entry

SOME_FAILED = 3


@dataclass(frozen=True)
class Choices:
    """How experiments are run, and whether their READMEs get the results."""

    out: Path | None
    small: bool
    jobs: int | None
    update_readme: bool


def reproduce(
    name: Annotated[
        str | None,
        typer.Argument(help="Experiment, such as leader_modelling or 01.", metavar="NAME"),
    ] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="Run all experiments.")] = False,
    small: Annotated[
        bool, typer.Option("--small", help="Few people and replications: a trial, not a result.")
    ] = False,
    jobs: Jobs = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the results; by default build/experiments.", show_default=False
        ),
    ] = None,
    experiments: Annotated[
        Path | None, typer.Option(help="Folder with your own experiments.", show_default=False)
    ] = None,
    update_readme: Annotated[
        bool,
        typer.Option("--update-readme", help="Write the results into the experiment's README."),
    ] = False,
) -> None:
    """Run an experiment: its figures and numbers, and whether its predictions held.

    Without NAME it lists the experiments. An experiment whose data are missing is skipped. Exit code 3:
    with --all, some could not be run.
    """
    from orgsim.errors import UserError
    from orgsim.study.catalogue import entries, named, standard_folder
    from orgsim.study.declaration import Skipped

    folder = experiments or standard_folder()
    there = entries(folder)
    if small and update_readme:
        raise UserError("--update-readme: the small size says nothing; leave out --small")
    if name is not None and all_of_them:
        raise UserError(f"--all: runs all experiments; leave out --all or {name}")
    if all_of_them:
        _all(there, folder, Choices(out, small, jobs, update_readme))
    elif name is None:
        _list(there)
    else:
        entry = named(name, there)
        try:
            _one(entry, Choices(out, small, jobs, update_readme))
        except Skipped as missing:
            _say_skipped(entry, missing)


def _all(there: "Sequence[Entry]", folder: Path, choices: Choices) -> None:
    """Run all experiments: one whose data are missing, or that fails, does not stop the others."""
    from orgsim.errors import Interrupted
    from orgsim.study.declaration import Skipped

    failed, skipped = [], []
    for entry in there:
        try:
            _one(entry, choices)
        except Interrupted:
            raise
        except Skipped as missing:
            skipped.append(entry.folder.name)
            _say_skipped(entry, missing)
        except Exception as error:
            failed.append(entry.folder.name)
            _say_failure(entry, error)
    if choices.update_readme:
        from orgsim.study.readme import update_index

        print(f"updated: {update_index(folder, there)}")
    if skipped:
        print(f"{len(skipped)} of {len(there)} skipped: {', '.join(skipped)}")
    if failed:
        print(
            f"{len(failed)} of {len(there)} could not be run: {', '.join(failed)}", file=sys.stderr
        )
        raise typer.Exit(SOME_FAILED)


def _say_skipped(entry: "Entry", missing: Exception) -> None:
    print(f"skipped: {entry.folder.name}: {missing}")


def _say_failure(entry: "Entry", error: Exception) -> None:
    """One line for an experiment that others are not to wait for."""
    import os
    import traceback

    from orgsim.errors import UserError

    if os.environ.get("ORGSIM_DEBUG") and not isinstance(error, UserError):
        traceback.print_exception(error)
    kind = "" if isinstance(error, UserError) else f"{type(error).__name__}: "
    text = " ".join(f"{kind}{error}".split())
    print(f"error: {entry.folder.name}: {text}", file=sys.stderr)


def _of_own_code(entry: "Entry", error: Exception) -> Exception:
    """What an experiment of one's own raised: where in its files, if it is a line of them."""
    import os
    import traceback

    from orgsim.errors import UserError

    if os.environ.get("ORGSIM_DEBUG"):
        traceback.print_exception(error)
    where, folder = str(entry.folder / "experiment.py"), entry.folder.resolve()
    for frame in traceback.extract_tb(error.__traceback__):
        if (file := Path(frame.filename).resolve()).is_relative_to(folder):
            where = f"{entry.folder / file.relative_to(folder)}, line {frame.lineno}"
    said = error.args[0] if isinstance(error, KeyError) and error.args else error
    return UserError(
        f"{where}: {type(error).__name__}: {said}; correct it (ORGSIM_DEBUG=1 shows the traceback)"
    )


def _list(there: "Sequence[Entry]") -> None:
    from orgsim.reporting.neutral_table import Column, Table
    from orgsim.reporting.terminal.screen import drawn, out, show

    columns = (Column(""), Column("experiment"), Column("question", "note"))
    rows = tuple((entry.number, entry.name, entry.question) for entry in there)
    show(out(), drawn(Table(columns, rows)))
    print("\norgsim reproduce NAME runs one, orgsim reproduce --all all of them")


def _one(entry: "Entry", choices: Choices) -> None:
    from orgsim.cli.show_experiment import say, shown
    from orgsim.errors import Interrupted, UserError
    from orgsim.study.catalogue import standard_folder
    from orgsim.study.declaration import Skipped
    from orgsim.study.readme import update_readme
    from orgsim.study.results import write_results
    from orgsim.study.run import reproduce as run

    try:
        with shown(entry.folder.name) as progress:
            done = run(entry, choices.out, choices.small, choices.jobs, progress)
        pictures = write_results(done)
    except KeyboardInterrupt:
        raise Interrupted(
            "interrupted; finished sweeps are kept, and the same command continues with them"
        ) from None
    except (Interrupted, MemoryError, OSError, Skipped, UserError):
        raise
    except Exception as error:
        if entry.folder.resolve().is_relative_to(standard_folder().resolve()):
            raise
        raise _of_own_code(entry, error) from error
    say(done)
    files = " ".join(str(done.folder / picture) for picture in pictures)
    print(f"\nfigures: {files}")
    print(f"all results: {done.folder}/ ({done.runs:,} runs, {done.seconds:.0f} s)")
    if choices.update_readme:
        written = update_readme(done)
        print(f"updated: {', '.join(map(str, written))}")
