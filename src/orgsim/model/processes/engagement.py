"""Engagement: what people get against what is asked of them, and the mood around them.

Job demands and resources: Bakker & Demerouti (2017). Emotional contagion: Barsade (2002).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import constant, larger, sigmoid


@njit(**INLINE)
def overreach(difficulty, skill):
    """max(0, G − s): how far goals lie beyond a person's skill."""
    return larger(constant(0.0, skill), difficulty - skill)


@njit(**INLINE)
def engagement_target(resources, demands, disposition, base, resource_effect, demand_effect):
    """σ(b₀ + b_R·resources − b_D·demands + d): where a person's engagement settles."""
    return sigmoid(base + resource_effect * resources - demand_effect * demands + disposition)


@njit(**INLINE)
def engagement_next(
    engagement, target, change, peers, peer_contagion, leader, met, leader_contagion
):
    """e + η(target − e) + ε_p(ē − e) + ε_l·met·(e_b − e); rates per week, η + ε_p + ε_l ≤ 1."""
    return (
        engagement
        + change * (target - engagement)
        + peer_contagion * (peers - engagement)
        + leader_contagion * met * (leader - engagement)
    )
