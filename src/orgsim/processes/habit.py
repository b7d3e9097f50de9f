"""Habit: what is practised becomes habit; workshops work on it directly.

Habit formation by repetition in context: Lally et al. (2010).
"""

from numba import njit

from orgsim.processes.arithmetic import unit_interval


@njit(forceinline=True, error_model="numpy")
def habit_next(habit, practice, message, habit_change, workshops):
    """h + ρ(a − h) + workshops·(m − h), held in [0, 1]; rates per week."""
    return unit_interval(habit + habit_change * (practice - habit) + workshops * (message - habit))
