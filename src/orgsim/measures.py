"""Measures: sums over people, in fixed blocks, of what the state shows.

A block is a stretch of whole units of one level, so a level is a stretch of blocks, and no sum depends
on the number of threads.
"""

from enum import IntEnum
from typing import Any

import numpy as np

from orgsim.compilation import njit
from orgsim.inline import INLINE
from orgsim.parameters import ParameterRow as P
from orgsim.processes.arithmetic import constant
from orgsim.processes.feedback import voice
from orgsim.scratch import Row
from orgsim.state import aligned_zeros, row

PEOPLE_PER_BLOCK = 64

SUMS = {
    "gap": "Σω|M − a|",
    "say_do_gap": "Σω|m − a| of those with reports",
    "unheard": "Σω|M − m|",
    "practice": "Σω a",
    "practice_square": "(Σω a)²",
    "practice_between": "(sum of Σω a over a unit)² / its size, of units below the top",
    "engagement": "e",
    "engagement_square": "e²",
    "engagement_between": "(sum of e over a unit)² / its size, of units below the top",
    "engaged": "1 where e reaches engaged_from",
    "trust": "τ of those with a superior",
    "modelling": "g of those with reports",
    "skill": "s",
    "hours": "hours per report of those with a superior, in the week",
    "met": "1 for those who met their superior in the week",
    "performance": "performance in the week",
    "leavers": "1 for those who left at the end of the week",
}
"""What is summed over the people of a block; flows of a week are 0 at the start."""

Sum: Any = IntEnum("Sum", list(SUMS), start=0)


def empty_sums(blocks: int, runs: int) -> np.ndarray:
    """Room for sums, (blocks, sums·runs), float64."""
    return aligned_zeros((blocks, len(SUMS) * runs), np.dtype(np.float64))


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
        for column in range(sums.shape[1]):
            total[block_level[block], column] += sums[block, column]


@njit(**INLINE)
def start_block(runs, t, block, scratch, sums):
    """Set a block's sums and its first unit's totals to 0."""
    for column in range(sums.shape[1]):
        sums[block, column] = 0.0
    for r in range(runs):
        scratch.rows[t, row(Row.unit_practice, runs, r)] = 0.0
        scratch.rows[t, row(Row.unit_engagement, runs, r)] = 0.0


@njit(**INLINE)
def no_flows(runs, t, scratch):
    """Set what flows in a week to 0, where a state is measured outside of one."""
    for r in range(runs):
        scratch.rows[t, row(Row.hours, runs, r)] = 0.0
        scratch.rows[t, row(Row.met, runs, r)] = 0.0
        scratch.rows[t, row(Row.performance, runs, r)] = 0.0
        scratch.rows[t, row(Row.leaves, runs, r)] = 0.0


@njit(**INLINE)
def finish_unit(runs, t, block, i, structure, scratch, sums):
    """Add the unit whose last person is i to the sums between units, and begin the next one."""
    rows, leader = scratch.rows, structure.superior[i]
    size = structure.first_report[leader + 1] - structure.first_report[leader]
    weight = 1.0 / size if i > 0 else 0.0
    for r in range(runs):
        practice = rows[t, row(Row.unit_practice, runs, r)]
        engagement = rows[t, row(Row.unit_engagement, runs, r)]
        sums[block, row(Sum.practice_between, runs, r)] += practice * practice * weight
        sums[block, row(Sum.engagement_between, runs, r)] += engagement * engagement * weight
    for r in range(runs):
        rows[t, row(Row.unit_practice, runs, r)] = 0.0
        rows[t, row(Row.unit_engagement, runs, r)] = 0.0


@njit(**INLINE)
def measure_person(runs, t, block, i, structure, settings, visible, private, scratch, sums):
    """Add a person to the sums, and store what the person would voice."""
    rows, themes = scratch.rows, settings.stated.shape[0] // runs
    one = constant(1.0, settings.parameters[0])
    zero = one - one
    leads = 1.0 if structure.first_report[i + 1] > structure.first_report[i] else 0.0
    led = 1.0 if i > 0 else 0.0
    for r in range(runs):
        practice = rows[t, row(Row.practice, runs, r)]
        engagement = visible.seen[i, row(themes, runs, r)]
        engaged = engagement >= settings.parameters[row(P.engaged_from, runs, r)]
        trust, own_gap = private.trust[i, r], rows[t, row(Row.own_gap, runs, r)]
        visible.voice[i, r] = voice(trust, own_gap)
        rows[t, row(Row.unit_practice, runs, r)] += practice
        rows[t, row(Row.unit_engagement, runs, r)] += engagement
        sums[block, row(Sum.gap, runs, r)] += rows[t, row(Row.gap, runs, r)]
        sums[block, row(Sum.say_do_gap, runs, r)] += leads * own_gap
        sums[block, row(Sum.unheard, runs, r)] += rows[t, row(Row.unheard, runs, r)]
        sums[block, row(Sum.practice, runs, r)] += practice
        sums[block, row(Sum.practice_square, runs, r)] += practice * practice
        sums[block, row(Sum.engagement, runs, r)] += engagement
        sums[block, row(Sum.engagement_square, runs, r)] += engagement * engagement
        sums[block, row(Sum.engaged, runs, r)] += one if engaged else zero
        sums[block, row(Sum.trust, runs, r)] += led * trust
        sums[block, row(Sum.modelling, runs, r)] += leads * private.modelling[i, r]
        sums[block, row(Sum.skill, runs, r)] += private.skill[i, r]
        sums[block, row(Sum.hours, runs, r)] += led * rows[t, row(Row.hours, runs, r)]
        sums[block, row(Sum.met, runs, r)] += rows[t, row(Row.met, runs, r)]
        sums[block, row(Sum.performance, runs, r)] += rows[t, row(Row.performance, runs, r)]
        sums[block, row(Sum.leavers, runs, r)] += rows[t, row(Row.leaves, runs, r)]


@njit(**INLINE)
def begin_weighing(runs, r, t, settings, scratch):
    """Set the sums over a person's themes to 0."""
    rows, zero = scratch.rows, constant(0.0, settings.parameters[0])
    rows[t, row(Row.gap, runs, r)] = zero
    rows[t, row(Row.own_gap, runs, r)] = zero
    rows[t, row(Row.unheard, runs, r)] = zero
    rows[t, row(Row.practice, runs, r)] = zero


@njit(**INLINE)
def weigh_person(runs, r, t, i, settings, visible, scratch):
    """Σω over all themes of a person, in one run."""
    begin_weighing(runs, r, t, settings, scratch)
    for k in range(settings.stated.shape[0] // runs):
        weigh_theme(runs, r, t, i, k, settings, visible, scratch)


@njit(**INLINE)
def weigh_theme(runs, r, t, i, k, settings, visible, scratch):
    """Σω over a person's themes of the gaps and of practice."""
    rows = scratch.rows
    weight, stated = settings.weight[row(k, runs, r)], settings.stated[row(k, runs, r)]
    practice = visible.seen[i, row(k, runs, r)]
    message = visible.message[i, row(k, runs, r)]
    rows[t, row(Row.gap, runs, r)] += weight * abs(stated - practice)
    rows[t, row(Row.own_gap, runs, r)] += weight * abs(message - practice)
    rows[t, row(Row.unheard, runs, r)] += weight * abs(stated - message)
    rows[t, row(Row.practice, runs, r)] += weight * practice
