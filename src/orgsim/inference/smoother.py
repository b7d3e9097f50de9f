"""The smoother: an ensemble of sets of unknowns moved towards data in a few steps.

Ensemble smoother with multiple data assimilation (Emerick & Reynolds 2013): every step takes the data in
with errors made larger by α, Σ1/α = 1, so that all steps together take them in once. Correlations of
unknowns and outputs that chance would give an ensemble of this size are left out (Vossepoel, Evensen &
van Leeuwen 2025).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

SHRINKING = 1.5
"""By how much α falls from one step to the next: the first steps, far from the data, are small ones."""

Forward = Callable[[int, np.ndarray], np.ndarray]
"""Outputs on the scale of the data, (members, data), of a step's normal scores, (members, unknowns)."""


class Data(NamedTuple):
    """What an ensemble is moved towards.

    values   what was found, (data,)
    error    variances of the errors of observation, R, (data,)
    noise    covariances of outputs among replications of one and the same unknowns, N, (data, data)
    """

    values: np.ndarray
    error: np.ndarray
    noise: np.ndarray


class Localisation(NamedTuple):
    """Which pairs of an unknown and a datum count.

    least    correlations weaker than so many standard errors, least/√members, are none; 0 keeps all
    related  bool (unknowns, data): pairs that may be related at all; None where all may
    """

    least: float
    related: np.ndarray | None = None

    def __call__(self, correlation: np.ndarray, members: np.ndarray | int) -> np.ndarray:
        """Which pairs of an unknown and an output to use; the form is the library's."""
        threshold = np.broadcast_to(self.least / np.sqrt(members), len(correlation))
        strong = np.abs(correlation) >= threshold[:, None]
        return strong if self.related is None else strong & self.related

    def of(self, unknowns: np.ndarray, data: np.ndarray) -> "Localisation":
        """The same for the unknowns and data where the masks say so."""
        related = None if self.related is None else self.related[np.ix_(unknowns, data)]
        return self._replace(related=related)


def inflations(steps: int) -> np.ndarray:
    """α of all steps, falling, Σ1/α = 1."""
    alphas = SHRINKING ** -np.arange(steps, dtype=float)
    return alphas * (1 / alphas).sum()


def smooth(
    normal: np.ndarray,
    data: Data,
    forward: Forward,
    steps: int,
    seed: int,
    localisation: Localisation,
) -> np.ndarray:
    """Normal scores of the posterior ensemble, (members, unknowns), from those of the prior's.

    Step n, counted from 0, simulates what it moves by `forward(n, …)`; draws depend on the seed and on
    n, so that steps which are known need not be taken again. The last ensemble is not simulated here.
    """
    for step, alpha in enumerate(inflations(steps)):
        predicted = forward(step, normal)
        normal = updated(
            normal, predicted, data, alpha, np.random.default_rng([seed, step]), localisation
        )
    return normal


def updated(
    normal: np.ndarray,
    predicted: np.ndarray,
    data: Data,
    alpha: float,
    some: np.random.Generator,
    localisation: Localisation,
) -> np.ndarray:
    """One step, (members, unknowns): z + K(d + √(αR + (α − 1)N)·ε − y).

    An output y holds noise itself, of covariance N; so each step takes the data in with α(R + N), and
    all together with R + N: what was found is one organisation's, as noisy as a replication.
    """
    from iterative_ensemble_smoother import AdaptiveESMDA

    moved, open_ = np.ptp(predicted, axis=0) > 0, np.ptp(normal, axis=0) > 0
    if not moved.any():
        return normal
    covariance = alpha * np.diag(data.error) + (alpha - 1) * data.noise
    smoother = AdaptiveESMDA(
        covariance=covariance[np.ix_(moved, moved)],
        observations=data.values[moved],
        alpha=1,
        seed=some,
    )
    smoother.prepare_assimilation(Y=np.ascontiguousarray(predicted[:, moved].T), truncation=1.0)
    normal = normal.copy()
    normal[:, open_] = smoother.assimilate_batch(
        X=np.ascontiguousarray(normal[:, open_].T),
        correlation_callback=localisation.of(open_, moved),
        n_jobs=1,
    ).T
    return normal
