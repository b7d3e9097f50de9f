"""How far a value is off its band, in half widths of it, on a scale that far values do not take over."""

import numpy as np


def compressed(z: np.ndarray) -> np.ndarray:
    """z where |z| ≤ 1, and sign(z)·(1 + log |z|) beyond: smooth, increasing, without end."""
    size = np.abs(z)
    return np.sign(z) * np.where(size <= 1, size, 1 + np.log(np.maximum(size, 1)))


def expanded(z: np.ndarray) -> np.ndarray:
    """The inverse of `compressed`."""
    size = np.abs(z)
    return np.sign(z) * np.where(size <= 1, size, np.exp(np.minimum(size, 50) - 1))
