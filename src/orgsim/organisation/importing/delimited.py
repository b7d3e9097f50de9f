"""Rows of delimited text. Python's csv module reads a million of them in about a second."""

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from orgsim.errors import UserError

_DELIMITERS = ",;\t|"
_HINT = "sep="


def find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that the line sep= names, else the one that makes most columns of a header."""
    with path.open(encoding=encoding, newline="") as file:
        line = next((line for line in file if line.strip()), "")
        if _is_hint(line):
            named = line.strip().strip('"').removeprefix(_HINT)
            return "\t" if named in ("", "\\t") else named[0]
    line = line[: csv.field_size_limit()]
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), [])))


def text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, each with the line it begins on.

    Letters with accents may be stored whole or in parts (macOS); NFC makes them the same text.
    """
    with path.open(encoding=encoding, newline="") as file:
        lines = (line if line.isascii() else unicodedata.normalize("NFC", line) for line in file)
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
        row, first = 1, True
        try:
            for record in reader:
                if record and (record[0].strip() or "".join(record).strip()):
                    if not (first and _is_hint(record[0])):
                        yield row, record
                    first = False
                row = reader.line_num + 1
        except csv.Error as error:
            raise UserError(
                f"{path}, row {row}: {_fault(str(error), reader.line_num > row)}"
            ) from None


def _is_hint(text: str) -> bool:
    """Spreadsheets write the line sep=; to tell each other the delimiter."""
    return text.lstrip('"').startswith(_HINT)


def _fault(error: str, lines: bool) -> str:
    """What is wrong with quotation marks, or with a value that runs over several lines or not."""
    if "field limit" in error and not lines:
        return f"a value has more than {csv.field_size_limit():,} characters; shorten it"
    if "end of data" in error or "field limit" in error:
        return "a quotation mark is opened and never closed; close it, or double it inside a value"
    return "text follows a closing quotation mark; double the quotation marks inside a value"
