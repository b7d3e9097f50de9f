"""Server folder: all files from visitors in one place, deleted however the server ends."""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

VARIABLE = "ORGSIM_UI_TEMPORARY"
PREFIX = "orgsim-ui-"
HELD = "held"
"""File in it that its process holds locked: the lock goes with the process, even one that is killed."""

ENDING = ("SIGTERM", "SIGHUP")
"""Signals that end a process at once, unless somebody listens."""


@contextmanager
def server_folder() -> Iterator[Path]:
    """A new folder for what this process is given, which is deleted when the block ends.

    What servers that were killed have left is deleted first.
    """
    folder, lock = _held_folder()
    delete_leftovers(folder)
    os.environ[VARIABLE] = str(folder)
    try:
        yield folder
    finally:
        del os.environ[VARIABLE]
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _held_folder() -> tuple[Path, FileLock]:
    """A new folder, and the lock that holds it.

    A server that starts in the same moment may take it for a leftover before it is held; then it is
    gone, or made anew by the lock, open to others and without the sign.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock, sign = FileLock(folder / HELD), folder / "new"
        with suppress(FileNotFoundError):
            sign.touch()
            lock.acquire()
            if sign.exists():
                sign.unlink()
                return folder, lock
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def folder_inside() -> str | None:
    """Where new temporary folders are made: None, that is the system's place, without a server."""
    return os.environ.get(VARIABLE)


def delete_leftovers(own: Path) -> None:
    """Delete the folders beside one's own that belong to the same user and that nobody holds."""
    user = own.stat().st_uid
    for lock in own.parent.glob(f"{PREFIX}*/{HELD}"):
        folder = lock.parent
        try:
            if folder == own or folder.is_symlink() or folder.stat().st_uid != user:
                continue
            with FileLock(lock, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)  # while nobody else can hold it
        except (Timeout, OSError):  # it is held, or another server is deleting it, too
            continue
        if os.name == "nt":  # it keeps a locked file
            shutil.rmtree(folder, ignore_errors=True)


def end_in_order() -> None:
    """Let signals that end the process run what is left to do, as Ctrl-C does."""
    if threading.current_thread() is threading.main_thread():
        for name in ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _end)


def _end(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
