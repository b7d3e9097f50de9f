"""Skyline: which portfolios nothing does better for as little.

Portfolio j rivals i if none of its limited costs is larger, it passes limits by no more, and its effect
is as large. Those with fewer than k rivals are the k-skyline (Papadias et al. 2005), with k = 1 the
Pareto frontier. Whether a portfolio is in it depends on none that is dearer: so a budget cuts the
skyline off and does not change what is left of it.
"""

import numpy as np

from orgsim.planning.portfolio import ROUNDING


def rivals(
    costs: np.ndarray, effects: np.ndarray, among_costs: np.ndarray, among_effects: np.ndarray
) -> np.ndarray:
    """How many of `among` rival each: costs (portfolios, resources), effects (portfolios,).

    Of several that are alike in all of it, each rivals those after it. `among` begins with the
    portfolios themselves.
    """
    count = np.zeros(len(effects), np.int64)
    place = np.arange(len(among_effects))
    for row in range(len(effects)):
        room = costs[row] + ROUNDING * np.abs(costs[row])
        cheap = (among_costs <= room).all(axis=1) & (among_effects >= effects[row])
        alike = (among_effects == effects[row]) & (costs[row] <= among_costs * (1 + ROUNDING)).all(
            axis=1
        )
        count[row] = (cheap & ~(alike & (place >= row))).sum()
    return count
