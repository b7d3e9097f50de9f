"""Outcomes: from sums over people to the measures that reports, tables and figures show."""

import numpy as np

from orgsim.measures.declarations import MEASURES, Counts, Sums
from orgsim.measures.sums import SUMS
from orgsim.organisation import Organisation


def counts_by_level(organisation: Organisation) -> Counts:
    """Counts of each level, (levels,)."""
    levels = organisation.levels
    people = np.bincount(organisation.level, minlength=levels).astype(float)
    leaders = np.bincount(organisation.level[organisation.leaders], minlength=levels).astype(float)
    led = people.copy()
    led[0] = 0
    return Counts(people, leaders, led)


def level_outcomes(sums: np.ndarray, organisation: Organisation) -> dict[str, np.ndarray]:
    """Measures of each level, arrays (weeks, levels, runs), from sums (weeks, levels, sums, runs).

    Those that need units of several levels (ICC) are left out.
    """
    counts = counts_by_level(organisation)
    columns = Counts(*(getattr(counts, name)[:, None] for name in ("people", "leaders", "led")))
    return _means({name: sums[:, :, number] for number, name in enumerate(SUMS)}, columns)


def outcomes(sums: np.ndarray, organisation: Organisation) -> dict[str, np.ndarray]:
    """Measures of the whole organisation, arrays (weeks, runs), from (weeks, levels, sums, runs)."""
    by_level = counts_by_level(organisation)
    counts = Counts(*(getattr(by_level, name).sum() for name in ("people", "leaders", "led")))
    of_led = _total(sums[:, 1:])
    below_top = {name: of_led[:, number] for number, name in enumerate(SUMS)}
    everybody = sums[:, 0] + of_led
    whole = {name: everybody[:, number] for number, name in enumerate(SUMS)}
    means = _means(whole, counts)
    sizes = organisation.span[organisation.leaders].astype(float)
    for name, measure in MEASURES.items():
        if of := measure.units_of:
            means[name] = intraclass_correlation(
                below_top[of], below_top[f"{of}_square"], below_top[f"{of}_between"], sizes
            )
    return {name: means[name] for name in MEASURES}


def intraclass_correlation(
    total: np.ndarray, squares: np.ndarray, between: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """ICC(1) = (MSB − MSW) / (MSB + (k₀ − 1) MSW) of values in units of the given sizes.

    total = Σx, squares = Σx², between = Σ (unit total)² / size; k₀ = (N − Σn²/N) / (U − 1), the mean
    size corrected for its spread. NaN where there are fewer than two units, or none of two people.
    Source: Bliese (2000); Snedecor & Cochran (1980) for unequal sizes.
    """
    people, units = sizes.sum(), len(sizes)
    if units < 2 or people <= units:
        return np.full_like(total, np.nan)
    size = (people - (sizes**2).sum() / people) / (units - 1)
    mean_between = (between - total**2 / people) / (units - 1)
    mean_within = (squares - between) / (people - units)
    variance = mean_between + (size - 1) * mean_within
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 1e-15, (mean_between - mean_within) / variance, np.nan)


def _total(values: np.ndarray) -> np.ndarray:
    """Sum over the levels, in their order."""
    total = np.zeros((values.shape[0], *values.shape[2:]))
    for level in range(values.shape[1]):
        total += values[:, level]
    return total


def _means(sums: Sums, counts: Counts) -> dict[str, np.ndarray]:
    """Measures that need only sums and counts; flows are unknown in the first week."""
    with np.errstate(divide="ignore", invalid="ignore"):
        means = {
            name: measure.made_of(sums, counts)
            for name, measure in MEASURES.items()
            if measure.made_of
        }
    for name, values in means.items():
        if MEASURES[name].flow:
            values[0] = np.nan
    return means


def _is_flow(name: str) -> bool:
    """Whether a measure is about what happens in a week; user-defined ones are about states."""
    return name in MEASURES and MEASURES[name].flow


def at_start(name: str, values: np.ndarray) -> np.ndarray:
    """A measure (weeks + 1, runs) at the start: week 0, or the mean of a flow's first weeks."""
    if not _is_flow(name):
        return values[0]
    return values[1 : 1 + weeks_averaged(name, len(values) - 1)].mean(axis=0)


def at_end(name: str, values: np.ndarray) -> np.ndarray:
    """A measure (weeks + 1, runs) at the end: the last week, or the mean of a flow's last weeks."""
    if not _is_flow(name):
        return values[-1]
    return values[-weeks_averaged(name, len(values) - 1) :].mean(axis=0)


def weeks_averaged(name: str, weeks: int) -> int:
    """Weeks that a flow is averaged over: a year of leavers, a month of the others.

    At most half of the weeks there are, so that start and end do not share any.
    """
    return min(MEASURES[name].averaged, max(1, weeks // 2))
