"""Search: portfolios built up programme by programme, cheapest first.

Portfolios of one programme more are made of those of the k-skyline (a beam search over labels, as in
multi-objective shortest paths and knapsacks; Ehrgott 2005, 9): a part of a good portfolio is good for
what it costs. Which of them are worth simulating is foretold by what the programme added last gained in
the portfolios with one programme less (lazy evaluation, Minoux 1978; Leskovec et al. 2007).
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from orgsim.planning.outcomes_tried import Tried
from orgsim.planning.portfolio import NOTHING, Portfolio, without
from orgsim.planning.skyline import RIVALS, ranked, skyline, spread, standing, standing_of

TRIED_FOR_EACH = 12
"""Portfolios simulated per size, for each that the search may extend."""

NEARBY = 8
"""Portfolios near the best that get all replications at a time."""


def build_up(tried: Tried, replications: int, width: int, told: Callable[[int, int], None]) -> int:
    """Try portfolios of more and more programmes; the size of the largest that was extended.

    replications  of each of them
    width         portfolios of one size that are gone on from, at most
    told          called with a size and how many portfolios of it are tried
    """
    tried.ensure([NOTHING], replications)
    generation, size = [NOTHING], 0
    while generation:
        children = _children(tried, generation)
        if not children:
            break
        chosen = _promising(tried, children, replications, width) if size else children
        told(size + 1, len(chosen))
        tried.ensure(chosen, replications)
        everything = standing(tried, [*chosen, *_others(tried, chosen)], replications)
        kept = spread(everything, skyline(everything, RIVALS, range(len(chosen))), width)
        generation = [everything.portfolios[place] for place in kept]
        size += bool(generation)
    return size


def _children(tried: Tried, generation: Iterable[Portfolio]) -> list[Portfolio]:
    """Affordable portfolios with one programme more than those of a generation."""
    found = dict.fromkeys(
        child for parent in generation for child in tried.space.added(parent) if child not in tried
    )
    children = list(found)
    return [child for child, may in zip(children, _affordable(tried, children), strict=True) if may]


def _affordable(tried: Tried, portfolios: Sequence[Portfolio]) -> np.ndarray:
    return tried.space.affordable(tried.space.costs(portfolios))


def _others(tried: Tried, chosen: Sequence[Portfolio]) -> list[Portfolio]:
    new = set(chosen)
    return [each for each in tried.having(1) if each not in new]


def _promising(
    tried: Tried,
    children: Sequence[Portfolio],
    replications: int,
    width: int,
) -> list[Portfolio]:
    """Those of the children that are worth simulating, by their expected gain."""
    most = width * TRIED_FOR_EACH
    if len(children) <= most:
        return list(children)
    expected = [_expected(tried, child, replications) for child in children]
    nothing_passed = [0.0] * len(children)
    there = standing_of(tried.space, children, nothing_passed, np.array(expected))
    return [children[place] for place in spread(there, range(len(children)), most)]


def _expected(tried: Tried, child: Portfolio, replications: int) -> float:
    """The expected effect of a portfolio: that of a part, plus what the option left out added elsewhere.

    Mean over its parts p without one option o that were tried: V(p) + gain of o in the parts of p.
    """
    found = []
    for option in child:
        part = without(child, option)
        if part not in tried:
            continue
        smaller = [
            (without(part, other), tuple(sorted((*without(part, other), option)))) for other in part
        ]
        gains = [
            tried.effect(with_it, replications) - tried.effect(without_it, replications)
            for without_it, with_it in smaller
            if with_it in tried and without_it in tried
        ]
        gain = np.mean(gains) if gains else tried.effect((option,), replications)
        found.append(tried.effect(part, replications) + float(gain))
    alone = [tried.effect((option,), replications) for option in child if (option,) in tried]
    return float(np.mean(found) if found else sum(alone))


def improve(
    tried: Tried, first: int, last: int, width: int, told: Callable[[int], None]
) -> Portfolio:
    """Local search around the best: one programme more, fewer or changed, until nothing is better.

    first, last  replications of whatever is tried, and of those that may be the best
    told         called with how many portfolios are tried
    """
    best = ranked(tried, last)[0]
    while True:
        near = list(dict.fromkeys([*tried.space.exchanged(best), *tried.space.added(best)]))
        near = [each for each, may in zip(near, _affordable(tried, near), strict=True) if may]
        new = [each for each in near if each not in tried]
        chosen = _promising(tried, new, first, width) if new else []
        told(len(chosen))
        tried.ensure(chosen, first)
        there = [each for each in near if each in tried and tried.replications(each) < last]
        there.sort(key=lambda each: (tried.excess(each, first), -tried.effect(each, first), each))
        tried.ensure(there[:NEARBY], last)
        better = ranked(tried, last)[0]
        if better == best:
            return best
        best = better
