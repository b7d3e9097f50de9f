"""Turnover: who leaves, and who takes their place.

Attraction, selection, attrition: Schneider (1987). Turnover contagion: Felps et al. (2009).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, constant, unit_interval


@njit(**INLINE)
def discontent(engagement, misfit, exit_disengagement, exit_misfit):
    """x_e(1 − e)³ + x_f·misfit³: a person's own reasons to leave.

    Cubed, since people tolerate a lot before they leave: Lee & Mitchell (1994).
    """
    disengagement = complement(engagement)
    of_disengagement = exit_disengagement * (disengagement * disengagement * disengagement)
    return of_disengagement + exit_misfit * (misfit * misfit * misfit)


@njit(**INLINE)
def hazard(discontent_now, departures, exit_pressure, exit_base, exit_contagion):
    """h₀(1 + discontent + x_l·departures) + pressure, in [0, 1]; chance per week."""
    excess = discontent_now + exit_contagion * departures
    return unit_interval(exit_base * (constant(1.0, exit_base) + excess) + exit_pressure)


@njit(**INLINE)
def departure_next(departure, leaves, departure_memory):
    """1 if the person leaves, else c·departure: how recent the last departure from the position is."""
    return leaves + complement(leaves) * departure_memory * departure


@njit(**INLINE)
def newcomer_habit(drawn, stated, hiring_fit):
    """h + fit·(M − h): hiring for fit shifts newcomers' habits towards stated values."""
    return drawn + hiring_fit * (stated - drawn)


@njit(**INLINE)
def newcomer_message(habit, stated, understanding):
    """h + understanding·(M − h): between a newcomer's habit and the stated message."""
    return habit + understanding * (stated - habit)
