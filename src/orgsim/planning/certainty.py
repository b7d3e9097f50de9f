"""Certainty: which of the best portfolios is best if parameters differ from those assumed.

Portfolios have the same replications, of the same parameter sets, so each set says by itself which of
them is best. With J̄(x, θ) the mean of J over the replications of set θ:

    best in   share of the sets in which x has the largest J̄
    chance    that x has the largest value over all sets: in how many of many Bayesian bootstrap samples
              of the sets (Rubin 1981) it has
    regret    max_x' J̄(x', θ) − J̄(x, θ), its mean and the largest over θ: what it costs not to know the
              set; the mean of the plan is the expected value of perfect information (Raiffa & Schlaifer
              1961)

Where all replications have the same parameters each counts as a set of its own: regret is then of
randomness alone. The best of several means is noisy, so where a set has few replications the regret is
rather too large than too small.
"""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import CONFIDENCE, Estimate, estimate
from orgsim.planning.outcomes_tried import TENTH, value
from orgsim.planning.plan_file import MEAN, WORST_TENTH

SAMPLES = 2000
SEED = 20_110_901
"""Seed of the bootstrap, which is not part of the simulation."""


class Regret(NamedTuple):
    """Mean and largest regret of each portfolio over the sets, (portfolios,)."""

    mean: np.ndarray
    largest: np.ndarray


def means_of_sets(objective: np.ndarray, sets: np.ndarray | None) -> np.ndarray:
    """Mean of J (portfolios, replications) over the replications of each set, (portfolios, sets)."""
    if sets is None:
        return objective
    return np.stack([objective[:, sets == each].mean(axis=1) for each in np.unique(sets)], axis=1)


def best_in(objective: np.ndarray, sets: np.ndarray | None) -> np.ndarray:
    """Share of the sets in which each portfolio is the best, of J (portfolios, replications)."""
    return _shares(means_of_sets(objective, sets))


def regret(objective: np.ndarray, sets: np.ndarray | None) -> Regret:
    """Regret of each portfolio in each set: J of the best there minus its own."""
    by_set = means_of_sets(objective, sets)
    missed = by_set.max(axis=0) - by_set
    return Regret(missed.mean(axis=1), missed.max(axis=1))


def chances(objective: np.ndarray, sets: np.ndarray | None, risk: str) -> np.ndarray:
    """Chance that each portfolio has the largest value, of J (portfolios, replications)."""
    return _shares(_resampled(objective, sets, risk))


def effect_of(
    objective: np.ndarray, nothing: np.ndarray, sets: np.ndarray | None, risk: str
) -> Estimate:
    """The value of J over that of doing nothing (replications,), with its 95 % interval.

    Of the mean as everywhere; of the worst tenth the middle 95 % of the bootstrap samples.
    """
    if risk == MEAN:
        return estimate(objective - nothing, sets)
    with_it, without_it = _resampled(np.stack([objective, nothing]), sets, risk)
    ends = np.quantile(with_it - without_it, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Estimate(value(objective, risk) - value(nothing, risk), float(ends[0]), float(ends[1]))


def _resampled(objective: np.ndarray, sets: np.ndarray | None, risk: str) -> np.ndarray:
    """Values in bootstrap samples of the sets, (portfolios, samples)."""
    runs = objective.shape[1]
    numbers, member = np.unique(np.arange(runs) if sets is None else sets, return_inverse=True)
    random = np.random.default_rng(SEED)
    drawn = random.dirichlet(np.ones(len(numbers)), SAMPLES)
    weights = drawn[:, member] / np.bincount(member)[member]
    if risk == WORST_TENTH:
        return np.stack([_weighted_tenth(row, weights) for row in objective])
    return np.stack([(weights * row).sum(axis=1) for row in objective])


def _weighted_tenth(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Mean of the tenth of the weight that lies on the smallest values, (samples,)."""
    order = np.argsort(values, kind="stable")
    own = weights[:, order]
    taken = np.clip(1 / TENTH - (np.cumsum(own, axis=1) - own), 0.0, own)
    return np.asarray((taken * values[order]).sum(axis=1) * TENTH)


def _shares(values: np.ndarray) -> np.ndarray:
    """Share of the columns in which each row is the largest; ties are shared equally."""
    best = values == values.max(axis=0)
    return np.asarray((best / best.sum(axis=0)).mean(axis=1))
