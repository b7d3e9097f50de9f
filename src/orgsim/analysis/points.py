"""Points: each point's mean with its interval, and how much of the variance is random.

Replication r sees the same random draws at every point (common random numbers), so rows are
crossed: point p ×
replication r. y_pr = μ + A_p + B_r + E_pr: what the point does, what its draws do to all points alike,
and what it does to this one alone. Without common random variation σ²_B is 0 and this is one-way
random effects.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from orgsim.analysis.intervals import CONFIDENCE, half_widths
from orgsim.analysis.outcome_rows import SweepRows, point_means
from orgsim.analysis.result_schema import TIMES

RESAMPLES = 1_000
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


def decompose(values: np.ndarray, resamples: int = RESAMPLES) -> Variance | None:
    """Variance of single runs (points, replications) by component; None without replications.

    Analysis-of-variance estimates for unequal numbers (Henderson's method I; Searle, Casella &
    McCulloch 1992); in a balanced sweep (MS_points − MS_rest) / n and the like. Estimates below 0
    count as 0 in shares. Intervals: percentiles over points drawn again, from a fixed seed.
    """
    known = np.isfinite(values)
    values, known = values[known.any(axis=1)], known[known.any(axis=1)]
    if values.shape[1] < 2 or known.sum(axis=1).max(initial=0) < 2:
        return None
    centred = np.where(known, values - values[known].mean(), 0.0)
    sums = _Sums(centred, known.astype(float))
    found = sums.components(np.ones(len(values)))
    if found is None:
        return None
    random = np.random.default_rng(SEED)
    points = len(values)
    again = []
    for _ in range(min(resamples, max(100, 20_000_000 // values.size)) if points > 2 else 0):
        weights = np.bincount(random.integers(points, size=points), minlength=points)
        drawn = sums.components(weights.astype(float))
        if drawn is not None:
            again.append(_shares(drawn))
    low, high = _percentiles(again)
    shares = _shares(found)
    parts = {
        name: Share(float(found[n]), float(shares[n]), float(low[n]), float(high[n]))
        for n, name in enumerate(PARTS)
    }
    noise = max(0.0, float(found[2])) * float(np.mean(1 / known.sum(axis=1)))
    signal = max(0.0, float(found[0]))
    of_means = noise / (noise + signal) if noise + signal > 0 else math.nan
    return Variance(parts, of_means, noise)


class _Sums:
    """Sufficient statistics of the values, so that points can be resampled cheaply."""

    def __init__(self, values: np.ndarray, known: np.ndarray) -> None:
        self.values, self.known = values, known
        self.count, self.total = known.sum(axis=1), values.sum(axis=1)
        self.squares = (values**2).sum(axis=1)

    def components(self, weights: np.ndarray) -> np.ndarray | None:
        """σ² of parameters, common and own random variation, with each point weighted by a count."""
        count = float(weights @ self.count)
        by_replication = weights @ self.known
        sums = weights @ self.values
        there = by_replication > 0
        points = float(weights.sum())
        mean_square = float(weights @ self.total) ** 2 / count
        left = np.array(
            [
                float(weights @ self.squares) - mean_square,
                float(weights @ (self.total**2 / self.count)) - mean_square,
                float((sums[there] ** 2 / by_replication[there]).sum()) - mean_square,
            ]
        )
        own = float(weights @ self.count**2) / count
        common = float((by_replication**2).sum()) / count
        replications = float(there.sum())
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
    positive = np.maximum(variances, 0)
    total = positive.sum()
    return positive / total if total > 0 else np.full(len(variances), np.nan)


def _percentiles(samples: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    known = [each for each in samples if np.isfinite(each).all()]
    if not known:
        return np.full(3, np.nan), np.full(3, np.nan)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(np.array(known), [tail, 1 - tail], axis=0)
    return low, high
