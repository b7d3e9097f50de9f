"""What an installation takes and whether it works: the wheel in empty environments and folders.

Builds the wheel and the sdist, checks both, and for each Python named (by default the one that runs
this) installs the wheel alone and with all extras: seconds, megabytes, and the first simulation, which
compiles the engine. Needs a network or an index that pip is told of.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    "run baseline",
    "run baseline --no-figure",
    "compare retail --no-figure",
    "plan baseline --hours 2000 --money 50000 --replications 10",
    "sweep first --dry-run",
    "organisation imported",
    "validate --replications 2",
    "reproduce leader_modelling --small",
)
OF_EXTRAS = "sweep what_matters --dry-run"
PORT = 8793
SECONDS_TO_ANSWER = 120


def main() -> None:
    """Print a line for each step; stop at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="*", default=[sys.executable], help="interpreters")
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, "dist")
        call([sys.executable, "-m", "build", "--outdir", str(made), str(ROOT)], Path(place))
        files = sorted(map(str, made.iterdir()))
        call([sys.executable, "-m", "twine", "check", "--strict", *files], Path(place))
        (wheel,) = made.glob("*.whl")
        for number, python in enumerate(parser.parse_args().pythons):
            try_out(python, wheel, Path(place, str(number)))


def try_out(python: str, wheel: Path, place: Path) -> None:
    """Install a wheel for a Python, alone and then with all extras, and call commands."""
    environment, folder = place / "environment", place / "empty"
    folder.mkdir(parents=True)
    call([python, "-m", "venv", str(environment)], folder)
    binaries = environment / ("Scripts" if sys.platform == "win32" else "bin")
    empty = megabytes(environment)
    print(subprocess.check_output([python, "--version"], text=True).strip())
    for what in (str(wheel), f"{wheel}[all]"):
        pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", what]
        seconds, more = call(pip, folder), megabytes(environment) - empty
        say(f"pip install {Path(what).name}", seconds, f"{more:.0f} MB")
        orgsim = str(binaries / "orgsim")
        if what.endswith("[all]"):
            say(f"orgsim {OF_EXTRAS}", call([orgsim, *OF_EXTRAS.split()], folder))
            say("orgsim ui, until the first page", first_page(orgsim, folder))
        else:
            for command in COMMANDS:
                say(f"orgsim {command}", call([orgsim, *command.split()], folder))


def call(command: list[str], folder: Path) -> float:
    """Seconds that a command takes in a folder; what it said, and the end, where it fails."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return time.perf_counter() - begin


def first_page(orgsim: str, folder: Path) -> float:
    """Seconds from the command until the server sends its first page."""
    begin = time.perf_counter()
    server = subprocess.Popen(
        [orgsim, "ui", "--no-browser", "--port", str(PORT)], cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - begin < SECONDS_TO_ANSWER:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=SECONDS_TO_ANSWER):
                    return time.perf_counter() - begin
            except OSError:
                time.sleep(0.1)
    finally:
        server.terminate()
        server.wait()
    raise SystemExit(f"orgsim ui: no page after {SECONDS_TO_ANSWER} s")


def megabytes(folder: Path) -> float:
    """What the files of a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def say(what: str, seconds: float, more: str = "") -> None:
    """Print a step and what it took."""
    print(f"  {what:60} {seconds:7.1f} s  {more}", flush=True)


if __name__ == "__main__":
    main()
