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
    return max(_DELIMITERS, key=lambda mark: len(_split(line, mark)))


def _split(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:  # a field beyond all measure: reading the rows says where
        return []


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
            raise UserError(f"{path}, row {row}: {_quotation_fault(str(error))}") from None


def _is_hint(text: str) -> bool:
    """Spreadsheets write the line sep=; to tell each other the delimiter."""
    return text.lstrip('"').startswith(_HINT)


def _quotation_fault(error: str) -> str:
    if "end of data" in error or "field limit" in error:
        return "a quotation mark is opened and never closed; close it, or double it inside a value"
    return "text follows a closing quotation mark; double the quotation marks inside a value"
