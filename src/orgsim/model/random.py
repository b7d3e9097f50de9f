"""Counter-based draws: a number depends on where it is drawn, never on what was drawn before.

A draw is keyed by (seed, replication) and by its place (week, position, stream), as in Salmon,
Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3". The mixing function is
the finaliser of SplitMix64 (Steele, Lea & Flood 2014), applied to the place and, after the key has
been added to it, once more:

    place = mix(γ·(position·2²⁴ + week·2⁸ + stream) + γ)     one per draw, shared by all runs
    draw  = mix(place ⊕ key)                                 one per run

So a run's numbers are the same with any number of threads, workers, chunks or runs beside it, and
switching one mechanism off leaves the numbers of all others alone.
"""

from enum import IntEnum

import numpy as np
from numba import types
from numba.extending import overload

from orgsim.compilation import njit
from orgsim.model.inline import INLINE

MOST_WEEKS = 2**15 - 1
REST_FROM = 2**15
"""Weeks in which an organisation comes to rest have numbers from here on, which no week of a run has:
so a run's own draws do not depend on how long the rest before it took."""

MOST_THEMES = 16


class Stream(IntEnum):
    """What a draw is for. Streams of themes take one number for each theme."""

    MEETING = 0
    EXIT = 1
    UNIT_TIE = 2
    CROSS_TIE = 3
    GROUP = 4
    LEVEL_TIE = 5
    SPAN = 6
    EXTRA_TIE = 7
    PARAMETER_SET = 8
    NOISE = 16
    SLANT = 32
    RESISTANCE = 64
    DISPOSITION = 68
    UNDERSTANDING = 72
    ENGAGEMENT = 76
    SKILL = 80
    TRUST = 84
    APTITUDE = 88
    INTEGRITY = 92
    HABIT = 128
    SURVEY = 192


_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S24, _S8 = np.uint64(24), np.uint64(8)
_S27, _S30, _S31 = np.uint64(27), np.uint64(30), np.uint64(31)
_S11, _S40 = np.uint64(11), np.uint64(40)


@njit(**INLINE)
def mix(bits):
    """The finaliser of SplitMix64: a bijection of 64-bit words in which every bit counts."""
    bits = (bits ^ (bits >> _S30)) * _FIRST
    bits = (bits ^ (bits >> _S27)) * _SECOND
    return bits ^ (bits >> _S31)


@njit(**INLINE)
def place(week, position, stream):
    """Where a draw happens: week < 2¹⁶, position < 2⁴⁰, stream < 2⁸."""
    counter = (np.uint64(position) << _S24) + (np.uint64(week) << _S8) + np.uint64(stream)
    return mix(_GAMMA * counter + _GAMMA)


@njit(cache=True)
def _run_key(seed, replication):
    return mix(mix(np.uint64(seed) + _GAMMA) ^ (_GAMMA * (np.uint64(replication) + np.uint64(1))))


def run_key(seed, replication):
    """The key of replication number `replication` of `seed` (both ≥ 0), as a NumPy uint64."""
    return np.uint64(_run_key(np.uint64(seed), np.uint64(replication)))


def _unit_interval(bits, like):
    """The word's leading bits as a number in [0, 1), of the float type of `like`."""
    return type(like)((int(bits) >> 11) * 2.0**-53)


@overload(_unit_interval, jit_options=INLINE)
def _unit_interval_compiled(bits, like):
    if like == types.float32:
        return lambda bits, like: np.float32(np.int32(bits >> _S40)) * np.float32(2.0**-24)
    return lambda bits, like: np.float64(np.int64(bits >> _S11)) * 2.0**-53


@njit(**INLINE)
def uniform(where, key, like):
    """A uniform number in [0, 1) of the float type of `like`, for a place and a run's key."""
    return _unit_interval(mix(where ^ np.uint64(key)), like)
