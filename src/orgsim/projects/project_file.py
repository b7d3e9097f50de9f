"""project.toml: what belongs to a project, and how the browser continues with it."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from orgsim.config.files import explain
from orgsim.errors import UserError

FILE = "project.toml"
MOST_BYTES = 2 * 2**20
MOST_SCENARIOS = 50

Line = Annotated[str, StringConstraints(max_length=40_000)]
UploadName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]

Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,29}$")]
"""What a file says: chart, ties, survey, waves, leavers, programmes."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScenarioEntry(_Table):
    """A scenario: its title, and the query of the page that has the same."""

    title: Line
    address: Line = ""


class UploadEntry(_Table):
    """A file of the organisation: its name here, what it was called, and what its columns are for."""

    file: UploadName
    kind: Kind
    name: Line
    sheet: Line | None = None
    chosen: dict[str, str] = Field(default_factory=dict)


class FitEntry(_Table):
    """What was fitted: names below uploads/ that the folder fit/ names, and what they were called."""

    uploads: tuple[UploadName, ...]
    names: tuple[Line, ...] = ()


class ProjectFile(_Table):
    """All of project.toml. A generation counts how often it was saved."""

    format: Literal[1] = 1
    name: Line
    version: Line
    created: Line
    saved: Line
    generation: int = Field(ge=1)
    scenario: ScenarioEntry
    compared: tuple[ScenarioEntry, ...] = Field(default=(), max_length=MOST_SCENARIOS)
    uploads: tuple[UploadEntry, ...] = ()
    handled: dict[str, str] = Field(default_factory=dict)
    scale: Line = ""
    fit: FitEntry | None = None


def read_project_file(folder: Path) -> ProjectFile:
    """Read it; raises UserError with one line where it is not there or damaged."""
    path = folder / FILE
    try:
        return ProjectFile.model_validate(tomllib.loads(read_text(path)))
    except ValidationError as error:
        where = explain(error, "", ProjectFile)
    except tomllib.TOMLDecodeError as error:
        where = str(error)
    raise UserError(
        f"{folder.name}: project.toml is damaged: {where}; correct it, or open an export"
    )


def project_toml(file: ProjectFile) -> bytes:
    """The file as it is written."""
    return tomli_w.dumps(file.model_dump(mode="json", exclude_none=True)).encode()


def read_text(path: Path) -> str:
    """A text of a project, within limits; raises UserError where it cannot be read."""
    where = f"{path.parent.name}/{path.name}"
    try:
        if path.is_symlink() or path.stat().st_size > MOST_BYTES:
            raise UserError(
                f"{where}: is a link, or has more than {MOST_BYTES // 2**20} MB; a project has neither"
            )
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{where}: is not text in UTF-8") from None
    except OSError as error:
        raise UserError(f"{where}: cannot be read: {error.strerror}") from None
