"""Compilation: Numba's njit for functions that are cached, wherever a cache can be written.

Numba looks for a place for its cache when a function is decorated: NUMBA_CACHE_DIR, beside the source,
the user's own cache. Where it may write to none of them, decorating fails; here the cache then goes to
the temporary folder, or there is none. Whatever is declared with `cache=True` takes njit from here.
"""

import multiprocessing
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

VARIABLE = "NUMBA_CACHE_DIR"


def _choose_njit() -> Callable[..., Any]:
    """Numba's njit, after the cache was moved to where it can be written; without any, if need be."""
    if _can_cache():
        return numba.njit
    folder = _temporary_folder()
    if folder is not None:
        before = numba.config.CACHE_DIR
        # the variable, too: worker processes inherit it, and Numba reads it again when it changes
        os.environ[VARIABLE] = numba.config.CACHE_DIR = str(folder)
        if _can_cache():
            # Matplotlib would say the same in lines of its own, and begin with a new folder each time
            os.environ.setdefault("MPLCONFIGDIR", str(folder))
            _say(f"compiled code is kept in {folder}: its usual places cannot be written")
            return numba.njit
        os.environ.pop(VARIABLE)
        numba.config.CACHE_DIR = before
    _say("compiled code cannot be kept, so that each start takes longer: no place can be written")
    return _njit_without_cache


def _can_cache() -> bool:
    """Whether Numba finds a place for the cache of a function of this package."""

    def probe() -> None:
        return None

    try:
        numba.njit(cache=True)(probe)
    except RuntimeError:  # "cannot cache function …: no locator available"
        return False
    return True


def _temporary_folder() -> Path | None:
    """A folder of the user's own below the temporary one; None where there can be none.

    What is read from a cache is run, so the folder must be nobody else's, and closed to all others.
    """
    user = os.getuid() if hasattr(os, "getuid") else None
    try:
        folder = Path(tempfile.gettempdir()) / f"orgsim-numba{'' if user is None else f'-{user}'}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    if user is None:  # Windows: each user has a temporary folder of their own
        return folder
    private = not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return folder if stat.S_ISDIR(found.st_mode) and found.st_uid == user and private else None


def _njit_without_cache(*functions: Callable[..., Any], **options: Any) -> Any:
    return numba.njit(*functions, **{**options, "cache": False})


def _say(what: str) -> None:
    """Once: a worker process leaves it to the one that began it."""
    if multiprocessing.parent_process() is None:
        advice = f"set {VARIABLE} to a folder that can"
        print(f"note: {what}; {advice}", file=sys.stderr, flush=True)


njit = _choose_njit()
