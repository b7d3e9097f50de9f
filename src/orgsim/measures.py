"""Measures: sums over people, in fixed blocks, of what the state shows.

A block is a stretch of whole units of one level, so a level is a stretch of blocks, and no sum depends
on the number of threads.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from orgsim.parameters import ParameterRow
from orgsim.processes.arithmetic import constant
from orgsim.processes.feedback import voice

P = ParameterRow
PEOPLE_PER_BLOCK = 64
_inline = {"forceinline": True, "error_model": "numpy"}


class Sums(NamedTuple):
    """Sums over the people of each block, every array (blocks, runs) in float64.

    *_square are sums of squares; *_between sum (total of a unit)² / (its size) over units below the
    top. Flows of the week (hours, met, performance, leavers) are 0 at the start.
    """

    gap: np.ndarray  # Σω|M − a|
    say_do_gap: np.ndarray  # Σω|m − a| of those with reports
    unheard: np.ndarray  # Σω|M − m|
    practice: np.ndarray  # Σω a
    practice_square: np.ndarray
    practice_between: np.ndarray
    engagement: np.ndarray
    engagement_square: np.ndarray
    engagement_between: np.ndarray
    engaged: np.ndarray
    trust: np.ndarray  # of those with a superior
    modelling: np.ndarray  # of those with reports
    skill: np.ndarray
    hours: np.ndarray  # hours per report, of those with a superior
    met: np.ndarray
    performance: np.ndarray
    leavers: np.ndarray


def empty_sums(blocks: int, runs: int) -> Sums:
    """Sums of 0."""
    return Sums(*(np.zeros((blocks, runs)) for _ in Sums._fields))


@njit(**_inline)
def start_block(runs, t, block, settings, rows, sums):
    """Set a block's sums and its first unit's totals to 0."""
    for r in range(runs):
        sums.gap[block, r] = 0.0
        sums.say_do_gap[block, r] = 0.0
        sums.unheard[block, r] = 0.0
        sums.practice[block, r] = 0.0
        sums.practice_square[block, r] = 0.0
        sums.practice_between[block, r] = 0.0
        sums.engagement[block, r] = 0.0
        sums.engagement_square[block, r] = 0.0
        sums.engagement_between[block, r] = 0.0
        sums.engaged[block, r] = 0.0
        sums.trust[block, r] = 0.0
        sums.modelling[block, r] = 0.0
        sums.skill[block, r] = 0.0
        sums.hours[block, r] = 0.0
        sums.met[block, r] = 0.0
        sums.performance[block, r] = 0.0
        sums.leavers[block, r] = 0.0
        rows.unit_practice[t, r] = 0.0
        rows.unit_engagement[t, r] = 0.0


@njit(**_inline)
def measure_unit(runs, t, block, boss, structure, settings, rows, sums):
    """Add a finished unit to the sums between units, and begin the next one."""
    size = structure.first_report[boss + 1] - structure.first_report[boss]
    below_top = 1.0 if structure.superior[structure.block_start[block]] >= 0 and block > 0 else 0.0
    share = below_top / max(size, 1)
    for r in range(runs):
        sums.practice_between[block, r] += rows.unit_practice[t, r] ** 2 * share
        sums.engagement_between[block, r] += rows.unit_engagement[t, r] ** 2 * share
        rows.unit_practice[t, r] = 0.0
        rows.unit_engagement[t, r] = 0.0


@njit(**_inline)
def measure_person(runs, t, block, i, structure, settings, visible, private, rows, sums):
    """Add a person to the sums, and store what the person would voice."""
    themes = settings.stated.shape[0]
    zero = constant(0.0, settings.parameters[0, 0])
    one = constant(1.0, settings.parameters[0, 0])
    leads = one if structure.first_report[i + 1] > structure.first_report[i] else zero
    led = one if i > 0 else zero
    for r in range(runs):
        rows.gap[t, r] = zero
        rows.own_gap[t, r] = zero
        rows.unheard[t, r] = zero
        rows.practice[t, r] = zero
    for k in range(themes):
        for r in range(runs):
            weight, stated = settings.weight[k, r], settings.stated[k, r]
            practice, message = visible.seen[i, k, r], visible.message[i, k, r]
            rows.gap[t, r] += weight * abs(stated - practice)
            rows.own_gap[t, r] += weight * abs(message - practice)
            rows.unheard[t, r] += weight * abs(stated - message)
            rows.practice[t, r] += weight * practice
    for r in range(runs):
        practice = rows.practice[t, r]
        sums.gap[block, r] += rows.gap[t, r]
        sums.say_do_gap[block, r] += leads * rows.own_gap[t, r]
        sums.unheard[block, r] += rows.unheard[t, r]
        sums.practice[block, r] += practice
        sums.practice_square[block, r] += practice * practice
        rows.unit_practice[t, r] += practice
    for r in range(runs):
        engagement = visible.seen[i, themes, r]
        sums.engagement[block, r] += engagement
        sums.engagement_square[block, r] += engagement * engagement
        sums.engaged[block, r] += (
            one if engagement >= settings.parameters[P.engaged_from, r] else zero
        )
        rows.unit_engagement[t, r] += engagement
    for r in range(runs):
        trust = private.trust[i, r]
        visible.voice[i, r] = voice(trust, rows.own_gap[t, r])
        sums.trust[block, r] += led * trust
        sums.modelling[block, r] += leads * private.modelling[i, r]
        sums.skill[block, r] += private.skill[i, r]
    for r in range(runs):
        sums.hours[block, r] += led * rows.hours[t, r]
        sums.met[block, r] += rows.met[t, r]
        sums.performance[block, r] += rows.performance[t, r]
        sums.leavers[block, r] += rows.leaves[t, r]
