"""Status: how far a sweep is, told from its folder alone, by whoever looks."""

from datetime import datetime
from typing import Any

import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from orgsim.sweep.runner import PENDING
from orgsim.sweep.store import Store


def status_of(store: Store) -> dict[str, Any]:
    """State, points, runs done, planned (None with a stopping rule) and failed, speed, time left."""
    manifest = store.manifest()
    points = pq.ParquetFile(store.folder / "design.parquet").metadata.num_rows
    rule = store.rule()
    planned = points * rule if isinstance(rule, int) else None
    parts = [entry for entry in store.entries() if entry["event"] in ("begin", "part")]
    present = {path.stem for path in store.parts_folder.glob("*.parquet")}
    rows = {entry["part"]: entry["rows"] for entry in parts if entry["event"] == "part"}
    failed = {entry["part"]: entry.get("failed", 0) for entry in parts if entry["event"] == "part"}
    done = sum(rows.get(part, 0) for part in present)
    speed = _runs_a_second(parts)
    running = _is_locked(store)
    left = (planned - done) / speed if planned is not None and speed and running else None
    return {
        "state": manifest.get("state", PENDING),
        "running": running,
        "points": points,
        "runs_planned": planned,
        "runs_done": done,
        "failed": sum(failed.get(part, 0) for part in present),
        "runs_a_second": speed,
        "seconds_left": left,
    }


def _runs_a_second(entries: list[dict[str, Any]]) -> float | None:
    """Speed since the sweep was last begun."""
    begins = [number for number, entry in enumerate(entries) if entry["event"] == "begin"]
    since = entries[begins[-1] :] if begins else []
    if len(since) < 2:
        return None
    first, last = (datetime.fromisoformat(entry["time"]) for entry in (since[0], since[-1]))
    seconds = (last - first).total_seconds()
    return sum(entry.get("rows", 0) for entry in since) / seconds if seconds > 0 else None


def _is_locked(store: Store) -> bool:
    lock = FileLock(store.folder / "lock")
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    return False
