"""Upward feedback: what reports say makes listening leaders try harder.

Voice needs safety: Edmondson (1999). Effort as the control of a noticed discrepancy: Carver & Scheier
(1982).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, unit_interval


@njit(**INLINE)
def voice(trust, own_gap):
    """τ·Σω|m − a|: the disconnect a person would speak of; the leader hears T times that."""
    return trust * own_gap


@njit(**INLINE)
def effort_base(
    leads, integrity, leader_modelling, participation, least_ownership, ownership_of_participation
):
    """[asked + integrity]: the effort a person settles at.

    What is asked is leader_modelling of leaders, and of others the ownership they feel, least +
    gain·participation. People differ in the integrity they bring: Simons (2002).
    """
    owned = least_ownership + ownership_of_participation * participation
    asked = leader_modelling if leads else owned
    return unit_interval(asked + integrity)


@njit(**INLINE)
def called_forth(base, trust, visibility, example, example_effect):
    """base + (1 − base)·c·τ·v·g_b: a trusted leader seen making an effort inspires effort in others.

    Trickle-down of leaders' conduct: Mayer, Kuenzi, Greenbaum, Bardes & Salvador (2009).
    """
    return base + complement(base) * (example_effect * trust * visibility * example)


@njit(**INLINE)
def criticism(heard_voice, feedback):
    """feedback·voice: the criticism a leader receives, which costs as well as helps.

    Feedback that draws attention from the task to the self lowers performance: Kluger & DeNisi (1996).
    """
    return feedback * heard_voice


@njit(**INLINE)
def modelling_next(modelling, base, heard_voice, feedback, voice_effect, effort_return):
    """g + ν·feedback·voice·(1 − g) + δ(base − g), clipped to [0, 1]; rates per week."""
    return unit_interval(
        modelling
        + voice_effect * feedback * heard_voice * complement(modelling)
        + effort_return * (base - modelling)
    )
