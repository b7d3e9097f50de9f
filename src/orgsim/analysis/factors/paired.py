"""Paired tests: whether what differs between points exceeds what differs between replications.

Replication r makes the same draws at every point, so rows are crossed: y_pr = μ_p + B_r + E_pr. A part
of what differs between points is a table of contrasts (rows, replications), from which B_r is gone. Its
noise is what is left of it when its means over replications are taken off:

- from ENOUGH replications on, its own noise alone, whatever it is at other points, with the degrees of
  freedom that its rows are worth together (Box 1954: rows that move together count as one);
- of fewer, the larger of its own noise and that of all points, with the degrees of freedom of both; with
  its own few alone where its own noise is clearly the larger. Between, a part whose noise is larger than
  that of the rest is claimed to differ somewhat too often: benchmarks/claims.py says how often.
"""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.outcome_rows import SAME
from orgsim.special_functions import special

ENOUGH = 5
"""Replications from which on a part's own noise is known well enough."""


UNLIKE = 0.01
"""p-value below which a part's noise is not that of all points."""


class Part(NamedTuple):
    """A part of what differs between points, as contrasts.

    values   (rows, replications), each of the variance of a single run
    degrees  how many of the rows are free
    """

    values: np.ndarray
    degrees: int


class Residual(NamedTuple):
    """What is left of all points when points and replications are taken off.

    squares   their sum; degrees  of freedom of the points
    smallest  variance that rounding alone may leave
    """

    squares: float
    degrees: int
    smallest: float


class Noise(NamedTuple):
    """Variance of a contrast in one replication, and the two degrees of freedom of an F test by it."""

    variance: float
    above: float
    below: float


def residual(values: np.ndarray) -> Residual:
    """Of values (points, replications)."""
    left = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()
    return Residual(
        float((left**2).sum()), len(values) - 1, (SAME * float(np.abs(values).max())) ** 2
    )


def noise(part: Part, everything: Residual) -> Noise:
    """The noise of a part; see the rule above."""
    left = part.values - part.values.mean(axis=1, keepdims=True)
    again = part.values.shape[1] - 1
    squares, degrees = float((left**2).sum()), part.degrees * again
    own = squares / degrees
    if again + 1 >= ENOUGH:
        between = left.T @ left
        size = float((between**2).sum())
        free = min(squares**2 / size if size > 0 else 1.0, part.degrees)
        return Noise(max(own, everything.smallest), free, free * again)
    others = max(0, everything.degrees - part.degrees) * again
    left_squares = max(0.0, everything.squares - squares)
    pooled = (squares + left_squares) / (degrees + others) if others else own
    below = degrees + others if _alike(own, degrees, left_squares, others) else degrees
    return Noise(max(own, pooled, everything.smallest), float(part.degrees), float(below))


def _alike(own: float, degrees: int, left_squares: float, others: int) -> bool:
    """Whether a part's own noise may be as small as that of all else: an F test of the two."""
    if others == 0 or own * others <= left_squares:
        return True
    return left_squares > 0 and bool(
        special.fdtrc(degrees, others, own * others / left_squares) > UNLIKE
    )


def exceeds_noise(part: Part, everything: Residual) -> float:
    """p-value of no difference at all within a part: F = n Σ(row means)² / degrees / noise."""
    by = noise(part, everything)
    means = part.values.mean(axis=1)
    ratio = part.values.shape[1] * float((means**2).sum()) / part.degrees / by.variance
    return float(special.fdtrc(by.above, by.below, ratio))


def is_larger(one: Part, other: Part, everything: Residual) -> float:
    """p-value of one part being no larger than another that is orthogonal to it.

    Scheffé's: |δ₁| − |δ₂| is at least |d₁| − |d₂| − √2 |e|, where e is the noise of both together.
    """
    both = Part(np.concatenate([one.values, other.values]), one.degrees + other.degrees)
    by = noise(both, everything)
    size = [float(np.sqrt((part.values.mean(axis=1) ** 2).sum())) for part in (one, other)]
    ahead = max(0.0, size[0] - size[1])
    ratio = both.values.shape[1] * ahead**2 / 2 / both.degrees / by.variance
    return float(special.fdtrc(by.above, by.below, ratio))
