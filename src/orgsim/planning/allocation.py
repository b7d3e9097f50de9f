"""Allocation: further replications for the portfolios of which any may still be the best.

All that the search tried has a few replications. Those in the skyline get twice as many, then those
that still are, and so on until the last ones have all: successive halving (Karnin et al. 2013; Jamieson
& Talwalkar 2016) of the k-skyline, so that effort goes where portfolios compete, as optimal computing
budget allocation has it (Chen & Lee 2011), and the frontier is known as well as the plan. Draws are
common, so differences between portfolios are known much better than their effects.
"""

from collections.abc import Callable

from orgsim.planning.outcomes_tried import Tried
from orgsim.planning.portfolio import NOTHING, Portfolio
from orgsim.planning.skyline import RIVALS, ranked, skyline, spread, standing

PROMOTED = 4
"""Portfolios that go into the first round, for each of the search's width; then half as many a round."""


def settle(
    tried: Tried, first: int, last: int, width: int, told: Callable[[int, int], None]
) -> list[Portfolio]:
    """Give more replications to undecided portfolios; those that have all, the best first.

    first, last  replications that there are of everything tried, and that the last ones get
    told         called with a number of replications and how many portfolios get them
    """
    replications, most, most_rivals = first, width * PROMOTED, RIVALS
    while replications < last:
        promoted = _undecided(tried, replications, most, most_rivals)
        replications = min(2 * replications, last)
        told(replications, len(promoted))
        tried.ensure([NOTHING, *promoted], replications)
        most, most_rivals = max(width, most // 2), max(2, most_rivals - 1)
    return ranked(tried, last)


def _undecided(tried: Tried, replications: int, most: int, most_rivals: int) -> list[Portfolio]:
    """The skyline, or as many of it as may be."""
    there = standing(tried, tried.having(replications), replications)
    return [there.portfolios[place] for place in spread(there, skyline(there, most_rivals), most)]
