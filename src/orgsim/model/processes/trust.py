"""Trust: whether people believe that their superior means what they say.

Behavioural integrity: Simons (2002). Lost and gained at different rates: Slovic (1993).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, unit_interval


@njit(**INLINE)
def evidence(gap, gap_tolerance):
    """1 − gap / tolerance: what a leader's word–deed gap says about their integrity."""
    return complement(gap / gap_tolerance)


@njit(**INLINE)
def seen_evidence(evidence_now, disposition, trust_propensity):
    """[evidence + π·d]: evidence as perceived; a positive disposition perceives more integrity.

    Propensity to trust: Mayer, Davis & Schoorman (1995).
    """
    return unit_interval(evidence_now + trust_propensity * disposition)


@njit(**INLINE)
def trust_next(
    trust, evidence_now, visibility, trust_gain, trust_loss, trust_fading, trust_in_the_dark
):
    """τ + v·η·(evidence − τ) + (1 − v)·φ·(τ₀ − τ), with η = gain above τ and loss below.

    Trust responds to what is seen; unseen, it fades towards a low prior τ₀. Rates per week.
    """
    rate = trust_gain if evidence_now > trust else trust_loss
    seen = visibility * rate * (evidence_now - trust)
    return trust + seen + complement(visibility) * trust_fading * (trust_in_the_dark - trust)


@njit(**INLINE)
def trust_after_succession(trust, succeeded, trust_mean, trust_carried_over):
    """τ, or c·τ + (1 − c)·newcomer's trust if the leader has just been replaced (0 or 1)."""
    return trust + succeeded * complement(trust_carried_over) * (trust_mean - trust)
