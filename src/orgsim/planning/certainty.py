"""Certainty: which of the best portfolios is best if parameters are other than thought.

Portfolios have the same replications, of the same parameter sets, so each set says by itself which of
them is best. With J̄(x, θ) the mean of J over the replications of set θ:

    best in   share of the sets in which x has the largest J̄
    chance    that x has the largest value over all sets: the share of Bayesian bootstrap samples (Rubin
              1981) of the sets in which it has
    regret    mean over θ of max_x' J̄(x', θ) − J̄(x, θ): what it costs not to know the set; for the plan the
              expected value of perfect information (Raiffa & Schlaifer 1961)

Where all replications have the same parameters each counts as a set of its own: the regret then is of
randomness alone. Best of several noisy means, so regret is somewhat overstated where a set has few
replications.
"""

from typing import NamedTuple

import numpy as np

from orgsim.planning.outcomes_tried import TENTH
from orgsim.planning.plan_file import WORST_TENTH

SAMPLES = 2000
SEED = 20_110_901
"""Of the bootstrap, which is no part of the simulation."""


class Certainty(NamedTuple):
    """Of each of the portfolios: (portfolios,)."""

    best_in: np.ndarray
    chance: np.ndarray
    expected_regret: np.ndarray
    largest_regret: np.ndarray


def certainty(objective: np.ndarray, sets: np.ndarray | None, risk: str) -> Certainty:
    """How sure it is which portfolio is best, of J (portfolios, replications).

    sets  parameter set of each replication, None where all have the same
    """
    by_set = means_of_sets(objective, sets)
    top = by_set.max(axis=0)
    regret = top - by_set
    return Certainty(
        _shares(by_set), _chances(by_set, risk), regret.mean(axis=1), regret.max(axis=1)
    )


def means_of_sets(objective: np.ndarray, sets: np.ndarray | None) -> np.ndarray:
    """Mean over the replications of each set, (portfolios, sets)."""
    if sets is None:
        return objective
    numbers = np.unique(sets)
    return np.stack([objective[:, sets == number].mean(axis=1) for number in numbers], axis=1)


def _shares(values: np.ndarray) -> np.ndarray:
    """Share of the columns in which each row is the largest; of several that are, to each a part."""
    best = values == values.max(axis=0)
    return np.asarray((best / best.sum(axis=0)).mean(axis=1))


def _chances(by_set: np.ndarray, risk: str) -> np.ndarray:
    """Share of bootstrap samples of the sets in which each portfolio has the largest value."""
    random = np.random.default_rng(SEED)
    weights = random.dirichlet(np.ones(by_set.shape[1]), SAMPLES)
    if risk == WORST_TENTH:
        values = np.stack([_weighted_tenth(row, weights) for row in by_set])
    else:
        values = np.stack([(weights * row).sum(axis=1) for row in by_set])
    return _shares(values)


def _weighted_tenth(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Mean of the tenth of the weight that lies on the smallest values, (samples,)."""
    order = np.argsort(values, kind="stable")
    before = np.cumsum(weights[:, order], axis=1) - weights[:, order]
    taken = np.clip(1 / TENTH - before, 0.0, weights[:, order])
    return np.asarray((taken * values[order]).sum(axis=1) * TENTH)


def least_replications(risk: str) -> int:
    """Replications of the first look: one of each of ten sets; twice as many where a tenth of them counts."""
    return 2 * TENTH if risk == WORST_TENTH else TENTH
