"""One run: people abreast take the place of runs, so that its rows become vector instructions, too.

LANES people of a block at once have a lane each. What the formulas read of them, of their leaders and of
their groups is copied into rows of lanes, as if it were one person in as many runs; what they write is
copied back. Sums are added up person by person, so all bits are those of a run beside others.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

from orgsim.compilation import njit
from orgsim.engine.context import Here, column, leads, unsigned
from orgsim.engine.neighbours import gather_ties, hear_reports
from orgsim.engine.scratch import Row, empty_scratch
from orgsim.engine.state import PRACTICE, Visible, aligned_zeros, empty_private, empty_visible
from orgsim.measures.sums import Observed
from orgsim.model.inline import PART

LANES = 8
"""People abreast: a vector of 512 bits of double precision, two of 256."""

MEASURED = tuple(int(Row[name]) for name in Observed._fields if name in Row.__members__)
"""What the sums over people need of a person's rows."""


class Who(NamedTuple):
    """Who has the lanes of each thread, int64 (threads, LANES) each.

    person        position of the person
    leader        position of the leader
    reports       of the leader, 1 or more
    leads         1 for those who have reports
    group         row of the person's group in `Settings.groups`, and
    leader_group  that of the leader's: whose levers the lanes hold, -1 for none
    """

    person: np.ndarray
    leader: np.ndarray
    reports: np.ndarray
    leads: np.ndarray
    group: np.ndarray
    leader_group: np.ndarray


class Abreast(NamedTuple):
    """Room for people abreast: a Week of LANES lanes, and who has them.

    The arrays of the week hold two a thread: the person at 2·thread, and the leader after it.
    """

    week: Any
    who: Who


def empty_abreast(week: Any, themes: int, dtype: np.dtype) -> Abreast:
    """Room for the people of a week of one run, all 0."""
    threads = numba.config.NUMBA_NUM_THREADS
    shape = (2 * threads, themes, LANES, dtype)
    visible, after = empty_visible(*shape), empty_visible(*shape)
    settings = {
        name: aligned_zeros((1, len(getattr(week, name)) * LANES), dtype)[0]
        for name in ("parameters", "stated", "weight")
    }
    lanes = week._replace(
        group=np.arange(2 * threads, dtype=np.int32),
        groups=aligned_zeros((2 * threads, week.groups.shape[1] * LANES), dtype),
        key=np.zeros(LANES, np.uint64),
        **settings,
        **visible._asdict(),
        **{f"next_{name}": getattr(after, name) for name in Visible._fields},
        **empty_private(*shape)._asdict(),
        **empty_scratch(threads, 0, themes, LANES, dtype)._asdict(),
    )
    return Abreast(lanes, Who(*(np.zeros((threads, LANES), np.int64) for _ in Who._fields)))


@njit(**PART)
def set_lanes(week, lanes, who):
    """Give every lane the numbers of the run; groups follow with the people."""
    _repeat(week.parameters, lanes.parameters)
    _repeat(week.stated, lanes.stated)
    _repeat(week.weight, lanes.weight)
    _repeat(week.key, lanes.key)
    who.group[:] = -1
    who.leader_group[:] = -1


@njit(**PART)
def _repeat(values, rows):
    for number in range(values.shape[0]):
        for lane in range(LANES):
            rows[column(number, LANES, lane)] = values[number]


@njit(**PART)
def here_abreast(lane, thread, number, who):
    """Here, where lanes are people."""
    return Here(
        LANES,
        lane,
        thread,
        2 * thread,
        2 * thread + 1,
        who.person[thread, lane],
        who.leader[thread, lane],
        who.leads[thread, lane] > 0,
        who.reports[thread, lane],
        number,
    )


@njit(**PART)
def take_lanes(thread, first, people, week, lanes, who):
    """Copy what is needed of so many people from `first` on; nothing in lanes left over counts."""
    for lane in range(LANES):
        person = unsigned(first + min(lane, people - 1))
        leader = unsigned(week.superior[person])
        who.person[thread, lane] = person
        who.leader[thread, lane] = leader
        who.reports[thread, lane] = _reports(leader, week)
        who.leads[thread, lane] = 1 if leads(person, week) else 0
    for lane in range(people):
        _take_groups(thread, lane, week, lanes, who)
        _take_neighbours(thread, lane, week, lanes, who)
    _take_people(thread, week, lanes, who)
    _take_leaders(thread, week, lanes, who)


@njit(**PART)
def _reports(leader, week):
    """Number of a leader's reports; 1 of a top without any, who is its own leader here."""
    return max(1, week.first_report[leader + unsigned(1)] - week.first_report[leader])


@njit(**PART)
def _take_groups(thread, lane, week, lanes, who):
    """The levers of a person's and of the leader's group, where the lane has others."""
    group = week.group[unsigned(who.person[thread, lane])]
    leader_group = week.group[unsigned(who.leader[thread, lane])]
    if who.group[thread, lane] != group:
        who.group[thread, lane] = group
        for lever in range(week.groups.shape[1]):
            lanes.groups[2 * thread, column(lever, LANES, lane)] = week.groups[group, lever]
    if who.leader_group[thread, lane] != leader_group:
        who.leader_group[thread, lane] = leader_group
        for lever in range(week.groups.shape[1]):
            lanes.groups[2 * thread + 1, column(lever, LANES, lane)] = week.groups[
                leader_group, lever
            ]


@njit(**PART)
def _take_neighbours(thread, lane, week, lanes, who):
    person = unsigned(who.person[thread, lane])
    gather_ties(1, thread, person, week)
    hear_reports(1, thread, person, week)
    for field in range(PRACTICE + week.stated.shape[0]):
        of_ties = week.gathered[thread, unsigned(field)]
        lanes.gathered[thread, column(field, LANES, lane)] = of_ties
    for row in (Row.ties, Row.heard_voice):
        lanes.rows[thread, column(row, LANES, lane)] = week.rows[thread, row]


@njit(**PART)
def _take_people(thread, week, lanes, who):
    at, themes = unsigned(2 * thread), week.stated.shape[0]
    _take_rows(thread, at, PRACTICE + themes, who.person, week.seen, lanes.seen)
    _take_rows(thread, at, themes, who.person, week.message, lanes.message)
    _take_rows(thread, at, themes, who.person, week.habit, lanes.habit)
    _take_rows(thread, at, themes, who.person, week.values, lanes.values)
    _take_rows(thread, at, 1, who.person, week.modelling, lanes.modelling)
    _take_rows(thread, at, 1, who.person, week.trust, lanes.trust)
    _take_rows(thread, at, 1, who.person, week.skill, lanes.skill)
    _take_rows(thread, at, 1, who.person, week.resistance, lanes.resistance)
    _take_rows(thread, at, 1, who.person, week.disposition, lanes.disposition)
    _take_rows(thread, at, 1, who.person, week.aptitude, lanes.aptitude)
    _take_rows(thread, at, 1, who.person, week.integrity, lanes.integrity)


@njit(**PART)
def _take_leaders(thread, week, lanes, who):
    at, themes = unsigned(2 * thread + 1), week.stated.shape[0]
    _take_rows(thread, at, PRACTICE + themes, who.leader, week.seen, lanes.seen)
    _take_rows(thread, at, themes, who.leader, week.message, lanes.message)
    _take_rows(thread, at, 1, who.leader, week.modelling, lanes.modelling)


@njit(**PART)
def _take_rows(thread, at, rows, people, source, target):
    """Of each row, the numbers of the people in the lanes."""
    for number in range(rows):
        for lane in range(LANES):
            person = unsigned(people[thread, lane])
            target[at, column(number, LANES, lane)] = source[person, unsigned(number)]


@njit(**PART)
def give_lanes(thread, people, week, lanes, who):
    """Copy what was written of so many people back."""
    at, themes = unsigned(2 * thread), week.stated.shape[0]
    _give_rows(thread, at, PRACTICE + themes, people, who, lanes.next_seen, week.next_seen)
    _give_rows(thread, at, themes, people, who, lanes.next_message, week.next_message)
    _give_rows(thread, at, themes, people, who, lanes.habit, week.habit)
    _give_rows(thread, at, 1, people, who, lanes.next_modelling, week.next_modelling)
    _give_rows(thread, at, 1, people, who, lanes.trust, week.trust)
    _give_rows(thread, at, 1, people, who, lanes.skill, week.skill)


@njit(**PART)
def _give_rows(thread, at, rows, people, who, source, target):
    """Of each row, the numbers of the people in the lanes."""
    first = unsigned(who.person[thread, 0])
    for number in range(rows):
        for lane in range(people):
            target[first + unsigned(lane), unsigned(number)] = source[
                at, column(number, LANES, lane)
            ]


@njit(**PART)
def give_measured(thread, lane, week, lanes):
    """Hand over the rows of the person in a lane that are measured."""
    for row in MEASURED:
        week.rows[thread, row] = lanes.rows[thread, column(row, LANES, lane)]
