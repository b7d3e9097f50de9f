"""The laboratory: points are measured in both organisations by a sweep, which is read if it was done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import orgsim
from calibration.misfit import NAMES
from calibration.space import KEYS
from calibration.two_worlds import WORLDS
from orgsim.errors import UserError
from orgsim.io.provenance import numbers_hash
from orgsim.sweep.runner import Tally
from orgsim.sweep.sweep_folder import Store

FINISHED = ("SUCCEEDED", "FAILED")


@dataclass(frozen=True)
class Laboratory:
    """Where sweeps are kept, with what they are run, and who is told of runs that are done.

    base   tables of a config with a scenario for each organisation
    heard  called with the name of a sweep and its Tally
    """

    folder: Path
    base: Mapping[str, Any]
    jobs: int
    heard: Callable[[str, Tally], None]

    def within(self, name: str) -> "Laboratory":
        """The same with its sweeps in a folder of that name."""
        return replace(self, folder=self.folder / name)

    def facts(self, name: str, values: np.ndarray, replications: int, seed: int) -> np.ndarray:
        """Parts of facts of points, (points, keys) to (points, organisations, replications, parts).

        NaN where a run failed or a part is undefined. Raises UserError where all runs failed.
        """
        rows = self._rows(name, values, replications, seed, "facts")
        return _block(rows, NAMES, len(values), replications)

    def outcomes(
        self, name: str, values: np.ndarray, replications: int, seed: int, columns: tuple[str, ...]
    ) -> np.ndarray:
        """Columns of plain runs, (points, organisations, replications, columns)."""
        rows = self._rows(name, values, replications, seed, "outcomes")
        return _block(rows, columns, len(values), replications)

    def _rows(
        self, name: str, values: np.ndarray, replications: int, seed: int, measures: str
    ) -> pd.DataFrame:
        points = pd.DataFrame(np.repeat(values, len(WORLDS), axis=0), columns=list(KEYS))
        points.insert(0, "scenario", np.tile(WORLDS, len(values)).astype(object))
        out = self.folder / name
        if not self._is_done(out, points, replications, seed):
            table = out.with_suffix(".points.parquet")
            table.parent.mkdir(parents=True, exist_ok=True)
            points.to_parquet(table)
            tables = {
                "base": self.base,
                "design": "table",
                "table": str(table.resolve()),
                "replications": replications,
                "seed": seed,
                "measures": measures,
            }
            orgsim.sweep(tables, out, self.jobs, report=lambda tally: self.heard(name, tally))
        rows = orgsim.load(out)
        failed = rows["status"] == "FAILED"
        if failed.all():
            raise UserError(f"{out}: all runs failed, the first with: {rows['message'].iloc[0]}")
        return rows.sort_values(["point", "replication"])

    def _is_done(self, out: Path, points: pd.DataFrame, replications: int, seed: int) -> bool:
        """Whether this sweep is through; UserError where the folder is of another."""
        store = Store(out)
        manifest = store.manifest()
        if manifest.get("engine", numbers_hash()) != numbers_hash():
            raise UserError(
                f"{out}: was made by another version of the engine, facts would not go together; go"
                " on with that version, or begin anew in another folder with --out"
            )
        if not store.exists():
            return False
        own = store.sweep()
        same = (own.tables.replications, own.tables.seed, own.base) == (
            replications,
            seed,
            self.base,
        )
        if not (same and orgsim.load(out, "design").drop(columns="point").equals(points)):
            raise UserError(
                f"{out}: was made with other settings, or another start; use those again, or begin"
                " anew in another folder with --out"
            )
        return manifest["state"] in FINISHED


def _block(
    rows: pd.DataFrame, columns: tuple[str, ...], points: int, replications: int
) -> np.ndarray:
    shape = points, len(WORLDS), replications, len(columns)
    return rows[list(columns)].to_numpy(float).reshape(shape)


def means(measured: np.ndarray) -> np.ndarray:
    """Means over the replications in which a part is defined; (…, replications, parts) to (…, parts)."""
    known = np.isfinite(measured)
    sums = np.where(known, measured, 0.0).sum(axis=-2)
    counts = known.sum(axis=-2)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
