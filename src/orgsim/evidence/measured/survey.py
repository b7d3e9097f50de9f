"""Survey: answers to a questionnaire, with measurement error.

    observed = true + deviation·z,   deviation = sd(true)·√((1 − R)/R),   R = RELIABILITY

so that true values make up the share R of what differs between the people asked. z is Bates's
scaled sum of four uniform numbers (mean 0, standard deviation 1), drawn at (week, position,
SURVEY + 4·variable): the same people answer with the same error in all runs of a replication.
"""

from enum import IntEnum

import numpy as np

from orgsim.compilation import njit
from orgsim.model.random import Stream, place, uniform

RELIABILITY = 0.8
"""Share of the variance of answers that is true; usual for the scales used (Nunnally 1978)."""

SQUARE_ROOT_OF_3 = 1.7320508075688772


class Question(IntEnum):
    """What people are asked or rated on; each has its own errors."""

    TRUST = 0
    ENGAGEMENT = 1
    QUITTING = 2
    PERFORMANCE = 3
    FIT = 4
    SUPPORT = 5
    TRANSFER = 6
    RECOGNITION = 7


def observed(
    true: np.ndarray, question: Question, week: int, who: np.ndarray, key: np.uint64
) -> np.ndarray:
    """Answers (asked,) of the positions `who`, from true values (asked,)."""
    deviation = true.std() * np.sqrt((1 - RELIABILITY) / RELIABILITY) if len(true) else 0.0
    return true + deviation * errors(week, who, Stream.SURVEY + 4 * question, key)


@njit(cache=True)
def errors(week, who, stream, key):
    """Bates's √3·(u₁ + u₂ + u₃ + u₄ − 2) at each position, (asked,)."""
    drawn = np.empty(who.size)
    for n in range(who.size):
        total = -2.0
        for number in range(4):
            total += uniform(place(week, who[n], stream + number), key, 0.0)
        drawn[n] = SQUARE_ROOT_OF_3 * total
    return drawn
