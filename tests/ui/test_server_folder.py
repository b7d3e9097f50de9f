"""What visitors upload goes with the server, however that ends."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from page_lab import ended, started
from patience import PATIENCE

from orgsim.ui.organisation.uploaded_files import Folder
from orgsim.ui.server_folder import (
    HELD,
    PREFIX,
    delete_leftovers,
    folder_inside,
    server_folder,
)

with_signals = pytest.mark.skipif(os.name != "posix", reason="signals and TMPDIR of POSIX")
SERVER = """
import signal, time
from orgsim.ui.organisation.uploaded_files import Folder
from orgsim.ui.server_folder import end_in_order, server_folder
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by whatever runs in the background
end_in_order()
with server_folder():
    Folder().place("chart", "csv").write_text("id")
    print("there", flush=True)
    while True:  # a signal between two steps of one long sleep would wait for its end
        time.sleep(0.1)
"""


def folders(place: Path) -> list[Path]:
    return sorted(place.glob(f"{PREFIX}*"))


def server(place: Path, monkeypatch) -> subprocess.Popen:
    """A process with an upload, in a place for temporary files."""
    monkeypatch.setenv("TMPDIR", str(place))
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "there\n"
    return process


def test_uploads_lie_inside_and_go_with_it():
    with server_folder() as folder:
        path = Folder().place("chart", "csv")
        path.write_text("id")
        assert path.parent.parent == folder
    assert not folder.exists()
    assert folder_inside() is None


@with_signals
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_nothing_is_left_when_a_server_is_ended(tmp_path, monkeypatch, number):
    process = server(tmp_path, monkeypatch)
    assert len(list(tmp_path.glob(f"{PREFIX}*/upload-*/chart-1.csv"))) == 1
    process.send_signal(getattr(signal, number))
    process.wait(PATIENCE)
    assert folders(tmp_path) == []


@with_signals
def test_what_a_killed_server_left_goes_at_the_next_start(tmp_path, monkeypatch):
    alive, killed = (server(tmp_path, monkeypatch) for _ in range(2))
    try:
        killed.kill()
        killed.wait(PATIENCE)
        assert len(folders(tmp_path)) == 2
        next_one = server(tmp_path, monkeypatch)
        next_one.terminate()
        next_one.wait(PATIENCE)
        assert len(folders(tmp_path)) == 1
        assert len(list(tmp_path.glob(f"{PREFIX}*/upload-*/chart-1.csv"))) == 1
    finally:
        alive.terminate()
        alive.wait(PATIENCE)


def test_a_leftover_may_go_while_it_is_looked_at(tmp_path, monkeypatch):
    leftover, own = tmp_path / f"{PREFIX}left", tmp_path / "own"
    for folder in (leftover, own):
        folder.mkdir()
        (folder / HELD).touch()

    def deleted_by_another_server(path):
        shutil.rmtree(path)
        return False

    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_symlink", deleted_by_another_server)
        delete_leftovers(own)
    assert not leftover.exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a file that is open")
def test_a_folder_that_is_not_held_yet_may_be_taken_for_a_leftover(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    taken, other = [], tmp_path / "other"
    other.mkdir()

    class Late(FileLock):
        def acquire(self, *arguments, **options):
            if not taken:
                taken.append(self.lock_file)
                Path(self.lock_file).touch()
                delete_leftovers(other)
            return super().acquire(*arguments, **options)

    monkeypatch.setattr("orgsim.ui.server_folder.FileLock", Late)
    with server_folder() as folder:
        assert (folder / HELD).exists()
        assert str(folder / HELD) not in taken


@with_signals
def test_folders_of_others_and_links_are_left_alone(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "held").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(kept)
    process = server(tmp_path, monkeypatch)
    process.terminate()
    process.wait(PATIENCE)
    assert (kept / "held").exists()


@with_signals
@pytest.mark.slow
def test_the_server_itself_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    process, _ = started()
    assert len(folders(tmp_path)) == 1
    ended(process)
    assert process.returncode == 128 + signal.SIGTERM
    assert folders(tmp_path) == []
