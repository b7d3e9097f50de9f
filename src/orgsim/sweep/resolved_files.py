"""Resolved: a sweep as two files from which it can be read or run again."""

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import tomli_w

from orgsim.config.files import read_toml
from orgsim.errors import UserError
from orgsim.io.arrow_columns import plain
from orgsim.io.atomic_files import read
from orgsim.sweep.design import Design
from orgsim.sweep.design_table import NUMBER, from_arrow
from orgsim.sweep.sweep_file import Sweep
from orgsim.sweep.sweep_keys import SweepTables

MOST_LETTERS = 60
"""Of a value that a message quotes."""


def sweep_toml(sweep: Sweep) -> str:
    """The sweep as a sweep file next to its design.parquet, its factors in their order."""
    tables = sweep.tables.model_dump(
        mode="json", exclude_none=True, by_alias=True, exclude={"base"}
    )
    if "table" in tables:
        tables["table"] = "design.parquet"
    factors = "".join(
        f"{_toml(key)} = {_toml(value)}\n" for key, value in tables.pop("vary").items()
    )
    return (
        f"{tomli_w.dumps({'sweep': tables})}\n[sweep.vary]\n{factors}\n"
        f"{tomli_w.dumps({'base': sweep.base})}"
    )


def _toml(value: Any) -> str:
    """A value in one line; tomli_w would put tables after plain values, in another order."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return f"{{ {', '.join(f'{key} = {_toml(item)}' for key, item in value.items())} }}"


def design_table(sweep: Sweep) -> pa.Table:
    """The design with one row per point."""
    columns = {NUMBER: plain(np.arange(len(sweep.design)))}
    return pa.table(columns | {key: plain(values) for key, values in sweep.design.columns.items()})


def difference(one: Sweep, other: Sweep) -> str | None:
    """The first difference between two sweeps, None if they are the same."""
    texts = sweep_toml(one), sweep_toml(other)
    if texts[0] != texts[1]:
        return (
            _first_difference(tomllib.loads(texts[0]), tomllib.loads(texts[1]))
            or "its factors stand in another order"
        )
    if not design_table(one).equals(design_table(other)):
        return "its points are others"
    return None


def _first_difference(one: Any, other: Any, key: str = "") -> str | None:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*one, *other]):
            inner = name if key in ("", "sweep") else f"{key}.{name}"
            found = _first_difference(one.get(name), other.get(name), inner)
            if found:
                return found
        return None
    return None if one == other else f"{key} is {_short(one)} there, {_short(other)} here"


def _short(value: Any) -> str:
    text = "left out" if value is None else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"


def read_resolved(sweep_file: Path, design_file: Path) -> Sweep:
    """The sweep described by the two files."""
    raw = read_toml(sweep_file)
    try:
        tables = SweepTables.model_validate({**raw["sweep"], "base": raw["base"]})
        table = read(design_file)
        names = [name for name in table.column_names if name != NUMBER]
        columns = {name: from_arrow(name, table[name]) for name in names}
        if not columns or not table.num_rows:
            raise ValueError("there are no points")
    except (OSError, KeyError, TypeError, ValueError, UserError, pa.ArrowException) as error:
        raise UserError(
            f"{sweep_file.parent}: sweep.toml or design.parquet is damaged"
            f" ({(str(error).splitlines() or ['?'])[0]}); start again in another folder"
        ) from None
    return Sweep(tables, raw["base"], Design(columns))
