"""Where Numba's cache goes when its usual places cannot be written: to a private folder, or nowhere."""

import errno
import os
import subprocess
import sys
from inspect import signature
from pathlib import Path

import numba
import numpy as np
import pytest
from numba.core import caching
from numba.core.types import Omitted

from orgsim import compilation
from orgsim.engine.loop import SOURCES as SOURCES_OF_THE_LOOP
from orgsim.engine.loop import kernels
from orgsim.evidence.formulas import contacts, discontents, hazards, hours_offered, performances
from orgsim.model.processes.attention import contact

SOURCES = Path(compilation.__file__).parent


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A temporary folder, and usual places for a cache that Numba finds it cannot write to."""
    usual = caching.CacheImpl._locator_classes
    own = [each for each in usual if each is caching.UserProvidedCacheLocator]
    assert len(own) == 1
    monkeypatch.setattr(caching.CacheImpl, "_locator_classes", own)
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    monkeypatch.setattr(compilation.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setenv(compilation.VARIABLE, "")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    return tmp_path


def folder_of(temporary):
    user = f"-{os.getuid()}" if hasattr(os, "getuid") else ""
    return temporary / f"orgsim-numba{user}"


def test_the_usual_place_is_left_alone(capsys):
    assert compilation._choose_njit() is numba.njit
    assert capsys.readouterr().err == ""


def test_the_cache_goes_to_a_private_folder_and_is_said_once(temporary, capsys):
    njit = compilation._choose_njit()
    folder = folder_of(temporary)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(folder) in said
    assert folder.stat().st_mode & 0o777 == 0o700
    assert os.environ[compilation.VARIABLE] == str(folder)

    @njit(cache=True)
    def twice(number):
        return 2 * number

    assert twice(21) == 42
    assert list(folder.rglob("*.nbi"))
    compilation._choose_njit()  # as a worker process does, which inherits the variable
    assert capsys.readouterr().err == ""


def open_to_others(folder):
    folder.mkdir()
    folder.chmod(0o777)


def link(folder):
    elsewhere = folder.with_name("elsewhere")
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)


def file(folder):
    folder.write_text("")


@pytest.mark.skipif(os.name != "posix", reason="who owns a folder is told otherwise")
@pytest.mark.parametrize("spoil", [open_to_others, link, file])
def test_a_folder_that_others_may_fill_is_not_used(temporary, capsys, spoil):
    spoil(folder_of(temporary))
    njit = compilation._choose_njit()
    assert "compiled code cannot be kept" in capsys.readouterr().err
    assert os.environ.get(compilation.VARIABLE, "") == ""
    assert numba.config.CACHE_DIR == ""

    @njit(cache=True, nogil=True)
    def thrice(number):
        return 3 * number

    assert thrice(14) == 42
    assert not list(temporary.rglob("*.nbi"))


def test_no_temporary_folder_is_no_cache(temporary, monkeypatch, capsys):
    def none() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(compilation.tempfile, "gettempdir", none)
    assert compilation._choose_njit() is compilation._njit_without_cache
    assert capsys.readouterr().err.count("\n") == 1


def test_whatever_is_cached_takes_njit_from_here():
    """Numba's own njit would fail where no cache can be written."""
    cached = [
        path
        for path in SOURCES.rglob("*.py")
        if "@njit(cache=True" in (text := path.read_text(encoding="utf-8"))
        or '"cache": True' in text
    ]
    assert len(cached) > 8
    for path in cached:
        assert "from orgsim.compilation import njit" in path.read_text(encoding="utf-8"), path


def test_the_loops_are_found_again_by_other_processes():
    """What a function closes over is part of its key in the cache.

    A number is the same in every process, a compiled function is not.
    """
    for loop in kernels(8):
        closed_over = [cell.cell_contents for cell in loop.py_func.__closure__]
        assert SOURCES_OF_THE_LOOP in closed_over
        for value in closed_over:
            assert isinstance(value, int) or set(map(type, value)) == {int}


def test_formulas_for_everybody_are_compiled_anew_when_one_is_edited():
    """They stand in other files than these loops: the sources are part of the key here, too."""
    for loop in (performances, discontents, hazards, hours_offered, contacts):
        assert loop.py_func.__defaults__ == (SOURCES_OF_THE_LOOP,)
    numbers = (1.0,) * (len(signature(contact.py_func).parameters) - 1)
    contacts(np.ones(2), np.ones(2), numbers)
    assert Omitted(SOURCES_OF_THE_LOOP) in contacts.signatures[-1]


def test_processes_that_save_at_once_are_given_their_own_code(tmp_path):
    """One begins to save when another has read the index, and ends when that one is done."""
    place, late = (str(tmp_path), "loop", "today"), []

    class First(caching.IndexDataCacheFile):
        def _save_data(self, name, data):
            late.append((name, data))

    class Second(caching.IndexDataCacheFile):
        def _save_index(self, overloads):
            First(*place).save("8 runs", "code for 8")
            super()._save_index(overloads)

    Second(*place).save("32 runs", "code for 32")
    cache = caching.IndexDataCacheFile(*place)
    for name, data in late:
        cache._save_data(name, data)
    assert cache.load("32 runs") == "code for 32"
    assert cache.load("8 runs") in (None, "code for 8")
    cache.save("8 runs", "code for 8")
    assert [cache.load(f"{runs} runs") for runs in (8, 32)] == ["code for 8", "code for 32"]
    assert len(list(tmp_path.glob("*.nbc"))) == 2


def test_code_of_an_older_source_is_removed(tmp_path):
    for stamp in ("yesterday", "today"):
        kept = caching.IndexDataCacheFile(str(tmp_path), "loop", stamp)
        assert kept.load("8 runs") is None
        kept.save("8 runs", f"code of {stamp}")
    assert kept.load("8 runs") == "code of today"
    assert len(list(tmp_path.glob("*.nbc"))) == 1


def test_without_room_for_the_cache_what_is_compiled_is_used(tmp_path, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(caching.IndexDataCacheFile, "_open_for_write", full)
    compilation._say_not_kept.cache_clear()
    cache = caching.IndexDataCacheFile(str(tmp_path), "loop", "today")
    for key in ("8 runs", "32 runs"):
        cache.save(key, "code")
        assert cache.load(key) is None
    said = capsys.readouterr().err
    assert said.count("No space left on device") == said.count("\n") == 1
    compilation._say_not_kept.cache_clear()


COMPILED_BEFORE = """
import sys
import numba, numpy as np
import orgsim
config = orgsim.configure(changes={"people": 20, "start": "as_drawn"})
before = orgsim.Ensemble.of(config, replications=range(8))
before.step()
assert "numba.np.arraymath" not in sys.modules, "the compiler was loaded"
total = numba.njit(lambda values: np.cumsum(values).max())
assert total(np.arange(5)) == 10
before.step()
"""


def test_what_is_compiled_is_loaded_without_the_compiler_which_comes_when_it_is_needed():
    command = [sys.executable, "-c", COMPILED_BEFORE]
    subprocess.run([sys.executable, "-c", COMPILED_BEFORE.replace("assert ", "")], check=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
