"""A first look at a file: what it holds, and which column seems to play which role."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from orgsim.organisation.importing.columns import Role, propose
from orgsim.organisation.importing.encoding import read_begin
from orgsim.organisation.importing.table import first_rows, read_header
from orgsim.organisation.importing.workbook import is_workbook, sheet_names

ROWS = 5


class Preview(NamedTuple):
    """What is seen of a file before it is read.

    columns    names of its columns
    rows       the first rows under them, as text
    encoding   of a text file, or "workbook"
    delimiter  of a text file, else empty
    sheets     names of a workbook's sheets; `sheet` is the one looked at
    proposal   key of a role → column: see orgsim.organisation.importing.columns.ROLES
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    sheet: str | None
    proposal: Mapping[str, str]


def preview(
    path: Path,
    kind: str,
    *,
    sheet: str | None = None,
    rows: int = ROWS,
    among: Sequence[Role] = (),
) -> Preview:
    """Look at a file of a kind: chart, ties, survey, or another one whose roles are `among`.

    Raises UserError for what has no header.
    """
    path = Path(path)
    header = read_header(path, sheet)
    width = len(header.names)
    cells = [
        tuple(cell.strip() for cell in [*row, *[""] * width][:width])
        for row in first_rows(header, rows)
    ]
    sheets = tuple(sheet_names(path)) if is_workbook(read_begin(path)) else ()
    return Preview(
        kind,
        tuple(header.names),
        tuple(cells),
        header.encoding,
        header.delimiter,
        sheets,
        header.sheet,
        propose(header.names, kind, among),
    )
