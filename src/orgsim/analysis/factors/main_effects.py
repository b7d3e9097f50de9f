"""Main effects: the mean of an outcome at each level of a factor, and in each cell of two."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from orgsim.analysis.factors.anova import grid_shape
from orgsim.analysis.factors.levels import MOST_LEVELS, LevelMeans, Levels, level_means, levels_of
from orgsim.analysis.factors.sobol import block_size
from orgsim.analysis.outcome_rows import point_means

PARTS = 6


class Pieces(NamedTuple):
    """Independent pieces of a design: values (values,), their points and their pieces."""

    values: np.ndarray
    point: np.ndarray
    cluster: np.ndarray


def pieces(design: str, values: np.ndarray, factors: Mapping[str, np.ndarray]) -> Pieces:
    """What intervals of level means rest on: replications of a full grid, else parts of a sample."""
    means = point_means(values)
    points = np.arange(len(means))
    size = _points_a_piece(design, factors, bool(np.isfinite(means).all()))
    if size:
        return Pieces(means, points, points // size)
    replications = np.tile(np.arange(values.shape[1]), len(means))
    return Pieces(values.ravel(), np.repeat(points, values.shape[1]), replications)


def pieces_of_runs(
    design: str, factors: Mapping[str, np.ndarray], point: np.ndarray, repetition: np.ndarray
) -> np.ndarray:
    """The independent piece that each run is of, (runs,), as in `pieces`.

    point, repetition  of each run, (runs,); runs with the same parameter set are one repetition
    """
    points = len(next(iter(factors.values())))
    size = _points_a_piece(design, factors, len(np.unique(point)) == points)
    return point // size if size else repetition


def _points_a_piece(design: str, factors: Mapping[str, np.ndarray], complete: bool) -> int:
    """Points that an independent piece has; 0 for a complete grid, whose pieces are replications."""
    size = block_size(design, len(factors))
    return 0 if size == 1 and complete and grid_shape(factors) is not None else size


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
