"""Saving: a project as a folder, which the browser continues and the command line reads.

project.toml      what belongs to it, and how the browser continues with it
scenario.toml     the scenario of the page, for `orgsim run`
scenarios/        those that are compared, in their order
comparison.toml   the same in one file, for `orgsim compare`, as far as one file can say them
uploads/          files of the organisation, under names of our own
fit/              what was fitted to answers, as `orgsim fit` writes it
results/          weekly numbers of the scenario, and what they were made with
notes.md          what somebody wrote

What cannot be saved leaves the project as it was: files get their names when the data of all are on the
disk, project.toml last. A saved project has a generation: who saves
from an older one is told instead of taking away what was saved meanwhile.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from orgsim import __version__
from orgsim.config.files import PATHS
from orgsim.errors import UserError, quoted
from orgsim.io.atomic_files import make_folder, missing, taken_back, write, write_all
from orgsim.projects.comparison_file import LEFT_OUT, beginning_alike, comparison_tables
from orgsim.projects.kept_project import (
    COMPARISON,
    FIT,
    FIT_FILE,
    FIT_MANIFEST,
    NOTES,
    RESULT_FILES,
    RESULTS,
    SCENARIO,
    SCENARIOS,
    UPLOADS,
    KeptScenario,
    Project,
    scenario_file,
)
from orgsim.projects.project_file import (
    FILE,
    ProjectFile,
    ScenarioEntry,
    project_toml,
    read_project_file,
)
from orgsim.projects.project_place import folder_of, writing

MOST_NOTES = 100_000
"""Characters of the notes."""


@dataclass(frozen=True)
class Saved:
    """Which saved state of a project: its name and how often it had been saved."""

    name: str
    generation: int


def save_project(name: str, project: Project, before: Saved | None = None) -> Saved:
    """Save under a name; `before` is what the visitor had opened or saved last, None for a new one.

    Raises UserError where there is such a project already, or where it was saved elsewhere meanwhile.
    """
    folder = folder_of(name)
    if len(project.notes) > MOST_NOTES:
        raise UserError(f"notes have {len(project.notes):,} characters; at most {MOST_NOTES:,}")
    with writing():
        known = _refuse_newer(folder, before)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        file = ProjectFile(
            name=folder.name,
            version=__version__,
            created=known.created if known else now,
            saved=now,
            generation=known.generation + 1 if known else 1,
            scenario=_entry(project.scenario),
            compared=tuple(map(_entry, project.compared)),
            uploads=project.described,
            handled=dict(project.handled),
            scale=project.scale,
            fit=project.fitted_to,
        )
        _write(folder, project, file)
    return Saved(folder.name, file.generation)


def _entry(kept: KeptScenario) -> ScenarioEntry:
    return ScenarioEntry(title=kept.title, address=kept.address)


def _refuse_newer(folder: Path, before: Saved | None) -> ProjectFile | None:
    """What is there now, if that is what the visitor knows."""
    if before is None or before.name != folder.name:
        if folder.exists():
            raise UserError(f"a project {quoted(folder.name)} already exists; choose another name")
        return None
    if not folder.exists():
        return None
    known = read_project_file(folder)
    if known.generation != before.generation:
        raise UserError(
            f"{quoted(folder.name)} was saved elsewhere meanwhile ({known.saved}); open it to see that,"
            " or save this under another name"
        )
    return known


def _write(folder: Path, project: Project, file: ProjectFile) -> None:
    uploads = {f"{UPLOADS}/{name}": path for name, path in project.uploads.items()}
    wanted = dict(_texts(project))
    try:
        together = {**_changed_fit(folder, project.fit), **wanted, FILE: project_toml(file)}
        places = {(folder / name).parent for name in together} | {folder / UPLOADS}
        with taken_back(missing(*(folder / name for name in uploads), *places - {folder}, folder)):
            for place in places:
                make_folder(place)
            for name, source in uploads.items():
                if not (folder / name).is_file():
                    write(folder / name, source.read_bytes())
            write_all({folder / name: data for name, data in together.items()})
        _remove_others(folder, {*wanted, *uploads, *(f"{FIT}/{name}" for name in project.fit)})
    except OSError as error:
        raise UserError(f"{folder}: cannot be saved: {error.strerror or error}") from None


def _changed_fit(folder: Path, fit: Mapping[str, Path]) -> dict[str, bytes]:
    """Files of the fit; none where the manifest is the same, as it has the hashes of the others."""
    if not fit:
        return {}
    known = folder / FIT / FIT_MANIFEST
    if known.is_file() and known.read_bytes() == fit[FIT_MANIFEST].read_bytes():
        return {}
    last = sorted(fit, key=lambda name: name == FIT_MANIFEST)
    return {f"{FIT}/{name}": fit[name].read_bytes() for name in last}


def _texts(project: Project) -> Iterator[tuple[str, bytes]]:
    """All files but uploads and project.toml, and what is in them."""
    yield SCENARIO, tomli_w.dumps(project.scenario.tables).encode()
    for number, each in enumerate(project.compared, 1):
        yield scenario_file(number), tomli_w.dumps(_moved(each.tables, "../")).encode()
    tables = {each.title: each.tables for each in project.compared}
    alike, others = beginning_alike(tables)
    if len(alike) > 1:
        with suppress(UserError):  # what no file can say; each scenario can be run by itself
            whole = tomli_w.dumps(comparison_tables("comparison", alike))
            yield COMPARISON, (_left_out(list(tables), others) + whole).encode()
    for name in RESULT_FILES:
        if name in project.results:
            yield f"{RESULTS}/{name}", project.results[name]
    yield NOTES, project.notes.encode()


def _left_out(titles: list[str], others: list[str]) -> str:
    """A line about scenarios that the config cannot hold, "" where it holds all."""
    if not others:
        return ""
    named = "; ".join(
        f"{quoted(title)} ({scenario_file(titles.index(title) + 1)})" for title in others
    )
    return f"{LEFT_OUT}, as one config begins in one way only (run.start): {named}\n"


def _moved(tables: Mapping[str, Any], way: str) -> dict[str, Any]:
    """Tables whose files are named from another folder."""
    organisation = dict(tables.get("organisation", {}))
    for key in PATHS:
        if key in organisation:
            organisation[key] = way + organisation[key]
    return {**tables, "organisation": organisation} if organisation else dict(tables)


def _remove_others(folder: Path, wanted: set[str]) -> None:
    """Take away files of ours of an earlier state; what somebody else put there stays."""
    ours = [SCENARIO, COMPARISON, *(f"{RESULTS}/{name}" for name in RESULT_FILES)]
    ours += [f"{SCENARIOS}/{path.name}" for path in folder.glob(f"{SCENARIOS}/[0-9][0-9].toml")]
    ours += [f"{UPLOADS}/{path.name}" for path in folder.glob(f"{UPLOADS}/*")]
    ours += [
        f"{FIT}/{path.name}" for path in folder.glob(f"{FIT}/*") if FIT_FILE.fullmatch(path.name)
    ]
    for name in ours:
        if name not in wanted:
            (folder / name).unlink(missing_ok=True)
