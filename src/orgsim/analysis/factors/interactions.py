"""Interactions: which pairs of factors do together what they do not do apart."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from orgsim.analysis.factors.indices import Index
from orgsim.analysis.factors.levels import levels_of

PARTS = 3
"""Parts into which a factor of many values is cut."""


def sampled_interactions(
    means: np.ndarray, factors: Mapping[str, np.ndarray], names: Sequence[str]
) -> list[Index]:
    """Share of variance of each pair's cells beyond the sum of rows and columns, chance taken off.

    means (points,); coarse (three parts a factor) but free of assumptions on the shape of effects.
    """
    known = np.isfinite(means)
    return [
        Index(
            "second",
            one,
            other,
            _share(means[known], factors[one][known], factors[other][known]),
            np.nan,
            np.nan,
        )
        for one, other in itertools.combinations(names, 2)
    ]


def _share(means: np.ndarray, one: np.ndarray, other: np.ndarray) -> float:
    rows, columns = levels_of(one, PARTS), levels_of(other, PARTS)
    wide = len(columns.labels)
    cell = rows.codes * wide + columns.codes
    used, cell = np.unique(cell, return_inverse=True)
    count = np.bincount(cell)
    average = np.bincount(cell, means) / count
    degrees = len(means) - len(used)
    indicators = np.column_stack(
        [
            *((used // wide == level).astype(float) for level in range(len(rows.labels))),
            *((used % wide == level).astype(float) for level in range(wide)),
        ]
    )
    root = np.sqrt(count)
    fitted = indicators @ np.linalg.lstsq(indicators * root[:, None], average * root)[0]
    free = len(used) - np.linalg.matrix_rank(indicators)
    total = ((means - means.mean()) ** 2).sum()
    if degrees < 1 or free < 1 or total <= 0:
        return np.nan
    within = ((means - average[cell]) ** 2).sum() / degrees
    beyond = (count * (average - fitted) ** 2).sum()
    return float(max(0.0, (beyond - free * within) / total))
