"""What an installation takes and whether it works: the wheel in empty environments and folders.

    python benchmarks/install.py python3.11 python3.13

Builds the wheel and the sdist, checks both, and for each Python named (by default the one that runs
this) installs the wheel alone and with all extras, calls the commands of installed_commands.py from a
folder with nothing in it, and looks at the first page in a browser. Prints seconds of the clock and of
the processor, and megabytes; stops at the first thing that does not work. Needs a network or an index
that pip is told of, and of the extra dev build, twine and playwright.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from installed_commands import COPY, FIRST, HINTS, PLAIN, WITH_EXTRAS, Call, hint
from installed_pages import look_at, served

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 6
"""Libraries that are named with what they take."""

EMPTY = ("pip", "setuptools", "_distutils_hack", "pkg_resources")
"""What an environment of Python has by itself."""


class Took(NamedTuple):
    """Seconds of the clock, and of the processor where the system counts those of children."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:7.1f} s, {self.processor:6.1f} s of the processor"


def main() -> None:
    """Print a line for each step; stop at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="*", default=[sys.executable], help="interpreters")
    pythons = parser.parse_args().pythons
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, "dist")
        call([sys.executable, "-m", "build", "--outdir", str(made), str(ROOT)], Path(place))
        for file in sorted(made.iterdir()):
            call([sys.executable, "-m", "twine", "check", "--strict", str(file)], Path(place))
            print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")
        (wheel,) = made.glob("*.whl")
        for number, python in enumerate(pythons):
            try_out(python, wheel, Path(place, str(number)))


def try_out(python: str, wheel: Path, place: Path) -> None:
    """Install a wheel for a Python, alone and then with all extras, and call commands."""
    environment, folder = place / "environment", place / "empty"
    folder.mkdir(parents=True)
    call([python, "-m", "venv", str(environment)], folder)
    binaries = environment / ("Scripts" if sys.platform == "win32" else "bin")
    own, orgsim = str(binaries / "python"), str(binaries / "orgsim")
    print(subprocess.check_output([python, "--version"], text=True).strip())
    installed = install(own, str(wheel))
    first = Took(*map(sum, zip(installed, run(orgsim, FIRST, folder), strict=True)))
    say("from pip install to the first figure", first)
    for each in (*PLAIN, COPY):
        run(orgsim, each, folder)
    for extra, commands in HINTS.items():
        for arguments in commands:
            run(orgsim, hint(extra, arguments), folder)
    install(own, f"{wheel}[all]")
    for each in WITH_EXTRAS:
        run(orgsim, each, folder)
    begin = time.perf_counter()
    with served(orgsim, folder) as address:
        print(f"  orgsim ui, until it answers: {time.perf_counter() - begin:.1f} s")
        look_at(address)
        print(f"  orgsim ui, until all numbers are there: {time.perf_counter() - begin:.1f} s")


def install(python: str, what: str) -> Took:
    """Install what is named, and say what libraries there take."""
    took = call([python, "-m", "pip", "install", "--quiet", what], Path(what).parent)
    where = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    sizes = sizes_of_libraries(Path(subprocess.check_output(where, text=True).strip()))
    largest = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in sizes.most_common(LARGEST))
    say(f"pip install {Path(what).name}", took, f"{sizes.total() / 1e6:.0f} MB: {largest}")
    return took


def sizes_of_libraries(folder: Path) -> Counter[str]:
    """Bytes of each library that was installed in a folder, with its bytecode and shared objects."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).parts[0].removesuffix(".libs").partition("-")[0]
        if path.is_file() and name not in EMPTY:
            sizes[name] += path.stat().st_size
    return sizes


def run(orgsim: str, asked: Call, folder: Path) -> Took:
    """Call a command and hold it to what it should do."""
    took, said = watched([orgsim, *asked.arguments.split()], folder, asked.code)
    where = f"orgsim {asked.arguments}"
    if asked.says not in said.stdout + said.stderr:
        raise SystemExit(f"{where}: does not say {asked.says}\n{said.stdout}{said.stderr}")
    if asked.code and "Traceback" in said.stderr:
        raise SystemExit(f"{where}: {said.stderr}")
    if asked.leaves and not (folder / asked.leaves).is_file():
        raise SystemExit(f"{where}: leaves no {asked.leaves}")
    if asked.json:
        json.loads(said.stdout)
    say(where, took, f"exit code {asked.code}" if asked.code else "")
    return took


def call(command: list[str], folder: Path) -> Took:
    """What a command takes in a folder."""
    return watched(command, folder)[0]


def watched(
    command: list[str], folder: Path, code: int = 0
) -> tuple[Took, subprocess.CompletedProcess[str]]:
    """What a command takes and says in a folder; stops where it ends with another exit code."""
    begin, used = time.perf_counter(), _processor_seconds()
    alone = {name: it for name, it in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=alone,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != code:
        what = f"{' '.join(command)}: exit code {done.returncode} for {code}"
        raise SystemExit(f"{what}\n{done.stdout}{done.stderr}")
    return Took(time.perf_counter() - begin, _processor_seconds() - used), done


def _processor_seconds() -> float:
    used = os.times()
    return used.children_user + used.children_system


def say(what: str, took: Took, more: str = "") -> None:
    """Print a step and what it took."""
    print(f"  {what:60} {took}  {more}", flush=True)


if __name__ == "__main__":
    main()
