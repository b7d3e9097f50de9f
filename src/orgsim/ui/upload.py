"""Uploads: files from a visitor, checked, put into a folder of their own under names of ours.

Nothing of the name a file had becomes part of a path. The folder goes when the visitor does.
"""

import csv
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from orgsim.errors import UserError
from orgsim.organisation import read_organisation, read_survey
from orgsim.ui.scenario import MOST_PEOPLE, Scenario

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 2**20
PREVIEW_ROWS = 5
MOST_CELL = 40

KINDS: Mapping[str, str] = {
    "chart": "Who reports to whom",
    "ties": "Who talks to whom",
    "survey": "What people answered",
}

TEMPLATES: Mapping[str, str] = {
    "chart": "id,superior,name,department\n1,,Ada,Board\n2,1,Ben,Sales\n3,1,Chi,Workshop\n"
    "4,2,Dee,Sales\n",
    "ties": "source,target,weight\n2,3,4\n4,3,1\n",
    "survey": "id,trust,engagement,practice\n1,0.7,0.8,0.6\n2,0.5,0.6,\n4,0.4,0.5,0.3\n",
}
"""A few rows of each kind, to put one's own in."""

ROLES: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "chart": (
        ("identifier", "the person's id", ("id", "person", "employee", "employee_id")),
        ("superior", "the id of whom they report to",
         ("superior", "reports_to", "manager", "manager_id", "supervisor", "boss")),
    ),
    "ties": (
        ("source", "who listens", ("source", "from", "person", "ego")),
        ("target", "to whom", ("target", "to", "colleague", "alter")),
    ),
    "survey": (),
}  # fmt: skip
"""Columns each kind needs: the key of the config, what stands there, and names it goes by."""


@dataclass(frozen=True)
class Preview:
    """The first rows of an uploaded file, and where it is kept."""

    kind: str
    name: str
    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Folder:
    """A visitor's own folder, made when it is first needed."""

    path: Path | None = field(default=None)
    files: int = 0

    def place(self, kind: str) -> Path:
        """A new path for a file; what was there stays, for undo."""
        if self.path is None:
            self.path = Path(tempfile.mkdtemp(prefix="orgsim-upload-"))
        self.files += 1
        return self.path / f"{kind}-{self.files}.csv"

    def clear(self) -> None:
        """Take everything away."""
        if self.path is not None:
            shutil.rmtree(self.path, ignore_errors=True)
        self.path = None


def check_size(name: str, size: int) -> None:
    """Refuse a file that is too large before it is read."""
    if size > MOST_BYTES:
        raise UserError(
            f"{plain_name(name)}: {size / 2**20:,.0f} MB is more than the {MOST_MEGABYTES} MB that a"
            " page takes; use the command line for it"
        )


def plain_name(name: str) -> str:
    """The last part of a file's name, for messages only."""
    return name.replace("\\", "/").rsplit("/", 1)[-1][:80] or "file"


def keep(kind: str, name: str, data: bytes, folder: Folder) -> Preview:
    """Put a file into the folder and read its first rows."""
    check_size(name, len(data))
    if not data.strip():
        raise UserError(f"{plain_name(name)}: is empty; its first row names the columns")
    path = folder.place(kind)
    path.write_bytes(data)
    columns, rows = _first_rows(data)
    return Preview(kind, plain_name(name), path, columns, rows)


def with_files(scenario: Scenario, previews: Mapping[str, Preview]) -> Scenario:
    """The scenario on the organisation of the files; raises UserError as the readers say it.

    Columns are found by the names they often have. Groups and events that name units of the former
    organisation are refused when the scenario is checked.
    """
    if "chart" not in previews:
        raise UserError("ties and survey need a chart of who reports to whom; upload that first")
    paths = {f"organisation.{kind}": str(preview.path) for kind, preview in previews.items()}
    new = scenario.with_files(paths).named(scenario.name or "Your organisation")
    for kind, preview in previews.items():
        for key, _, names in ROLES[kind]:
            found = next((c for c in preview.columns if c.strip().lower() in names), None)
            if found and found != names[0]:
                new = new.with_value(f"organisation.{key}", found)
        if kind == "ties" and "weight" in preview.columns:
            new = new.with_value("organisation.weight", "weight")
    try:
        _read(new, previews)
    except UserError as error:
        raise UserError(_with_names(str(error), previews)) from None
    return new


def _read(scenario: Scenario, previews: Mapping[str, Preview]) -> None:
    told = scenario.config().organisation
    assert told.chart is not None
    organisation, _ = read_organisation(
        told.chart, identifier=told.identifier, superior=told.superior, ties=told.ties,
        source=told.source, target=told.target, weight=told.weight,
    )  # fmt: skip
    if organisation.people > MOST_PEOPLE:
        raise UserError(
            f"the chart has {organisation.people:,} people, more than the {MOST_PEOPLE:,} that a page"
            " takes; use the command line for it"
        )
    if told.survey is not None:
        read_survey(
            told.survey, organisation, told.survey_identifier, chart_identifier=told.identifier
        )


def _with_names(text: str, previews: Mapping[str, Preview]) -> str:
    for preview in previews.values():
        text = text.replace(str(preview.path), preview.name)
    return text


def _first_rows(data: bytes) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    text = data[:65536].decode("utf-8-sig", errors="replace")
    lines = text.splitlines()[: PREVIEW_ROWS + 1]
    delimiter = max(",;\t|", key=lines[0].count) if lines else ","
    try:
        table = [
            tuple(cell[:MOST_CELL] for cell in row)
            for row in csv.reader(lines, delimiter=delimiter)
        ]
    except csv.Error:
        table = []
    return (table[0], tuple(table[1:])) if table else ((), ())
