"""Resolved: a sweep as the two files from which it can be read again, or run again."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import tomli_w

from orgsim.config_file import read_toml
from orgsim.errors import UserError
from orgsim.sweep.columns import plain
from orgsim.sweep.design import Design
from orgsim.sweep.files import read
from orgsim.sweep.sweep_file import Sweep, SweepTables
from orgsim.sweep.table import NUMBER, from_arrow


def sweep_toml(sweep: Sweep) -> str:
    """The sweep as a sweep file beside its design.parquet, its factors in their order."""
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
    """The design with one row a point."""
    columns = {NUMBER: plain(np.arange(len(sweep.design)))}
    return pa.table(columns | {key: plain(values) for key, values in sweep.design.columns.items()})


def read_resolved(sweep_file: Path, design_file: Path) -> Sweep:
    """The sweep that the two files are of."""
    raw = read_toml(sweep_file)
    try:
        tables = SweepTables.model_validate({**raw["sweep"], "base": raw["base"]})
        table = read(design_file)
        names = [name for name in table.column_names if name != NUMBER]
        columns = {name: from_arrow(name, table[name]) for name in names}
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise UserError(
            f"{sweep_file.parent}: sweep.toml or design.parquet is damaged"
            f" ({str(error).splitlines()[0]}); begin anew in another folder"
        ) from None
    return Sweep(tables, raw["base"], Design(columns))
