"""Optimum: where a curve over levels is highest, between levels."""

import numpy as np


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
