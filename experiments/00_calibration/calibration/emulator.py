"""The emulator: what simulations would come to, from those there are, for what is asked many times.

Each output is a ridge regression on all normal scores, and on the squares and products of those with
which it correlates most. What is left, replications' randomness and what no square says, is drawn as
noise.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from calibration.ensemble import Simulated
from calibration.observations import HELD_OUT, OBSERVATIONS, off

INTERACTING = 8
"""Normal scores whose squares and products count."""

FOLDS = 5
PENALTIES = (3.0, 30.0, 300.0, 3000.0)
TOGETHER = (*OBSERVATIONS, *HELD_OUT)


class _Output(NamedTuple):
    weights: np.ndarray
    interacting: np.ndarray
    residual: float
    explained: float


class Emulator:
    """Outputs of normal scores on the scale of the data: first all data, then all that is held out.

    noise      standard deviations of what is left, (outputs,)
    explained  shares of variance explained out of sample, (outputs,)
    """

    def __init__(self, simulated: Sequence[Simulated]) -> None:
        normal = np.concatenate([each.normal for each in simulated])
        found = np.concatenate([each.outputs[:, :, 0] for each in simulated])
        self.organisations = found.shape[1]
        together = off(found, TOGETHER)
        known = together[..., : len(OBSERVATIONS)].reshape(len(normal), -1)
        kept_aside = together[..., len(OBSERVATIONS) :].reshape(len(normal), -1)
        self.data = known.shape[1]
        self._outputs = [_fitted(normal, y) for y in np.concatenate([known, kept_aside], 1).T]
        self.noise = np.array([output.residual for output in self._outputs])
        self.explained = np.array([output.explained for output in self._outputs])

    def mean(self, normal: np.ndarray) -> np.ndarray:
        """Outputs without noise, (members, outputs)."""
        columns = [
            _features(normal, output.interacting) @ output.weights for output in self._outputs
        ]
        return np.stack(columns, axis=1)

    def slopes(self, centre: np.ndarray) -> np.ndarray:
        """Derivatives of the data with respect to normal scores at a point, (data, keys)."""
        apart = np.eye(len(centre))
        # Second-order polynomials: differences are exact.
        ends = self.mean(np.concatenate([centre + apart, centre - apart]))[:, : self.data]
        slopes: np.ndarray = (ends[: len(centre)] - ends[len(centre) :]).T / 2
        return slopes

    def drawn(self, normal: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Outputs as one replication has them, (members, outputs)."""
        mean = self.mean(normal)
        return mean + self.noise * rng.standard_normal(mean.shape)


def _features(normal: np.ndarray, interacting: np.ndarray) -> np.ndarray:
    own = normal[:, interacting]
    first, second = _pairs(len(interacting))
    return np.concatenate([np.ones((len(normal), 1)), normal, own[:, first] * own[:, second]], 1)


@cache
def _pairs(keys: int) -> tuple[np.ndarray, ...]:
    return np.triu_indices(keys)


def _fitted(normal: np.ndarray, y: np.ndarray) -> _Output:
    spread = y.std()
    if not spread > 0:
        interacting = np.arange(INTERACTING)
        weights = np.zeros(_features(normal[:1], interacting).shape[1])
        weights[0] = y[0]
        return _Output(weights, interacting, 0.0, 1.0)
    centred = normal - normal.mean(axis=0)
    correlation = (centred * (y - y.mean())[:, None]).mean(axis=0) / (normal.std(axis=0) * spread)
    interacting = np.argsort(-np.abs(correlation), kind="stable")[:INTERACTING]
    x = _features(normal, interacting)
    left = _left(x, y)
    penalty = min(left, key=lambda each: left[each])
    residual = np.sqrt(left[penalty])
    explained = 1 - left[penalty] / spread**2
    weights = _ridge(x.T @ x, x.T @ y, penalty)
    return _Output(weights, interacting, float(residual), float(explained))


def _left(x: np.ndarray, y: np.ndarray) -> dict[float, float]:
    """Mean squares that are left out of sample, by penalty."""
    fold = np.arange(len(y)) % FOLDS
    errors: dict[float, list[np.ndarray]] = {penalty: [] for penalty in PENALTIES}
    for out in (fold == each for each in range(FOLDS)):
        own = x[~out]
        gram, moments = own.T @ own, own.T @ y[~out]
        for penalty in PENALTIES:
            errors[penalty].append(y[out] - x[out] @ _ridge(gram, moments, penalty))
    return {penalty: float((np.concatenate(of) ** 2).mean()) for penalty, of in errors.items()}


def _ridge(gram: np.ndarray, moments: np.ndarray, penalty: float) -> np.ndarray:
    """Weights by XᵀX and Xᵀy; the constant, the first of them, costs nothing."""
    costs = np.full(len(gram), penalty)
    costs[0] = 1e-9
    weights: np.ndarray = np.linalg.solve(gram + np.diag(costs), moments)
    return weights
