"""Indices: what every method of sensitivity analysis gives, and how ratios of variances are judged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy import stats

from orgsim.analysis.comparison import CONFIDENCE

SEED = 20_240


class Index(NamedTuple):
    """One index of a factor, or of a pair: its value, its 95 % interval, and the value without noise.

    low, high and without_noise are NaN where they cannot be had
    """

    kind: str
    factor: str
    other: str
    value: float
    low: float
    high: float
    without_noise: float = np.nan


@dataclass
class Indices:
    """What a method found.

    method   its name
    ranks_by the kind of index that says what matters
    floor    what that index comes to, by noise alone, for a factor that does nothing
    notes    what must be known to read it
    about_truth  whether intervals lie around the values without noise, where those are known
    """

    method: str
    ranks_by: str
    indices: list[Index] = field(default_factory=list)
    floor: float = 0.0
    notes: list[str] = field(default_factory=list)
    about_truth: bool = False

    def of(self, kind: str) -> list[Index]:
        """The indices of one kind."""
        return [index for index in self.indices if index.kind == kind]


def leave_one_out(
    values: np.ndarray, statistic: Callable[[np.ndarray], np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A statistic of point means, half its 95 % interval, and its value without noise.

    values (points, replications). The jackknife over replications: each sees other luck, common to all
    points, so what differs between them is luck whatever it does to the points. For ratios of
    variances it takes off what noise adds to them (exactly, for a variance); Efron & Stein (1981).
    """
    known = np.isfinite(values)
    total, count = np.where(known, values, 0).sum(axis=1), known.sum(axis=1)
    found = statistic(total / count)
    replications = values.shape[1]
    nothing = np.full(len(found), np.nan)
    if replications < 2 or count.min() < 2:
        return found, nothing, nothing
    without = np.array([
        statistic((total - np.where(known[:, r], values[:, r], 0)) / (count - known[:, r]))
        for r in range(replications)
    ])  # fmt: skip
    mean = without.mean(axis=0)
    error = np.sqrt((replications - 1) / replications * ((without - mean) ** 2).sum(axis=0))
    quantile = stats.t.ppf(0.5 + CONFIDENCE / 2, replications - 1)
    return found, quantile * error, replications * found - (replications - 1) * mean


def share(part: float | np.ndarray, whole: float | np.ndarray) -> np.ndarray:
    """part / whole, NaN where the whole is nothing."""
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    return np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan),
                     where=whole > 0)  # fmt: skip
