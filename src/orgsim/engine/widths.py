"""Widths: how many runs stand side by side, and how a number of runs is cut into such stretches."""

from functools import cache

WIDTHS = (1, 8, 16, 32)
"""Widths the loop is compiled for; an ensemble takes the least that holds its runs."""

COST = {1: 0.4, 8: 1.0, 16: 1.8, 32: 3.6}
"""Time that an ensemble of each width takes, full or not, beside that of eight runs: as
benchmarks/engine_sizes.py finds at 1,000 people."""


def width_for(runs: int) -> int:
    """The least width that holds so many runs."""
    return next(width for width in WIDTHS if width >= runs)


def cut(runs: int) -> list[tuple[int, int]]:
    """Cut a number of runs into the stretches (first, last + 1) that cost least."""
    widest = WIDTHS[-1]
    full = (runs - 1) // widest
    ends = [widest * (number + 1) for number in range(full)]
    for width in _cheapest(runs - full * widest)[1]:
        ends.append(min(runs, (ends[-1] if ends else 0) + width))
    return list(zip([0, *ends], ends, strict=False))


@cache
def _cheapest(runs: int) -> tuple[float, tuple[int, ...]]:
    """The least cost of so many runs, and its widths, widest first."""
    if runs <= 0:
        return 0.0, ()
    ways = [(width, _cheapest(runs - width)) for width in reversed(WIDTHS)]
    return min(
        ((COST[width] + cost, (width, *rest)) for width, (cost, rest) in ways),
        key=lambda way: (round(way[0], 9), len(way[1])),
    )
