"""Scratch: a person's intermediate results, one row of runs each, for each thread, and the sums."""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from orgsim.engine.state import PRACTICE, aligned_zeros, in_whole_vectors
from orgsim.measures.sums import Sum, UnitTotals

OF_LEADER = "hours contact at_distance leader_gap evidence"
OF_PERSON = """
    ties scale heard_voice met visibility has_ties stubborn adoption control message unclear clarity
    misfit progress performance overreach growth leaves
"""
OF_MEASURES = "gap own_gap unheard practice"
OF_UNIT = [f"unit_{name}" for name in (*UnitTotals._fields, "voice")]

Row: Any = IntEnum("Row", [*f"{OF_LEADER} {OF_PERSON} {OF_MEASURES}".split(), *OF_UNIT], start=0)


class Scratch(NamedTuple):
    """Rows by Row, and those that exist once a theme.

    rows            (threads, rows·runs)
    leader_message  (threads, themes·runs): what the unit's leader tells
    gathered        (threads, (2 + themes)·runs or more): sums over the neighbours' `seen`
    sums            (blocks, sums·runs), float64: sums over the people of a block
    """

    rows: np.ndarray
    leader_message: np.ndarray
    gathered: np.ndarray
    sums: np.ndarray


def empty_scratch(threads: int, blocks: int, themes: int, runs: int, dtype: np.dtype) -> Scratch:
    """Scratch for each thread, and sums for each block, all 0."""
    return Scratch(
        aligned_zeros((threads, len(Row) * runs), dtype),
        aligned_zeros((threads, themes * runs), dtype),
        aligned_zeros((threads, in_whole_vectors((PRACTICE + themes) * runs)), dtype),
        aligned_zeros((blocks, len(Sum) * runs), np.dtype(np.float64)),
    )
