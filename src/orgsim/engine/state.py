"""State: what an ensemble holds of its people.

Every array is two-dimensional, (people, rows of runs): a row holds one number of a person for all runs.
All that others gather of a person lies side by side in `seen`, in whole vectors, so a tie costs one
stretch of memory for all themes and runs: where there is one run and few themes, one cache line.

What others read (`Visible`) exists twice, so that a week reads one copy and writes the other; what
only the person needs (`Private`) changes in place.
"""

from typing import Any, NamedTuple

import numpy as np

from orgsim.engine.vectors import CACHE_LINE, VECTOR
from orgsim.model.states import STATES

ENGAGEMENT, DEPARTURE, PRACTICE = 0, 1, 2
"""Rows of `Visible.seen`; PRACTICE + k is that of theme k."""


class Visible(NamedTuple):
    """What others perceive of people.

    seen     (people, (2 + themes)·runs or more)  engagement, departure, practice of each theme
    message  (people, themes·runs)
    voice    (people, runs)               τ·Σω|m − a|
    modelling  (people, runs)
    """

    seen: np.ndarray
    message: np.ndarray
    voice: np.ndarray
    modelling: np.ndarray


class Private(NamedTuple):
    """What only the person needs: habit and values (people, themes·runs), the others (people, runs)."""

    habit: np.ndarray
    values: np.ndarray
    trust: np.ndarray
    skill: np.ndarray
    resistance: np.ndarray
    disposition: np.ndarray
    aptitude: np.ndarray
    integrity: np.ndarray


def aligned_zeros(shape: tuple[int, int], dtype: np.dtype) -> np.ndarray:
    """Zeros that begin with a cache line, so that no vector of a row straddles two."""
    size = shape[0] * shape[1] * np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE, np.uint8)
    first = -memory.ctypes.data % CACHE_LINE
    return memory[first : first + size].view(dtype).reshape(shape)


def in_whole_vectors(numbers: int) -> int:
    """So many numbers or a few more: a multiple of VECTOR."""
    return -(-numbers // VECTOR) * VECTOR


def empty_visible(people: int, themes: int, runs: int, dtype: np.dtype) -> Visible:
    """Room for what others perceive, all 0."""
    return Visible(
        aligned_zeros((people, in_whole_vectors((PRACTICE + themes) * runs)), dtype),
        aligned_zeros((people, themes * runs), dtype),
        aligned_zeros((people, runs), dtype),
        aligned_zeros((people, runs), dtype),
    )


def empty_private(people: int, themes: int, runs: int, dtype: np.dtype) -> Private:
    """Room for what only people themselves need, all 0."""
    rows = (themes if STATES[name].of_themes else 1 for name in Private._fields)
    return Private(*(aligned_zeros((people, each * runs), dtype) for each in rows))


def state_of(name: str, arrays: Any, runs: int) -> np.ndarray:
    """A state by its name, a view (people, themes, runs) or (people, runs), of arrays named as above."""
    people = len(arrays.seen)
    if name in ("practice", "engagement", "departure"):
        seen = arrays.seen.reshape(people, -1, runs)
        if name == "practice":
            themes = arrays.message.shape[1] // runs
            return seen[:, PRACTICE : PRACTICE + themes]
        return seen[:, ENGAGEMENT if name == "engagement" else DEPARTURE]
    values = getattr(arrays, name)
    return values.reshape(people, -1, runs) if STATES[name].of_themes else values
