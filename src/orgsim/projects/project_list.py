"""Projects listed, renamed and deleted."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from orgsim.errors import UserError, quoted
from orgsim.projects.project_file import FILE, read_project_file
from orgsim.projects.project_place import folder_of, projects_root, writing


@dataclass(frozen=True)
class ListedProject:
    """A project as a list shows it.

    address  the query of the page that shows its scenario
    problem  what is wrong with one that cannot be opened
    """

    name: str
    saved: str = ""
    scenarios: int = 0
    address: str = ""
    problem: str = ""


def listed_projects() -> list[ListedProject]:
    """All projects, the one that was saved last first."""
    found = []
    for path in sorted(projects_root().glob(f"*/{FILE}")):
        try:
            file = read_project_file(path.parent)
        except UserError as error:
            found.append(ListedProject(path.parent.name, problem=str(error)))
            continue
        many, address = 1 + len(file.compared), file.scenario.address
        found.append(ListedProject(path.parent.name, file.saved, many, address))
    return sorted(found, key=lambda each: each.saved, reverse=True)


def rename_project(name: str, new: str) -> str:
    """Give a project another name, and say what it is called then."""
    old, folder = folder_of(name), folder_of(new)
    with writing():
        if folder.exists():
            raise UserError(f"a project {quoted(folder.name)} already exists; choose another name")
        _move(old, folder)
    return folder.name


def delete_project(name: str) -> None:
    """Take a project away with all that is in its folder."""
    with writing():
        aside = Path(tempfile.mkdtemp(prefix=".deleted-", dir=projects_root()))
        _move(folder_of(name), aside / "project")
        shutil.rmtree(aside, ignore_errors=True)


def _move(old: Path, new: Path) -> None:
    try:
        old.rename(new)
    except OSError as error:
        raise UserError(f"{old.name}: cannot be moved or deleted: {error.strerror}") from None
