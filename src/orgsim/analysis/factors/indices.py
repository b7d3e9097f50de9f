"""Indices: what every method of sensitivity analysis gives, and how ratios of variances are judged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from orgsim.analysis.factors.paired import ENOUGH
from orgsim.analysis.intervals import half_widths
from orgsim.analysis.outcome_rows import SAME

SEED = 20_240
SHARES = ("first", "total", "second")


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

    @property
    def within_limits(self) -> "Index":
        """Of a share of variance what lies between 0 and 1: estimates can fall outside by chance."""
        if self.kind not in SHARES:
            return self
        ends = np.clip([self.value, self.low, self.high, self.without_noise], 0.0, 1.0).tolist()
        return self._replace(value=ends[0], low=ends[1], high=ends[2], without_noise=ends[3])


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


def without_noise(
    values: np.ndarray, squares: Callable[[np.ndarray], np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of squares in the last of them: of point means, without noise, and half its 95 % interval.

    values (points, replications). The jackknife over replications, each of which makes other draws at
    all points, takes off exactly what noise adds to a square of means; Efron & Stein (1981). Intervals
    are those of a ratio of its pseudo-values, Σ(part_r − share·whole_r)²; of fewer than ENOUGH
    replications there are none: they would be as wide as chance has it.
    """
    known = np.isfinite(values)
    total, count = np.where(known, values, 0).sum(axis=1), known.sum(axis=1)
    found = squares(total / count)
    *parts, whole = found
    nothing = np.full(len(parts), np.nan)
    raw = share(np.array(parts), whole)
    replications = values.shape[1]
    if replications < 2 or count.min() < 2:
        return raw, nothing, nothing
    left_out = np.array(
        [
            squares((total - np.where(known[:, r], values[:, r], 0)) / (count - known[:, r]))
            for r in range(replications)
        ]
    )
    pseudo = replications * found - (replications - 1) * left_out
    mean = pseudo.mean(axis=0)
    if not mean[-1] > SAME * found[-1]:
        return raw, np.zeros(len(parts)), nothing
    shares = mean[:-1] / mean[-1]
    if count.min() < ENOUGH:
        return raw, shares, nothing
    left = pseudo[:, :-1] - shares * pseudo[:, -1:]
    deviation = np.sqrt((left**2).sum(axis=0) / (replications - 1)) / mean[-1]
    return raw, shares, half_widths(deviation, np.full(len(parts), replications))


def share(part: float | np.ndarray, whole: float | np.ndarray) -> np.ndarray:
    """part / whole, NaN where the whole is nothing."""
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    return np.divide(
        part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0
    )
