"""The order of a week: what happens to one person in one run, call by call.

It stands here alone. The loop takes each list as one call; another back end takes it likewise. What is
faced in a leader is the same for all people of a unit, so it may be done once for them.
"""

from collections.abc import Callable, Sequence
from functools import reduce

from orgsim.compilation import njit
from orgsim.engine.influence import act, brace, hear, meet, settle
from orgsim.engine.leader import face_leader, hear_leader, weigh_leader
from orgsim.engine.measuring import begin_weighing, weigh_theme
from orgsim.engine.response import feel, judge, learn, pursue_goals, try_harder
from orgsim.engine.succession import leave
from orgsim.model.inline import PART

LEADER_BEFORE_THEMES = (face_leader,)
LEADER_OF_A_THEME = (hear_leader,)
LEADER_AFTER_THEMES = (weigh_leader,)

BEFORE_THEMES = meet, brace, begin_weighing
OF_A_THEME = hear, act, settle, weigh_theme
AFTER_THEMES = leave, pursue_goals, learn, feel, try_harder, judge


def in_order(parts: Sequence[Callable]) -> Callable:
    """One call (here, week) for several: nested calls, which become plain code."""
    return reduce(_then, parts)


def in_order_of_a_theme(parts: Sequence[Callable]) -> Callable:
    """One call (here, theme, week) for several."""
    return reduce(_then_of_a_theme, parts)


def _then(first: Callable, second: Callable) -> Callable:
    @njit(**PART)
    def both(here, week):
        first(here, week)
        second(here, week)

    return both


def _then_of_a_theme(first: Callable, second: Callable) -> Callable:
    @njit(**PART)
    def both(here, k, week):
        first(here, k, week)
        second(here, k, week)

    return both
