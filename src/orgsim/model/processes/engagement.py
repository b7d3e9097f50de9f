"""Engagement: what people get, what is asked of them, and the mood around them.

Job demands and resources: Bakker & Demerouti (2017). Emotional contagion: Barsade (2002).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, constant, larger, sigmoid


@njit(**INLINE)
def overreach(skill, goal_difficulty):
    """max(0, G − s): how far goals lie beyond a person's skill."""
    return larger(constant(0.0, skill), goal_difficulty - skill)


@njit(**INLINE)
def resources(
    trust,
    met,
    growth,
    misfit,
    clarity,
    progress,
    recognition,
    autonomy,
    resource_trust,
    resource_recognition,
    resource_autonomy,
    resource_growth,
    resource_fit,
    resource_progress,
):
    """Weighted mean of trust, recognition when met, autonomy, growth, fit and progress.

    Fit counts in proportion to clarity about what to fit with: Gartenberg, Prat & Serafeim (2019).
    """
    return (
        resource_trust * trust
        + resource_recognition * (met * recognition)
        + resource_autonomy * autonomy
        + resource_growth * growth
        + resource_fit * (complement(misfit) * clarity)
        + resource_progress * progress
    )


@njit(**INLINE)
def demands(
    busyness,
    visibility,
    leader_gap,
    overreach_now,
    criticism,
    red_tape,
    demand_busyness,
    demand_hypocrisy,
    demand_red_tape,
    demand_overreach,
    demand_criticism,
):
    """Weighted mean of busyness, visible hypocrisy, red tape, overreach and criticism."""
    return (
        demand_busyness * busyness
        + demand_hypocrisy * (visibility * leader_gap)
        + demand_red_tape * red_tape
        + demand_overreach * overreach_now
        + demand_criticism * criticism
    )


@njit(**INLINE)
def engagement_target(
    resources, demands, disposition, engagement_base, resource_effect, demand_effect
):
    """σ(b₀ + b_R·resources − b_D·demands + d): where a person's engagement settles."""
    return sigmoid(
        engagement_base + resource_effect * resources - demand_effect * demands + disposition
    )


@njit(**INLINE)
def engagement_next(
    engagement, target, peers, leader, met, engagement_change, peer_contagion, leader_contagion
):
    """e + η(target − e) + ε_p(ē − e) + ε_l·met·(e_b − e); rates per week, η + ε_p + ε_l ≤ 1."""
    return (
        engagement
        + engagement_change * (target - engagement)
        + peer_contagion * (peers - engagement)
        + leader_contagion * met * (leader - engagement)
    )
