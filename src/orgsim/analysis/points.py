"""Points: each point's mean with its interval, and how much of the variance is random.

Replication r sees the same random draws at every point (common random numbers), so rows are
crossed: point p ×
replication r. y_pr = μ + A_p + B_r + E_pr: what the point does, what its draws do to all points alike,
and what it does to this one alone. Without common random variation σ²_B is 0 and this is one-way
random effects.
"""

import math
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from orgsim.analysis.intervals import CONFIDENCE, half_widths
from orgsim.analysis.outcome_rows import SweepRows, point_means
from orgsim.analysis.result_schema import TIMES

DRAWN = 10_000
SEED = 20_240
SINGULAR = 1e-10
PARTS = ("parameters", "common random variation", "own random variation")
MEANING = {
    "parameters": "differences between points",
    "common random variation": "random variation of a replication that all points share",
    "own random variation": "random variation of each point alone (noise)",
}


class Share(NamedTuple):
    """A component of the variance of single runs: its size, and its share with a 95 % interval."""

    variance: float
    share: float
    low: float
    high: float


class Variance(NamedTuple):
    """Components of the variance, and the noise in the means of points.

    noise_of_means  share of the variance of the point means that is own random variation
    noise_variance  variance that own random variation gives the mean of a point
    """

    parts: dict[str, Share]
    noise_of_means: float
    noise_variance: float


def mean_and_interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Means (points,) and half-widths of their 95 % t-intervals, NaN for fewer than two values."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    mean = point_means(values)
    squares = np.where(known, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
    return mean, half_widths(np.sqrt(squares / np.maximum(count - 1, 1)), count)


def points_table(rows: SweepRows, tables: dict[str, np.ndarray]) -> pa.Table:
    """One row per point: its factors, its runs, and each outcome's mean with its interval."""
    columns: dict[str, pa.Array] = {"point": pa.array(np.arange(rows.points))}
    columns |= {name: pa.array(values) for name, values in rows.factors.items()}
    done = np.bincount(rows.point, minlength=rows.points)
    succeeded = np.bincount(rows.point[rows.succeeded], minlength=rows.points)
    columns["runs"], columns["failed"] = pa.array(done), pa.array(done - succeeded)
    for name, values in tables.items():
        mean, half = mean_and_interval(values)
        for suffix, column in (("", mean), ("_low", mean - half), ("_high", mean + half)):
            columns[name + suffix] = pa.array(column, mask=~np.isfinite(column))
        if name in TIMES:
            converged = rows.succeeded & np.isfinite(rows.column(name))
            count = np.bincount(rows.point[converged], minlength=rows.points)
            columns[f"{name}_converged"] = pa.array(count)
            columns[f"{name}_censored"] = pa.array(succeeded - count)
    return pa.table(columns)


def decompose(values: np.ndarray, together: int = 1) -> Variance | None:
    """Variance of single runs (points, replications) by component; None without replications.

    Analysis-of-variance estimates for unequal numbers (Henderson's method I; Searle, Casella &
    McCulloch 1992); in a balanced sweep (MS_points − MS_rest) / n and the like. Estimates below 0
    count as 0 in shares.

    together  how many points make an independent piece, such as a block
    """
    known = np.isfinite(values)
    values, known = values[known.any(axis=1)], known[known.any(axis=1)]
    if values.shape[1] < 2 or known.sum(axis=1).max(initial=0) < 2:
        return None
    centred = np.where(known, values - values[known].mean(), 0.0)
    found = _components(centred, known.astype(float))
    if found is None:
        return None
    low, high = _intervals(found, known, len(values) // together)
    shares = _shares(found)
    parts = {
        name: Share(float(found[n]), float(shares[n]), float(low[n]), float(high[n]))
        for n, name in enumerate(PARTS)
    }
    noise = max(0.0, float(found[2])) * float(np.mean(1 / known.sum(axis=1)))
    signal = max(0.0, float(found[0]))
    of_means = noise / (noise + signal) if noise + signal > 0 else math.nan
    return Variance(parts, of_means, noise)


def _intervals(found: np.ndarray, known: np.ndarray, pieces: int) -> tuple[np.ndarray, np.ndarray]:
    """Generalised 95 % intervals of the shares, each (components,); NaN where too little is known.

    Mean squares over drawn χ² / degrees of freedom are what they may be of, in normal data; percentiles
    of the shares that follow, from a fixed seed. Source: Tsui & Weerahandi (1989). Exact in none, but
    held as often as they say (tests/analysis/test_variance.py), with few replications, too.
    """
    runs, of_points, of_replications = known.sum(), known.sum(axis=1), known.sum(axis=0)
    of_replications = of_replications[of_replications > 0]
    above = np.array([len(of_points) - 1, len(of_replications) - 1])
    degrees = np.array([pieces - 1, above[1], runs - above.sum() - 1])
    if degrees.min() < 1:
        return np.full(3, np.nan), np.full(3, np.nan)
    each = (
        np.array([runs - (count**2).sum() / runs for count in (of_points, of_replications)]) / above
    )
    squares = np.maximum(0, found[2] + np.array([*each, 0]) * np.array([*found[:2], 0]))
    random = np.random.default_rng(SEED)
    drawn = (squares * degrees)[:, None] / random.chisquare(degrees[:, None], (3, DRAWN))
    variances = np.concatenate([(drawn[:2] - drawn[2]) / each[:, None], drawn[2:]])
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(_shares(variances), [tail, 1 - tail], axis=1)
    return low, high


def _components(values: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """σ² of parameters, common and own random variation, of deviations from the mean, 0 if unknown."""
    of_points, of_replications = known.sum(axis=1), known.sum(axis=0)
    there = of_replications > 0
    count, points, replications = float(known.sum()), float(len(values)), float(there.sum())
    mean_square = float(values.sum()) ** 2 / count
    left = np.array(
        [
            float((values**2).sum()) - mean_square,
            float((values.sum(axis=1) ** 2 / of_points).sum()) - mean_square,
            float((values.sum(axis=0)[there] ** 2 / of_replications[there]).sum()) - mean_square,
        ]
    )
    own = float((of_points**2).sum()) / count
    common = float((of_replications**2).sum()) / count
    if points < 2:
        return np.array([0.0, 0.0, left[0] / (count - 1)]) if count > 1 else None
    expected = np.array(
        [
            [count - own, count - common, count - 1],
            [count - own, points - common, points - 1],
            [replications - own, count - common, replications - 1],
        ]
    )
    size = float(np.prod(np.linalg.norm(expected, axis=1)))
    if abs(float(np.linalg.det(expected))) <= SINGULAR * size:
        return None
    return np.linalg.solve(expected, left)


def _shares(variances: np.ndarray) -> np.ndarray:
    """Shares of variances (components, …), those below 0 counting as 0; NaN where all are."""
    positive = np.maximum(variances, 0)
    total = positive.sum(axis=0)
    return np.divide(positive, total, out=np.full(positive.shape, np.nan), where=total > 0)
