"""Contributions: what each programme of a plan adds to it, in this organisation.

With n programmes or fewer (MOST_SHAPLEY), the mean of what programme i adds over all orders in which the
plan may be put together (Shapley 1953), exactly:

    φ_i = Σ_{S ⊆ N∖i} |S|! (n − |S| − 1)! / n! · (V(S ∪ i) − V(S)),    Σ_i φ_i = V(N) − V(nothing)

With more, what is lost without it: V(N) − V(N∖i), which adds up to the whole only where nothing
overlaps. Both in every replication, so that they have intervals.
"""

from collections.abc import Sequence
from itertools import combinations
from math import factorial

import numpy as np

from orgsim.planning.portfolio import Portfolio, without

MOST_SHAPLEY = 6
SHAPLEY, LEAVE_ONE_OUT = "shapley", "leave_one_out"


def method_for(plan: Portfolio) -> str:
    """Which of the two ways is used to decompose a plan of this size."""
    return SHAPLEY if len(plan) <= MOST_SHAPLEY else LEAVE_ONE_OUT


def parts_of(plan: Portfolio) -> list[Portfolio]:
    """The subsets whose effects show what each programme adds, from none to the whole plan."""
    if method_for(plan) == LEAVE_ONE_OUT:
        return [(), plan, *(without(plan, option) for option in plan)]
    return [part for size in range(len(plan) + 1) for part in combinations(plan, size)]


def coefficients(plan: Portfolio, option: int) -> Sequence[tuple[Portfolio, float]]:
    """How an option's contribution is computed from the values of subsets: subset and factor."""
    if method_for(plan) == LEAVE_ONE_OUT:
        return [(plan, 1.0), (without(plan, option), -1.0)]
    count = len(plan)
    others = without(plan, option)
    found = []
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        for part in combinations(others, size):
            found.append((tuple(sorted((*part, option))), weight))
            found.append((part, -weight))
    return found


def added_by(values: dict[Portfolio, np.ndarray], plan: Portfolio, option: int) -> np.ndarray:
    """What an option adds in each replication, from the values of subsets (replications,)."""
    terms = [factor * values[part] for part, factor in coefficients(plan, option)]
    return np.asarray(np.add.reduce(terms))
