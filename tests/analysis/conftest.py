"""Sweep folders made by hand: rows with known causes, read through the same door as real ones."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import tomli_w

from orgsim.measures.outcomes import MEASURES

Lay = Callable[..., Path]
COLUMNS = [f"{name}_{moment}" for name in MEASURES for moment in ("start", "end")]


def rows_table(
    factors: Mapping[str, np.ndarray], values: np.ndarray, week: np.ndarray, weeks: np.ndarray
) -> pa.Table:
    """Rows as a sweep writes them, all measures alike; NaN in values: failed, in week: censored."""
    points, replications = values.shape
    failed = np.isnan(values.ravel())
    columns: dict[str, Any] = {
        "point": pa.array(np.repeat(np.arange(points), replications)),
        "replication": pa.array(np.tile(np.arange(replications, dtype=np.int32), points)),
        **{name: pa.array(np.repeat(column, replications)) for name, column in factors.items()},
        "weeks": pa.array(weeks.ravel().astype(np.int32), mask=failed),
        "status": pa.array(np.where(failed, "FAILED", "SUCCEEDED").tolist()),
        "message": pa.nulls(values.size, pa.string()),
    }
    for name in ("convergence_week", "convergence_week_absolute"):
        columns[name] = pa.array(week.ravel(), mask=np.isnan(week.ravel()) | failed)
    columns |= {name: pa.array(values.ravel(), mask=failed) for name in COLUMNS}
    return pa.table(columns)


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """A function that lays out a finished sweep from factors and values (points, replications)."""

    def lay_sweep(
        design: str,
        factors: Mapping[str, np.ndarray],
        values: np.ndarray,
        week: np.ndarray | None = None,
        weeks: np.ndarray | int = 100,
        name: str = "sweep",
    ) -> Path:
        folder = tmp_path / name
        (folder / "parts").mkdir(parents=True)
        values = values if values.ndim == 2 else values[:, None]
        week = np.full(values.shape, np.nan) if week is None else week
        weeks = np.broadcast_to(weeks, values.shape)
        points = {"point": pa.array(np.arange(len(values)))}
        points |= {name: pa.array(column) for name, column in factors.items()}
        pq.write_table(pa.table(points), folder / "design.parquet")
        pq.write_table(rows_table(factors, values, week, weeks), folder / "runs.parquet")
        sweep = {"sweep": {"design": design}, "base": {}}
        (folder / "sweep.toml").write_text(tomli_w.dumps(sweep), encoding="utf-8")
        (folder / "manifest.json").write_text(json.dumps({"state": "SUCCEEDED"}))
        return folder

    return lay_sweep
