"""Reading: a project from its folder, where no file names one that is not its own."""

import posixpath
import re
import tomllib
from pathlib import Path
from typing import Any

from orgsim.config.files import PATHS
from orgsim.errors import UserError, quoted
from orgsim.projects.kept_project import (
    FIT,
    FIT_FILE,
    FIT_MANIFEST,
    NOTES,
    SCENARIO,
    UPLOADS,
    KeptScenario,
    Project,
    scenario_file,
)
from orgsim.projects.project_file import (
    ProjectFile,
    ScenarioEntry,
    read_project_file,
    read_text,
)

_UPLOAD = re.compile(rf"{UPLOADS}/[A-Za-z0-9][A-Za-z0-9._-]{{0,99}}")


def read_project(folder: Path) -> tuple[Project, ProjectFile]:
    """Read a project's folder; raises UserError with one line for any damage.

    Files of the organisation have to lie below uploads/: no project names another file.
    """
    file = read_project_file(folder)
    scenario = _read_scenario(folder, SCENARIO, file.scenario)
    compared = tuple(
        _read_scenario(folder, scenario_file(number), entry)
        for number, entry in enumerate(file.compared, 1)
    )
    named = {
        str(path).removeprefix(f"{UPLOADS}/")
        for each in (scenario, *compared)
        for key, path in each.tables.get("organisation", {}).items()
        if key in PATHS
    }
    named |= {entry.file for entry in file.uploads}
    named |= set(file.fit.uploads) if file.fit else set()
    uploads = {name: _upload(folder, name) for name in sorted(named)}
    notes = read_text(folder / NOTES) if (folder / NOTES).exists() else ""
    return Project(
        scenario,
        compared,
        notes,
        uploads,
        file.uploads,
        file.handled,
        scale=file.scale,
        fit=_fit(folder) if file.fit else {},
        fitted_to=file.fit,
    ), file


def _read_scenario(folder: Path, name: str, entry: ScenarioEntry) -> KeptScenario:
    try:
        tables = tomllib.loads(read_text(folder / name))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{folder.name}: {name} is damaged: {error}") from None
    organisation = tables.get("organisation", {})
    for key in PATHS:
        if isinstance(organisation, dict) and key in organisation:
            organisation[key] = _inside(folder, name, key, organisation[key])
    return KeptScenario(entry.title, tables, entry.address)


def _inside(folder: Path, name: str, key: str, path: Any) -> str:
    """A file's path from the folder, which has to be one of the project's uploads."""
    found = posixpath.normpath(posixpath.join(posixpath.dirname(name), str(path)))
    if not _UPLOAD.fullmatch(found):
        raise UserError(
            f"{folder.name}: {name}: organisation.{key} = {quoted(path)} lies outside of {UPLOADS}/;"
            " put the file there"
        )
    return found


def _fit(folder: Path) -> dict[str, Path]:
    """Files of the fit by their names; what is wrong inside of them is told when it is shown."""
    found = {each.name: each for each in folder.glob(f"{FIT}/*") if FIT_FILE.fullmatch(each.name)}
    if any(path.is_symlink() for path in (folder / FIT, *found.values())):
        raise UserError(f"{folder.name}: {FIT}/ is a link or holds one; a project has none")
    if FIT_MANIFEST not in found:
        raise UserError(f"{folder.name}: there is no file {FIT}/{FIT_MANIFEST}; put it back")
    return found


def _upload(folder: Path, name: str) -> Path:
    path = folder / UPLOADS / name
    if path.is_symlink() or not path.is_file():
        raise UserError(f"{folder.name}: there is no file {UPLOADS}/{name}; put it back")
    return path
