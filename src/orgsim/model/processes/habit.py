"""Habit: what is practised becomes habit; workshops change it directly.

Habit formation by repetition in context: Lally et al. (2010).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, unit_interval


@njit(**INLINE)
def formation(visibility, deed, habit_change, habit_support):
    """ρ(1 − q_h + q_h·v·a_b): how fast practice becomes habit; faster if the leader is seen doing it.

    Vicarious reinforcement: Bandura (1977). Superiors' support makes training last: Blume et al. (2010).
    """
    return habit_change * (complement(habit_support) + habit_support * (visibility * deed))


@njit(**INLINE)
def habit_next(
    habit,
    practice,
    message,
    stated,
    values,
    formation_now,
    workshops,
    training,
    training_habit,
    habit_return,
):
    """h + formation·(a − h) + workshops·(m − h) + drill·(M − h) + return·(values − h), in [0, 1].

    Rates per week; drill = training_habit·training. Values hardly change in adults: Schwartz (1992).
    """
    return unit_interval(
        habit
        + formation_now * (practice - habit)
        + workshops * (message - habit)
        + training_habit * training * (stated - habit)
        + habit_return * (values - habit)
    )
