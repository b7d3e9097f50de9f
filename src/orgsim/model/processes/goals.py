"""Goals: realistic yet challenging.

Goal setting: Locke & Latham (2002). The best difficulty lies inside (0, 1) as a result: a harder goal
is worth more and reached less often.
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import sigmoid, smaller


@njit(**INLINE)
def reach(skill, difficulty, spread):
    """σ((s − G) / spread): the chance of reaching a goal of difficulty G with skill s."""
    return sigmoid((skill - difficulty) / spread)


@njit(**INLINE)
def progress(difficulty, reach_now, clarity):
    """G · reach · clarity, clarity of the message: what the goal gives those who pursue it."""
    return difficulty * reach_now * clarity


@njit(**INLINE)
def commitment(
    trust, participation, engagement, trust_weight, participation_weight, engagement_weight
):
    """Weighted mean of trust, participation and engagement; the weights sum to 1."""
    return (
        trust_weight * trust + participation_weight * participation + engagement_weight * engagement
    )


@njit(**INLINE)
def performance(commitment_now, difficulty, skill):
    """commitment · min(G, s)."""
    return commitment_now * smaller(difficulty, skill)
