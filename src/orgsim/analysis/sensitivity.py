"""Sensitivity: which factors matter, by the method that fits the design.

saltelli  Sobol indices             morris  elementary effects
full grid analysis of variance      others  rank regression
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from orgsim.analysis.anova import analyse_grid, grid_shape
from orgsim.analysis.indices import Index, Indices
from orgsim.analysis.interactions import sampled_interactions
from orgsim.analysis.levels import (
    MOST_LEVELS,
    NO_DIRECTION,
    LevelMeans,
    Levels,
    direction,
    level_means,
    levels_of,
)
from orgsim.analysis.points import Variance
from orgsim.analysis.rank_regression import analyse_sample
from orgsim.analysis.rows import point_means
from orgsim.analysis.sobol import analyse_morris, analyse_saltelli

PARTS = 6
MOST_PAIRED = 6
"""Factors of a sample whose pairs are looked at."""

EFFECTS = {
    "total": "share of variance with all its interactions (total index)",
    "mu_star": "mean size of the change over the factor's range (mu*)",
    "prcc": "partial rank correlation (PRCC), without its sign",
}


class Effect(NamedTuple):
    """What a factor does to an outcome, and how sure its place in the ranking is.

    above_noise     whether the interval lies above what noise alone would give
    above_next      whether it lies above the next factor's interval; both None where not known
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
    means = point_means(values)
    if design == "saltelli":
        return analyse_saltelli(values, list(factors), variance)
    if design == "morris":
        return analyse_morris(values, factors)
    varying = {name: column for name, column in factors.items() if len(np.unique(column)) > 1}
    fixed = [f"{name} has one value only and was left out." for name in factors.keys() - varying]
    if not varying:
        return Indices("none: no factor varies", "total", notes=sorted(fixed))
    grid = grid_shape(varying) if np.isfinite(means).all() else None
    if grid is not None:
        result = analyse_grid(values, varying, *grid)
    else:
        result = analyse_sample(values, varying)
        if design == "grid":
            result.notes.insert(0, "Not all of the grid is there, so its shares are not exact.")
        top = [effect.factor for effect in ranked(result, means, varying)][:MOST_PAIRED]
        result.indices += sampled_interactions(means, varying, top)
    result.notes += sorted(fixed)
    return result


def ranked(result: Indices, means: np.ndarray, factors: Mapping[str, np.ndarray]) -> list[Effect]:
    """What matters, most first."""
    found = sorted((_unsigned(index, result.about_truth) for index in result.of(result.ranks_by)),
                   key=lambda index: -index.value)  # fmt: skip
    effects = []
    for place, index in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        known = math.isfinite(index.low)
        effects.append(
            Effect(
                place + 1,
                index.factor,
                index.value,
                index.low,
                index.high,
                _direction(result, index.factor, factors, means),
                index.low > result.floor if known else None,
                index.low > following.high if known and following is not None else None,
            )
        )
    return effects


def _direction(
    result: Indices, factor: str, factors: Mapping[str, np.ndarray], means: np.ndarray
) -> str:
    """By an index that has a sign if there is one, else by the rank correlation."""
    signed = {"mu_star": "mu", "prcc": "srrc"}.get(result.ranks_by)
    if signed is None or factors[factor].dtype.kind not in "iufb":
        return direction(factors[factor], means)
    for index in result.of(signed):
        if index.factor == factor and not index.low <= 0 <= index.high:
            return "rises" if index.value > 0 else "falls"
    return NO_DIRECTION


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


class Pieces(NamedTuple):
    """Independent pieces of a design: values (values,), their points and their pieces."""

    values: np.ndarray
    point: np.ndarray
    cluster: np.ndarray


def pieces(design: str, values: np.ndarray, factors: Mapping[str, np.ndarray]) -> Pieces:
    """What intervals of level means rest on: replications of a full grid, else parts of a sample."""
    means = point_means(values)
    points = np.arange(len(means))
    if design in ("saltelli", "morris"):
        size = 2 * len(factors) + 2 if design == "saltelli" else len(factors) + 1
        return Pieces(means, points, points // size)
    if np.isfinite(means).all() and grid_shape(factors) is not None:
        replications = np.tile(np.arange(values.shape[1]), len(means))
        return Pieces(values.ravel(), np.repeat(points, values.shape[1]), replications)
    return Pieces(means, points, points)


def main_effect(found: Pieces, values: np.ndarray) -> tuple[Levels, LevelMeans]:
    """Mean of an outcome at each level of a factor (points,)."""
    levels = levels_of(values, parts_for(len(values), PARTS))
    return levels, level_means(
        found.values, levels.codes[found.point], found.cluster, len(levels.labels)
    )


def pair_means(
    found: Pieces, one: np.ndarray, other: np.ndarray, parts: int, most: int = MOST_LEVELS
) -> tuple[Levels, Levels, LevelMeans]:
    """Mean of an outcome in each cell of two factors (points,); cells row by row of the first.

    Of the second, more than `most` different numbers are cut into parts.
    """
    rows, columns = levels_of(one, parts), levels_of(other, parts, most)
    wide = len(columns.labels)
    cell = rows.codes * wide + columns.codes
    means = level_means(found.values, cell[found.point], found.cluster, len(rows.labels) * wide)
    return rows, columns, means


def parts_for(points: int, most: int) -> int:
    """Parts that leave each at least some ten points."""
    return int(np.clip(points // 10, 2, most))
