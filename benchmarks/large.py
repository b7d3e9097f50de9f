"""A very large organisation beside a small one: time of a person-week, and memory.

    python benchmarks/large.py [--people 10000000] [--weeks 52] [--threads 2] [--precision float64]

One run of a generated organisation with ten ties a person, from the default config. Writes
build/large.json.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.model.random import run_key
from orgsim.organise import DrawnOrganisation
from peak_memory import peak_bytes
from scenario import PLAIN, large_organisation

SMALL = 1_000
BUILD = Path(__file__).resolve().parent.parent / "build"


def measure(people: int, weeks: int, threads: int, precision: str) -> dict[str, Any]:
    """Seconds to set up and to live so many weeks, and nanoseconds of a person-week."""
    numba.set_num_threads(threads)
    start = time.perf_counter()
    drawn = DrawnOrganisation(large_organisation(people), run_key(1, 0))
    config = Config.model_validate({"run": {**PLAIN, "precision": precision}})
    lived = Ensemble.of(config, seed=1, drawn=drawn)
    ready, processor = time.perf_counter(), time.process_time()
    record(lived, weeks, reporter(people, weeks) if people > SMALL else None)
    seconds, processor = time.perf_counter() - ready, time.process_time() - processor
    return {
        "people": people,
        "weeks": weeks,
        "threads": threads,
        "setting_up": ready - start,
        "seconds": seconds,
        "ns_per_person_week": seconds * 1e9 / people / weeks,
        "processor_ns_per_person_week": processor * 1e9 / people / weeks,
    }


def reporter(people: int, weeks: int) -> Callable[[int], None]:
    """Tells after each week on a terminal, and else after each tenth, how long it will still take."""
    start, terminal, done = time.perf_counter(), sys.stderr.isatty(), 0

    def progress(person_weeks: int) -> None:
        nonlocal done
        done += person_weeks
        week = done // people
        left = (time.perf_counter() - start) * (weeks / week - 1)
        if terminal or week % max(1, weeks // 10) == 0:
            begin, end = ("\r", " " if week < weeks else "\n") if terminal else ("", "\n")
            text = f"{begin}week {week} of {weeks}, {left:.0f} s left"
            print(text, end=end, file=sys.stderr, flush=True)

    return progress


def main() -> None:
    """Measure both, print them side by side, and write build/large.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", choices=("float64", "float32"), default="float64")
    chosen = parser.parse_args()
    measure(SMALL, 8, 1, chosen.precision)  # compiles
    small = measure(SMALL, 2_000, 1, chosen.precision)
    large = measure(chosen.people, chosen.weeks, chosen.threads, chosen.precision)
    peak = peak_bytes() / 2**30
    names = ("people", "weeks", "threads", "set up, s", "lived, s", "ns a person-week", "of CPU")
    print("".join(f"{name:>{width}}" for name, width in zip(names, WIDTHS, strict=True)))
    for row in (small, large):
        values = zip(row.values(), WIDTHS, FORMATS, strict=True)
        print("".join(f"{value:>{width}{kind}}" for value, width, kind in values))
    print(f"peak memory {peak:.1f} GiB, {peak * 2**30 / chosen.people:.0f} bytes a person")
    BUILD.mkdir(exist_ok=True)
    result = {"small": small, "large": large, "peak_gib": peak}
    (BUILD / "large.json").write_text(json.dumps(result, indent=2) + "\n")


WIDTHS = (12, 7, 9, 11, 10, 18, 8)
FORMATS = (",", ",", ",", ".1f", ".1f", ".1f", ".1f")

if __name__ == "__main__":
    main()
