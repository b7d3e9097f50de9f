"""How long commands take before they do their work: help, tables, a small run and the baseline.

Each command is called several times, in turns with the others, so that whatever else the machine does
falls on all of them. `--beside FOLDER` calls the package of another checkout in the same turns.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[1]
SMALL = "[organisation]\npeople = 60\n[run]\nweeks = 10\nreplications = 3\nstart = 'as_drawn'\n"
SWEEP = """
replications = 4
base.organisation.people = 60
base.run = { weeks = 10, start = "as_drawn", parameter_sets = "point" }
vary."levers.transparency" = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
"""
SMALL_RUN = "orgsim run, small"
COMMANDS = {
    "import orgsim": ["-c", "import orgsim"],
    "orgsim --help": ["-m", "orgsim", "--help"],
    "orgsim parameters": ["-m", "orgsim", "parameters"],
    SMALL_RUN: ["-m", "orgsim", "run", "../small.toml", "--no-figure"],
    "orgsim run, small, with a figure": ["-m", "orgsim", "run", "../small.toml"],
    "orgsim sweep, small, two jobs": ["-m", "orgsim", "sweep", "../sweep.toml", "--jobs", "2"],
    "orgsim run baseline": ["-m", "orgsim", "run", "baseline", "--no-figure"],
    "orgsim run baseline, with a figure": ["-m", "orgsim", "run", "baseline"],
}


class Took(NamedTuple):
    """Seconds of a call: on the clock, and of the processor."""

    clock: float
    processor: float


def write_files(folder: Path) -> None:
    """Write what the commands read."""
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    (folder / "sweep.toml").write_text(SWEEP, encoding="utf-8")


def call(command: list[str], folder: Path, checkout: Path, **environment: str) -> Took:
    """Call Python once in a new folder within this one, with the package of a checkout."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        begin, used = time.perf_counter(), _processor_seconds()
        subprocess.run(
            [sys.executable, *command],
            cwd=place,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(checkout / "src"), **environment},
        )
        return Took(time.perf_counter() - begin, _processor_seconds() - used)


def _processor_seconds() -> float:
    used = os.times()
    return used.children_user + used.children_system


def main() -> None:
    """Print a line for each command: medians, and what part they are of those of the other checkout."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--beside", type=Path, help="another checkout of orgsim")
    given = parser.parse_args()
    checkouts = [HERE, *([given.beside.resolve()] if given.beside else [])]
    took: dict[tuple[str, Path], list[Took]] = {}
    with tempfile.TemporaryDirectory() as place:
        write_files(Path(place))
        for turn in range(given.times + 1):
            for name, command in COMMANDS.items():
                for checkout in checkouts:
                    found = call(command, Path(place), checkout)
                    if turn:  # the first call may compile
                        took.setdefault((name, checkout), []).append(found)
        cache = str(Path(place) / "cache")
        compiling = call(COMMANDS[SMALL_RUN], Path(place), HERE, NUMBA_CACHE_DIR=cache)
    print(f"medians of {given.times:<24} {'clock':>8} {'processor':>11}  of the other's")
    print(_line(f"{SMALL_RUN}, once, compiling", [[compiling]]))
    for name in COMMANDS:
        print(_line(name, [took[name, checkout] for checkout in checkouts]))


def _line(name: str, of_checkouts: list[list[Took]]) -> str:
    clocks, processors = zip(
        *([median(seconds) for seconds in zip(*calls, strict=True)] for calls in of_checkouts),
        strict=True,
    )
    line = f"{name:35} {clocks[0]:6.2f} s {processors[0]:9.2f} s"
    if len(of_checkouts) > 1:
        line += f"  {clocks[0] / clocks[1]:4.0%} {processors[0] / processors[1]:6.0%}"
    return line


if __name__ == "__main__":
    main()
