"""Rank regression: what matters in a sample of points, if effects only rise or only fall."""

from collections.abc import Mapping

import numpy as np

from orgsim.analysis.factors.indices import SEED, Index, Indices, share
from orgsim.analysis.factors.levels import levels_of, ranked
from orgsim.analysis.factors.regressors import Groups, Regressors
from orgsim.analysis.intervals import CONFIDENCE
from orgsim.analysis.outcome_rows import point_means
from orgsim.number_text import percent

WORK = 4_000_000_000
"""Multiplications that drawing points again may take."""

MONOTONE = 0.7
"""Share of the ranks' variance below which effects that rise and fall may have been missed."""

CONSTANT = 1e-12
"""Variance of a column, 1 by equal weights, below which it is rounding."""

RIDGE = 1e-12
"""Keeps correlations invertible where ranks explain each other wholly."""


def analyse_sample(values: np.ndarray, factors: Mapping[str, np.ndarray]) -> Indices:
    """Partial and standardised rank regression coefficients of point means (points, replications).

    PRCC: correlation of the ranks of factor and outcome, the other factors held; of text, the root of
    the partial R² of its levels. SRRC: slope of the ranks, in standard deviations. share: correlation
    ratio over parts of the factor, whatever the shape. Intervals: points drawn again. Source: Saltelli
    et al. (2000); Marino et al. (2008).
    """
    means = point_means(values)
    known = np.isfinite(means)
    result = Indices("rank regression (PRCC, SRRC)", "prcc")
    if not known.all():
        result.notes.append(
            f"{(~known).sum():,} of {len(known):,} points were left out: they have no run that"
            " succeeded."
        )
    means = means[known]
    factors = {name: column[known] for name, column in factors.items()}
    found = Regressors(factors)
    columns, groups = found.columns, found.groups
    result.notes += [
        f"{name} moves with the factors before it in this design; its effect cannot be determined."
        for name in found.tied
    ]
    if not found.enough:
        result.notes.append(
            f"{len(means)} points are too few to distinguish {len(factors)} factors: no coefficients."
        )
        return result
    table = np.column_stack([columns, ranked(means)])
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    partial, slope, explained = _coefficients(table, groups, np.ones(len(table)))
    low, high = _intervals(table, groups)
    for n, name in enumerate(groups):
        result.indices.append(Index("prcc", name, "", partial[n], low[0, n], high[0, n]))
        if np.isfinite(slope[n]):
            result.indices.append(Index("srrc", name, "", slope[n], low[1, n], high[1, n]))
    for name, column in factors.items():
        value = correlation_ratio(column, means)
        result.indices.append(Index("share", name, "", value, np.nan, np.nan))
    result.notes.append(_how_much(explained))
    return result


def _how_much(explained: float) -> str:
    text = f"The factors' ranks explain {percent(explained)} of the variance of the outcome's ranks"
    if explained >= MONOTONE:
        return text + "."
    return (
        text
        + ": little. Effects that rise and then fall, or that depend on other factors, are missed"
        " here; look at share and at the plots."
    )


def _coefficients(
    table: np.ndarray, groups: Groups, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    """PRCC and SRRC of each factor and R², from columns of ranks with the outcome's last.

    All from the inverse P of their correlations: a factor's columns g explain, of what the others leave
    of the outcome y, the share P_yg P_gg⁻¹ P_gy / P_yy; Whittaker (1990). What is constant by these
    weights correlates with nothing.
    """
    count = weights.sum()
    mean = weights @ table / count
    cross = (table * weights[:, None]).T @ table / count - np.outer(mean, mean)
    varies = np.diag(cross) > CONSTANT
    scale = np.where(varies, np.sqrt(np.diag(cross), where=varies, out=np.ones(len(cross))), np.inf)
    precision = np.linalg.inv(cross / np.outer(scale, scale) + RIDGE * np.eye(len(cross)))
    last = precision[-1, -1]
    partial, slope = [], []
    for own in groups.values():
        to_last = precision[own, -1]
        lost = to_last @ np.linalg.solve(precision[np.ix_(own, own)], to_last) / last
        size = float(np.sqrt(np.clip(lost, 0, 1)))
        partial.append(size if len(own) > 1 else -np.sign(to_last[0]) * size)
        slope.append(np.nan if len(own) > 1 else -to_last[0] / last)
    return np.array(partial), np.array(slope), float(np.clip(1 - 1 / last, 0, 1))


def _intervals(table: np.ndarray, groups: Groups) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(SEED)
    points, width = table.shape
    drawn = []
    for _ in range(int(np.clip(WORK // (points * width * width), 50, 500))):
        weights = np.bincount(random.integers(points, size=points), minlength=points)
        drawn.append(_coefficients(table, groups, weights.astype(float))[:2])
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(np.array(drawn), [tail, 1 - tail], axis=0)
    return low, high


def correlation_ratio(values: np.ndarray, means: np.ndarray) -> float:
    """ε²: share of the variance that lies between levels of a factor, what chance adds taken off."""
    levels = levels_of(values, int(np.clip(len(values) // 10, 2, 10)))
    count = np.bincount(levels.codes).astype(float)
    degrees = len(means) - len(count)
    if degrees < 1:
        return np.nan
    average = np.bincount(levels.codes, means) / count
    within = ((means - average[levels.codes]) ** 2).sum() / degrees
    whole = ((means - means.mean()) ** 2).sum() / (len(means) - 1)
    return max(0.0, 1 - float(share(within, whole)))
