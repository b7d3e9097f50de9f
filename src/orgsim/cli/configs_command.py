"""`orgsim configs`: config, plan and sweep files that come with orgsim: names, texts, copies."""

import sys
from collections.abc import Mapping
from os.path import lexists
from pathlib import Path
from typing import Annotated

import typer

from orgsim.errors import UserError


def configs(
    name: Annotated[
        str | None, typer.Argument(help="Config, plan or sweep to print or copy.", metavar="NAME")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Argument(help="Folder for the copy; by default the current one.", metavar="DIR"),
    ] = None,
    copy: Annotated[
        bool, typer.Option("--copy", help="Copy it, with the files that it names, for editing.")
    ] = False,
) -> None:
    """List, print or copy the configs, plans and sweeps that come with orgsim.

    orgsim run, compare, validate, plan and sweep accept these names. A file with exactly that name takes
    precedence; any other file is named with its extension: NAME.toml.
    """
    if not copy and folder is not None:
        raise UserError(f"{folder}: a folder goes with --copy: orgsim configs {name} --copy DIR")
    if copy and name is None:
        raise UserError("--copy: name what to copy: orgsim configs NAME --copy")
    if name is None:
        _list()
    elif copy:
        _say_copied(_copy(_found(name), folder or Path()))
    else:
        sys.stdout.write(_found(name).read_text(encoding="utf-8"))


def say_which(named: Path, folder: str = "configs") -> None:
    """Say it where a name means a shipped file, and a file beside may be what was meant."""
    from orgsim.shipped import overlooked

    beside = overlooked(named, folder)
    if beside is not None:
        print(
            f"note: {named} is the one that comes with orgsim; the file here is {beside}",
            file=sys.stderr,
        )


def _list() -> None:
    from rich.console import Group

    from orgsim.reporting.neutral_table import words
    from orgsim.reporting.terminal.screen import drawn, out, show
    from orgsim.shipped import CONFIGS, PLANS, SWEEPS, question, shipped_files

    tables = []
    for title, folder in (
        ("\nConfigs: orgsim run NAME, orgsim compare NAME", CONFIGS),
        ("\nPlans: orgsim plan NAME", PLANS),
        ("\nSweeps: orgsim sweep NAME", SWEEPS),
    ):
        rows = ((name, question(path)) for name, path in shipped_files(folder).items())
        tables.append(drawn(words(("name", "question"), rows), title))
    then = "\norgsim configs NAME prints one; orgsim configs NAME --copy makes a copy to edit"
    show(out(), Group(*tables, then))


def _found(name: str) -> Path:
    """The config, plan or sweep of a name."""
    from orgsim.organisation.hints import did_you_mean
    from orgsim.shipped import CONFIGS, PLANS, SWEEPS, shipped_files

    known = {
        name: path
        for each in (SWEEPS, PLANS, CONFIGS)
        for name, path in shipped_files(each).items()
    }
    if name not in known:
        raise UserError(
            f"{name}: no config, plan or sweep that comes with orgsim{did_you_mean(name, known)};"
            f" allowed: {', '.join(sorted(known))}"
        )
    return known[name]


def _copy(path: Path, folder: Path) -> list[Path]:
    """Copy a shipped file, those that it names and those of its folder, laid out as they are.

    Never over a file. The folder of its name holds what it does not name, too: waves of a survey.
    """
    of_folder = sorted(file for file in path.with_suffix("").rglob("*") if file.is_file())
    files = dict.fromkeys([path, *_named_in(path), *of_folder])
    copies = {folder / file.relative_to(path.parent): file for file in files}
    for copy in copies:
        if lexists(copy):
            raise UserError(f"{copy}: already exists; name another folder: --copy DIR")
    _write(copies)
    return list(copies)


def _named_in(path: Path) -> list[Path]:
    """The chart, ties and survey of a config, and no sets; plans and sweeps name a config by name."""
    from orgsim.config.files import read_config
    from orgsim.io.provenance import inputs
    from orgsim.shipped import PLANS, SWEEPS, shipped_files

    if any(path in shipped_files(each).values() for each in (PLANS, SWEEPS)):
        return []
    named = map(Path, inputs(read_config(path)))
    return [file for file in named if file.is_relative_to(path.parent)]


def _write(copies: Mapping[Path, Path]) -> None:
    written = []
    try:
        for copy, file in copies.items():
            content = file.read_bytes()
            copy.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("xb") as stream:
                written.append(copy)
                stream.write(content)
    except OSError as error:
        for copy in written:
            copy.unlink(missing_ok=True)
        raise UserError(
            f"{error.filename or copy}: cannot be written: {error.strerror}; name another folder:"
            " --copy DIR"
        ) from None


def _say_copied(copies: list[Path]) -> None:
    from orgsim.shipped import PLANS, SWEEPS, shipped_files

    first, command = copies[0], "run"
    for each, does in ((PLANS, "plan"), (SWEEPS, "sweep")):
        command = does if first.stem in shipped_files(each) else command
    print(f"written: {', '.join(map(str, copies))}")
    print(f"edit and simulate it: orgsim {command} {first}")
