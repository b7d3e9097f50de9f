"""A laboratory for faults: small sweeps run by processes of their own, that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE
from plain_runs import PLAIN_TOML

SWEEP = """
base = "base.toml"
replications = {replications}
record_weeks = [0, 5]
[vary]
levers.leader_modelling = {{ from = 0.1, to = 0.9, steps = 4 }}
levers.transparency = [0.2, 0.8]
"""
BASE = "[organisation]\npeople = 100\n[run]\nweeks = 26\n" + PLAIN_TOML
TABLES = ("runs.parquet", "weeks.parquet", "design.parquet", "sweep.toml")


def lay_out(folder: Path, replications: int = 12) -> Path:
    """A sweep file of 8 points in `replications` ensembles."""
    text = SWEEP.format(replications=replications)
    (folder / "sweep.toml").write_text(text, encoding="utf-8")
    (folder / "base.toml").write_text(BASE, encoding="utf-8")
    return folder / "sweep.toml"


def start_held(gate: Path, parts: int, *arguments: object) -> subprocess.Popen[str]:
    """Start a sweep, and return once it waits after so many ensembles; it goes on without the gate."""
    gate.touch()
    process = _start(Path(__file__).with_name("held.py"), gate, parts, *arguments)
    folder = Path(str(arguments[arguments.index("--out") + 1]))
    last = time.monotonic() + PATIENCE
    while len(parts_done(folder)) < parts:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < last, "nothing happens"
        time.sleep(0.005)
    return process


def _start(*arguments: object) -> subprocess.Popen[str]:
    """Start Python in a session of its own, as a shell would."""
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def begin_or_go_on(sweep: Path, folder: Path, jobs: int) -> subprocess.Popen[str]:
    """Start a sweep that takes its time, or go on with it where it has been begun."""
    begun = (folder / "sweep.toml").exists()
    command = ["resume", folder] if begun else ["sweep", sweep, "--out", folder]
    return _start(Path(__file__).with_name("unhurried.py"), *command, "--jobs", jobs)


def entries(folder: Path) -> list[dict[str, Any]]:
    """The log, as far as it is whole."""
    found = []
    if (folder / "log.jsonl").exists():
        for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
    return found


def log_size(folder: Path) -> int:
    """Bytes of the log, 0 where there is none."""
    try:
        return (folder / "log.jsonl").stat().st_size
    except FileNotFoundError:
        return 0


def parts_done(folder: Path) -> Counter[str]:
    """How often each ensemble was done."""
    return Counter(entry["part"] for entry in entries(folder) if entry["event"] == "part")


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    """Send a signal to a process and all its children; exit code and what it said."""
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def same_tables(one: Path, other: Path) -> bool:
    """Whether two folders hold the same tables, byte for byte."""
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in TABLES)


@contextmanager
def mounted(folder: Path, *commands: Sequence[str]) -> Iterator[None]:
    """Mount something on a folder for a while; skip the test where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands:
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"this needs a mount, which is not allowed here: {error}")
    try:
        yield
    finally:
        _unmount(folder)


def _unmount(folder: Path) -> None:
    """Take a mount away, once the reader's threads that had files open there are through."""
    last = time.monotonic() + PATIENCE
    while (ended := subprocess.run(["umount", str(folder)], capture_output=True)).returncode:
        assert time.monotonic() < last, ended.stderr
        time.sleep(0.05)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nobody can write into, not even root, for a while."""
    bind = ["mount", "--bind", str(folder), str(folder)]
    with mounted(folder, bind, ["mount", "-o", "remount,ro,bind", str(folder)]):
        yield
