"""All that is measured again with every change, in one table: engine, sweep, start, fit and plan.

    python benchmarks/every_benchmark.py [--only engine sweep start fit plan]

Writes build/benchmarks/COMMIT.json; `python benchmarks/compare_benchmarks.py` holds two of these beside
each other. A number says what it is of, its peak memory or bytes, its ratio to a peer, and what part of
the time its limit would take: of the engine what memory must move, of a fit and a plan their runs alone.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import engine_sizes
import start
import sweep
from engine import processor, versions
from orgsim.io import provenance

BUILD = Path(__file__).resolve().parent.parent / "build" / "benchmarks"
SWEEP_RUNS, SWEEP_PEOPLE, SWEEP_WEEKS = 1_280, 1_000, 52
TIMES = 4


class Measured(NamedTuple):
    """A number that is better when it is less.

    peer   what it is divided by, and the ratio
    limit  the part of the time that the limit alone would take; None where none is known
    mib    of the state, or at the peak of the processes
    """

    name: str
    value: float
    unit: str
    mib: float | None = None
    peer: tuple[str, float] | None = None
    limit: float | None = None


def of_engine() -> Iterator[Measured]:
    """A person-week at four sizes and all widths."""
    for row in engine_sizes.rows():
        yield Measured(
            f"engine, {row.people:,} people, {row.runs} run{'s' if row.runs > 1 else ''}",
            row.ns,
            "ns",
            row.state / 2**20,
            ("C", row.ns / row.c) if row.c else None,
            row.limit / row.ns,
        )


def of_sweep() -> Iterator[Measured]:
    """A sweep with one process and with two, started from the shell."""
    with tempfile.TemporaryDirectory() as name:
        sizes = SWEEP_PEOPLE, SWEEP_WEEKS
        sweep.run_sweep(Path(name), 4 * 32, 50, 4, 1)  # compiles
        alone = sweep.run_sweep(Path(name), SWEEP_RUNS, *sizes, 1)
        both = sweep.run_sweep(Path(name), SWEEP_RUNS, *sizes, sweep.JOBS)
    for found in (alone, both):
        jobs = int(found["jobs"])
        yield Measured(
            f"sweep of {found['runs']:,.0f} runs, {jobs} job{'s' if jobs > 1 else ''}",
            1e3 * found["seconds"] / found["runs"],
            "ms a run",
            found["mib"],
            ("1 job", found["seconds"] / alone["seconds"]) if jobs > 1 else None,
        )


def of_start() -> Iterator[Measured]:
    """Commands from the shell, compiled and byte-compiled."""
    with tempfile.TemporaryDirectory() as name:
        start.write_files(Path(name))
        bare = least_seconds(["-c", "import numpy"], Path(name))
        for command, arguments in start.COMMANDS.items():
            found = least_seconds(arguments, Path(name))
            yield Measured(command, found, "s", None, ("import numpy", found / bare))


def least_seconds(command: list[str], folder: Path) -> float:
    """The least of several times on the clock; the first one may compile, and is not it."""
    return min(start.call(command, folder, start.HERE).clock for _ in range(TIMES))


def of_fit() -> Iterator[Measured]:
    """The worked case fitted with few members, and its runs alone."""
    yield _with_runs_alone("fit")


def of_plan() -> Iterator[Measured]:
    """A plan under hours and money, and its runs alone."""
    yield _with_runs_alone("plan")


def _with_runs_alone(what: str) -> Measured:
    """What runs alone take is measured in the same process (see fit_and_plan.py)."""
    script = Path(__file__).with_name("fit_and_plan.py")
    done = subprocess.run(
        [sys.executable, script, what], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    return Measured(
        found["name"],
        found["seconds"],
        "s",
        found["mib"],
        None,
        found["runs_alone"] / found["seconds"],
    )


PARTS: dict[str, Callable[[], Iterator[Measured]]] = {
    "engine": of_engine,
    "sweep": of_sweep,
    "start": of_start,
    "fit": of_fit,
    "plan": of_plan,
}


def main() -> None:
    """Measure, print as it comes, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    chosen = parser.parse_args()
    begin = time.perf_counter()
    print(f"{'':44}{'':>10} {'':9}{'MiB':>9}{'beside':>18}{'of limit':>10}")
    found = []
    for part in chosen.only:
        for each in PARTS[part]():
            print(line(each), flush=True)
            found.append(each)
    report = {
        "commit": commit(),
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "cpu": processor(),
        "load": os.getloadavg()[0],
        "seconds": time.perf_counter() - begin,
        "versions": versions(),
        "measured": [each._asdict() for each in found],
    }
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"{report['commit']}.json"
    path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\n{report['seconds']:.0f} s; written to {path}")


def line(each: Measured) -> str:
    """A line of at most 100 columns."""
    mib = f"{each.mib:,.1f}" if each.mib is not None else ""
    beside = f"{each.peer[1]:.2f} × {each.peer[0]}" if each.peer else ""
    limit = f"{each.limit:.0%}" if each.limit is not None else ""
    return f"{each.name:44}{each.value:>10.4g} {each.unit:9}{mib:>9}{beside:>18}{limit:>10}"


def commit() -> str:
    """The commit that is measured, with a mark where files differ from it."""
    found = provenance.commit()
    return f"{found['commit'][:10]}{'-dirty' if found['dirty'] else ''}" if found else "unknown"


if __name__ == "__main__":
    main()
