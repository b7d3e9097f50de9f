"""Outcomes: from sums over people to the measures that reports, tables and figures show."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from orgsim.measures import SUMS
from orgsim.organisation import Organisation


@dataclass(frozen=True)
class Measure:
    """An outcome: what it is called, its unit, and whether more of it is better (1) or worse (−1).

    A flow (flow=True) is of the week; at the start there is none (NaN).
    """

    label: str
    unit: str
    better: int
    meaning: str
    flow: bool = False


MEASURES: Mapping[str, Measure] = MappingProxyType({
    "message_practice_gap": Measure("Message–practice gap", "points", -1, "mean Σω|M − a|"),
    "alignment": Measure("Alignment", "points", 1, "1 − message–practice gap"),
    "say_do_gap": Measure("Leaders' say–do gap", "points", -1, "mean Σω|m − a| of those with reports"),
    "message_fidelity": Measure("Message fidelity", "points", 1, "1 − mean Σω|M − m|"),
    "practice": Measure("Practice", "points", 1, "mean Σω a"),
    "practice_dispersion": Measure("Dispersion of practice", "points", -1,
                                   "standard deviation of Σω a over people"),
    "practice_icc": Measure("Practice between units", "ICC(1)", 0,
                            "share of the variance of Σω a that lies between units; Bliese 2000"),
    "engagement": Measure("Engagement", "points", 1, "mean e"),
    "engaged_share": Measure("Engaged", "share", 1, "share of people with e ≥ engaged_from"),
    "engagement_icc": Measure("Engagement between units", "ICC(1)", 0,
                              "share of the variance of e that lies between units; Bliese 2000"),
    "trust": Measure("Trust in leaders", "points", 1, "mean τ of those with a superior"),
    "modelling": Measure("Leaders' modelling", "points", 1, "mean g of those with reports"),
    "skill": Measure("Skill", "points", 1, "mean s"),
    "hours_per_report": Measure("Hours per report", "hours a week", 1,
                                "mean over those with a superior", flow=True),
    "contact": Measure("Met their leader", "share", 1, "share of those with a superior", flow=True),
    "performance": Measure("Performance", "points", 1, "mean commitment · min(G, s)", flow=True),
    "leavers": Measure("Leavers", "share a year", -1, "52 · share of people who left in the week",
                       flow=True),
})  # fmt: skip

WEEKS_A_YEAR = 52


@dataclass(frozen=True)
class Counts:
    """How many people, those with reports, those with a superior; arrays by level, or scalars."""

    people: np.ndarray
    leaders: np.ndarray
    led: np.ndarray


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
    below_top = {name: _total(sums[:, 1:, number]) for number, name in enumerate(SUMS)}
    whole = {name: sums[:, 0, number] + below_top[name] for number, name in enumerate(SUMS)}
    means = _means(whole, counts)
    sizes = organisation.span[organisation.leaders].astype(float)
    for name in ("practice", "engagement"):
        means[f"{name}_icc"] = intraclass_correlation(
            below_top[name], below_top[f"{name}_square"], below_top[f"{name}_between"], sizes
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


def _means(sums: Mapping[str, np.ndarray], counts: Counts) -> dict[str, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = sums["gap"] / counts.people
        practice = sums["practice"] / counts.people
        square = sums["practice_square"] / counts.people
        means = {
            "message_practice_gap": gap,
            "alignment": 1 - gap,
            "say_do_gap": sums["say_do_gap"] / counts.leaders,
            "message_fidelity": 1 - sums["unheard"] / counts.people,
            "practice": practice,
            "practice_dispersion": np.sqrt(np.maximum(0, square - practice**2)),
            "engagement": sums["engagement"] / counts.people,
            "engaged_share": sums["engaged"] / counts.people,
            "trust": sums["trust"] / counts.led,
            "modelling": sums["modelling"] / counts.leaders,
            "skill": sums["skill"] / counts.people,
            "hours_per_report": sums["hours"] / counts.led,
            "contact": sums["met"] / counts.led,
            "performance": sums["performance"] / counts.people,
            "leavers": WEEKS_A_YEAR * sums["leavers"] / counts.people,
        }
    for name, values in means.items():
        if MEASURES[name].flow:
            values[0] = np.nan
    return means


def at_start(name: str, values: np.ndarray) -> np.ndarray:
    """A measure (weeks + 1, runs) at the start: week 0, or the mean of a flow's first weeks."""
    if not MEASURES[name].flow:
        return values[0]
    return values[1 : 1 + weeks_averaged(name, len(values) - 1)].mean(axis=0)


def at_end(name: str, values: np.ndarray) -> np.ndarray:
    """A measure (weeks + 1, runs) at the end: the last week, or the mean of a flow's last weeks."""
    if not MEASURES[name].flow:
        return values[-1]
    return values[-weeks_averaged(name, len(values) - 1) :].mean(axis=0)


def weeks_averaged(name: str, weeks: int) -> int:
    """Weeks that a flow is averaged over: a year of leavers, a month of the others.

    At most half of the weeks there are, so that start and end do not share any.
    """
    return min(WEEKS_A_YEAR if name == "leavers" else 4, max(1, weeks // 2))
