"""Claims: what is said of factors - does something, rises or falls, comes before the next.

Each rests on a test, and no more than one sweep of twenty in which nothing does anything says anything:
p-values are allowed for all factors and outcomes of the sweep (Holm 1979), and only of a factor that
does something a direction or a place is told.

Differences must exceed the noise between paired replications (see paired). Where points are a sample
they must hold over points, too, so the larger of both p-values counts; of one replication, that over
points is all there is, and it takes FEWEST_LEFT points more than there are columns.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from orgsim.analysis.factors.contrasts import Contrasts
from orgsim.analysis.factors.paired import Part, Residual, exceeds_noise, is_larger, residual
from orgsim.analysis.survival import holm

ERROR = 0.05
"""Share of sweeps without any effect that may claim something."""

RISES, FALLS = "rises", "falls"
NO_DIRECTION = "no clear direction"
TOO_FEW = "too few to tell"


class Tests(NamedTuple):
    """p-values of an outcome's factors, from the one that matters most to the least.

    matters, direction, before_next  (factors,), NaN where it cannot be told
    signs      of the directions;  ordered  whether a factor can have one
    """

    factors: tuple[str, ...]
    matters: np.ndarray
    direction: np.ndarray
    before_next: np.ndarray
    signs: np.ndarray
    ordered: np.ndarray


class Claim(NamedTuple):
    """What may be said of a factor; None where too few replications or points tell nothing."""

    matters: bool | None
    direction: str
    before_next: bool | None


def complete(values: np.ndarray) -> np.ndarray:
    """The replications (points, some) that every point has."""
    return values[:, np.isfinite(values).all(axis=0)]


def too_few(factors: Sequence[str], ordered: Sequence[bool]) -> Tests:
    """Tests that tell nothing."""
    nothing = np.full(len(factors), np.nan)
    return Tests(tuple(factors), nothing, nothing, nothing, nothing, np.array(ordered, bool))


def tests_of(
    contrasts: Contrasts,
    values: np.ndarray,
    means: np.ndarray,
    factors: Sequence[str],
    ordered: Sequence[bool],
    interval_ahead: Callable[[int], bool],
) -> Tests:
    """Tests of factors, ranked, from values (points, replications that all have) and means (points,).

    interval_ahead  whether the place of the factor of that rank holds over points
    """
    everything = residual(values) if values.shape[1] > 1 else None
    each = [_test(contrasts, values, means, factor, everything) for factor in factors]
    matters, direction, signs = np.array(each, float).reshape(-1, 3).T
    before = np.full(len(factors), np.nan)
    for n, (factor, following) in enumerate(pairwise(factors)):
        if np.isnan(signs[n]):
            continue
        ahead = interval_ahead(n)
        before[n] = 0.0 if ahead else 1.0
        if ahead and everything is not None:
            before[n] = is_larger(*contrasts.apart(factor, following, values), everything)
    return Tests(tuple(factors), matters, direction, before, signs, np.array(ordered, bool))


def _test(
    contrasts: Contrasts,
    values: np.ndarray,
    means: np.ndarray,
    factor: str,
    everything: Residual | None,
) -> tuple[float, float, float]:
    """p-values of whether a factor matters and of its direction, and its sign; NaN if not known."""
    points = contrasts.over_points(factor, means)
    if everything is None:
        if points is None:
            return np.nan, np.nan, np.nan
        return points.matters or points.direction, points.direction, points.sign
    matters, direction, sign = _paired(contrasts, values, factor, everything)
    if points is None:
        return matters, direction, sign
    same = sign == points.sign
    return max(matters, points.matters), max(direction, points.direction), sign if same else 0


def _paired(
    contrasts: Contrasts, values: np.ndarray, factor: str, everything: Residual
) -> tuple[float, float, int]:
    matters = exceeds_noise(contrasts.whole(factor, values), everything)
    trend = contrasts.trend(factor, values)
    if trend is None:
        return matters, np.nan, 0
    return matters, exceeds_noise(Part(trend[None], 1), everything), int(np.sign(trend.mean()))


def judged(of_outcomes: Sequence[Tests]) -> list[dict[str, Claim]]:
    """What may be said of each outcome's factors, allowed for all of them together."""
    matters = _adjusted([tests.matters for tests in of_outcomes])
    direction = _adjusted([tests.direction for tests in of_outcomes])
    before = _adjusted([tests.before_next for tests in of_outcomes])
    return [
        {
            factor: Claim(
                _below(matters[k][n]),
                _direction(tests, n, matters[k][n], direction[k][n]),
                _below(max(before[k][n], matters[k][n])),
            )
            for n, factor in enumerate(tests.factors)
        }
        for k, tests in enumerate(of_outcomes)
    ]


def _adjusted(p: Sequence[np.ndarray]) -> list[np.ndarray]:
    """p-values allowed for how many there are in all; NaN stay."""
    together = np.concatenate(p) if p else np.empty(0)
    known = np.isfinite(together)
    together[known] = holm(together[known].tolist())
    return np.split(together, np.cumsum([len(each) for each in p])[:-1]) if p else []


def _below(p: float) -> bool | None:
    return bool(p <= ERROR) if np.isfinite(p) else None


def _direction(tests: Tests, n: int, matters: float, direction: float) -> str:
    if not tests.ordered[n]:
        return ""
    if not np.isfinite(direction):
        return TOO_FEW
    if max(matters, direction) > ERROR or tests.signs[n] == 0:
        return NO_DIRECTION
    return RISES if tests.signs[n] > 0 else FALLS
