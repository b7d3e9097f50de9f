"""The model once more, in C (twin.c), compiled for this machine and called through ctypes."""

import ctypes
import shutil
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.measures.sums import SUMS
from orgsim.model.parameters import GroupRow, ParameterRow
from orgsim.model.states import OF_THEMES
from orgsim.organisation import Organisation
from scenario import Numbers

SOURCE = Path(__file__).with_name("twin.c")
BUILD = SOURCE.parent.parent / "build"
FLAGS = (
    *("-std=gnu11", "-O3", "-march=native", "-ffp-contract=off"),
    # without infinities, NaN, signed zeros and traps, minima and selections become one instruction
    *("-fno-math-errno", "-fno-trapping-math", "-ffinite-math-only", "-fno-signed-zeros"),
)
SEEN = ("practice", "engagement", "departure")
SAID = ("message", "voice", "modelling")
OWN = ("habit", "values", "trust", "skill", "resistance", "disposition", "aptitude", "integrity")

LISTS = (
    ("PARAMETERS", [row.name for row in ParameterRow]),
    ("LEVERS", [row.name for row in GroupRow]),
    ("SUMS", list(SUMS)),
)
"""What twin.c makes fields of."""

ARRAYS = {
    "superior": np.int32,
    "first_report": np.int32,
    "tie_to": np.int32,
    "tie_start": np.int64,
    "tie_weight": np.float32,
    "level": np.int16,
}


class _Organisation(ctypes.Structure):
    _fields_ = (("people", ctypes.c_int32), *((name, ctypes.c_void_p) for name in ARRAYS))


def compiler() -> str | None:
    """The system's C compiler, or None."""
    return shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")


@cache
def library(runs: int, themes: int) -> ctypes.CDLL:
    """twin.c compiled for so many runs and themes, kept in build/ until it changes."""
    command = [compiler() or "cc", *FLAGS, f"-DRUNS={runs}", f"-DTHEMES={themes}"]
    command += [f"-D{name}(X)={' '.join(f'X({each})' for each in names)}" for name, names in LISTS]
    digest = sha256(SOURCE.read_bytes() + " ".join(command).encode()).hexdigest()[:12]
    path = BUILD / f"twin_{digest}.so"
    if not path.exists():
        BUILD.mkdir(exist_ok=True)
        subprocess.run([*command, "-shared", "-fPIC", SOURCE, "-o", path], check=True)
    return ctypes.CDLL(str(path))


def aligned(*shape: int) -> np.ndarray:
    """Zeros that begin where a cache line does."""
    count = int(np.prod(shape))
    memory = np.zeros(count + 8)
    first = -memory.ctypes.data % 64 // 8
    return memory[first : first + count].reshape(shape)


class CTwin:
    """An ensemble that lives in C."""

    def __init__(self, organisation: Organisation, numbers: Numbers) -> None:
        self.week, self.people = 0, organisation.people
        self.themes, self.runs = numbers.stated.shape
        self._library = library(self.runs, self.themes)
        arrays = {
            name: np.ascontiguousarray(getattr(organisation, name), dtype)
            for name, dtype in ARRAYS.items()
        }
        tables = [
            self._table(numbers.parameters, ParameterRow),
            self._table(numbers.levers, GroupRow),
            self._copy(np.stack([numbers.stated, numbers.weight, numbers.habit_shift])),
            numbers.key,
        ]
        self._kept = arrays, tables
        place = _Organisation(
            organisation.people, *(array.ctypes.data for array in arrays.values())
        )
        self._fixed = (ctypes.byref(place), *map(_address, tables))
        self._seen, self._seen_next = (
            aligned(self.people, self.themes + len(SEEN) - 1, self.runs) for _ in range(2)
        )
        self._said, self._said_next = (
            aligned(self.people, self.themes + len(SAID) - 1, self.runs) for _ in range(2)
        )
        self._own = aligned(self.people, 2 * self.themes + len(OWN) - 2, self.runs)
        self._sums = aligned(organisation.levels, len(SUMS), self.runs)
        now, after = (
            [_address(each) for each in copies]
            for copies in ((self._seen, self._said), (self._seen_next, self._said_next))
        )
        rest = _address(self._own), _address(self._sums)
        self._library.start(*self._fixed, *now, *rest)
        self._places = (*now, *after, *rest), (*after, *now, *rest)

    def step(self) -> None:
        """One week of everybody."""
        self.week += 1
        self._sums[:] = 0
        self._library.advance_week(self.week, *self._fixed, *self._places[(self.week - 1) % 2])
        self._seen, self._seen_next = self._seen_next, self._seen
        self._said, self._said_next = self._said_next, self._said

    def level_sums(self) -> np.ndarray:
        """Sums over the people of each level in the week just simulated, (levels, measures, runs)."""
        return self._sums

    def state(self, name: str) -> np.ndarray:
        """A state of everybody."""
        rows, names = next(
            (rows, names)
            for rows, names in ((self._seen, SEEN), (self._said, SAID), (self._own, OWN))
            if name in names
        )
        rows_of = [self.themes if each in OF_THEMES else 1 for each in names]
        first = sum(rows_of[: names.index(name)])
        return rows[:, first : first + self.themes] if name in OF_THEMES else rows[:, first]

    def _table(self, rows: dict[str, np.ndarray], order: Any) -> np.ndarray:
        """Rows in orgsim's order, (fields, runs) or (groups, fields, runs)."""
        return self._copy(np.stack([rows[row.name] for row in order], axis=-2))

    @staticmethod
    def _copy(values: np.ndarray) -> np.ndarray:
        copy = aligned(*values.shape)
        copy[...] = values
        return copy


def _address(array: np.ndarray) -> Any:
    return ctypes.c_void_p(array.ctypes.data)
