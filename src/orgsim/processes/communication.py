"""Communication: messages cascade down the reporting tree and are distorted on the way.

Few managers can name the priorities once they have passed down the levels: Sull et al. (2018).
"""

from numba import njit

from orgsim.processes.arithmetic import centred, complement, half_at_least, unit_interval


@njit(forceinline=True, error_model="numpy")
def told(message, inconsistency, slant_size, draw):
    """m_b + inconsistency·size·(2u − 1): what the leader tells of a theme; u drawn once for all."""
    return message + inconsistency * slant_size * centred(draw)


@njit(forceinline=True, error_model="numpy")
def heard(told_now, transparency, slur, draw):
    """told + (1 − T)·slur·(2u − 1), held in [0, 1]: what arrives; u uniform."""
    return unit_interval(told_now + complement(transparency) * slur * centred(draw))


@njit(forceinline=True, error_model="numpy")
def message_next(message, heard_now, met, transparency, stated, broadcast, uptake):
    """m + κ·met·(½ + ½T)(heard − m) + broadcast·(M − m), held in [0, 1]; rates per week."""
    from_leader = uptake * met * half_at_least(transparency) * (heard_now - message)
    return unit_interval(message + from_leader + broadcast * (stated - message))
