"""A design from a table: CSV or Parquet with a row for each point and a column for each factor."""

from collections.abc import Sequence
from os.path import isfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.errors import UserError
from orgsim.io.arrow_columns import values_of
from orgsim.organisation.importing.table import read_columns, read_header
from orgsim.sweep.design import Design, Value, as_column

NUMBER = "point"
"""A column of this name numbers the points, as in the design.parquet of a sweep; it is not a factor."""


def read_table(path: Path) -> Design:
    """Read the points; raise UserError with the location of any mistake."""
    if not isfile(path):  # False for what no file can be called, too
        raise UserError(f"{path}: no such file; table = must name a CSV or Parquet file of points")
    columns = _parquet(path) if path.suffix == ".parquet" else _delimited(path)
    columns.pop(NUMBER, None)
    if not columns:
        raise UserError(f"{path}: names no factor; give each a column named like the config's key")
    if not len(next(iter(columns.values()))):
        raise UserError(f"{path}: has no rows; add one for each point")
    return Design(columns)


def _delimited(path: Path) -> dict[str, np.ndarray]:
    header = read_header(path)
    rows = read_columns(header)
    columns = {}
    for name, texts in zip(header.names, rows.columns, strict=True):
        if "" in texts:
            row = rows.row[texts.index("")]
            raise UserError(f"{path}, row {row}: no value for {name}; give every point one")
        columns[name] = as_column(f"{path}, column {name}", _values(texts))
    return columns


def _values(texts: Sequence[str]) -> Sequence[Value]:
    """Numbers or truth values if all texts of a column are, otherwise the texts."""
    for kind in (int, float):
        try:
            return [kind(text) for text in texts]
        except ValueError:
            continue
    truth = {"true": True, "false": False}
    if all(text.lower() in truth for text in texts):
        return [truth[text.lower()] for text in texts]
    return texts


def _parquet(path: Path) -> dict[str, np.ndarray]:
    try:
        table = pq.read_table(path)
        names = table.column_names  # where a damaged name shows
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UserError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from None
    if len(set(names)) < len(names):
        raise UserError(f"{path}: two columns have the same name; rename or remove one of them")
    return {name: from_arrow(f"{path}, column {name}", table[name]) for name in names}


def from_arrow(name: str, column: pa.ChunkedArray) -> np.ndarray:
    """A column of a table as a column of a design."""
    if column.null_count:
        row = column.is_null().to_pylist().index(True)
        raise UserError(f"{name}: no value in row {row + 1}; give every point one")
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_floating(kind):
        values = values_of(column)
        wide = {"b": bool, "f": float}.get(values.dtype.kind, np.int64)
        return np.ascontiguousarray(values, dtype=wide)
    return as_column(name, column.to_pylist())
