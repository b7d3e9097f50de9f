"""Communication: messages cascade down the reporting tree and are distorted on the way.

Few managers further down the hierarchy can name the priorities: Sull et al. (2018).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import (
    centred,
    complement,
    constant,
    half_at_least,
    larger,
    unit_interval,
)


@njit(**INLINE)
def told(message, draw, inconsistency, slant_size):
    """m_b + inconsistency·size·(2u − 1): what the leader says about a theme; u drawn once."""
    return message + inconsistency * slant_size * centred(draw)


@njit(**INLINE)
def heard(told_now, draw, transparency, slur):
    """told + (1 − T)·slur·(2u − 1), clipped to [0, 1]: what the report hears; u uniform."""
    return unit_interval(told_now + complement(transparency) * slur * centred(draw))


@njit(**INLINE)
def told_to_all(broadcast, training, mentoring, mentoring_uptake):
    """broadcast + training + κ_m·mentoring: how fast the stated message reaches a person directly.

    Mentors as agents of socialisation: Chao, Walz & Gardner (1992).
    """
    return broadcast + training + mentoring_uptake * mentoring


@njit(**INLINE)
def message_next(
    message, heard_now, met, stated, direct, habit, transparency, message_uptake, message_fading
):
    """m + κ·met·(½ + ½T)(heard − m) + direct·(M − m) + φ_m(h − m), clipped to [0, 1]; rates per week.

    Messages that are not repeated fade towards habit: Ebbinghaus (1885), Murre & Dros (2015).
    """
    from_leader = message_uptake * met * half_at_least(transparency) * (heard_now - message)
    return unit_interval(
        message + from_leader + direct * (stated - message) + message_fading * (habit - message)
    )


@njit(**INLINE)
def clarity(unclear, clarity_tolerance):
    """max(0, 1 − Σω|M − m| / tolerance): how clear it is to a person what is expected.

    Purpose pays where it is clear: Gartenberg, Prat & Serafeim (2019).
    """
    return larger(constant(0.0, unclear), complement(unclear / clarity_tolerance))
