"""Verify: whether a sweep's folder matches its manifest, and its runs can be reproduced."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orgsim.errors import UserError
from orgsim.io.provenance import numbers_hash, versions
from orgsim.sweep.replay import RunId, repeat
from orgsim.sweep.run_task import FAILED, SUCCEEDED
from orgsim.sweep.runner import changed_since
from orgsim.sweep.sweep_folder import Store
from orgsim.sweep.versions import count_makers, makers_of

NEEDED = {"sweep.toml", "design.parquet", "runs.parquet"}
"""Files without which no run can be repeated."""


@dataclass
class Verification:
    """What was checked and found: damaged files, runs that differ, versions that differ.

    made_by  each set of versions that made parts, with how many parts and runs
    """

    files: int = 0
    damaged: list[str] = field(default_factory=list)
    sampled: int = 0
    different: list[str] = field(default_factory=list)
    versions: dict[str, tuple[str, str]] = field(default_factory=dict)
    made_by: list[dict[str, Any]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is damaged and no run differs."""
        return not self.damaged and not self.different


def verify(store: Store, sample: int = 20, seed: int = 0, allow_code: bool = False) -> Verification:
    """Check the files' hashes and repeat a sample of the rows that succeeded, compared bit for bit.

    allow_code  whether own measures that the base names as code may run; without a sample none does
    """
    if store.manifest().get("state") not in (SUCCEEDED, FAILED):
        raise UserError(
            f"{store.folder}: has not finished; continue it with orgsim resume {store.folder}"
        )
    found = Verification(versions=different_versions(store.manifest()))
    first = (makers_of(store.manifest()) or [{}])[0]
    found.made_by = count_makers(store.log.parts().values(), first)
    with store.readable():
        _check_files(store, found)
    if NEEDED & set(found.damaged):
        return found
    sweep = store.sweep_with_code(allow_code) if sample else store.sweep()
    for row in _sample(store, sample, seed):
        run = RunId(row["point"][0].as_py(), row["replication"][0].as_py())
        if not same_bits(repeat(sweep, run), row):
            found.different.append(f"{run.point}/{run.replication}")
        found.sampled += 1
    return found


def different_versions(manifest: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Versions the sweep was run with that differ from those installed: then, now."""
    here = {**versions(), "code that numbers depend on": numbers_hash()}
    then = {
        **manifest.get("versions", {}),
        "code that numbers depend on": manifest.get("engine", ""),
    }
    return {
        name: (then[name], here[name]) for name in here if name in then and then[name] != here[name]
    }


def same_bits(one: pa.Table, other: pa.Table) -> bool:
    """Whether two rows hold the same values, to the last bit."""
    return one.schema.names == other.schema.names and all(
        one[name].combine_chunks().equals(other[name].combine_chunks()) for name in one.schema.names
    )


def _check_files(store: Store, found: Verification) -> None:
    manifest = store.manifest()
    own = [store.folder / name for name in manifest.get("files", {})]
    found.files += len(own) + len(manifest.get("inputs", {}))
    found.damaged.extend(_name(store, path) for path in changed_since(store, manifest, own))
    for part, entry in store.log.parts().items():
        found.files += 1 + ("weeks_sha256" in entry)
        found.damaged.extend(_name(store, path) for path in store.damaged(part, entry))


def _name(store: Store, path: Path) -> str:
    """Path of a file relative to the folder."""
    inside = path.is_relative_to(store.folder)
    return path.relative_to(store.folder).as_posix() if inside else str(path)


def _sample(store: Store, size: int, seed: int) -> Iterator[pa.Table]:
    """Some rows of runs that succeeded, picked at random, a row group at a time."""
    with pq.ParquetFile(store.runs_file) as file:
        status = file.read(columns=["status"])["status"]
        rows = np.flatnonzero(pc.equal(status, SUCCEEDED).to_numpy())
        picked = np.sort(np.random.default_rng(seed).permutation(rows)[:size])
        first = 0
        for group in range(file.num_row_groups):
            last = first + file.metadata.row_group(group).num_rows
            inside = picked[(picked >= first) & (picked < last)]
            if len(inside):
                table = file.read_row_group(group)
                for row in inside:
                    yield table.slice(int(row - first), 1)
            first = last
