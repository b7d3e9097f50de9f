"""Status: how far a sweep is, read from its folder alone, by anybody."""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from orgsim.config.files import read_toml
from orgsim.errors import UserError
from orgsim.sweep.runner import ABORTED, PENDING, RUNNING
from orgsim.sweep.sweep_folder import Store
from orgsim.sweep.versions import count_makers, makers_of


def status_of(store: Store) -> dict[str, Any]:
    """State, points, runs done, planned and failed, what made them, speed and time left.

    With a stopping rule `runs_planned` are the most there can be, and `runs_at_most` is true.
    """
    state = store.manifest().get("state", PENDING)
    running = _is_locked(store, state)
    if state == RUNNING and not running:  # whoever ran it was killed
        state = ABORTED
    points, replications, at_most = _planned(store)
    planned = points * replications
    present = {path.stem for path in store.parts_folder.glob("*.parquet")}
    parts = [entry for part, entry in store.log.parts().items() if part in present]
    done = sum(entry["rows"] for entry in parts)
    first = (makers_of(store.manifest()) or [{}])[0]
    speed = _runs_a_second(store) if running else None
    return {
        "state": state,
        "running": running,
        "points": points,
        "runs_planned": planned,
        "runs_at_most": at_most,
        "runs_done": done,
        "failed": sum(entry["failed"] for entry in parts),
        "runs_a_second": speed,
        "made_by": count_makers(parts, first),
        "seconds_left": (planned - done) / speed if speed and not at_most else None,
    }


def _planned(store: Store) -> tuple[int, int, bool]:
    """Points, replications of each, and whether these are the most there can be."""
    try:
        points = pq.read_metadata(store.design_file).num_rows
        rule = read_toml(store.sweep_file)["sweep"]["replications"]
        if isinstance(rule, int):
            return points, rule, False
        return points, rule["most"], True
    except (OSError, KeyError, TypeError, pa.ArrowException) as error:
        raise UserError(
            f"{store.folder}: sweep.toml or design.parquet is damaged"
            f" ({str(error).splitlines()[0]}); start again in another folder"
        ) from None


def _runs_a_second(store: Store) -> float | None:
    """Speed since the sweep was last begun."""
    begun = latest = None
    rows = 0
    for entry in store.log.entries():
        if entry["event"] == "begin":
            begun, rows = entry["time"], 0
        elif entry["event"] == "part":
            latest, rows = entry["time"], rows + entry["rows"]
    if begun is None or latest is None:
        return None
    seconds = (datetime.fromisoformat(latest) - datetime.fromisoformat(begun)).total_seconds()
    return rows / seconds if seconds > 0 else None


def _is_locked(store: Store, state: str) -> bool:
    """Whether a process works on it; where the lock may not be tried, what the manifest says."""
    lock = FileLock(store.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return state == RUNNING
    lock.release()
    return False
