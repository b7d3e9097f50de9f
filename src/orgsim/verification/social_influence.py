"""Social influence of Friedkin & Johnsen (1999) and of DeGroot (1974), and a published example.

Opinions follow x′ = ΛWx + (I − Λ)x(0): W (people, people) who weighs whom, rows adding up to 1; Λ how
open everybody is to others. Without Λ, opinions average for ever (DeGroot).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import spsolve


class Published(NamedTuple):
    """Opinions printed in the literature, and half a unit of the last digit printed."""

    start: tuple[float, ...]
    end: tuple[float, ...]
    half_a_digit: float


FOUR_PEOPLE = (
    np.array([[220, 120, 360, 300], [147, 215, 344, 294], [0, 0, 1000, 0], [90, 178, 446, 286]])
    / 1000
)
"""W of the example; openness is 1 − w_ii."""

PUBLISHED = (
    Published((25, 25, 75, 85), (60.021, 59.984, 75, 74.986), 5e-4),
    Published((25, 15, -50, 5), (-19.3, -21.5, -50, -23.2), 5e-2),
)
"""After secondary sources."""


def fixed_point(influence, openness: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Where opinions end: (I − ΛW)⁻¹(I − Λ)x(0)."""
    identity = sparse.identity(len(start), format="csc")
    open_to = sparse.diags_array(openness)
    return spsolve(sparse.csc_array(identity - open_to @ influence), (1 - openness) * start)


def consensus(influence: np.ndarray, start: np.ndarray) -> float:
    """Where DeGroot's opinions meet: weighed by the left eigenvector of W."""
    values, vectors = np.linalg.eig(influence.T)
    stationary = np.real(vectors[:, np.argmax(np.real(values))])
    return float(start @ stationary / stationary.sum())


def resistance_of(influence: np.ndarray, openness: np.ndarray) -> np.ndarray:
    """Resistance that does what weights on oneself do to the fixed point: (1 − λ)/(1 − λ·w_ii)."""
    return (1 - openness) / (1 - openness * np.diag(influence))


def influence_of(
    superior: Sequence[int], weights: np.ndarray, deed_weight: float, peer_weight: float
) -> sparse.csr_array:
    """W of an organisation: the superior's deeds (not for the top) and the ties, over their sum.

    weights  (people, people) of the ties; who has neither weighs oneself
    """
    people = len(superior)
    influence = sparse.lil_array((people, people))
    for i in range(people):
        tied = weights[i].sum()
        if tied > 0:
            influence[i] = peer_weight * weights[i] / tied
        if i > 0:
            influence[i, superior[i]] += deed_weight
        if tied == 0 and i == 0:
            influence[i, i] = 1
    rows = influence.tocsr()
    return sparse.csr_array(sparse.diags_array(1 / rows.sum(axis=1)) @ rows)
