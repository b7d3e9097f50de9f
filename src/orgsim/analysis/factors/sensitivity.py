"""Sensitivity: which factors matter, by the method that fits the design.

saltelli  Sobol indices             morris  elementary effects
full grid analysis of variance      others  rank regression
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from orgsim.analysis.factors.anova import analyse_grid, grid_shape
from orgsim.analysis.factors.claims import Claim, Tests, complete, judged, tests_of, too_few
from orgsim.analysis.factors.contrasts import (
    Contrasts,
    OfGrid,
    OfSample,
    OfSteps,
    morris_steps,
    saltelli_steps,
)
from orgsim.analysis.factors.indices import Index, Indices
from orgsim.analysis.factors.interactions import sampled_interactions
from orgsim.analysis.factors.levels import has_order
from orgsim.analysis.factors.rank_regression import analyse_sample
from orgsim.analysis.factors.regressors import FEWEST_LEFT, FEWEST_LEFT_ALONE, Regressors
from orgsim.analysis.factors.sobol import analyse_morris, analyse_saltelli, block_size, whole_blocks
from orgsim.analysis.outcome_rows import point_means
from orgsim.analysis.points import Variance

CHOSEN = ("grid", "table")
"""Designs whose points may be all combinations of levels."""

MOST_PAIRED = 6
"""Factors of a sample whose pairs are looked at."""

EFFECTS = {
    "total": "share of variance with all its interactions (total index)",
    "mu_star": "mean size of the change over the factor's range (mu*)",
    "prcc": "partial rank correlation (PRCC), without its sign",
}


class Effect(NamedTuple):
    """What a factor does to an outcome, and how sure its place in the ranking is.

    direction    rises, falls, no clear direction, too few to tell; empty of text
    above_noise  whether it is shown to do anything
    above_next   whether it is shown to matter more than the next; both None where too few tell
    """

    rank: int
    factor: str
    effect: float
    low: float
    high: float
    direction: str
    above_noise: bool | None
    above_next: bool | None


def analyse_design(
    design: str,
    values: np.ndarray,
    factors: Mapping[str, np.ndarray],
    variance: Variance | None,
) -> Indices:
    """Indices of the factors from values (points, replications) of a design."""
    if design == "saltelli":
        result = analyse_saltelli(values, list(factors), variance)
    elif design == "morris":
        result = analyse_morris(values, factors)
    else:
        result = _analyse_points(design, values, factors)
    result.indices = [index.within_limits for index in result.indices]
    return result


def _analyse_points(design: str, values: np.ndarray, factors: Mapping[str, np.ndarray]) -> Indices:
    means = point_means(values)
    varying = varying_of(factors)
    fixed = [f"{name} has one value only and was left out." for name in factors.keys() - varying]
    if not varying:
        return Indices("none: no factor varies", "total", notes=sorted(fixed))
    grid = full_grid(design, means, varying)
    if grid is not None:
        result = analyse_grid(values, varying, *grid)
    else:
        result = analyse_sample(values, varying)
        if design == "grid":
            result.notes.insert(0, "The grid is incomplete, so its shares are not exact.")
        top = [index.factor for index in ranking(result)][:MOST_PAIRED]
        result.indices += sampled_interactions(means, varying, top)
    result.notes += sorted(fixed)
    return result


def varying_of(factors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Factors that have more than one value."""
    return {name: column for name, column in factors.items() if len(np.unique(column)) > 1}


def full_grid(
    design: str, means: np.ndarray, factors: Mapping[str, np.ndarray]
) -> tuple[tuple[int, ...], np.ndarray] | None:
    """Shape and cells of points that were chosen as levels and are all there; None of a sample."""
    chosen = design in CHOSEN and np.isfinite(means).all()
    return grid_shape(factors) if chosen else None


def ranking(result: Indices) -> list[Index]:
    """The indices that say what matters, most first."""
    found = (_unsigned(index, result.about_truth) for index in result.of(result.ranks_by))
    return sorted(found, key=lambda index: -index.value)


def _tests(
    design: str, values: np.ndarray, factors: Mapping[str, np.ndarray], result: Indices
) -> Tests:
    """Tests of what matters, in the order of the ranking."""
    found = ranking(result)
    names = [index.factor for index in found]
    ordered = [has_order(factors[name]) for name in names]
    kept = _kept(design, values, factors)
    values, factors = values[kept], {name: column[kept] for name, column in factors.items()}
    paired = complete(values)
    contrasts = _contrasts(design, values, factors, paired.shape[1]) if names else None
    if contrasts is None:
        return too_few(names, ordered)

    def ahead(n: int) -> bool:
        return result.about_truth or bool(found[n].low > found[n + 1].high)

    return tests_of(contrasts, paired, point_means(values), names, ordered, ahead)


def _kept(design: str, values: np.ndarray, factors: Mapping[str, np.ndarray]) -> np.ndarray:
    """Points that have a mean; of designs in blocks, whole blocks."""
    means = point_means(values)
    size = block_size(design, len(factors))
    whole = whole_blocks(means, size)
    return np.flatnonzero(np.repeat(whole, size))


def _contrasts(
    design: str, values: np.ndarray, factors: Mapping[str, np.ndarray], replications: int
) -> Contrasts | None:
    """The contrasts of points that all have a mean; None where they are too few."""
    if design == "saltelli":
        return OfSteps(factors, saltelli_steps(list(factors), len(values)))
    if design == "morris":
        return OfSteps(factors, morris_steps(factors))
    varying = varying_of(factors)
    grid = full_grid(design, point_means(values), varying)
    if grid is not None and replications > 1:
        return OfGrid(varying, *grid)
    regressors = Regressors(varying)
    fewest = FEWEST_LEFT if replications > 1 else FEWEST_LEFT_ALONE
    enough = len(values) >= regressors.columns.shape[1] + fewest
    return OfSample(regressors) if enough and not regressors.tied else None


def claimed(
    design: str, factors: Mapping[str, np.ndarray], outcomes: Sequence[tuple[Indices, np.ndarray]]
) -> list[list[Effect]]:
    """Effects in each outcome of a sweep, from its indices and its values (points, replications).

    What is claimed of them is allowed for all factors and outcomes together.
    """
    tests = [_tests(design, values, factors, found) for found, values in outcomes]
    return [
        _effects(found, claims) for (found, _), claims in zip(outcomes, judged(tests), strict=True)
    ]


def _effects(result: Indices, claims: Mapping[str, Claim]) -> list[Effect]:
    """What matters, most first, with what may be claimed of it."""
    return [
        Effect(
            place + 1,
            index.factor,
            index.value,
            index.low,
            index.high,
            claims[index.factor].direction,
            claims[index.factor].matters,
            claims[index.factor].before_next,
        )
        for place, index in enumerate(ranking(result))
    ]


def _unsigned(index: Index, about_truth: bool) -> Index:
    """The size of an index with a sign; an interval across 0 begins at 0."""
    if about_truth and math.isfinite(index.without_noise):
        return index._replace(value=index.without_noise)
    if index.kind != "prcc":
        return index
    ends = sorted((abs(index.low), abs(index.high)))
    low = 0.0 if index.low <= 0 <= index.high else ends[0]
    return index._replace(value=abs(index.value), low=low, high=ends[1])


def top_pairs(result: Indices, most: int) -> list[Index]:
    """The pairs of factors that interact most, without those whose interval holds 0."""
    pairs = [index for index in result.of("second") if index.value > 0 and not index.low <= 0]
    return sorted(pairs, key=lambda index: -index.value)[:most]
