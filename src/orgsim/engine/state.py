"""State: what an ensemble holds of its people.

Every array is two-dimensional, (people, rows of runs): a row holds one number of a person for all runs.
All that others gather of a person lies side by side in `seen`, in whole vectors, so a tie costs one
stretch of memory for all themes and runs: where there is one run and few themes, one cache line.

What others read (`Visible`) exists twice, so that a week reads one copy and writes the other; what
only the person needs (`Private`) changes in place. Of what is said and of the effort made, others read
that of their leaders alone: a copy of these is visible.
"""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from orgsim.engine.vectors import CACHE_LINE, VECTOR
from orgsim.model.processes.feedback import voice
from orgsim.model.states import STATES

ENGAGEMENT, DEPARTURE, PRACTICE = 0, 1, 2
"""Rows of `Visible.seen`; PRACTICE + k is that of theme k."""

MODELLING, MESSAGE = 0, 1
"""Rows of `Visible.leading`; MESSAGE + k is that of theme k."""


class Visible(NamedTuple):
    """What others perceive of people; of those who lead by their row, see `Structure.leader_row`.

    seen     (people, (2 + themes)·runs or more)  engagement, departure, practice of each theme
    leading  (leaders, (1 + themes)·runs)  what reports perceive: modelling, message of each theme
    voiced   (leaders, runs)               what they would speak of: their voices added up
    """

    seen: np.ndarray
    leading: np.ndarray
    voiced: np.ndarray


class Private(NamedTuple):
    """What only the person needs: own (people, rows by Own·runs), the others (people, themes·runs)."""

    message: np.ndarray
    habit: np.ndarray
    values: np.ndarray
    own: np.ndarray


Own: Any = IntEnum(
    "Own", "trust modelling skill resistance disposition aptitude integrity", start=0
)
"""Rows of `Private.own`; the first CHANGING change, the others are traits."""

CHANGING = 3


def aligned_zeros(shape: tuple[int, int], dtype: np.dtype) -> np.ndarray:
    """Zeros that begin with a cache line, so that no vector of a row straddles two."""
    size = shape[0] * shape[1] * np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE, np.uint8)
    first = -memory.ctypes.data % CACHE_LINE
    return memory[first : first + size].view(dtype).reshape(shape)


def in_whole_vectors(numbers: int) -> int:
    """So many numbers or a few more: a multiple of VECTOR."""
    return -(-numbers // VECTOR) * VECTOR


def empty_visible(people: int, leaders: int, themes: int, runs: int, dtype: np.dtype) -> Visible:
    """Room for what others perceive, all 0."""
    return Visible(
        aligned_zeros((people, in_whole_vectors((PRACTICE + themes) * runs)), dtype),
        aligned_zeros((leaders, (MESSAGE + themes) * runs), dtype),
        aligned_zeros((leaders, runs), dtype),
    )


def empty_private(people: int, themes: int, runs: int, dtype: np.dtype) -> Private:
    """Room for what only people themselves need, all 0."""
    rows = themes, themes, themes, len(Own)
    return Private(*(aligned_zeros((people, each * runs), dtype) for each in rows))


def state_of(name: str, arrays: Any, runs: int) -> np.ndarray:
    """A state by its name, (people, themes, runs) or (people, runs), of arrays named as in a Week.

    A view, but for voice, which is made of others: τ·Σω|m − a|, added up as the loop does.
    """
    people = len(arrays.seen)
    if name in ("practice", "engagement", "departure"):
        seen = arrays.seen.reshape(people, -1, runs)
        if name == "practice":
            themes = arrays.message.shape[1] // runs
            return seen[:, PRACTICE : PRACTICE + themes]
        return seen[:, ENGAGEMENT if name == "engagement" else DEPARTURE]
    if name == "voice":
        trust = state_of("trust", arrays, runs)
        gap = np.zeros_like(trust)
        for k, weight in enumerate(arrays.weight.reshape(-1, runs)):
            said, done = (state_of(each, arrays, runs)[:, k] for each in ("message", "practice"))
            gap += weight * abs(said - done)
        return voice.py_func(trust, gap)
    if STATES[name].of_themes:
        return getattr(arrays, name).reshape(people, -1, runs)
    return arrays.own.reshape(people, -1, runs)[:, Own[name]]
