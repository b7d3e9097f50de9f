"""Any table, text or sheet of a workbook, with the row of the file that each value stands in.

Rows are numbered as an editor or a spreadsheet shows them, the first line being row 1.
"""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.organisation.importing.delimited import find_delimiter, text_rows
from orgsim.organisation.importing.encoding import find_encoding, read_begin
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.workbook import choose_sheet, is_workbook, sheet_rows

_BATCH = 100_000
MOST_COLUMNS = 1_000


class Header(NamedTuple):
    """What is known of a file before its rows are read; a workbook has a sheet and no delimiter."""

    path: Path
    encoding: str
    delimiter: str
    names: list[str]
    row: int
    sheet: str | None = None

    @property
    def place(self) -> str:
        """How messages name the file."""
        return str(self.path) if self.sheet is None else f"{self.path}, sheet {self.sheet!r}"

    def fault(self, row: int | np.integer, text: str) -> UserError:
        """A mistake in a row of the file."""
        return UserError(f"{self.place}, row {row}: {text}")


class Batch(NamedTuple):
    """Some rows of a file: the row each begins on, and the values column by column."""

    row: np.ndarray
    columns: list[list[str]]


def read_header(path: Path, sheet: str | None = None, option: str = "sheet") -> Header:
    """Find out encoding, delimiter and column names; refuse columns without or of the same name.

    `sheet` chooses one of a workbook, by default its first; `option` is what errors call that.
    """
    header = _opened(path, sheet, option)
    row, record = next(_records(header), (1, []))
    names = _trimmed([name.strip(_AROUND) for name in record])
    header = header._replace(names=names, row=row)
    if not names:
        raise UserError(f"{header.place} is empty; it needs a header, and rows below it")
    if len(names) > MOST_COLUMNS:
        raise header.fault(
            row, f"{len(names):,} columns; at most {MOST_COLUMNS:,}: remove those not needed"
        )
    for number, name in enumerate(names, 1):
        if not name:
            raise header.fault(row, f"column {number} has no name; name every column")
        if names.index(name) != number - 1:
            raise header.fault(
                row, f"two columns are named {quoted(name)}; rename or remove one of them"
            )
    return header


_AROUND = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"
"""Invisible characters that may surround a name."""


def _opened(path: Path, sheet: str | None, option: str) -> Header:
    if is_workbook(read_begin(path)):
        return Header(path, "workbook", "", [], 1, choose_sheet(path, sheet, option))
    if sheet is not None:
        raise UserError(f"{path} is text and has no sheets; leave out {option}")
    encoding = find_encoding(path)
    return Header(path, encoding, find_delimiter(path, encoding), [], 1)


def _records(header: Header) -> Iterator[tuple[int, list[str]]]:
    if header.sheet is not None:
        return sheet_rows(header.path, header.sheet)
    return text_rows(header.path, header.encoding, header.delimiter)


def first_rows(header: Header, most: int) -> list[list[str]]:
    """A number of rows below the header, unchanged."""
    return [record for _, record in islice(_records(header), 1, most + 1)]


def read_batches(header: Header) -> Iterator[Batch]:
    """The rows under the header, values without spaces around them; blank rows are left out."""
    records = _records(header)
    next(records)
    faults = Faults(header.place)
    batch = _next_batch(header, records, faults)
    if not len(batch.row) and not faults.count:
        raise UserError(f"{header.place} has a header and no rows; add rows below it")
    while len(batch.row):
        yield batch
        batch = _next_batch(header, records, faults)
    faults.refuse()


def _next_batch(header: Header, records: Iterator[tuple[int, list[str]]], faults: Faults) -> Batch:
    """Values go into one flat list: millions of short ones keep the garbage collector busy."""
    width = len(header.names)
    rows, values = [], []
    for row, record in islice(records, _BATCH):
        if len(record) != width:
            if len(record) < width or "".join(record[width:]).strip():
                faults.add(row, _ragged(len(record), width))
            record = [*record, *[""] * width][:width]
        rows.append(row)
        values.extend(record)
    columns = [list(map(str.strip, values[k::width])) for k in range(width)]
    return Batch(np.array(rows, np.int64), columns)


def read_columns(header: Header) -> Batch:
    """All rows of a file at once."""
    batches = list(read_batches(header))
    parts = zip(*(batch.columns for batch in batches), strict=True)
    columns = [list(chain.from_iterable(part)) for part in parts]
    return Batch(np.concatenate([batch.row for batch in batches]), columns)


def _trimmed(values: list[str]) -> list[str]:
    """Spreadsheets write empty cells to the right of a table; they are no columns."""
    while values and not values[-1]:
        values = values[:-1]
    return values


def _ragged(values: int, width: int) -> str:
    return (
        f"{values} values where the header names {width} columns; give every row a value for each"
        " column, and put values that contain the delimiter in quotation marks"
    )
