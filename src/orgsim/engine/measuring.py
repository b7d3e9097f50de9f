"""Measuring: sums over people, in fixed blocks, of what the state shows.

A block is a stretch of whole units of one level, so a level is a stretch of blocks, and no sum depends
on the number of threads.
"""

from collections.abc import Callable
from functools import reduce

import numpy as np

from orgsim.compilation import njit
from orgsim.engine.context import column, leads, row, themes_of
from orgsim.engine.leader import show_reports
from orgsim.engine.scratch import Row
from orgsim.engine.state import ENGAGEMENT, PRACTICE, Own
from orgsim.measures.sums import OVER, PEOPLE_PER_BLOCK, SUMS, Observed, Sum, UnitTotals
from orgsim.model.inline import PART
from orgsim.model.parameters import ParameterRow as P
from orgsim.model.processes.arithmetic import constant
from orgsim.model.processes.feedback import voice


@njit(cache=True)
def blocks(superior, level):
    """Where blocks start, and the end: whole units of one level, of PEOPLE_PER_BLOCK or more people."""
    people = superior.shape[0]
    start = np.empty(people + 1, np.int32)
    start[0] = 0
    count = 1
    for i in range(1, people):
        full = i - start[count - 1] >= PEOPLE_PER_BLOCK
        if level[i] != level[i - 1] or (full and superior[i] != superior[i - 1]):
            start[count] = i
            count += 1
    start[count] = people
    return start[: count + 1].copy()


@njit(cache=True)
def add_levels(sums, block_level, total):
    """Add the blocks' sums (blocks, sums·runs) to `total` (levels, sums·runs), in their order."""
    total[:] = 0.0
    for block in range(sums.shape[0]):
        for at in range(sums.shape[1]):
            total[block_level[block], at] += sums[block, at]


@njit(**PART)
def start_block(runs, thread, block, week):
    """Set a block's sums and its first unit's totals to 0."""
    sums = week.sums
    for at in range(sums.shape[1]):
        sums[block, at] = 0.0
    start_unit(runs, thread, week)


@njit(**PART)
def start_unit(runs, thread, week):
    """Set the totals of a unit to 0."""
    for run in range(runs):
        week.rows[thread, column(Row.unit_practice, runs, run)] = 0.0
        week.rows[thread, column(Row.unit_engagement, runs, run)] = 0.0
        week.rows[thread, column(Row.unit_voice, runs, run)] = 0.0


@njit(**PART)
def no_flows(runs, thread, week):
    """Set what flows in a week to 0, where a state is measured outside of one."""
    for run in range(runs):
        week.rows[thread, column(Row.hours, runs, run)] = 0.0
        week.rows[thread, column(Row.met, runs, run)] = 0.0
        week.rows[thread, column(Row.performance, runs, run)] = 0.0
        week.rows[thread, column(Row.leaves, runs, run)] = 0.0


def _adding(number: int, of: Callable) -> Callable:
    """A function that adds what one sum is of."""
    compiled = njit(**PART)(of)

    @njit(**PART)
    def add(block, runs, run, weight, observed, sums):
        """sums[block, this sum] += weight · of(observed)."""
        sums[block, column(number, runs, run)] += weight * compiled(observed)

    return add


def _both(first: Callable, second: Callable) -> Callable:
    @njit(**PART)
    def add(block, runs, run, weight, observed, sums):
        first(block, runs, run, weight, observed, sums)
        second(block, runs, run, weight, observed, sums)

    return add


def _adding_all(over: str) -> Callable:
    """A function that adds all sums that go over the same: nested calls, which become plain code."""
    return reduce(
        _both,
        (_adding(int(Sum[name]), each.of) for name, each in SUMS.items() if each.over == over),
    )


_add_of_people, _add_of_leaders, _add_of_led, _add_of_units = map(_adding_all, OVER)


@njit(**PART)
def finish_unit(runs, thread, block, person, week):
    """Tell the leader of the unit whose last person this is, add it to the sums, begin the next one."""
    rows = week.rows
    leader = week.superior[person]
    size = week.first_report[leader + 1] - week.first_report[leader]
    weight = 1.0 / size if person > 0 else 0.0
    for run in range(runs):
        totals = UnitTotals(
            practice=rows[thread, column(Row.unit_practice, runs, run)],
            engagement=rows[thread, column(Row.unit_engagement, runs, run)],
        )
        _add_of_units(block, runs, run, weight, totals, week.sums)
    if person > 0:
        at = week.leader_row[leader]
        for run in range(runs):
            week.next_voiced[at, run] = rows[thread, column(Row.unit_voice, runs, run)]
    start_unit(runs, thread, week)


@njit(**PART)
def measure_person(runs, thread, block, person, week):
    """Add a person to the sums, and show others what they perceive."""
    a_leader = 1.0 if leads(person, week) else 0.0
    led = 1.0 if person > 0 else 0.0
    for run in range(runs):
        one = observed(runs, run, thread, person, week)
        add_to_unit(runs, run, thread, one, week)
        _add_of_people(block, runs, run, 1.0, one, week.sums)
        _add_of_leaders(block, runs, run, a_leader, one, week.sums)
        _add_of_led(block, runs, run, led, one, week.sums)
    show_reports(runs, person, week)
    end_unit(runs, thread, block, person, week)


@njit(**PART)
def add_to_unit(runs, run, thread, one, week):
    """Add a person to the totals of the unit."""
    rows = week.rows
    rows[thread, column(Row.unit_practice, runs, run)] += one.practice
    rows[thread, column(Row.unit_engagement, runs, run)] += one.engagement
    rows[thread, column(Row.unit_voice, runs, run)] += voice(one.trust, one.own_gap)


@njit(**PART)
def end_unit(runs, thread, block, person, week):
    """Finish the unit where this is its last person."""
    last = week.block_start[block + 1]
    if person + 1 == last or week.superior[person + 1] != week.superior[person]:
        finish_unit(runs, thread, block, person, week)


@njit(**PART)
def observed(runs, run, thread, person, week):
    """What a person's sums are made of."""
    rows = week.rows
    return Observed(
        gap=rows[thread, column(Row.gap, runs, run)],
        own_gap=rows[thread, column(Row.own_gap, runs, run)],
        unheard=rows[thread, column(Row.unheard, runs, run)],
        practice=rows[thread, column(Row.practice, runs, run)],
        engagement=week.next_seen[person, column(ENGAGEMENT, runs, run)],
        trust=week.own[person, column(Own.trust, runs, run)],
        modelling=week.own[person, column(Own.modelling, runs, run)],
        skill=week.own[person, column(Own.skill, runs, run)],
        hours=rows[thread, column(Row.hours, runs, run)],
        met=rows[thread, column(Row.met, runs, run)],
        performance=rows[thread, column(Row.performance, runs, run)],
        leaves=rows[thread, column(Row.leaves, runs, run)],
        engaged_from=week.parameters[column(P.engaged_from, runs, run)],
    )


@njit(**PART)
def begin_weighing(here, week):
    """Set the sums over a person's themes to 0."""
    rows, zero = week.rows, constant(0.0, week.parameters[0])
    rows[here.thread, row(Row.gap, here)] = zero
    rows[here.thread, row(Row.own_gap, here)] = zero
    rows[here.thread, row(Row.unheard, here)] = zero
    rows[here.thread, row(Row.practice, here)] = zero


@njit(**PART)
def weigh_person(here, week):
    """Σω over all themes of a person, in one run."""
    begin_weighing(here, week)
    for k in range(themes_of(here.lanes, week)):
        weigh_theme(here, k, week)


@njit(**PART)
def weigh_theme(here, k, week):
    """Σω over a person's themes of the gaps and of practice."""
    thread, person = here.thread, here.person
    rows = week.rows
    weight, stated = week.weight[row(k, here)], week.stated[row(k, here)]
    practice = week.next_seen[person, row(PRACTICE + k, here)]
    message = week.message[person, row(k, here)]
    rows[thread, row(Row.gap, here)] += weight * abs(stated - practice)
    rows[thread, row(Row.own_gap, here)] += weight * abs(message - practice)
    rows[thread, row(Row.unheard, here)] += weight * abs(stated - message)
    rows[thread, row(Row.practice, here)] += weight * practice
