"""Measuring people abreast: sums over LANES people at once, added up in the order of their positions."""

from collections.abc import Callable
from functools import reduce

from orgsim.compilation import njit
from orgsim.engine.abreast import LANES
from orgsim.engine.context import column, unsigned
from orgsim.engine.leader import show_reports
from orgsim.engine.measuring import add_to_unit, end_unit, observed
from orgsim.measures.sums import OVER, SUMS, Sum
from orgsim.model.inline import PART


def _adding(number: int, of: Callable, over: int) -> Callable:
    """A function that adds what one sum is of."""
    compiled = njit(**PART)(of)

    @njit(**PART)
    def add(thread, block, week, lanes):
        """sums[block, this sum] += Σ counted · of(observed)."""
        total = week.sums[block, number]
        for lane in range(LANES):
            one = observed(LANES, lane, thread, unsigned(2 * thread), lanes)
            total += lanes.counted[thread, column(over, LANES, lane)] * compiled(one)
        week.sums[block, number] = total

    return add


def _both(first: Callable, second: Callable) -> Callable:
    @njit(**PART)
    def add(thread, block, week, lanes):
        first(thread, block, week, lanes)
        second(thread, block, week, lanes)

    return add


_add_all = reduce(
    _both,
    (
        _adding(int(Sum[name]), each.of, list(OVER).index(each.over))
        for name, each in SUMS.items()
        if each.over != "units"
    ),
)


@njit(**PART)
def measure_lanes(thread, block, first, people, week, lanes):
    """Add so many people from `first` on to the sums, and show others what they perceive."""
    _add_all(thread, block, week, lanes)
    for lane in range(people):
        person = first + lane
        one = observed(LANES, lane, thread, unsigned(2 * thread), lanes)
        add_to_unit(1, 0, thread, one, week)
        show_reports(1, person, week)
        end_unit(1, thread, block, person, week)
