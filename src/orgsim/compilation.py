"""Compilation: Numba's njit, with the widest vectors there are, and a cache wherever one can be written.

Numba looks for a place for its cache when a function is decorated: NUMBA_CACHE_DIR, beside the source,
the user's own cache. Where it may write to none of them, decorating fails; here the cache then goes to
the temporary folder, or there is none. What is compiled takes njit from here: the first function that is
decorated decides which vectors all use.

Processes that compile at the same time keep their code apart (see `SideBySide`), and those that compile
nothing do not load what compiles (see `WithoutCompiler`).
"""

import multiprocessing
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numba
from numba.core import caching, dispatcher
from numba.core.runtime import rtsys

VARIABLE = "NUMBA_CACHE_DIR"
FEATURES = "NUMBA_CPU_FEATURES"


class SideBySide(caching.IndexDataCacheFile):
    """Numba's cache of a function, which any number of processes may save to at once.

    Numba reads an index of what has been compiled, adds to it the number of the next file, and writes
    index and file. Two processes at once choose the same number, and whoever saved first is then given
    the other's code, such as that of another number of runs. Here no two files have the same number. Of
    the two, one may be missing in the index, and is compiled once more.
    """

    def save(self, key: Any, data: Any) -> None:
        """Save what was compiled, or go on without where the disk is full or may not be written."""
        try:
            super().save(key, data)
        except OSError as error:
            _say_not_kept(error.strerror or str(error))

    def _data_name(self, number: int) -> str:
        """A number of its own for each file, whichever comes next."""
        return super()._data_name(secrets.randbits(48))

    def _save_index(self, overloads: dict[Any, str]) -> None:
        """Save the index, and remove the files of before that it does not list."""
        folder, kept = Path(self._cache_path), set(overloads.values())
        super()._save_index(overloads)
        for file in folder.glob(self._data_name_pattern.replace("{number:d}", "*")):
            if file.name not in kept:
                with suppress(OSError):  # another process removes it, or, on Windows, reads it
                    file.unlink()


class WithoutCompiler(caching.FunctionCache):
    """Numba's cache of a function, which loads what is compiled and not the compiler.

    Before Numba looks into a cache it imports and registers all that it can compile, a third of a second
    that only a process pays back that compiles something. Code that was compiled needs the part that
    counts references; compiling imports the rest by itself. Functions of other packages may need more,
    and have it as ever.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What was compiled for a signature, or None. Numba's lock is held by whoever calls this."""
        if not self._py_func.__module__.startswith("orgsim."):
            return super().load_overload(sig, target_context)
        rtsys.initialize(target_context)
        with _nothing_registered(target_context):
            return super().load_overload(sig, target_context)


@contextmanager
def _nothing_registered(target_context: Any) -> Iterator[None]:
    target_context.refresh = lambda: None
    try:
        yield
    finally:
        del target_context.refresh


def _use_widest_vectors() -> None:
    """Let vectors have 512 bits where the processor has them: eight runs are one vector then, not two.

    LLVM halves them on processors of Intel, whose first ones of that width slowed their clock down.
    Whoever has named the processor or its features keeps them.
    """
    if FEATURES in os.environ or "NUMBA_CPU_NAME" in os.environ:
        return
    features = llvm.get_host_cpu_features()
    if features.get("avx512f"):
        features["prefer-256-bit"] = False
        # the variable, too, as in `_choose_njit`
        os.environ[FEATURES] = numba.config.CPU_FEATURES = features.flatten()


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


@cache
def _say_not_kept(why: str) -> None:
    _say(f"compiled code is not kept, so that the next start takes longer: {why}")


def _say(what: str) -> None:
    """Once: a worker process leaves it to the one that began it."""
    if multiprocessing.parent_process() is None:
        advice = f"set {VARIABLE} to a folder that can"
        print(f"note: {what}; {advice}", file=sys.stderr, flush=True)


_use_widest_vectors()
caching.IndexDataCacheFile = SideBySide
dispatcher.FunctionCache = WithoutCompiler  # type: ignore[attr-defined]
njit = _choose_njit()
