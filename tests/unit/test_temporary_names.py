"""Temporary names: each process has its own, and those of one that is gone are removed."""

import errno
import os
import platform
import subprocess
import sys

import pytest
from own_path import environment

from orgsim.io.temporary_names import temporary_names

KILLED = """
import os, signal, sys
from pathlib import Path
from orgsim.io.temporary_names import temporary_names
with temporary_names(Path(sys.argv[1])) as named:
    named("people.parquet").write_bytes(b"half of")
    os.kill(os.getpid(), signal.SIGKILL)
"""

on_posix = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and locks of POSIX")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def left(tmp_path):
    """A folder with what a killed process has left, and a file of somebody."""
    (tmp_path / "notes-of mine.txt").write_text("mine")
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment())
    assert done.returncode < 0
    assert len(names(tmp_path)) == 3
    return tmp_path


def test_names_are_hidden_keep_the_ending_and_are_gone_at_the_end(tmp_path):
    with temporary_names(tmp_path) as one, temporary_names(tmp_path) as other:
        assert one("a.png") == one("a.png") != other("a.png")
        assert (one("a.png").name[:3], one("a.png").suffix) == (".a-", ".png")
        one("a.png").touch()
        other("b").touch()
    assert names(tmp_path) == []


@on_posix
def test_what_a_killed_process_has_left_is_removed(left):
    with temporary_names(left):
        assert len(names(left)) == 2
    assert names(left) == ["notes-of mine.txt"]


def test_what_belongs_to_somebody_who_is_at_it_stays(tmp_path):
    with temporary_names(tmp_path) as first:
        first("a.png").touch()
        with temporary_names(tmp_path):
            pass
        assert first("a.png").exists()


@on_posix
def test_what_another_machine_has_left_stays(left, monkeypatch):
    """It may be at work: locks of some file systems are known on one machine only."""
    before = names(left)
    monkeypatch.setattr(platform, "node", lambda: "another")
    with temporary_names(left):
        pass
    assert names(left) == before


@on_posix
def test_without_locks_everything_stays(left, monkeypatch):
    import fcntl

    def no_locks(*_arguments):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    before = names(left)
    monkeypatch.setattr(fcntl, "flock", no_locks)
    with temporary_names(left) as first:
        first("a.png").touch()
        with temporary_names(left):
            assert first("a.png").exists()
    assert names(left) == before
