"""What follows the search: the best is chosen by other draws, and the cloud says what else would do."""

from typing import NamedTuple

import numpy as np
from scipy.stats import norm, qmc

from calibration.laboratory import Laboratory, means
from calibration.misfit import facts_inside, misfits
from calibration.search import Searched
from calibration.space import rounded, unit_of, values_of

WIDTHS = (0.02, 0.05, 0.1, 0.2)
"""Standard deviations around the best, of the unit cube: a quarter of the first round each."""

REDRAWN = (1, 2, 4, 8)
"""Keys that a step draws anew: one of these numbers of them."""

FEWEST_ACCEPTED = 10
"""Points that must be accepted before the first step; else fewer facts are asked for."""


class Seeds(NamedTuple):
    """Seeds of the stages: they differ, so that a point chosen by chance is found out."""

    search: int
    finalists: int
    cloud: int
    validation: int


def seeds(first: int) -> Seeds:
    """Four seeds in a row."""
    return Seeds(*range(first, first + 4))


def choose(
    laboratory: Laboratory, searched: Searched, finalists: int, replications: int, seed: int
) -> np.ndarray:
    """The values of the best, rounded, of some finalists and the search's favourite, by other draws."""
    order = np.argsort(searched.loss, kind="stable")[: finalists - 1]
    unit = np.concatenate([searched.favourite[None], searched.unit[order]])
    values = np.unique(rounded(values_of(unit)), axis=0)
    measured = means(laboratory.facts("finalists", values, replications, seed))
    return values[misfits(measured).argmin()]


class Cloud(NamedTuple):
    """Points of the unit cube, (points, keys), their facts, and which of them would do.

    means        (points, organisations, parts)
    accepted     whether `least` facts or more are inside in both organisations
    redrawn      keys that were drawn from the whole of their prior at a point, (points, keys)
    independent  the points around the best, among which keys vary independently
    """

    unit: np.ndarray
    means: np.ndarray
    accepted: np.ndarray
    redrawn: np.ndarray
    independent: slice
    least: int


def cloud(
    laboratory: Laboratory,
    best: np.ndarray,
    searched: Searched,
    points: int,
    rounds: int,
    replications: int,
    seed: int,
    least: int,
) -> Cloud:
    """Which points would do as well: approximate Bayesian computation by Markov chains.

    The first round is spread around the best. Then so many chains start at points that were accepted, of
    the last quarter of the search or the first round. A step of a chain draws some keys anew, evenly
    from their priors, and is taken if the point is accepted (Marjoram et al. 2003): their stationary
    distribution is even over what is accepted. All chains take a step in each further round.
    """
    rng = np.random.default_rng(seed)
    late = searched.generation >= 3 * (searched.generation.max() + 1) // 4
    around = _around(unit_of(best[None])[0], points, rng)
    units = [searched.unit[late], around]
    found = [
        searched.means[late],
        means(laboratory.facts("cloud/00", values_of(around), replications, seed)),
    ]
    redrawn = [np.zeros(unit.shape, bool) for unit in units]
    inside = facts_inside(np.concatenate(found)).min(axis=-1)
    least = min(least, int(np.sort(inside)[-min(FEWEST_ACCEPTED, len(inside))]))
    chains = rng.choice(np.concatenate(units)[inside >= least], points)
    for number in range(1, rounds):
        anew = _some_keys(chains.shape, rng)
        asked = np.where(anew, rng.random(chains.shape), chains)
        measured = laboratory.facts(f"cloud/{number:02d}", values_of(asked), replications, seed)
        taken = facts_inside(means(measured)).min(axis=-1) >= least
        chains = np.where(taken[:, None], asked, chains)
        units.append(asked)
        found.append(means(measured))
        redrawn.append(anew)
    facts = np.concatenate(found)
    accepted = facts_inside(facts).min(axis=-1) >= least
    first = slice(late.sum(), late.sum() + points)
    return Cloud(np.concatenate(units), facts, accepted, np.concatenate(redrawn), first, least)


def _around(best: np.ndarray, points: int, rng: np.random.Generator) -> np.ndarray:
    """Latin hypercube of normal distances, of each width in turn, reflected into the cube."""
    shares = qmc.LatinHypercube(len(best), rng=rng).random(points)
    width = np.resize(WIDTHS, points)[:, None]
    return _reflected(best + width * norm.ppf(shares))


def _reflected(unit: np.ndarray) -> np.ndarray:
    """What leaves the cube comes back from its side."""
    folded = np.mod(unit, 2.0)
    return np.where(folded > 1, 2 - folded, folded)


def _some_keys(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """For each point, as many keys as one of REDRAWN says, picked at random."""
    order = rng.random(shape).argsort(axis=1).argsort(axis=1)
    return order < rng.choice(REDRAWN, (shape[0], 1))
