"""One run: people abreast take the place of runs, so that its rows become vector instructions, too.

LANES people of a block at once have a lane each. What the formulas read of them, of their leaders and of
their groups is copied into rows of lanes, as if it were one person in as many runs; what they write is
copied back. Sums are added up in the order of people, so all bits are those of a run beside others.
"""

from collections import namedtuple
from typing import Any

import numba
import numpy as np

from orgsim.compilation import njit
from orgsim.engine.context import Here, column, leads, reports_of, unsigned
from orgsim.engine.neighbours import gather_ties, hear_reports
from orgsim.engine.scratch import Row, empty_scratch
from orgsim.engine.state import (
    CHANGING,
    MESSAGE,
    PRACTICE,
    Own,
    Private,
    aligned_zeros,
    empty_private,
    empty_visible,
)
from orgsim.measures.sums import OVER
from orgsim.model.inline import PART

LANES = 8
"""People abreast: a vector of 512 bits of double precision, two of 256."""

OWN = len(Own)
"""A number to the compiler, which knows no length of an enumeration."""

PEOPLE, LEADERS, LED = (list(OVER).index(name) for name in ("people", "leaders", "led"))
"""Rows of `Lanes.counted`."""

WHO = (
    *("person_of", "leader_of", "reports_of", "leads_of"),
    *("group_of", "leader_group_of", "leader_row_of"),
)

LANES_FIELDS = (
    *("group", "groups", "parameters", "stated", "weight", "habit_shift", "key"),
    *("seen", "next_seen", "leading"),
    *Private._fields,
    *("rows", "leader_message", "gathered"),
    *WHO,
    "counted",
)
_tuple_named: Any = namedtuple  # mypy cannot follow fields that are not literals
Lanes = _tuple_named("Lanes", LANES_FIELDS)
"""Room for people abreast, in rows of LANES: what formulas read and write of a Week, and who it is.

Arrays of people hold two a thread: the person at 2·thread, and the leader after it.

person_of        position of the person, int64 (threads, LANES) as are those below
leader_of        position of the leader
reports_of       number of the leader's reports, 1 or more
leads_of         1 for those who have reports
group_of         row of the person's group in `Settings.groups`, and
leader_group_of  that of the leader's: whose levers the lanes hold
leader_row_of    row of the leader in `Visible.leading`
counted          float64, rows by OVER: 1 where its sums count the lane, else 0
"""


def empty_lanes(week: Any, themes: int, dtype: np.dtype) -> Any:
    """Room for the people of a week of one run, all 0."""
    threads = numba.config.NUMBA_NUM_THREADS
    people, shape = 2 * threads, (themes, LANES, dtype)
    arrays = {
        "group": np.arange(people, dtype=np.int32),
        "groups": aligned_zeros((people, week.groups.shape[1] * LANES), dtype),
        "key": np.zeros(LANES, np.uint64),
        **empty_visible(people, people, *shape)._asdict(),
        "next_seen": empty_visible(people, people, *shape).seen,
        **empty_private(people, *shape)._asdict(),
        **empty_scratch(threads, 0, themes, LANES, dtype)._asdict(),
    }
    for name in ("parameters", "stated", "weight", "habit_shift"):
        arrays[name] = aligned_zeros((1, len(getattr(week, name)) * LANES), dtype)[0]
    for name in WHO:
        arrays[name] = np.zeros((threads, LANES), np.int64)
    arrays["counted"] = aligned_zeros((threads, len(OVER) * LANES), np.dtype(np.float64))
    return Lanes(*(arrays[name] for name in LANES_FIELDS))


@njit(**PART)
def set_lanes(week, lanes):
    """Give every lane the numbers of the run and, until people come with their own, group 0's levers.

    So lanes that are left over hold numbers, too.
    """
    _repeat(week.parameters, lanes.parameters)
    _repeat(week.stated, lanes.stated)
    _repeat(week.weight, lanes.weight)
    _repeat(week.habit_shift, lanes.habit_shift)
    _repeat(week.key, lanes.key)
    for at in range(lanes.groups.shape[0]):
        _repeat(week.groups[0], lanes.groups[at])
    lanes.group_of[:] = 0
    lanes.leader_group_of[:] = 0


@njit(**PART)
def _repeat(values, rows):
    for number in range(values.shape[0]):
        for lane in range(LANES):
            rows[column(number, LANES, lane)] = values[number]


@njit(**PART)
def here_abreast(lane, thread, number, lanes):
    """Here, where lanes are people."""
    return Here(
        LANES,
        lane,
        thread,
        2 * thread,
        2 * thread + 1,
        2 * thread + 1,
        lanes.person_of[thread, lane],
        lanes.leader_of[thread, lane],
        lanes.leads_of[thread, lane] > 0,
        lanes.reports_of[thread, lane],
        number,
    )


@njit(**PART)
def take_lanes(thread, first, people, week, lanes):
    """Copy what is needed of so many people from `first` on; nothing in lanes left over counts."""
    for lane in range(LANES):
        person = unsigned(first + min(lane, people - 1))
        leader = unsigned(week.superior[person])
        lanes.person_of[thread, lane] = person
        lanes.leader_of[thread, lane] = leader
        lanes.leader_row_of[thread, lane] = week.leader_row[leader]
        lanes.reports_of[thread, lane] = reports_of(leader, week)
        lanes.leads_of[thread, lane] = leading = 1 if leads(person, week) else 0
        there = 1.0 if lane < people else 0.0
        lanes.counted[thread, column(PEOPLE, LANES, lane)] = there
        lanes.counted[thread, column(LEADERS, LANES, lane)] = there * leading
        lanes.counted[thread, column(LED, LANES, lane)] = there if person > 0 else 0.0
    for lane in range(people):
        group = week.group[unsigned(lanes.person_of[thread, lane])]
        leader_group = week.group[unsigned(lanes.leader_of[thread, lane])]
        _take_levers(2 * thread, thread, lane, (lanes.group_of, group), week, lanes)
        _take_levers(
            2 * thread + 1, thread, lane, (lanes.leader_group_of, leader_group), week, lanes
        )
        _take_neighbours(thread, lane, week, lanes)
    _take_people(thread, week, lanes)
    _take_leaders(thread, week, lanes)


@njit(**PART)
def _take_levers(at, thread, lane, groups, week, lanes):
    """The levers of the group of the person at `at`, where the lane has those of another."""
    before, group = groups
    if before[thread, lane] != group:
        before[thread, lane] = group
        for lever in range(week.groups.shape[1]):
            lanes.groups[at, column(lever, LANES, lane)] = week.groups[group, lever]


@njit(**PART)
def _take_neighbours(thread, lane, week, lanes):
    person = unsigned(lanes.person_of[thread, lane])
    gather_ties(1, thread, person, week)
    hear_reports(1, thread, person, week)
    for field in range(PRACTICE + week.stated.shape[0]):
        of_ties = week.gathered[thread, unsigned(field)]
        lanes.gathered[thread, column(field, LANES, lane)] = of_ties
    for row in (Row.ties, Row.heard_voice):
        lanes.rows[thread, column(row, LANES, lane)] = week.rows[thread, row]


@njit(**PART)
def _take_people(thread, week, lanes):
    at, themes = unsigned(2 * thread), week.stated.shape[0]
    _take_rows(thread, at, PRACTICE + themes, lanes.person_of, week.seen, lanes.seen)
    _take_rows(thread, at, themes, lanes.person_of, week.message, lanes.message)
    _take_rows(thread, at, themes, lanes.person_of, week.habit, lanes.habit)
    _take_rows(thread, at, themes, lanes.person_of, week.values, lanes.values)
    _take_rows(thread, at, OWN, lanes.person_of, week.own, lanes.own)


@njit(**PART)
def _take_leaders(thread, week, lanes):
    at, themes = unsigned(2 * thread + 1), week.stated.shape[0]
    _take_rows(thread, at, PRACTICE + themes, lanes.leader_of, week.seen, lanes.seen)
    _take_rows(thread, at, MESSAGE + themes, lanes.leader_row_of, week.leading, lanes.leading)


@njit(**PART)
def _take_rows(thread, at, rows, people, source, target):
    """Of each row, the numbers of the people in the lanes."""
    for number in range(rows):
        for lane in range(LANES):
            person = unsigned(people[thread, lane])
            target[at, column(number, LANES, lane)] = source[person, unsigned(number)]


@njit(**PART)
def give_lanes(thread, first, people, week, lanes):
    """Copy what was written of so many people from `first` on back."""
    themes = week.stated.shape[0]
    _give_rows(thread, PRACTICE + themes, first, people, lanes.next_seen, week.next_seen)
    _give_rows(thread, themes, first, people, lanes.message, week.message)
    _give_rows(thread, themes, first, people, lanes.habit, week.habit)
    _give_rows(thread, CHANGING, first, people, lanes.own, week.own)


@njit(**PART)
def give_traits(thread, first, people, week, lanes):
    """Copy the traits of so many people from `first` on back, some of whom are new."""
    _give_rows(thread, week.stated.shape[0], first, people, lanes.values, week.values)
    _give_rows(thread, OWN, first, people, lanes.own, week.own)


@njit(**PART)
def _give_rows(thread, rows, first, people, source, target):
    """Of each row, the numbers of the people in the lanes."""
    at, start = unsigned(2 * thread), unsigned(first)
    for number in range(rows):
        for lane in range(people):
            given = source[at, column(number, LANES, lane)]
            target[start + unsigned(lane), unsigned(number)] = given
