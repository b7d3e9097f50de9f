"""State: what an ensemble holds of its people.

Every array is two-dimensional, (people, rows of runs): a row holds one number of a person for all runs,
and `row` says where it stands. All that others gather of a person lies side by side in `seen`, so a
tie costs one stretch of memory for all themes and runs.

What others read (`Visible`) exists twice, so that a week reads one copy and writes the other; what
only the person needs (`Private`) changes in place.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

CACHE_LINE = 64


class Visible(NamedTuple):
    """What others perceive of people.

    seen     (people, (themes + 2)·runs)  practice of each theme, engagement, departure
    message  (people, themes·runs)
    voice    (people, runs)               τ·Σω|m − a|
    """

    seen: np.ndarray
    message: np.ndarray
    voice: np.ndarray


class Private(NamedTuple):
    """What only the person needs: habit and values (people, themes·runs), the others (people, runs)."""

    habit: np.ndarray
    values: np.ndarray
    trust: np.ndarray
    modelling: np.ndarray
    skill: np.ndarray
    resistance: np.ndarray
    disposition: np.ndarray
    aptitude: np.ndarray
    integrity: np.ndarray


@njit(forceinline=True)
def row(number, runs, r):
    """Column of run r in row `number`: unsigned, so that no check for negative indices stays."""
    return np.uint64(number * runs + r)


def aligned_zeros(shape: tuple[int, int], dtype: np.dtype) -> np.ndarray:
    """Zeros that begin with a cache line, so that no vector of a row straddles two."""
    size = shape[0] * shape[1] * np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE, np.uint8)
    first = -memory.ctypes.data % CACHE_LINE
    return memory[first : first + size].view(dtype).reshape(shape)


def empty_visible(people: int, themes: int, runs: int, dtype: np.dtype) -> Visible:
    """Room for what others perceive, all 0."""
    return Visible(
        aligned_zeros((people, (themes + 2) * runs), dtype),
        aligned_zeros((people, themes * runs), dtype),
        aligned_zeros((people, runs), dtype),
    )


def empty_private(people: int, themes: int, runs: int, dtype: np.dtype) -> Private:
    """Room for what only people themselves need, all 0."""
    of_themes = (aligned_zeros((people, themes * runs), dtype) for _ in range(2))
    rest = (aligned_zeros((people, runs), dtype) for _ in Private._fields[2:])
    return Private(*of_themes, *rest)
