"""Memory of the C library of GNU, which keeps what was freed; with another library nothing is done."""

import ctypes
import os
import sys

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""The numbers of these settings in malloc.h."""

ARENAS = 2
"""Places from which threads are given memory. There would be eight for each processor, each of which
keeps a page partly in use with little on it: the threads of visitors come and go."""

KEPT_BYTES = 32 * 2**20
"""Freed memory that a process of its own keeps for what it simulates next: an ensemble takes half."""

ALLOCATOR = "PYTHONMALLOC"
BEGUN = "ORGSIM_UI_BEGUN"
"""Environment variable of a command that has restarted."""


def begin_with_malloc() -> None:
    """Restart this command, with Python's objects also in the memory of this library.

    Which allocator Python uses is settled as it starts. Its own one gives nothing back of a megabyte in
    which a single object is in use, and visitors leave some everywhere. Processes that the server
    begins have Python's own again.
    """
    if os.environ.pop(BEGUN, None):
        del os.environ[ALLOCATOR]
    elif gnu_library() is not None and ALLOCATOR not in os.environ:
        os.environ.update({ALLOCATOR: "malloc", BEGUN: "1"})
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def keep_few_arenas() -> None:
    """Let all threads share a few places; to be called before there are many threads."""
    if (library := gnu_library()) is not None:
        library.mallopt(M_ARENA_MAX, ARENAS)


def keep_freed() -> None:
    """Use freed memory again instead of asking the system for more, which clears each page of it.

    For a process that simulates one ensemble after the other.
    """
    if (library := gnu_library()) is not None:
        for setting in (M_MMAP_THRESHOLD, M_TRIM_THRESHOLD):
            library.mallopt(setting, KEPT_BYTES)


def give_freed_back() -> None:
    """Give to the system what was freed."""
    if (library := gnu_library()) is not None:
        library.malloc_trim(0)


def gnu_library() -> ctypes.CDLL | None:
    """The C library, if it is that of GNU."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None
