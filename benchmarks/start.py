"""How long commands take before they do their work: help, tables, and a small run, drawn or not.

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
SMALL_RUN = "orgsim run, small"
COMMANDS = {
    "import orgsim": ["-c", "import orgsim"],
    "orgsim --help": ["-m", "orgsim", "--help"],
    "orgsim parameters": ["-m", "orgsim", "parameters"],
    SMALL_RUN: ["-m", "orgsim", "run", "small.toml", "--no-figure"],
    "orgsim run, small, with a figure": ["-m", "orgsim", "run", "small.toml"],
}


class Took(NamedTuple):
    """Seconds of a call: on the clock, and of the processor."""

    clock: float
    processor: float


def call(command: list[str], folder: Path, checkout: Path, **environment: str) -> Took:
    """Call Python once in a folder, with the package of a checkout."""
    begin, used = time.perf_counter(), _processor_seconds()
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
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
        (Path(place) / "small.toml").write_text(SMALL, encoding="utf-8")
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
