"""How long commands take before they do their work: help, tables, and a small run, compiled or not."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ORGSIM = [sys.executable, "-m", "orgsim"]
SMALL = "[organisation]\npeople = 60\n[run]\nweeks = 10\nreplications = 3\nstart = 'as_drawn'\n"
COMMANDS = {
    "orgsim --help": ["--help"],
    "orgsim parameters": ["parameters"],
    "orgsim run, small, without figure": ["run", "small.toml", "--no-figure"],
    "orgsim run, small, with figure": ["run", "small.toml"],
}


def seconds(
    arguments: list[str], folder: Path, times: int, **environment: str
) -> tuple[float, float]:
    """The least of several times after one that does not count: on the clock, and of the processor."""
    clock, processor = [], []
    for _ in range(times):
        begin, used = time.perf_counter(), processor_seconds()
        subprocess.run(
            [*ORGSIM, *arguments],
            cwd=folder,
            check=True,
            capture_output=True,
            env={**os.environ, **environment},
        )
        clock.append(time.perf_counter() - begin)
        processor.append(processor_seconds() - used)
    return min(clock[1:] or clock), min(processor[1:] or processor)


def processor_seconds() -> float:
    """What the commands called so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print a line for each command."""
    print(f"{'':36} {'clock':>8} {'processor':>10}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "small.toml").write_text(SMALL, encoding="utf-8")
        for name, arguments in COMMANDS.items():
            say(name, seconds(arguments, folder, 6))
        cache = str(folder / "cache")
        say(
            "the last, nothing compiled",
            seconds(["run", "small.toml"], folder, 1, NUMBA_CACHE_DIR=cache),
        )


def say(name: str, times: tuple[float, float]) -> None:
    """Print the two times of a command."""
    clock, processor = times
    print(f"{name:36} {clock:6.2f} s {processor:8.2f} s")


if __name__ == "__main__":
    main()
