"""Formulas of the model's processes for everybody at once: (people,) in, (people,) out.

Parameters are single numbers.
"""

import numpy as np

from orgsim.compilation import njit
from orgsim.model.processes.attention import contact, hours_for_people
from orgsim.model.processes.goals import commitment, performance
from orgsim.model.processes.turnover import discontent, hazard

FOR_ALL = {"cache": True, "error_model": "numpy"}


@njit(**FOR_ALL)
def performances(trust, participation, engagement, difficulty, skill, weights):
    """Performance of everybody; weights of trust, participation and engagement in commitment."""
    found = np.empty_like(trust)
    of_trust, of_participation, of_engagement = weights
    for i in range(len(found)):
        committed = commitment(
            trust[i], participation[i], engagement[i], of_trust, of_participation, of_engagement
        )
        found[i] = performance(committed, difficulty[i], skill[i])
    return found


@njit(**FOR_ALL)
def discontents(engagement, misfit, of_disengagement, of_misfit):
    """What everybody has of reasons of their own to leave."""
    found = np.empty_like(engagement)
    for i in range(len(found)):
        found[i] = discontent(engagement[i], misfit[i], of_disengagement, of_misfit)
    return found


@njit(**FOR_ALL)
def hazards(discontents_now, departures, pressure, base, of_departures):
    """Everybody's chance of leaving in a week."""
    found = np.empty_like(discontents_now)
    for i in range(len(found)):
        found[i] = hazard(discontents_now[i], departures[i], pressure[i], base, of_departures)
    return found


@njit(**FOR_ALL)
def hours_offered(time_constraint, engagement, hours, least_attention):
    """Hours a week that everybody would have for reports, all of them together."""
    found = np.empty_like(engagement)
    for i in range(len(found)):
        found[i] = hours_for_people(time_constraint[i], engagement[i], hours, least_attention)
    return found


@njit(**FOR_ALL)
def contacts(hours, span, half_contact_hours):
    """Chance that a report of each leader meets that leader in a week; span (people,) of reports."""
    found = np.empty_like(hours)
    for i in range(len(found)):
        found[i] = contact(hours[i] / max(1, span[i]), half_contact_hours)
    return found
