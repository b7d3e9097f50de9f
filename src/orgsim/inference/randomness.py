"""Draws of inference: counter-based, by seed and purpose, so that no use of one changes another."""

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What draws are for."""

    PRIOR = 0
    SMOOTHER = 16
    STATES = 1
    PERSONS = 2
    PREDICTED = 3
    RIVALS = 4
    WAVES = 5


def draws(seed: int, purpose: int) -> np.random.Generator:
    """Philox (Salmon et al. 2011) keyed by seed and purpose."""
    return np.random.Generator(np.random.Philox(key=[seed, purpose]))
