"""Compile the engine for every width that tests simulate, and all that they import, before they start.

Otherwise each process of the tests does it all.

python tests/compile_engine.py
"""

import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock
from numba.core.caching import IndexDataCacheFile

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.widths import WIDTHS

TESTED = {"float64": WIDTHS, "float32": (1, 8, 32)}
"""Widths that tests simulate, by precision. What is missing is compiled by the test that has it."""


def save_one_at_a_time(lock: Path) -> None:
    """Numba reads an index, adds to it and writes it: two processes at once would lose an entry."""
    save = IndexDataCacheFile.save

    def save_alone(cache: IndexDataCacheFile, key: Any, data: Any) -> None:
        with FileLock(lock):
            save(cache, key, data)

    IndexDataCacheFile.save = save_alone


def simulate_weeks(precision: str) -> None:
    """Simulate a week of as many runs as each width tested has: compiles what Numba's cache has not.

    What the loop calls is compiled once a precision and process, so one process takes all widths.
    """
    run = {"precision": precision, "start": "as_drawn", "parameter_sets": "point"}
    tables = {"organisation": {"people": 10}, "run": run}
    for width in TESTED[precision]:
        record(Ensemble.of(Config.model_validate(tables), 1, range(width)), 1)


@contextmanager
def bytecode_written() -> Iterator[None]:
    """Where tests were never collected, collect them meanwhile, which writes all bytecode they need."""
    tag = sys.implementation.cache_tag
    if any((Path(__file__).parent / "unit" / "__pycache__").glob(f"*.{tag}-*")):
        yield
        return
    collecting = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider"]
    with subprocess.Popen(collecting, stdout=subprocess.DEVNULL):
        yield


if __name__ == "__main__":
    with bytecode_written(), tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "lock"
        spawning = multiprocessing.get_context("spawn")
        with spawning.Pool(len(TESTED), save_one_at_a_time, (lock,)) as pool:
            pool.map(simulate_weeks, TESTED, chunksize=1)
