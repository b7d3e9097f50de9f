"""Shapes: what the curve of an outcome over a factor looks like.

All take means along the last axis (levels) with any axes before, as `function_of_means` hands them over:
function_of_means(partial(half_effect_at, x), curve).
"""

from typing import Any

import numpy as np


def half_effect_at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Where a curve is halfway from its first to its last level, in units of x.

    Below the middle of x most of the effect comes early, above it late. The first crossing, between two
    levels by linear interpolation.
    """
    return crossing_at(x, y, (y[..., :1] + y[..., -1:]) / 2)


def crossing_at(x: np.ndarray, y: np.ndarray, level: np.ndarray | float) -> np.ndarray:
    """Where a curve first crosses a level from the side it starts on; ∞ where it never does."""
    side = np.sign(y - level)
    start = side[..., :1]
    beyond = (side != start) | (side == 0)
    after = np.argmax(beyond, axis=-1)
    place = np.asarray(after)[..., None]
    before = np.maximum(place - 1, 0)
    y1, y0 = (np.take_along_axis(y, at, axis=-1)[..., 0] for at in (place, before))
    goal = np.broadcast_to(np.asarray(level), y.shape)[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(y1 == y0, 0.0, (goal - y0) / (y1 - y0))
    found = x[before[..., 0]] + share * (x[after] - x[before[..., 0]])
    return np.where(beyond.any(axis=-1), found, np.inf)


def half_gone_at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Where a curve has fallen to half of its first level; the last level if more is left there."""
    return np.minimum(crossing_at(x, y, y[..., :1] / 2), x[-1])


def turn_at(x: np.ndarray, y: np.ndarray, level: float = 0.0, falling: bool = False) -> np.ndarray:
    """Where a curve rises (or falls) through a level, within the levels there are.

    The first of them if it is beyond already, the last if it never is.
    """
    beyond = y[..., 0] <= level if falling else y[..., 0] >= level
    return np.where(beyond, x[0], np.minimum(crossing_at(x, y, level), x[-1]))


def smallest_step(y: np.ndarray) -> np.ndarray:
    """The smallest difference between neighbouring levels: above 0 where a curve rises throughout."""
    return np.diff(y, axis=-1).min(axis=-1)


def bend(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Slope over the upper half of x less that over the lower half: below 0 with diminishing returns."""
    middle = (x[0] + x[-1]) / 2
    centre = _at(x, y, middle)
    return (y[..., -1] - centre) / (x[-1] - middle) - (centre - y[..., 0]) / (middle - x[0])


def steepest_at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The middle of the step between neighbouring levels that is steepest, either way."""
    slope = np.abs(np.diff(y, axis=-1) / np.diff(x))
    return ((x[1:] + x[:-1]) / 2)[np.argmax(slope, axis=-1)]


def sharpness(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The steepest step by the slope from end to end: 1 of a straight line."""
    steps = np.diff(y, axis=-1) / np.diff(x)
    return steps.max(axis=-1) * (x[-1] - x[0]) / (y[..., -1] - y[..., 0])


def peak_at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The level at which a curve is highest."""
    return x[np.argmax(y, axis=-1)]


def best_at(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The top of the parabola through the highest level and its two neighbours; y (…, levels).

    Levels are evenly spaced. A curve that is highest at its end has its best there.
    """
    highest = np.argmax(y, axis=-1)
    inner = np.clip(highest, 1, len(x) - 2)
    low, mid, high = (
        np.take_along_axis(y, (inner + step)[..., None], axis=-1)[..., 0] for step in (-1, 0, 1)
    )
    curvature = low - 2 * mid + high
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.where(curvature < 0, (low - high) / (2 * curvature), 0.0)
    between = x[inner] + np.clip(shift, -1, 1) * (x[1] - x[0])
    return np.where(highest == inner, between, x[highest])


def height_above_ends(y: np.ndarray) -> np.ndarray:
    """By how much the highest level exceeds the higher of the two ends: 0 where there is no hump."""
    return y.max(axis=-1) - np.maximum(y[..., 0], y[..., -1])


def value_at(x: np.ndarray, y: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Curves y (n, levels) at a place of each (n,), by linear interpolation, held at the ends."""
    return np.array([np.interp(place, x, curve) for place, curve in zip(where, y, strict=True)])


def slope(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least-squares slope of y over x, both (n, levels)."""
    from_mean = x - x.mean(axis=-1, keepdims=True)
    return (from_mean * y).sum(axis=-1) / (from_mean**2).sum(axis=-1)


def interaction(both: Any, one: Any, other: Any, none: Any = 0.0) -> Any:
    """What two do together beyond the sum of what each does alone: both − one − other + none.

    Of quantities or replications for `mean_of`, or of means: above 0 they help each other, below 0
    they replace each other.
    """
    return both - one - other + none


def cut(weeks: np.ndarray, horizon: float) -> np.ndarray:
    """Times with those never reached counted as the horizon: their mean is the restricted mean time."""
    return np.fmin(np.where(np.isnan(weeks), np.inf, weeks), horizon)


def _at(x: np.ndarray, y: np.ndarray, point: float) -> np.ndarray:
    """A curve between its levels, by linear interpolation."""
    after = int(np.clip(np.searchsorted(x, point), 1, len(x) - 1))
    share = (point - x[after - 1]) / (x[after] - x[after - 1])
    return y[..., after - 1] + share * (y[..., after] - y[..., after - 1])
