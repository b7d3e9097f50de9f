"""What was explored, in plain sentences."""

import numpy as np

from orgsim.analysis.comparison import OPEN, paired_difference
from orgsim.analysis.intervals import estimate
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.shown_units import shown
from orgsim.number_text import fixed, plain
from orgsim.ui.explore.bar_charts import Bar
from orgsim.ui.explore.explore_factors import Factor
from orgsim.ui.explore.explore_state import Surface, Tornado, ends_shown

HARDLY = 0.1
"""Share of a map's range within which an interaction must lie for two factors to add up."""


def map_words(surface: Surface, measure: str, factors: tuple[Factor, Factor]) -> list[str]:
    """Where the map is best, and which of the two factors matters more."""
    about, way, ends = MEASURES[measure], shown(measure), ends_shown(surface, measure)
    means = ends.mean(axis=-1)
    if not np.isfinite(means).any():
        return [f"{about.label} does not exist here."]
    sign = about.better or 1
    j, i = np.unravel_index(np.nanargmax(sign * means), means.shape)
    best = estimate(ends[j, i])
    word = "Best" if about.better else "Highest"
    said = [
        f"{word} here: {factors[0].label} {plain(surface.across[i], 3)} and {factors[1].label}"
        f" {plain(surface.up[j], 3)}, with {about.label} {fixed(best.mean, way.decimals)} {way.unit}"
        f" [{fixed(best.low, way.decimals)}, {fixed(best.high, way.decimals)}]."
    ]
    across, up = (float(np.nanmean(np.ptp(means, axis=axis))) for axis in (1, 0))
    more, less = (0, 1) if across >= up else (1, 0)
    sizes = (across, up)
    said.append(
        f"Over these ranges {factors[more].label} moves it by {fixed(sizes[more])} on average,"
        f" {factors[less].label} by {fixed(sizes[less])}.{_like_with_like(surface, factors, sizes)}"
        f" {_interaction(surface, measure, factors)}"
    )
    return said


def _like_with_like(
    surface: Surface, factors: tuple[Factor, Factor], sizes: tuple[float, float]
) -> str:
    """What two levers do by as much as programmes move them; nothing where none moves one of them."""
    if not all(factor.moved_by for factor in factors):
        return ""
    each = [
        f"{factor.label} by {plain(factor.step)}: {fixed(size * factor.step / float(np.ptp(ends)))}"
        for factor, size, ends in zip(factors, sizes, (surface.across, surface.up), strict=True)
    ]
    return (
        f" When each is moved as much as the programme that moves it most would: {', '.join(each)}."
    )


def cell_words(surface: Surface, measure: str, column: int, row: int) -> str:
    """Value of a measure in one cell."""
    about, way = MEASURES[measure], shown(measure)
    found = estimate(ends_shown(surface, measure)[row, column])
    if not np.isfinite(found.mean):
        return f"{about.label} does not exist there."
    mean, low, high = (fixed(value, way.decimals) for value in found)
    return f"{about.label} there: {mean} {way.unit} [{low}, {high}]."


def _interaction(surface: Surface, measure: str, factors: tuple[Factor, Factor]) -> str:
    """Whether what the first factor does depends on the second one, between the corners of the map."""
    ends = ends_shown(surface, measure)
    below, above = ends[0, -1] - ends[0, 0], ends[-1, -1] - ends[-1, 0]
    apart = paired_difference(above, below)
    span = float(np.ptp(ends.mean(axis=-1)))
    one, other = factors[0].label, factors[1].label
    if max(abs(apart.low), abs(apart.high)) < HARDLY * span:
        return f"The two add up: what {one} does hardly depends on {other}."
    if not apart.decided:
        return f"Whether what {one} does depends on {other} is {OPEN}."
    low, high = float(below.mean()), float(above.mean())
    word = "another way round" if low * high < 0 else "more" if abs(high) > abs(low) else "less"
    return (
        f"With more {other}, {one} works {word}: from end to end {fixed(low, sign=True)} at"
        f" {plain(surface.up[0], 3)}, {fixed(high, sign=True)} at {plain(surface.up[-1], 3)}."
    )


def surface_progress(surface: Surface) -> str:
    """How far a map is: `9 × 9 points, 4 replications each`."""
    if not surface.ends:
        return "Simulating a coarse map first …"
    n = len(surface.across)
    said = f"{n} × {n} points, {surface.replications} replications each"
    if surface.share < 1:
        return f"{said}; refining …"
    return (
        f"{said}; finer would take too long for so many people and weeks" if surface.cut else said
    )


def tornado_words(rows: list[Bar], found: Tornado, measure: str) -> list[str]:
    """Which levers move a measure most, and which are not shown to."""
    about = MEASURES[measure]
    decided = [bar for bar in rows if bar.decided]
    open_ones = [bar for bar in rows if not bar.decided]
    said = []
    if decided:
        top = decided[:3]
        names = ", ".join(f"{bar.factor.label} ({_sides(bar, measure)})" for bar in top)
        said.append(f"What moves {about.label} most, with both ends: {names}.")
    else:
        said.append(f"No lever alone is shown to move {about.label}.")
    if open_ones and found.replications:
        said.append(
            f"{OPEN.capitalize()} after {found.replications} replications, whether they matter: "
            + ", ".join(bar.factor.label for bar in open_ones)
            + "."
        )
    return said


def _sides(bar: Bar, measure: str) -> str:
    """Both ends of a bar, the better one first: `at 0.45: −0.021 points, at 0.05: +0.034 points`."""
    way, sign = shown(measure), MEASURES[measure].better or 1
    sides = [side for side in (bar.low, bar.high) if side]
    return ", ".join(
        f"at {plain(value, 3)}: {fixed(difference.mean, way.decimals, sign=True)} {way.unit}"
        for value, difference in sorted(sides, key=lambda side: -sign * side[1].mean)
    )
