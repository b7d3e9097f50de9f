"""Whatever happens to a sweep, no row is lost, none is done twice, and the tables end up the same."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from fault_lab import (
    begin_or_go_on,
    end,
    entries,
    lay_out,
    log_size,
    mounted,
    parts_done,
    read_only,
    same_tables,
    start_held,
)
from patience import PATIENCE

from orgsim.cli.main import main
from orgsim.sweep.run_task import Rows
from orgsim.sweep.sweep_folder import Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and mounts of POSIX")
PARTS = 12


def here(*arguments: object) -> int:
    """Run a command in this process, which takes less time; its exit code."""
    return main([str(argument) for argument in arguments])


def finish(folder: Path) -> None:
    assert here("resume", folder, "--jobs", 1) == 0


def nothing_twice(folder: Path) -> bool:
    """Whether every ensemble was done, and none twice."""
    done = parts_done(folder)
    return len(done) == PARTS and set(done.values()) == {1}


def no_orphans(folder: Path) -> bool:
    """Whether all workers of a sweep that was killed have ended, too."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        found = [
            p
            for p in psutil.process_iter(["ppid", "cmdline"])
            if p.info["ppid"] == 1
            and "spawn_main" in " ".join(p.info["cmdline"] or [])
            and p.is_running()
            and _environment(p).get("SWEPT") == str(folder)
        ]
        if not found:
            return True
        time.sleep(0.1)
    return False


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


def kill_and_resume(sweep: Path, folder: Path, times: int, seed: int) -> int:
    """Kill a sweep so often and go on each time; how often it was killed before it was through.

    Every other time it is killed soon after another ensemble is done, which may be while its rows are
    written; otherwise at a random moment, which may be while it starts.
    """
    moments = random.Random(seed)
    killed_at_work = 0
    for number in range(times):
        process = begin_or_go_on(sweep, folder, moments.choice([1, 2]))
        if number % 2:
            time.sleep(moments.uniform(0, 1.5))
        else:
            _wait_for_another_part(process, folder)
            time.sleep(moments.uniform(0, 0.02))
        killed_at_work += process.poll() is None
        code, _, err = end(process, signal.SIGKILL)
        assert code in (-signal.SIGKILL, 0), err
    return killed_at_work


def _wait_for_another_part(process: subprocess.Popen[str], folder: Path) -> None:
    """Reads the log where it has grown alone: to read it all the time takes more than the sweep does."""
    done, read = len(parts_done(folder)), -1
    while process.poll() is None:
        written = log_size(folder)
        if written != read and len(parts_done(folder)) != done:
            return
        read = written
        time.sleep(0.002)


def test_killed_twice(undisturbed, tmp_path, monkeypatch):
    _survives(lay_out(tmp_path), tmp_path / "swept", undisturbed, 2, monkeypatch)
    assert nothing_twice(tmp_path / "swept")


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path, monkeypatch):
    sweep = lay_out(tmp_path, replications=100)
    assert here("sweep", sweep, "--out", tmp_path / "whole", "--jobs", 1) == 0
    at_work = _survives(sweep, tmp_path / "swept", tmp_path / "whole", 8, monkeypatch)
    assert at_work >= 6
    done = parts_done(tmp_path / "swept")
    assert len(done) == 100
    assert set(done.values()) == {1}


def _survives(sweep: Path, folder: Path, whole: Path, times: int, monkeypatch) -> int:
    monkeypatch.setenv("SWEPT", str(folder))
    at_work = kill_and_resume(sweep, folder, times, seed=times)
    finish(folder)
    assert same_tables(folder, whole)
    assert no_orphans(folder)
    assert not list(folder.rglob("*.partial"))
    assert here("verify", folder, "--sample", 3) == 0
    return at_work


@pytest.mark.slow
@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, 2), (signal.SIGTERM, 1)])
def test_interrupted(number, jobs, undisturbed, tmp_path):
    swept = tmp_path / "swept"
    held = start_held(
        tmp_path / "gate", 2, "sweep", lay_out(tmp_path), "--out", swept, "--jobs", jobs
    )
    code, out, err = end(held, number)
    assert (code, out) == (130, "")
    assert err == f"interrupted; finished parts are kept; continue with: orgsim resume {swept}\n"
    assert entries(swept)[-1]["event"] == "aborted"
    assert len(parts_done(swept)) == 2
    finish(swept)
    assert same_tables(swept, undisturbed)
    assert set(parts_done(swept).values()) == {1}


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced(undisturbed, tmp_path):
    swept, gate = tmp_path / "swept", tmp_path / "gate"
    process = start_held(gate, 1, "sweep", lay_out(tmp_path), "--out", swept, "--jobs", 2)
    workers = [
        child
        for child in psutil.Process(process.pid).children()
        if "spawn_main" in " ".join(child.cmdline())
    ]
    assert workers
    workers[0].kill()
    gate.unlink()
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert same_tables(swept, undisturbed)
    assert nothing_twice(swept)


# --- the disk ---


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes for a while."""
    import resource  # Windows has none, and has to read this file in order to skip it

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk(undisturbed, tmp_path, capsys):
    small = tmp_path / "small"
    tmpfs = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(small)]
    with mounted(small, tmpfs):
        sweep = lay_out(tmp_path)
        assert here("sweep", sweep, "--out", small / "swept", "--jobs", 2) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "cannot be written: No space left on device" in err
        assert f"orgsim resume {small / 'swept'}" in err
        done = len(parts_done(small / "swept"))
        assert 0 < done < PARTS
        assert here("status", small / "swept") == 0
        subprocess.run(["mount", "-o", "remount,size=10m", str(small)], check=True)
        finish(small / "swept")
        assert same_tables(small / "swept", undisturbed)
        assert nothing_twice(small / "swept")


def test_a_full_disk_at_the_last_table(undisturbed, tmp_path, capsys):
    """All ensembles fit, the table of all does not: a limit of the process stands for the disk."""
    size = (undisturbed / "runs.parquet").stat().st_size - 1
    largest = max(path.stat().st_size for path in (undisturbed / "parts").iterdir())
    assert largest < size
    with files_up_to(size):
        assert here("sweep", lay_out(tmp_path), "--out", tmp_path / "swept", "--jobs", 1) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "cannot be written: File too large" in err
    assert not (tmp_path / "swept" / "runs.parquet").exists()
    assert not list((tmp_path / "swept").rglob("*.partial"))
    finish(tmp_path / "swept")
    assert same_tables(tmp_path / "swept", undisturbed)
    assert nothing_twice(tmp_path / "swept")


def test_a_read_only_folder_before_the_start(tmp_path, capsys):
    (tmp_path / "locked").mkdir()
    with read_only(tmp_path / "locked"):
        assert here("sweep", lay_out(tmp_path), "--out", tmp_path / "locked" / "swept") == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "cannot be written: Read-only file system; name another folder with --out" in err
    assert list((tmp_path / "locked").iterdir()) == []


def test_a_finished_folder_that_is_read_only_can_be_read(undisturbed, tmp_path, capsys):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    with read_only(swept):
        for command in ("resume", "retry-failed"):
            assert here(command, swept, "--jobs", 1) == 2
            err = capsys.readouterr().err
            assert err.count("\n") == 1
            assert "Read-only file system" in err
        assert here("status", swept) == 0
        assert "SUCCEEDED" in capsys.readouterr().out
        assert here("verify", swept, "--sample", 2) == 0
        assert here("replay", swept, "1/1", "--out", tmp_path / "replay") == 0
        assert here("replay", swept, "1/1") == 2
        assert "name another folder with --out" in capsys.readouterr().err


def test_a_folder_that_becomes_read_only(undisturbed, tmp_path, monkeypatch, capsys):
    swept, write_part, locked = tmp_path / "swept", Store.write_part, ExitStack()

    def write_and_lock(store: Store, part: str, rows: Rows) -> None:
        write_part(store, part, rows)
        if len(list((swept / "parts").iterdir())) == 2:
            # What is open for writing keeps a mount from becoming read-only, so this folder goes alone.
            locked.enter_context(read_only(swept / "parts"))

    with monkeypatch.context() as patch, locked:
        patch.setattr(Store, "write_part", write_and_lock)
        assert here("sweep", lay_out(tmp_path), "--out", swept, "--jobs", 1) == 2
    err = capsys.readouterr().err
    assert err.splitlines()[-1].startswith(f"error: {swept}: cannot be written: Read-only")
    assert len(list((swept / "parts").iterdir())) == 2
    finish(swept)
    assert same_tables(swept, undisturbed)


# --- damage ---


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 10] ^= 16  # among the rows, which come first
    path.write_bytes(data)


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("folder", ["parts", "weeks"])
@pytest.mark.parametrize("damage", [flip_a_bit, cut_off, empty, remove])
def test_a_damaged_part_is_done_again(damage, folder, undisturbed, tmp_path):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    damage(swept / folder / "000-0000003.parquet")
    assert here("resume", swept, "--jobs", 1) == 0
    assert same_tables(swept, undisturbed)
    done = parts_done(swept)
    assert done.pop("000-0000003") == 2
    assert set(done.values()) == {1}
    assert here("verify", swept, "--sample", 2) == 0


@pytest.mark.parametrize("folder", ["parts", "weeks"])
@pytest.mark.parametrize("logged", [True, False])
def test_a_folder_of_parts_that_is_gone_is_made_anew(logged, folder, undisturbed, tmp_path):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    shutil.rmtree(swept / folder)
    if not logged:
        (swept / "log.jsonl").unlink()
    assert here("status", swept) == 0
    assert here("resume", swept, "--jobs", 1) == 0
    assert same_tables(swept, undisturbed)
    assert set(parts_done(swept).values()) == {2 if logged else 1}
    assert here("verify", swept, "--sample", 2) == 0


def test_a_damaged_part_that_nobody_logged_is_done_again(undisturbed, tmp_path):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    (swept / "log.jsonl").unlink()
    for part, damage in ((3, flip_a_bit), (4, cut_off), (5, empty)):
        damage(swept / "parts" / f"000-000000{part}.parquet")
    assert here("resume", swept, "--jobs", 1) == 0
    assert same_tables(swept, undisturbed)
    assert nothing_twice(swept)


def test_a_log_cut_short_loses_nothing_that_follows(undisturbed, tmp_path):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    lines = (swept / "log.jsonl").read_text().splitlines()
    (swept / "log.jsonl").write_text("\n".join(lines[:6]) + '\n{"time": "20')
    assert here("resume", swept, "--jobs", 1) == 0
    assert nothing_twice(swept)
    assert entries(swept)[-1]["event"] == "finished"
    assert here("verify", swept, "--sample", 1) == 0


def test_a_table_lost_after_the_end_is_made_again(undisturbed, tmp_path):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    (swept / "runs.parquet").unlink()
    (swept / "manifest.json").write_text("{")
    assert here("resume", swept, "--jobs", 1) == 0
    assert same_tables(swept, undisturbed)
    assert nothing_twice(swept)


# --- the lock ---


def test_two_processes_on_one_folder(undisturbed, tmp_path, capsys):
    swept, gate = tmp_path / "swept", tmp_path / "gate"
    process = start_held(gate, 1, "sweep", lay_out(tmp_path), "--out", swept, "--jobs", 1)
    for command in ("resume", "retry-failed"):
        assert here(command, swept, "--jobs", 1) == 2
        err = capsys.readouterr().err
        assert err.count("\n") == 1
        assert "another process works on it" in err
    assert here("status", swept) == 0
    assert "RUNNING, at work now" in capsys.readouterr().out
    gate.unlink()
    assert process.wait(PATIENCE) == 0
    assert same_tables(swept, undisturbed)
    assert nothing_twice(swept)


def test_a_lock_left_behind_is_no_lock(undisturbed, tmp_path):
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    (swept / "lock").write_text("4711")
    assert here("resume", swept, "--jobs", 1) == 0


def test_a_look_at_the_status_keeps_nobody_out(undisturbed, tmp_path, monkeypatch):
    """Whoever looks holds the lock for a moment; a sweep that begins just then waits for it."""
    # under load the moment may be a long one
    monkeypatch.setattr("orgsim.sweep.sweep_folder.SECONDS_FOR_A_LOOK", PATIENCE)
    swept = shutil.copytree(undisturbed, tmp_path / "swept")
    look = "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX);"
    look += "print('held', flush=True); time.sleep(0.7)"
    looker = subprocess.Popen(
        [sys.executable, "-c", look, str(swept / "lock")], stdout=subprocess.PIPE, text=True
    )
    assert looker.stdout is not None
    looker.stdout.readline()
    assert here("resume", swept, "--jobs", 1) == 0
    assert looker.wait(PATIENCE) == 0
