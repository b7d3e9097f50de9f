"""Context: what every part of the loop is given, and where in the loop it is.

`Week` holds all arrays; `Here` says which person in which run. The compiler takes both apart, so a part
of the loop that is given these two is as fast as one that is given the dozen things it reads.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from orgsim.inline import INLINE
from orgsim.parameters import GroupRow
from orgsim.scratch import Scratch
from orgsim.settings import Settings, Structure
from orgsim.state import Private, Visible

TIME_CONSTRAINT, WORKLOAD = int(GroupRow["time_constraint"]), int(GroupRow["workload"])
"""Plain numbers: a choice between members of an enumeration would be one of objects."""


class Week(NamedTuple):
    """All that a week is made of: reads `now`, writes `following`, `private` and `scratch`.

    Where no week passes, at the start and when a state is measured, `following` alone is meant.
    """

    structure: Structure
    settings: Settings
    now: Visible
    following: Visible
    private: Private
    scratch: Scratch


class Here(NamedTuple):
    """Where in the loop we are: run number `run` of `runs`, on a thread, at a person of a leader."""

    runs: int
    run: int
    thread: int
    person: int
    leader: int
    leads: bool


@njit(**INLINE)
def row(number, here):
    """Column of this run in row `number`: unsigned, so that no check for negative indices stays."""
    return np.uint64(number * here.runs + here.run)


@njit(**INLINE)
def themes_of(runs, week):
    """Number of themes."""
    return week.settings.stated.shape[0] // runs


@njit(**INLINE)
def leads(person, structure):
    """Whether a person has reports."""
    return structure.first_report[person + 1] > structure.first_report[person]


@njit(**INLINE)
def at(runs, run, thread, person, structure):
    """The place of a person in a run."""
    return Here(runs, run, thread, person, structure.superior[person], leads(person, structure))


@njit(**INLINE)
def busyness(here):
    """Row of the lever that says how busy the person is."""
    return TIME_CONSTRAINT if here.leads else WORKLOAD
