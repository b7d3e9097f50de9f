"""Goals: realistic yet challenging.

Goal setting: Locke & Latham (2002). The best difficulty lies inside (0, 1) as a result: a harder goal
is worth more and reached less often.
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import sigmoid, smaller


@njit(**INLINE)
def reach(skill, goal_difficulty, goal_spread):
    """σ((s − G) / spread): the chance of reaching a goal of difficulty G with skill s."""
    return sigmoid((skill - goal_difficulty) / goal_spread)


@njit(**INLINE)
def progress(reach_now, clarity, goal_difficulty):
    """G · reach · clarity, with clarity of the message: the progress people make towards the goal."""
    return goal_difficulty * reach_now * clarity


@njit(**INLINE)
def commitment(
    trust,
    engagement,
    participation,
    commitment_trust,
    commitment_participation,
    commitment_engagement,
):
    """Weighted mean of trust, participation and engagement; the weights sum to 1."""
    return (
        commitment_trust * trust
        + commitment_participation * participation
        + commitment_engagement * engagement
    )


@njit(**INLINE)
def performance(commitment_now, skill, goal_difficulty):
    """commitment · min(G, s)."""
    return commitment_now * smaller(goal_difficulty, skill)
