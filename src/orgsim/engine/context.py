"""Context: what every part of the loop is given, and where in the loop it is.

`Week` holds all arrays; `Here` says which person in which run. The compiler takes both apart, so a part
of the loop that is given these two is as fast as one that is given the dozen things it reads.
"""

from collections import namedtuple
from typing import Any, NamedTuple

import numpy as np

from orgsim.compilation import njit
from orgsim.engine.scratch import Scratch
from orgsim.engine.settings import Settings, Structure
from orgsim.engine.state import Private, Visible
from orgsim.model.inline import PART
from orgsim.model.parameters import GroupRow

TIME_CONSTRAINT, WORKLOAD = int(GroupRow["time_constraint"]), int(GroupRow["workload"])
"""Plain numbers: a choice between members of an enumeration would be one of objects."""


WEEK = (
    *Structure._fields,
    *Settings._fields,
    *Visible._fields,
    *(f"next_{name}" for name in Visible._fields),
    *Private._fields,
    *Scratch._fields,
)
_tuple_named: Any = namedtuple  # mypy cannot follow fields that are not literals
Week = _tuple_named("Week", WEEK)
"""All that a week is made of, side by side: the fields of Structure, Settings, Visible, Visible once
more as `next_…`, Private and Scratch. What others see is read as it was and written as `next_…`; the
latter alone is meant where no week passes: at the start, and when a state is measured.

Flat, since a tuple taken out of a tuple costs counting references to all of its arrays.
"""


class Here(NamedTuple):
    """Where in the loop we are: run number `run` of `runs`, on a thread, at a person of a leader.

    number  of the week, 0 at the start
    """

    runs: int
    run: int
    thread: int
    person: int
    leader: int
    leads: bool
    number: int


@njit(**PART)
def column(number, runs, run):
    """Column of a run in row `number`: unsigned, so that no check for negative indices stays."""
    return np.uint64(number * runs + run)


@njit(**PART)
def row(number, here):
    """Column of this run in row `number`."""
    return column(number, here.runs, here.run)


@njit(**PART)
def themes_of(runs, week):
    """Number of themes."""
    return week.stated.shape[0] // runs


@njit(**PART)
def leads(person, week):
    """Whether a person has reports."""
    return week.first_report[person + 1] > week.first_report[person]


@njit(**PART)
def busyness(here):
    """Row of the lever that says how busy the person is."""
    return TIME_CONSTRAINT if here.leads else WORKLOAD
