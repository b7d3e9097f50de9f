"""Demand: the memory that simulations take, told from their configs before anything is made."""

import math
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np

from orgsim.config.models import OrganisationConfig
from orgsim.engine.state import empty_private, empty_visible
from orgsim.errors import UserError
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.sums import PEOPLE_PER_BLOCK, SUMS
from orgsim.organisation.size import organisation_bytes

PROCESS_BYTES = 250 * 2**20
"""What a process takes before it simulates: Python with the libraries, measured."""

TABLES = 2
"""The measures of all weeks exist twice: as arrays, and as the tables that are written of them."""

LOOKS_BYTES = 40
"""Everybody's gaps at the start and at the end of a run, and what they are made of."""

CELL_BYTES = 40
"""A person while groups are told apart."""

SECONDS_A_PERSON = 2e-6
"""To make an organisation with ten ties for each, on one core: assumed."""

SECONDS_A_PERSON_WEEK = {1: 250e-9, 8: 45e-9, 16: 30e-9, 32: 25e-9}
"""To simulate a week, by width, with one thread: assumed, near what benchmarks/engine.py finds."""

_CGROUP = Path("/sys/fs/cgroup")
_LIMITS = (_CGROUP / "memory.max", _CGROUP / "memory" / "memory.limit_in_bytes")


def state_bytes(people: int, themes: int, width: int, precision: str = "float64") -> float:
    """State of so many runs side by side, and the sums over it (see `orgsim.engine.state`)."""
    sums = width * len(SUMS) * np.dtype(float).itemsize / PEOPLE_PER_BLOCK
    return people * (_person_bytes(themes, width, precision) + sums)


@lru_cache
def _person_bytes(themes: int, width: int, precision: str) -> int:
    """State of one person in so many runs: what others read exists twice."""
    one = (1, themes, width, np.dtype(precision))
    return sum(array.nbytes for array in (*empty_visible(*one) * 2, *empty_private(*one)))


def ensemble_bytes(
    people: int,
    ties: float,
    themes: int,
    width: int,
    precision: str = "float64",
    at_rest: bool = False,
) -> float:
    """An ensemble with its organisation, and what is looked at in it.

    at_rest  whether its runs come to rest before: in an ensemble of as many, whose states are kept
    """
    state = (2 if at_rest else 1) * state_bytes(people, themes, width, precision)
    return organisation_bytes(people, ties) + state + people * (CELL_BYTES + LOOKS_BYTES * width)


def record_bytes(weeks: int, levels: int, runs: int) -> float:
    """Sums over the people of each level of an ensemble, and the measures that are made of them."""
    return 2 * np.dtype(float).itemsize * len(SUMS) * (weeks + 1) * levels * runs


def results_bytes(weeks: int, levels: int, replications: int) -> float:
    """Measures of the whole and of each level of a scenario, of all weeks and replications."""
    numbers = len(MEASURES) * (weeks + 1) * (1 + levels) * replications
    return TABLES * np.dtype(float).itemsize * numbers


def levels_of(organisation: OrganisationConfig) -> int:
    """About how many levels a generated one has: those of a tree that is filled level by level."""
    people, span = organisation.people, organisation.span_of_control
    if organisation.levels is not None:
        return organisation.levels
    if span < 1.01:  # nearly a chain
        return people
    return math.ceil(math.log1p(people * (span - 1)) / math.log(span))


def machine_bytes() -> int | None:
    """Memory this process may take: that of the machine, or of its control group; None if unknown."""
    found = [size for path in _LIMITS if (size := _limit(path))]
    with suppress(AttributeError, OSError, ValueError):  # not there on Windows
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(found, default=None)


def _limit(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):  # no control group, or the word max
        return None


def refuse_beyond(needed: float, what: str, remedy: str) -> None:
    """Refuse what the machine has no memory for."""
    there = machine_bytes()
    if there is not None and needed > there:
        raise UserError(
            f"{what} needs about {gibibytes(needed)} of memory and this machine has"
            f" {gibibytes(there)}; {remedy}"
        )


def gibibytes(size: float) -> str:
    """A number of bytes, in GiB."""
    return f"{size / 2**30:,.1f} GiB"
