"""Uploaded files of the page as a project describes them, and back."""

from pathlib import Path

from orgsim.errors import UserError
from orgsim.projects.project_file import UploadEntry
from orgsim.ui.organisation.uploaded_files import (
    ANSWERS,
    KINDS,
    Uploaded,
    keep,
    of_sheet,
    with_column,
)
from orgsim.ui.projects.kept_scenarios import kept_name
from orgsim.ui.shared import session


def described_upload(file: Uploaded) -> UploadEntry:
    """What a project says of a file, so that the page can show it again."""
    return UploadEntry(
        file=kept_name(file.kind, file.path),
        kind=file.kind,
        name=file.name,
        sheet=file.seen.sheet,
        chosen=dict(file.chosen),
    )


def opened_upload(entry: UploadEntry, path: Path) -> Uploaded:
    """A file as the visitor had it: its sheet, and what its columns are for."""
    if entry.kind not in (known := (*KINDS, *ANSWERS)):
        raise UserError(f"{entry.name}: {entry.kind} cannot be shown; allowed: {', '.join(known)}")
    found = keep(entry.kind, entry.name, path.read_bytes(), session.uploads.peek())
    if entry.sheet is not None and entry.sheet != found.seen.sheet:
        found = of_sheet(found, entry.sheet)
    for key, column in entry.chosen.items():
        if found.column(key) != column and (not column or column in found.seen.columns):
            found = with_column(found, key, column)
    return found


def copied(path: Path) -> Path:
    """A copy of a project's file among those of the visitor."""
    kind, _, _ = path.name.partition("-")
    target = session.uploads.peek().place(kind, path.suffix.lstrip("."))
    target.write_bytes(path.read_bytes())
    return target
