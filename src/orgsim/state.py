"""State: what an ensemble holds of its people, as arrays with the runs last.

What others read (`Visible`) exists twice, so that a week reads one copy and writes the other; what
only the person needs (`Private`) changes in place. All of a neighbour that a week gathers lies side
by side in `seen`, so a tie costs one stretch of memory for all themes and runs.
"""

from typing import NamedTuple

import numpy as np


class Visible(NamedTuple):
    """What others perceive of people.

    seen      (people, themes + 2, runs)  practice of each theme, engagement, departure
    message   (people, themes, runs)
    voice     (people, runs)              τ·Σω|m − a|
    """

    seen: np.ndarray
    message: np.ndarray
    voice: np.ndarray


class Private(NamedTuple):
    """What only the person itself needs: habit (people, themes, runs), the others (people, runs)."""

    habit: np.ndarray
    trust: np.ndarray
    modelling: np.ndarray
    skill: np.ndarray
    resistance: np.ndarray
    disposition: np.ndarray


class Scratch(NamedTuple):
    """Rows of one person's intermediate results, (threads, runs) or (threads, rows, runs)."""

    leader_message: np.ndarray
    gathered: np.ndarray
    hours: np.ndarray
    contact: np.ndarray
    transparency: np.ndarray
    leader_gap: np.ndarray
    evidence: np.ndarray
    ties: np.ndarray
    scale: np.ndarray
    met: np.ndarray
    visible: np.ndarray
    deed: np.ndarray
    word: np.ndarray
    peer: np.ndarray
    stubborn: np.ndarray
    adoption: np.ndarray
    effort: np.ndarray
    unclear: np.ndarray
    misfit: np.ndarray
    heard_voice: np.ndarray
    progress: np.ndarray
    overreach: np.ndarray
    growth: np.ndarray
    performance: np.ndarray
    leaves: np.ndarray
    gap: np.ndarray
    own_gap: np.ndarray
    unheard: np.ndarray
    practice: np.ndarray
    unit_practice: np.ndarray
    unit_engagement: np.ndarray


def empty_visible(people: int, themes: int, runs: int, dtype: type) -> Visible:
    """A copy of what others perceive, all 0."""
    return Visible(
        np.zeros((people, themes + 2, runs), dtype),
        np.zeros((people, themes, runs), dtype),
        np.zeros((people, runs), dtype),
    )


def empty_private(people: int, themes: int, runs: int, dtype: type) -> Private:
    """What only people themselves need, all 0."""
    return Private(
        np.zeros((people, themes, runs), dtype),
        *(np.zeros((people, runs), dtype) for _ in range(len(Private._fields) - 1)),
    )


def scratch_rows(threads: int, themes: int, runs: int, dtype: type) -> Scratch:
    """Scratch rows for each thread."""
    rows = {"leader_message": themes, "gathered": themes + 2}
    return Scratch(
        *(
            np.zeros((threads, rows[name], runs) if name in rows else (threads, runs), dtype)
            for name in Scratch._fields
        )
    )
