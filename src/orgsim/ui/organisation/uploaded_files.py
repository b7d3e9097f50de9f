"""Uploads: files from a visitor, checked, put into a folder of their own under names of ours.

Nothing of the name a file had becomes part of a path. The folder goes when the visitor does.
"""

import math
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from orgsim.config.models import OrganisationConfig
from orgsim.errors import UserError
from orgsim.inference.survey.survey_columns import answer_roles
from orgsim.organisation import Preview, preview
from orgsim.organisation.importing.columns import NO_COLUMN, ROLES, Role
from orgsim.organise import imported
from orgsim.ui.organisation.uploaded_text import of_the_page
from orgsim.ui.server_folder import folder_inside
from orgsim.ui.shared.page_limits import MOST_PEOPLE
from orgsim.ui.shared.scenarios.scenario import YOUR_ORGANISATION, Scenario
from orgsim.ui.shared.scenarios.scenario_links import Link

MOST_MEGABYTES = 20
USE_COMMAND_LINE = "use the command line instead"

KINDS: Mapping[str, str] = {
    "chart": "Who reports to whom",
    "ties": "Who talks to whom",
    "survey": "What people answered",
}
ANSWERS: Mapping[str, str] = {
    "waves": "What people answered, survey by survey",
    "leavers": "Who left",
    "programmes": "What was done in the meantime",
}
"""Files that an organisation is fitted to."""

NOT_USED = ""
"""Chosen instead of a column where a role is to stay empty."""


@dataclass(frozen=True)
class Uploaded:
    """A file that was uploaded: where it is kept, what is seen of it, and what its columns are for.

    chosen  (key of a role, its column), for every role that is shown; NOT_USED where it has none
    """

    name: str
    path: Path
    seen: Preview
    chosen: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str:
        """One of KINDS or of ANSWERS."""
        return self.seen.kind

    def column(self, key: str) -> str:
        """The column that plays a role, NOT_USED if none does."""
        return dict(self.chosen).get(key, NOT_USED)


@dataclass
class Folder:
    """A visitor's own folder, made when it is first needed."""

    path: Path | None = field(default=None)
    files: int = 0

    def place(self, kind: str, ending: str) -> Path:
        """A new path for a file; what was there stays, for undo."""
        if self.path is None:
            self.path = Path(tempfile.mkdtemp(prefix="upload-", dir=folder_inside()))
        self.files += 1
        return self.path / f"{kind}-{self.files}.{ending}"

    def clear(self) -> None:
        """Take everything away."""
        if self.path is not None:
            shutil.rmtree(self.path, ignore_errors=True)
        self.path = None


def check_size(
    name: str, size: int, megabytes: int = MOST_MEGABYTES, instead: str = USE_COMMAND_LINE
) -> None:
    """Refuse a file that is too large before it is read; `instead` is what can be done with it."""
    if size > megabytes * 2**20:
        raise UserError(
            f"{plain_name(name)}: {math.ceil(size / 2**20):,} MB is more than the {megabytes} MB that a"
            f" page takes; {instead}"
        )


def plain_name(name: str) -> str:
    """The last part of a file's name, for messages only."""
    return name.replace("\\", "/").rsplit("/", 1)[-1][:80] or "file"


def roles(kind: str) -> list[Role]:
    """The roles of a kind of file: of a chart, ties or survey, those that a config has a key for."""
    if kind in ANSWERS:
        return list(answer_roles(kind))
    return [role for role in ROLES.get(kind, ()) if role.key in OrganisationConfig.model_fields]


def keep(kind: str, name: str, data: bytes, folder: Folder) -> Uploaded:
    """Put a file into the folder and look at it, its columns in the roles their names suggest."""
    check_size(name, len(data))
    if not data.strip():
        raise UserError(f"{plain_name(name)} is empty; its first row names the columns")
    path = folder.place(kind, "xlsx" if data.startswith(b"PK") else "csv")
    path.write_bytes(data)
    return _looked_at(plain_name(name), path, kind, None)


def of_sheet(file: Uploaded, sheet: str) -> Uploaded:
    """The same workbook with another sheet of it."""
    return _looked_at(file.name, file.path, file.kind, sheet)


def with_column(file: Uploaded, key: str, column: str) -> Uploaded:
    """The same file with a column for a role; a column plays one role."""
    chosen = {k: NOT_USED if c == column else c for k, c in file.chosen}
    return replace(file, chosen=tuple({**chosen, key: column}.items()))


def _looked_at(name: str, path: Path, kind: str, sheet: str | None) -> Uploaded:
    try:
        seen = preview(path, kind, sheet=sheet, among=roles(kind))
    except UserError as error:
        raise of_the_page(error, {str(path): name}) from None
    chosen = {role.key: seen.proposal.get(role.key, NOT_USED) for role in roles(kind)}
    if "level" in chosen and not _all_numbers(seen, chosen["level"]):
        chosen["level"] = NOT_USED
    return Uploaded(name, path, seen, tuple(chosen.items()))


def _all_numbers(seen: Preview, column: str) -> bool:
    """Whether a column can be levels: grades like E3 cannot be compared."""
    if column == NOT_USED:
        return False
    at = seen.columns.index(column)
    return all(row[at].lstrip("-").isdecimal() for row in seen.rows)


def with_files(
    scenario: Scenario, files: Mapping[str, Uploaded], how: Mapping[str, Any] | None = None
) -> Scenario:
    """The scenario on the organisation of the files; raises UserError as the readers say it.

    how  further keys of the config below organisation: how odd rows are handled

    Groups and events that name units of the former organisation are refused when the scenario is
    checked.
    """
    if "chart" not in files:
        raise UserError("ties and survey need a chart of who reports to whom; upload that first")
    paths = {f"organisation.{kind}": str(file.path) for kind, file in files.items()}
    new = scenario.with_files(paths).named(scenario.name or YOUR_ORGANISATION)
    for key, value in {**_said(files), **(how or {})}.items():
        new = new.with_value(f"organisation.{key}", value)
    try:
        people = imported(new.config().organisation).organisation.people
    except UserError as error:
        names = {str(file.path): file.name for file in files.values()}
        raise of_the_page(error, names) from None
    refuse_many(people)
    return new


def lacking(link: Link, files: Collection[str]) -> list[str]:
    """Kinds of files that a link needs and that are not there."""
    return [kind for kind in link.kinds if kind not in files]


def refuse_many(people: int) -> None:
    """Refuse a chart of more people than a page takes."""
    if people > MOST_PEOPLE:
        raise UserError(
            f"the chart has {people:,} people, more than the {MOST_PEOPLE:,} that a page takes; use"
            " the command line for it"
        )


def _said(files: Mapping[str, Uploaded]) -> dict[str, str]:
    """Sheets and columns of the files, by their keys below organisation."""
    said = {}
    for kind, file in files.items():
        if file.seen.sheet is not None:
            said[f"{kind}_sheet"] = file.seen.sheet
        for role in roles(kind):
            column = file.column(role.key)
            if column != NOT_USED:
                said[role.key] = column
            elif role.needed:
                raise UserError(f"{file.name}: choose the column of {role.meaning}")
            elif role.automatic:
                said[role.key] = NO_COLUMN
    return said
