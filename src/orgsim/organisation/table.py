"""Any table of delimited text, with the row of the file that each value stands in.

Rows are numbered as an editor shows them: by the line they begin on, the header being row 1.
Python's csv module reads a million rows in about a second, so one reader serves the largest files
and the most precise messages alike.
"""

import csv
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from orgsim.errors import UserError, listed, quoted
from orgsim.organisation.encoding import find_encoding
from orgsim.organisation.hints import did_you_mean

_DELIMITERS = ",;\t|"
_BATCH = 100_000
MOST_COLUMNS = 1_000


class Header(NamedTuple):
    """What is known of a file before its rows are read."""

    path: Path
    encoding: str
    delimiter: str
    names: list[str]
    row: int

    def column(self, option: str, name: str) -> int:
        """The number of a column that an option names."""
        if name in self.names:
            return self.names.index(name)
        known = listed(map(repr, self.names))
        raise UserError(
            f"{self.path}, row {self.row}: no column {quoted(name)}{did_you_mean(name, self.names)}; set"
            f" {option} to one of its columns: {known}"
        )


class Batch(NamedTuple):
    """Some rows of a file: the row each begins on, and the values column by column."""

    row: np.ndarray
    columns: list[list[str]]


def fault(path: Path, row: int | np.integer, text: str) -> UserError:
    """A mistake in a row of a file."""
    return UserError(f"{path}, row {row}: {text}")


def read_header(path: Path) -> Header:
    """Find out encoding, delimiter and column names; refuse columns without or of the same name."""
    encoding = find_encoding(path)
    delimiter = _find_delimiter(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        row, record = next(_records(path, file, delimiter), (1, []))
    names = _trimmed([name.strip() for name in record])
    if not names:
        raise UserError(f"{path} is empty; it needs a header and a row for each person or tie")
    if len(names) > MOST_COLUMNS:
        raise fault(
            path, row, f"{len(names):,} columns; at most {MOST_COLUMNS:,}: remove those not needed"
        )
    for number, name in enumerate(names, 1):
        if not name:
            raise fault(path, row, f"column {number} has no name; name every column")
        if names.index(name) != number - 1:
            raise fault(
                path, row, f"two columns are named {quoted(name)}; rename or remove one of them"
            )
    return Header(path, encoding, delimiter, names, row)


def read_batches(header: Header) -> Iterator[Batch]:
    """The rows under the header, values without spaces around them; blank rows are left out."""
    with header.path.open(encoding=header.encoding, newline="") as file:
        records = _records(header.path, file, header.delimiter)
        next(records)
        batch = _next_batch(header, records)
        if not len(batch.row):
            raise UserError(
                f"{header.path} has a header and no rows; add a row for each person or tie"
            )
        while len(batch.row):
            yield batch
            batch = _next_batch(header, records)


def _next_batch(header: Header, records: Iterator[tuple[int, list[str]]]) -> Batch:
    """Values go into one flat list: millions of short ones keep the garbage collector busy."""
    width = len(header.names)
    rows, values = [], []
    for row, record in islice(records, _BATCH):
        if len(record) != width:
            record = _fitted(header, row, record)
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


def _records(path: Path, file: IO[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, each with the line it begins on.

    Letters with accents may be stored whole or in parts (macOS); NFC makes them the same text.
    """
    lines = (line if line.isascii() else unicodedata.normalize("NFC", line) for line in file)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    row = 1
    try:
        for record in reader:
            blank = not record or not (record[0].strip() or "".join(record).strip())
            if not blank and not _is_hint(row, record):
                yield row, record
            row = reader.line_num + 1
    except csv.Error as error:
        raise fault(path, row, _quotation_fault(str(error), reader.line_num > row)) from None


def _is_hint(row: int, record: list[str]) -> bool:
    """Spreadsheets write the line sep=; to tell each other the delimiter."""
    return row == 1 and record[0].startswith("sep=")


def _quotation_fault(error: str, lines: bool) -> str:
    """What is wrong with quotation marks, or with a value that runs over several lines or not."""
    if "field limit" in error and not lines:
        return f"a value has more than {csv.field_size_limit():,} characters; shorten it"
    if "end of data" in error or "field limit" in error:
        return "a quotation mark is opened and never closed; close it, or double it inside a value"
    return "text follows a closing quotation mark; double the quotation marks inside a value"


def _find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that splits the first line that holds something into most columns."""
    with path.open(encoding=encoding, newline="") as file:
        line = next((line for line in file if line.strip() and not line.startswith("sep=")), "")
    line = line[: csv.field_size_limit()]
    widths = [len(next(csv.reader([line], delimiter=mark), [])) for mark in _DELIMITERS]
    return _DELIMITERS[widths.index(max(widths))]


def _trimmed(values: list[str]) -> list[str]:
    """Spreadsheets write empty cells to the right of a table; they are no columns."""
    while values and not values[-1]:
        values = values[:-1]
    return values


def _fitted(header: Header, row: int, record: list[str]) -> list[str]:
    """The row as wide as the header, if only empty cells stand beyond the last column."""
    width = len(header.names)
    if len(record) >= width and not "".join(record[width:]).strip():
        return record[:width]
    raise fault(
        header.path,
        row,
        f"{len(record)} values where the header names {width} columns; give every row a value for"
        " each column, and put values that contain the delimiter in quotation marks",
    )
