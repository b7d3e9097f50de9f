"""Scores of forecasts: how close an ensemble came to what was then observed, and how certain it was.

Continuous ranked probability score of members x₁ … x_M and a value y, fair for a small ensemble (Ferro
2014); 0 is perfect, and of one certain value it is the absolute error (Gneiting & Raftery 2007):

    CRPS = Σ|x_i − y|/M − Σ_i Σ_j |x_i − x_j| / (2M(M − 1))
"""

import numpy as np


def ranked_probability(members: np.ndarray, found: np.ndarray) -> np.ndarray:
    """CRPS of each value, (values,), of members (members, values) and what was found (values,)."""
    count = len(members)
    error = np.abs(members - found).mean(axis=0)
    ordered = np.sort(members, axis=0)
    rank = 2 * np.arange(1, count + 1) - count - 1
    apart = (rank[:, None] * ordered).sum(axis=0) / (count * (count - 1))
    return np.asarray(error - apart)


def covered(members: np.ndarray, found: np.ndarray, share: float = 0.9) -> np.ndarray:
    """Whether each value lies in the middle `share` of its members, bool (values,)."""
    low, high = np.quantile(members, ((1 - share) / 2, (1 + share) / 2), axis=0)
    return np.asarray((low <= found) & (found <= high))
