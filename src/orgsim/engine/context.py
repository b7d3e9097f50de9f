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
    """Where in the loop we are: in a lane, on a thread, at a person of a leader, in a week.

    lanes            length of the rows: as many runs; of one run, as many people (see abreast)
    lane             which of them
    person, leader   where arrays hold these two
    leader_row       where arrays of those who lead hold the leader
    position         the person's in the organisation
    leader_position  the leader's
    leads            whether the person has reports
    reports          of the leader, 1 or more
    number           of the week, 0 at the start
    """

    lanes: int
    lane: int
    thread: int
    person: int
    leader: int
    leader_row: int
    position: int
    leader_position: int
    leads: bool
    reports: int
    number: int


@njit(**PART)
def here_at(lanes, lane, thread, person, number, week):
    """Here, where lanes are runs: arrays hold everybody by position."""
    leader, leading = week.superior[person], leads(person, week)
    at, reports = week.leader_row[leader], reports_of(leader, week)
    return Here(lanes, lane, thread, person, leader, at, person, leader, leading, reports, number)


@njit(**PART)
def reports_of(leader, week):
    """Number of a leader's reports; 1 of a top without any, who is its own leader here."""
    before = unsigned(leader)
    return max(1, week.first_report[before + unsigned(1)] - week.first_report[before])


@njit(**PART)
def unsigned(index):
    """An index that is never negative, so that no check for negative ones stays."""
    return np.uint64(index)


@njit(**PART)
def column(number, lanes, lane):
    """Column of a lane in row `number`."""
    return unsigned(number * lanes + lane)


@njit(**PART)
def row(number, here):
    """Column of this lane in row `number`."""
    return column(number, here.lanes, here.lane)


@njit(**PART)
def themes_of(lanes, week):
    """Number of themes."""
    return week.stated.shape[0] // lanes


@njit(**PART)
def leads(person, week):
    """Whether a person has reports."""
    return week.first_report[person + 1] > week.first_report[person]
