"""Skyline: portfolios that no other beats at the same or lower cost.

Portfolio j rivals i if none of its limited costs is larger, it passes limits by no more, and its effect
is as large. Those with fewer than k rivals are the k-skyline (Papadias et al. 2005), with k = 1 the
Pareto frontier. Whether a portfolio is in it depends on none that is dearer: so a budget cuts the
skyline off and does not change what is left of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from orgsim.planning.outcomes_tried import Tried
from orgsim.planning.portfolio import ROUNDING, Portfolio, Space

RIVALS = 4
"""A portfolio with fewer rivals is extended; allows for programmes that combine badly."""


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


class Standing(NamedTuple):
    """How portfolios stand.

    used     of what is limited, and by how much limits are passed in the last column, (portfolios, …)
    shares   part of the budget that they take, (portfolios,)
    effects  (portfolios,)
    """

    portfolios: list[Portfolio]
    used: np.ndarray
    shares: np.ndarray
    effects: np.ndarray


def standing(tried: Tried, portfolios: Sequence[Portfolio], replications: int) -> Standing:
    """How portfolios stand after a number of replications."""
    excess = [tried.excess(each, replications) for each in portfolios]
    return standing_of(tried.space, portfolios, excess, tried.effects(portfolios, replications))


def standing_of(
    space: Space, portfolios: Sequence[Portfolio], excess: Sequence[float], effects: np.ndarray
) -> Standing:
    """How portfolios stand, given total excess over limits and effects."""
    used = np.hstack([space.used(portfolios), np.array(excess).reshape(-1, 1)])
    return Standing(list(portfolios), used, space.shares(portfolios), effects)


def skyline(among: Standing, most_rivals: int, chosen: Sequence[int] | None = None) -> list[int]:
    """Places of those (of the chosen ones) with fewer rivals, fewest first, then the largest effect."""
    wanted = np.arange(len(among.effects)) if chosen is None else np.asarray(chosen, np.int64)
    if not len(wanted):
        return []
    others = np.setdiff1d(np.arange(len(among.effects)), wanted, assume_unique=True)
    order = np.concatenate([wanted, others])
    count = rivals(
        among.used[wanted], among.effects[wanted], among.used[order], among.effects[order]
    )
    ranked = sorted(range(len(wanted)), key=lambda row: (count[row], -among.effects[wanted[row]]))
    return [int(wanted[row]) for row in ranked if count[row] < most_rivals]


def spread(among: Standing, places: Sequence[int], most: int) -> list[int]:
    """At most so many of the places: half by effect, half by effect per cost.

    The latter are the best of each stretch of the part of the budget that they take, then the next best
    of each, so that there is something to go on from however much is left.
    """
    if len(places) <= most:
        return list(places)
    by_effect = sorted(places, key=lambda place: (among.used[place, -1], -among.effects[place]))
    stretches: dict[int, list[int]] = {}
    for place in by_effect:
        stretches.setdefault(int(among.shares[place] * (most // 2)), []).append(place)
    in_turn = [
        stretches[key][turn]
        for turn in range(max(map(len, stretches.values())))
        for key in sorted(stretches)
        if turn < len(stretches[key])
    ]
    return list(dict.fromkeys([*by_effect[: (most + 1) // 2], *in_turn]))[:most]


def ranked(tried: Tried, replications: int) -> list[Portfolio]:
    """Portfolios with so many replications: those that keep to the limits first, the best of them first.

    Of those that are equally good the one with fewer programmes comes first.
    """
    return sorted(
        tried.having(replications),
        key=lambda each: (
            tried.excess(each, replications),
            -tried.effect(each, replications),
            len(each),
            each,
        ),
    )
