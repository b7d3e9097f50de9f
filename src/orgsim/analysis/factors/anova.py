"""Analysis of variance of a full grid: exact shares of factors and pairs of them."""

import itertools
from collections.abc import Iterator, Mapping

import numpy as np

from orgsim.analysis.factors.indices import Index, Indices, without_noise
from orgsim.analysis.factors.levels import codes_of
from orgsim.analysis.factors.paired import ENOUGH

MOST_CELLS = 10_000_000


def grid_shape(factors: Mapping[str, np.ndarray]) -> tuple[tuple[int, ...], np.ndarray] | None:
    """Levels of each factor and the cell of each point, if each combination comes equally often."""
    codes = [np.unique(codes_of(values), return_inverse=True) for values in factors.values()]
    shape = tuple(len(different) for different, _ in codes)
    points = len(codes[0][1])
    cells = int(np.prod([float(size) for size in shape]))
    if cells > min(points, MOST_CELLS):
        return None
    cell = np.ravel_multi_index([place for _, place in codes], shape)
    count = np.bincount(cell, minlength=cells)
    return (shape, cell) if count.min() == count.max() else None


def analyse_grid(
    values: np.ndarray, factors: Mapping[str, np.ndarray], shape: tuple[int, ...], cell: np.ndarray
) -> Indices:
    """Shares of the variance over a grid's cells, from values (points, replications).

    first  Var(E[y|x_i]) / Var(y): what the factor does by itself
    total  E[Var(y|all others)] / Var(y): with all interactions it takes part in
    second what a pair does together beyond the sum of both
    In a balanced grid these are the sums of squares of the analysis of variance over their total.
    Intervals lie around the values without noise.
    """
    names = list(factors)
    pairs = list(itertools.combinations(range(len(names)), 2))
    per_cell = len(values) // int(np.prod(shape))

    def squares(means: np.ndarray) -> np.ndarray:
        grid = (np.bincount(cell, means) / per_cell).reshape(shape)
        return np.array(_squares(grid, pairs))

    found, without, half = without_noise(values, squares)
    kinds = [
        *(("first", name, "") for name in names),
        *(("total", name, "") for name in names),
        *(("second", names[one], names[other]) for one, other in pairs),
    ]
    indices = [
        Index(
            *kind,
            float(found[n]),
            float(without[n] - half[n]),
            float(without[n] + half[n]),
            float(without[n]),
        )
        for n, kind in enumerate(kinds)
    ]
    of_what = "the full grid" if len(names) > 1 else "the one factor's values"
    result = Indices(f"analysis of variance of {of_what}", "total", indices, about_truth=True)
    result.notes.extend(_notes(values, len(names), without, half))
    return result


def _notes(
    values: np.ndarray, factors: int, without: np.ndarray, half: np.ndarray
) -> Iterator[str]:
    """What a reader of the shares has to know."""
    yield (
        "Shares are of the variance over the grid's cells, each weighted equally; other levels or other"
        " limits of a factor give other shares."
    )
    if factors == 1:
        yield (
            "With only one factor its share is 1, whatever its effect; how sure says whether it has any."
        )
    if values.shape[1] < 2:
        yield "Without replications there are no intervals, and noise counts as interaction."
    elif not (without > 0).any():
        yield "Differences between points are no larger than noise, so no share is above 0."
    elif np.isnan(half).all():
        yield (
            f"There are no intervals of shares: they take {ENOUGH} replications of each point. How sure"
            " rests on the noise of all points together."
        )


def _squares(grid: np.ndarray, pairs: list[tuple[int, int]]) -> list[float]:
    """Variances: first and total of each factor, second of each pair, then that of all cells."""
    axes = set(range(grid.ndim))
    whole = grid.var()
    alone = [grid.mean(axis=tuple(axes - {axis})).var() for axis in range(grid.ndim)]
    total = [grid.var(axis=axis).mean() for axis in range(grid.ndim)]
    together = [
        grid.mean(axis=tuple(axes - {one, other})).var() - alone[one] - alone[other]
        for one, other in pairs
    ]
    return [float(part) for part in (*alone, *total, *together, whole)]
