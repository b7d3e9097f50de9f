"""CSV files: text that a spreadsheet program would take for a formula gets an apostrophe before it.

Such programs run what begins with = + - @ (OWASP, "CSV Injection"); names come from files of others.
Parquet and JSON hold the text as it is.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

_BEGINS_A_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBERS = re.compile(r"[-+][\d.,e+\- to]*")


def harmless(value: Any) -> Any:
    """A value as a cell: text that begins like a formula is kept from being one; numbers stay."""
    if isinstance(value, str) and _BEGINS_A_FORMULA.match(value) and not _NUMBERS.fullmatch(value):
        return f"'{value}"
    return value


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows of plain values below a head."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([harmless(name) for name in head])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue()


def write_csv(table: pa.Table, path: Path) -> None:
    """Write an Arrow table; quotes only where they are needed."""
    import pyarrow.csv as pc

    for number, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            cells = [harmless(value) for value in table.column(number).to_pylist()]
            table = table.set_column(number, field, pa.array(cells, field.type))
    table = table.rename_columns([harmless(name) for name in table.column_names])
    pc.write_csv(table, path, pc.WriteOptions(quoting_style="needed"))
