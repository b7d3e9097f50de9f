"""Rows: what a sweep's folder holds, read column by column; a folder is never changed by reading it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orgsim.analysis.outcome_rows import SweepRows
from orgsim.analysis.repetitions import SET, sets_of_replications
from orgsim.analysis.result_schema import IDENTITY, own_columns
from orgsim.config.files import build, read_toml
from orgsim.errors import UserError
from orgsim.io.atomic_files import read, sha256_of
from orgsim.measures.own_measures import own_declarations
from orgsim.sweep.point_config import FACTS
from orgsim.sweep.run_task import SUCCEEDED
from orgsim.sweep.sweep_folder import Store
from orgsim.sweep.sweep_keys import SETS_KEY
from orgsim.sweep.versions import changes, makers_of

FINISHED = ("SUCCEEDED", "FAILED")

Columns = Callable[[Sequence[str]], pa.Table]
"""Columns of all rows by their names."""


def read_rows(store: Store) -> tuple[SweepRows, list[str]]:
    """The rows of a sweep, and what is to be said of them; of an unfinished sweep those there are."""
    if not (store.folder / "sweep.toml").is_file():
        raise UserError(f"{store.folder}: contains no sweep (no sweep.toml); name a folder of one")
    resolved = read_toml(store.folder / "sweep.toml")
    tables = resolved.get("sweep")
    if not isinstance(tables, dict) or "design" not in tables:
        raise UserError(f"{store.folder}: sweep.toml is damaged (no design); nothing to analyse")
    if tables.get("measures") == FACTS:
        raise UserError(
            f"{store.folder}: measures = 'facts', and outcomes are what is analysed; read its rows"
            f" with orgsim.load('{store.folder}')"
        )
    design = store.read_table(store.folder / "design.parquet")
    if design is None:
        raise UserError(f"{store.folder}/design.parquet: is missing or damaged; nothing to analyse")
    files, warnings = _files(store)
    columns = _columns_of(store, files)
    identity = columns([name for name in IDENTITY if name != "message"])
    factors = {name: _values(design, name) for name in design.column_names if name != "point"}
    replication = identity["replication"].to_numpy()
    rows = SweepRows(
        tables["design"],
        factors,
        identity["point"].to_numpy(),
        replication,
        pc.equal(identity["status"], SUCCEEDED).to_numpy(),
        np.nan_to_num(identity["weeks"].to_numpy().astype(float)).astype(np.int64),
        lambda name: columns([name])[name].to_numpy().astype(float),
        _sets(columns, files, replication),
        own_columns(own_declarations(build(resolved.get("base", {}), "base").base)),
    )
    return rows, warnings


def _values(design: pa.Table, factor: str) -> np.ndarray:
    """A factor's values at the points; numbers of parameter sets are names, and have no order."""
    values: np.ndarray = design[factor].to_numpy()
    return values.astype(str) if factor == SETS_KEY else values


def _sets(columns: Columns, files: list[Path], replication: np.ndarray) -> np.ndarray | None:
    """The parameter set of each replication where they were drawn; rows of old have none."""
    if not len(replication) or SET not in pq.read_schema(files[0]).names:
        return None
    sets = columns([SET])[SET].to_numpy().astype(float)
    return sets_of_replications(replication, sets, int(replication.max()) + 1)


def _columns_of(store: Store, files: list[Path]) -> Columns:
    """Reads some columns of all rows; the others are not read.

    Each call sees the same rows, or raises UserError: another process may do failed ones again.
    """
    first = _states(files)

    def columns(names: Sequence[str]) -> pa.Table:
        try:
            table = pa.concat_tables(read(file, names) for file in files)
        except (OSError, pa.ArrowException) as error:
            raise UserError(
                f"{store.folder}: its rows cannot be read ({str(error).splitlines()[0]}); check them:"
                f" orgsim verify {store.folder}"
            ) from None
        if _states(files) != first:
            raise UserError(
                f"{store.folder}: another process has changed its rows meanwhile; read them again"
            )
        return table

    return columns


def _states(files: list[Path]) -> list[tuple[int, int] | None]:
    """By which a file is told from another of its name, or None where there is none."""
    found: list[tuple[int, int] | None] = []
    for file in files:
        try:
            state = file.stat()
            found.append((state.st_ino, state.st_mtime_ns))
        except OSError:
            found.append(None)
    return found


def _files(store: Store) -> tuple[list[Path], list[str]]:
    """The files that hold the rows: runs.parquet, or the parts that are whole."""
    manifest = store.manifest()
    if store.runs_file.exists():
        return [store.runs_file], _doubts(store, manifest)
    parts = sorted(store.parts_folder.glob("*.parquet"))
    whole = [path for path in parts if _is_whole(path)]
    if not whole:
        raise UserError(
            f"{store.folder}: has no rows yet; let it run first: orgsim resume {store.folder}"
        )
    warnings = [
        *_noted(manifest),
        "the sweep is unfinished: this is what its finished parts say so far",
    ]
    if len(whole) < len(parts):
        left = len(parts) - len(whole)
        were = "part was" if left == 1 else "parts were"
        warnings.append(f"{left} damaged {were} left out")
    return whole, warnings


def _doubts(store: Store, manifest: dict[str, Any]) -> list[str]:
    found = _noted(manifest)
    if manifest.get("state") not in FINISHED:
        found.append("the sweep is not finished; runs.parquet is from before")
    noted = manifest.get("files", {}).get(store.runs_file.name)
    if noted is not None and noted != sha256_of(store.runs_file):
        found.append("runs.parquet is not the file that the manifest describes (other SHA-256)")
    return found


def _noted(manifest: dict[str, Any]) -> list[str]:
    """What was said when the sweep was started, and whether it was continued with other versions."""
    makers = makers_of(manifest)
    mixed = [
        f"rows are made by several versions ({changes(makers[0], other)})" for other in makers[1:]
    ]
    return [*manifest.get("warnings", []), *mixed]


def _is_whole(path: Path) -> bool:
    try:
        read(path, ["point"])
    except (OSError, pa.ArrowException):
        return False
    return True
