"""Formulas of the model's processes for everybody at once: (people,) in, (people,) out.

Levers are arrays of people; parameters are the numbers that the formula takes last, in its order. What
`sources` is by default is part of the key in Numba's cache: formulas are compiled in from other files.
"""

import numpy as np

from orgsim.compilation import njit
from orgsim.engine.loop import SOURCES
from orgsim.model.processes.attention import contact, hours_for_people
from orgsim.model.processes.goals import commitment, performance
from orgsim.model.processes.turnover import discontent, hazard

FOR_ALL = {"cache": True, "error_model": "numpy"}


@njit(**FOR_ALL)
def performances(
    trust, engagement, participation, skill, goal_difficulty, parameters, sources=SOURCES
):
    """Performance of everybody; the parameters are those of commitment."""
    found = np.empty_like(trust)
    for i in range(len(found)):
        committed = commitment(trust[i], engagement[i], participation[i], *parameters)
        found[i] = performance(committed, skill[i], goal_difficulty[i])
    return found


@njit(**FOR_ALL)
def discontents(engagement, misfit, parameters, sources=SOURCES):
    """What everybody has of reasons of their own to leave."""
    found = np.empty_like(engagement)
    for i in range(len(found)):
        found[i] = discontent(engagement[i], misfit[i], *parameters)
    return found


@njit(**FOR_ALL)
def hazards(discontents_now, departures, exit_pressure, parameters, sources=SOURCES):
    """Everybody's chance of leaving in a week."""
    found = np.empty_like(discontents_now)
    for i in range(len(found)):
        found[i] = hazard(discontents_now[i], departures[i], exit_pressure[i], *parameters)
    return found


@njit(**FOR_ALL)
def hours_offered(engagement, time_constraint, parameters, sources=SOURCES):
    """Hours a week that everybody would have for reports, all of them together."""
    found = np.empty_like(engagement)
    for i in range(len(found)):
        found[i] = hours_for_people(engagement[i], time_constraint[i], *parameters)
    return found


@njit(**FOR_ALL)
def contacts(hours, span, parameters, sources=SOURCES):
    """Chance that a report of each leader meets that leader in a week; span (people,) of reports."""
    found = np.empty_like(hours)
    for i in range(len(found)):
        found[i] = contact(hours[i] / max(1, span[i]), *parameters)
    return found
