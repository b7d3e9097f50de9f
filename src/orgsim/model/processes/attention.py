"""Attention: a leader's hours for people are the scarce resource.

Attention as the scarce resource of organisations: Ocasio (1997). Smaller spans leave more of it for
each report: Gittell (2001).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, constant, either, saturating


@njit(**INLINE)
def hours_for_people(engagement, time_constraint, hours, least_attention):
    """H (1 − time_constraint)(s₀ + (1 − s₀) e): a leader's hours a week for all reports together."""
    willing = least_attention + complement(least_attention) * engagement
    return hours * complement(time_constraint) * willing


@njit(**INLINE)
def contact(hours_per_report, half_contact_hours):
    """x / (x + x½): the chance that a report meets the leader this week."""
    return saturating(hours_per_report, half_contact_hours)


@njit(**INLINE)
def seen_at_distance(reports, transparency, visibility_at_distance, distance_thinning):
    """q·T / (1 + d·reports): how visible a leader's deeds are to reports who do not meet the leader.

    Leaders with many reports are less visible to each: Gittell (2001).
    """
    one = constant(1.0, transparency)
    return visibility_at_distance * transparency / (one + distance_thinning * reports)


@njit(**INLINE)
def visibility(met, at_distance):
    """v = met + (1 − met)·at distance: how visible the leader's deeds are."""
    return either(met, at_distance)
