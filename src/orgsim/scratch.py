"""Scratch: a person's intermediate results, one row of runs each, for each thread."""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from orgsim.state import aligned_zeros

Row: Any = IntEnum(
    "Row",
    [
        # of the unit's leader
        "hours", "contact", "transparency", "leader_gap", "evidence",
        # of the person
        "ties", "scale", "heard_voice", "met", "visibility", "deed", "word", "peer", "stubborn",
        "adoption", "effort", "unclear", "clarity", "misfit", "progress", "performance", "overreach",
        "growth", "leaves",
        # of measures
        "gap", "own_gap", "unheard", "practice", "unit_practice", "unit_engagement",
    ],
    start=0,
)  # fmt: skip


class Scratch(NamedTuple):
    """Rows by Row, and those that exist once a theme.

    rows            (threads, rows·runs)
    leader_message  (threads, themes·runs): what the unit's leader tells
    gathered        (threads, (themes + 2)·runs): sums over the neighbours' `seen`
    """

    rows: np.ndarray
    leader_message: np.ndarray
    gathered: np.ndarray


def empty_scratch(threads: int, themes: int, runs: int, dtype: np.dtype) -> Scratch:
    """Scratch for each thread, all 0."""
    return Scratch(
        aligned_zeros((threads, len(Row) * runs), dtype),
        aligned_zeros((threads, themes * runs), dtype),
        aligned_zeros((threads, (themes + 2) * runs), dtype),
    )
