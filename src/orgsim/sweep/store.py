"""Store: a sweep's folder. Whatever is killed when, a file is there whole or not at all.

sweep.toml      the sweep and its base config, complete: all that is needed to run it again
design.parquet  one row a point
parts/          one file an ensemble, written to another name, fsynced and renamed
weeks/          the recorded weeks of each ensemble, if asked for
runs.parquet    all rows, in the order of the plan, once the sweep has finished
manifest.json   versions, commit, platform, config hash, state; hashes of the files
log.jsonl       what happened when, with the hash of each part
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import tomli_w

from orgsim.config_file import read_toml
from orgsim.errors import UserError
from orgsim.sweep.design import Design
from orgsim.sweep.sweep_file import Sweep, SweepTables
from orgsim.sweep.work import COLUMN_TYPES, FAILED

PARTIAL = ".partial"
ROWS_A_GROUP = 65_536


class Store:
    """The folder of one sweep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts_folder = folder / "parts"
        self.weeks_folder = folder / "weeks"
        self.runs_file = folder / "runs.parquet"
        self.manifest_file = folder / "manifest.json"
        self.log_file = folder / "log.jsonl"

    # --- the sweep -----------------------------------------------------------------------------

    def create(self, sweep: Sweep, manifest: Mapping[str, Any]) -> None:
        """Lay out a new folder; raise UserError if there is one with a sweep already."""
        if (self.folder / "sweep.toml").exists():
            raise UserError(
                f"{self.folder}: holds a sweep already; go on with it: orgsim resume {self.folder},"
                " or name another folder with --out"
            )
        try:
            self.parts_folder.mkdir(parents=True, exist_ok=True)
            if sweep.tables.record_weeks:
                self.weeks_folder.mkdir(exist_ok=True)
            self.write_table(self.folder / "design.parquet", design_table(sweep))
            self.write_manifest(manifest)
            tables = {
                "sweep": sweep.tables.model_dump(
                    mode="json", exclude_none=True, by_alias=True, exclude={"base", "vary"}
                ),
                "base": sweep.base,
            }
            self.write_bytes(self.folder / "sweep.toml", tomli_w.dumps(tables).encode())
        except OSError as error:
            raise UserError(f"{self.folder}: cannot be written: {error.strerror}") from None

    def sweep(self) -> Sweep:
        """The sweep this folder is of."""
        path = self.folder / "sweep.toml"
        if not path.is_file():
            raise UserError(
                f"{self.folder}: holds no sweep (no sweep.toml); begin one with orgsim sweep"
            )
        raw = read_toml(path)
        tables = SweepTables.model_validate({**raw["sweep"], "base": {}})
        table = self.read_table(self.folder / "design.parquet")
        if table is None:
            raise UserError(f"{self.folder}/design.parquet: is damaged; the sweep cannot be read")
        names = tuple(name for name in table.column_names if name != "point")
        columns = [table[name].to_pylist() for name in names]
        return Sweep(tables, raw["base"], Design(names, list(zip(*columns, strict=True))))

    def rule(self) -> int | dict[str, Any]:
        """Replications of each point, or the stopping rule."""
        rule: int | dict[str, Any] = read_toml(self.folder / "sweep.toml")["sweep"]["replications"]
        return rule

    # --- parts -----------------------------------------------------------------------------

    def part_file(self, part: str) -> Path:
        """Where an ensemble's rows are."""
        return self.parts_folder / f"{part}.parquet"

    def write_part(self, part: str, runs: pa.Table, weeks: pa.Table | None) -> None:
        """Keep an ensemble's rows; it counts as finished once they stand under their name."""
        if weeks is not None:
            self.write_table(self.weeks_folder / f"{part}.parquet", weeks)
        sha256 = self.write_table(self.part_file(part), runs)
        failed = runs["status"].to_pylist().count(FAILED)
        self.log("part", part=part, sha256=sha256, rows=runs.num_rows, failed=failed)

    def finished_parts(self) -> set[str]:
        """Names of the parts that are there and whole; damaged ones are removed, to be run again."""
        hashes = {
            entry["part"]: entry["sha256"] for entry in self.entries() if entry["event"] == "part"
        }
        whole = set()
        for path in sorted(self.parts_folder.glob("*.parquet")):
            known = hashes.get(path.stem)
            data_is_whole = sha256_of(path) == known if known else self.read_table(path) is not None
            if data_is_whole:
                whole.add(path.stem)
            else:
                self.log("damaged", part=path.stem)
                path.unlink()
        for leftover in self.folder.rglob(f"*{PARTIAL}"):
            leftover.unlink()
        return whole

    def read_part(self, part: str) -> pa.Table:
        """An ensemble's rows."""
        return pq.read_table(self.part_file(part), page_checksum_verification=True)

    def drop_part(self, part: str) -> None:
        """Forget an ensemble's rows, so that it is run again."""
        self.part_file(part).unlink(missing_ok=True)

    def assemble(self, parts: Sequence[str]) -> None:
        """Write runs.parquet from the parts in the order of the plan, some at a time."""
        temporary = self.runs_file.with_name(self.runs_file.name + PARTIAL)
        waiting: list[pa.Table] = []
        rows = 0
        writer = None
        for part in parts:
            waiting.append(self.read_part(part))
            rows += waiting[-1].num_rows
            if writer is None:
                writer = pq.ParquetWriter(temporary, waiting[0].schema, **PARQUET)
            if rows >= ROWS_A_GROUP:
                writer.write_table(pa.concat_tables(waiting).combine_chunks())
                waiting, rows = [], 0
        if writer is not None:
            if waiting:
                writer.write_table(pa.concat_tables(waiting).combine_chunks())
            writer.close()
            settle(temporary, self.runs_file)

    # --- files -----------------------------------------------------------------------------

    def write_table(self, path: Path, table: pa.Table) -> str:
        """Write a Parquet file whole or not at all; its SHA-256."""
        temporary = path.with_name(path.name + PARTIAL)
        try:
            pq.write_table(table, temporary, **PARQUET)
            sha256 = sha256_of(temporary)
            settle(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        return sha256

    def write_bytes(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all."""
        temporary = path.with_name(path.name + PARTIAL)
        try:
            temporary.write_bytes(data)
            settle(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    def read_table(self, path: Path) -> pa.Table | None:
        """A table, or None where the file is missing or damaged."""
        try:
            return pq.read_table(path, page_checksum_verification=True)
        except (OSError, pa.ArrowException):
            return None

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest."""
        self.write_bytes(self.manifest_file, json.dumps(manifest, indent=2).encode())

    def manifest(self) -> dict[str, Any]:
        """The manifest, {} where there is none."""
        try:
            return json.loads(self.manifest_file.read_text())
        except (OSError, ValueError):
            return {}

    def log(self, event: str, **fields: Any) -> None:
        """Add a line to the log; a log that cannot be written stops nothing."""
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "event": event,
            **fields,
        }
        with contextlib.suppress(OSError), self.log_file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def entries(self) -> Iterator[dict[str, Any]]:
        """The log's entries; a line cut short by a crash is passed over."""
        with contextlib.suppress(OSError), self.log_file.open(encoding="utf-8") as file:
            for line in file:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)


PARQUET: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True}


def design_table(sweep: Sweep) -> pa.Table:
    """The design with one row a point."""
    columns: dict[str, Any] = {"point": pa.array(range(len(sweep.design.points)), pa.int64())}
    for number, (key, kind) in enumerate(
        zip(sweep.recipe.factors, sweep.recipe.kinds, strict=True)
    ):
        values = [kind(point[number]) for point in sweep.design.points]
        columns[key] = pa.array(values, COLUMN_TYPES[kind])
    return pa.table(columns)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settle(temporary: Path, path: Path) -> None:
    """Make sure of a file's data, give it its name, and make sure of that."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(temporary, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
