"""Attention: a leader's hours for people are the scarce resource.

Attention as the scarce resource of organisations: Ocasio (1997). Smaller spans leave more of it for
each report: Gittell (2001).
"""

from numba import njit

from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, saturating


@njit(**INLINE)
def hours_for_people(time_constraint, engagement, hours, least_attention):
    """H (1 − time_constraint)(s₀ + (1 − s₀) e): a leader's hours a week for all reports together."""
    willing = least_attention + complement(least_attention) * engagement
    return hours * complement(time_constraint) * willing


@njit(**INLINE)
def contact(hours_per_report, half_contact_hours):
    """x / (x + x½): the chance that a report meets the leader this week."""
    return saturating(hours_per_report, half_contact_hours)


@njit(**INLINE)
def visibility(met, transparency, visibility_at_distance):
    """v = met + (1 − met)·q·T: how far the leader's deeds are seen."""
    return met + complement(met) * visibility_at_distance * transparency
