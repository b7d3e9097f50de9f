"""Upward feedback: what reports say makes listening leaders try harder.

Voice needs safety: Edmondson (1999). Effort as the control of a noticed discrepancy: Carver & Scheier
(1982).
"""

from numba import njit

from orgsim.processes.arithmetic import complement, unit_interval


@njit(forceinline=True, error_model="numpy")
def voice(trust, own_gap):
    """τ·Σω|m − a|: the disconnect a person would speak of; the leader hears T times that."""
    return trust * own_gap


@njit(forceinline=True, error_model="numpy")
def effort_base(
    leads, leader_modelling, participation, least_ownership, ownership_of_participation
):
    """Effort people settle at: leaders at leader_modelling, others at the ownership they feel.

    ownership = least + gain·participation, held in [0, 1].
    """
    owned = unit_interval(least_ownership + ownership_of_participation * participation)
    return leader_modelling if leads else owned


@njit(forceinline=True, error_model="numpy")
def modelling_next(modelling, base, heard_voice, feedback, voice_effect, effort_return):
    """g + ν·feedback·voice·(1 − g) + δ(base − g), held in [0, 1]; rates per week."""
    return unit_interval(
        modelling
        + voice_effect * feedback * heard_voice * complement(modelling)
        + effort_return * (base - modelling)
    )
