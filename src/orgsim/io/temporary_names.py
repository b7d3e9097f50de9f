"""Temporary names: of files in a folder that several processes may write into, gone with the process.

Beside the files lies one that their process holds locked. The lock goes with the process, even one that
is killed, so whoever writes into the folder next removes what it has left. Some file systems of clusters
have no locks, or know them on one machine only: what another machine has left stays.
"""

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from orgsim.io.atomic_files import remove

HELD = ".held-"


@contextmanager
def temporary_names(folder: Path) -> Iterator[Callable[[str], Path]]:
    """A hidden path for each name, of this block alone; what is there is removed at its end.

    What blocks of processes that were killed have left is removed first. Raises OSError where the folder
    cannot be written.
    """
    for held in folder.glob(HELD + "[0-9a-f]" * 8):
        _remove_if_left(held)
    mark = os.urandom(4).hex()  # processes of two containers may have the same number
    held = folder / f"{HELD}{mark}"

    def path(name: str) -> Path:
        stem, dot, ending = name.rpartition(".")
        return folder / f".{stem}-{mark}{dot}{ending}"

    try:
        with held.open("wb", buffering=0) as file:
            with suppress(OSError):
                _lock(file.fileno())
                file.write(_machine())
            yield path
    finally:
        _remove_all(held)


def _remove_if_left(held: Path) -> None:
    """Remove what is beside a file that a process of this machine held, which is gone."""
    with suppress(OSError):
        if held.read_bytes() != _machine():
            return
        if os.name == "nt":
            held.unlink()  # which is refused where it is open
        else:
            with held.open("r+b") as file:
                _lock(file.fileno())
        _remove_all(held)


def _machine() -> bytes:
    return platform.node().encode("utf-8", "replace")


def _lock(number: int) -> None:
    """Lock an open file; raises OSError where another process holds it, or nothing can be locked."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_all(held: Path) -> None:
    """Remove the file that was held, after those beside it."""
    mark = held.name.removeprefix(HELD)
    remove([*(path for path in held.parent.glob(f".*-{mark}*") if path != held), held])
