"""A very large organisation beside a small one: time of a person-week, and memory.

    python benchmarks/large.py [--people 10000000] [--weeks 52] [--threads 2]

Writes build/large.json.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import numba

from orgsim.config import Config
from orgsim.ensemble import Ensemble, Lane, record
from orgsim.organisation import generate
from orgsim.random import run_key

SMALL = 1_000
BUILD = Path(__file__).resolve().parent.parent / "build"


def ensemble(people: int) -> Ensemble:
    """One run of a generated organisation with ten ties a person."""
    key = run_key(1, 0)
    organisation = generate(
        people,
        span_of_control=6.0,
        span_variation=0.75,
        ties_per_person=10.0,
        share_within_unit=0.15,
        share_across_levels=0.5,
        key=key,
    )
    return Ensemble(organisation, [Lane(Config(), key)], key)


def measure(people: int, weeks: int, threads: int) -> dict[str, float]:
    """Seconds to set up and to live so many weeks, and nanoseconds of a person-week."""
    numba.set_num_threads(threads)
    start = time.perf_counter()
    lived = ensemble(people)
    ready = time.perf_counter()
    done = 0

    def progress(person_weeks: int) -> None:
        nonlocal done
        done += person_weeks
        seconds = time.perf_counter() - ready
        left = seconds * (people * weeks / done - 1)
        if people > SMALL and sys.stderr.isatty():
            print(
                f"\r{done / people:.0f} of {weeks} weeks, {left:.0f} s left ",
                end="",
                file=sys.stderr,
            )

    record(lived, weeks, progress)
    end = time.perf_counter()
    return {
        "people": people,
        "weeks": weeks,
        "threads": threads,
        "setting_up": ready - start,
        "seconds": end - ready,
        "ns_per_person_week": (end - ready) * 1e9 / people / weeks,
    }


def main() -> None:
    """Measure both, print them side by side, and write build/large.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    measure(SMALL, 8, 1)  # compiles
    small = measure(SMALL, 2_000, 1)
    large = measure(chosen.people, chosen.weeks, chosen.threads)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 2**30
    print(
        f"{'people':>12} {'weeks':>6} {'threads':>8} {'set up, s':>10} {'lived, s':>9}"
        f" {'ns a person-week':>17}"
    )
    for row in (small, large):
        print(
            f"{row['people']:>12,} {row['weeks']:>6,} {row['threads']:>8} {row['setting_up']:>10.1f}"
            f" {row['seconds']:>9.1f} {row['ns_per_person_week']:>17.1f}"
        )
    print(f"peak memory {peak:.1f} GiB")
    BUILD.mkdir(exist_ok=True)
    result = {"small": small, "large": large, "peak_gib": peak}
    (BUILD / "large.json").write_text(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
