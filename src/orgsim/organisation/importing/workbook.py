"""Rows of a spreadsheet: .xlsx, .xlsb, .xls or .ods, read by calamine."""

import datetime
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from orgsim.errors import UserError, listed, quoted
from orgsim.organisation.hints import did_you_mean

_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WHOLE = 2.0**53


def is_workbook(begin: bytes) -> bool:
    """Whether the first bytes of a file are those of a spreadsheet, or of another archive."""
    return begin.startswith(_BEGINNINGS)


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets of a workbook, in its order."""
    return list(_open(path).sheet_names)


def choose_sheet(path: Path, sheet: str | None, option: str) -> str:
    """The sheet of this name, whatever its case, or the first; `option` is what names it."""
    names = sheet_names(path)
    if not names:
        raise UserError(f"{path} has no sheets; save the table as CSV (UTF-8)")
    if sheet is None:
        return names[0]
    folded = {name.strip().casefold(): name for name in reversed(names)}
    found = sheet if sheet in names else folded.get(sheet.strip().casefold())
    if found is None:
        known = listed(map(repr, names))
        raise UserError(
            f"{path}: no sheet {quoted(sheet)}{did_you_mean(sheet, names)}; set {option} to one of its"
            f" sheets: {known}"
        )
    return found


def sheet_rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a sheet that hold something, each with the number that the spreadsheet shows."""
    cells = _open(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    for row, record in enumerate(cells, 1):
        values = [as_text(cell) for cell in record]
        if any(value.strip() for value in values):
            yield row, values


def as_text(cell: Any) -> str:
    """A cell as CSV would hold it: 17.0 as 17, dates in ISO form, truth as true and false."""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, (datetime.datetime, datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def _open(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    except CalamineError as error:
        reason = " ".join(str(error).split())[:80]
        raise UserError(
            f"{path} is an archive or a workbook that cannot be read ({reason}); save the table as"
            " XLSX without a password, or as CSV (UTF-8)"
        ) from None
