"""Sobol indices and Morris's elementary effects with SALib, from whole blocks of a design."""

import itertools
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.analysis.factors.indices import SEED, Index, Indices
from orgsim.analysis.factors.levels import codes_of
from orgsim.analysis.factors.morris_design import MORRIS_LEVELS
from orgsim.analysis.intervals import half_width
from orgsim.analysis.outcome_rows import point_means
from orgsim.analysis.points import Variance
from orgsim.extras import require
from orgsim.number_text import fixed, percent, plain

STEP = MORRIS_LEVELS / (2 * (MORRIS_LEVELS - 1))
"""Length of a step of a Morris trajectory, as a share of a factor's range."""

PLURAL = {"block": "blocks", "trajectory": "trajectories"}


def block_size(design: str, factors: int) -> int:
    """Points that belong together in a design of so many factors: a block, a trajectory, or one."""
    return {"saltelli": 2 * factors + 2, "morris": factors + 1}.get(design, 1)


def whole_blocks(means: np.ndarray, size: int) -> np.ndarray:
    """Which blocks of so many points have a mean at every point, (blocks,)."""
    return np.isfinite(means[: len(means) // size * size]).reshape(-1, size).all(axis=1)


def analyse_saltelli(
    values: np.ndarray, names: Sequence[str], variance: Variance | None
) -> Indices:
    """First-order, total and second-order indices of point means, from values (points, replications).

    Estimators of Saltelli et al. (2010) and Jansen (1999), intervals from blocks drawn again.
    """
    require("sensitivity")
    from SALib.analyze import sobol

    result = Indices("Sobol indices (Saltelli design)", "total")
    size = block_size("saltelli", len(names))
    values = _kept(values, size, "block", result)
    blocks = len(values) // size
    means = point_means(values)
    if blocks < 2 or np.ptp(np.concatenate([means[::size], means[size - 1 :: size]])) == 0:
        result.notes.append("Too few whole blocks that differ: no indices.")
        return result
    problem = _problem(names)
    resamples = int(np.clip(4_000_000 // blocks, 100, 500))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = sobol.analyze(problem, means, num_resamples=resamples, seed=SEED)
    first, total = _without_noise(values.reshape(blocks, size, -1), len(names))
    for kind, key, without in (("first", "S1", first), ("total", "ST", total)):
        for n, name in enumerate(names):
            value, half = float(found[key][n]), float(found[f"{key}_conf"][n])
            index = Index(kind, name, "", value, value - half, value + half, float(without[n]))
            result.indices.append(index)
    for n, m in itertools.combinations(range(len(names)), 2):
        value, half = float(found["S2"][n, m]), float(found["S2_conf"][n, m])
        index = Index("second", names[n], names[m], value, value - half, value + half)
        result.indices.append(index)
    _say_noise(result, variance)
    return result


def _say_noise(result: Indices, variance: Variance | None) -> None:
    if variance is None:
        result.notes.append(
            "With one replication noise cannot be separated from the effects of factors."
        )
    elif np.isfinite(variance.noise_of_means):
        noise = variance.noise_of_means
        result.floor = noise
        result.notes.append(
            f"{percent(noise, 1)} of the variance of the point means is noise. If noise struck"
            f" each point by itself, first-order indices could sum to {fixed(1 - noise)} at most, and a"
            f" factor without effect would show a total index of about {fixed(noise)}. The column"
            " without_noise takes off what the replications show noise to add."
        )


class Products(NamedTuple):
    """What Sobol indices are ratios of: means over blocks of these, free of noise.

    first, total  (factors, blocks); square, mean  (blocks,): variance = E square − (E mean)²
    """

    first: np.ndarray
    total: np.ndarray
    square: np.ndarray
    mean: np.ndarray


def products_of_blocks(values: np.ndarray, factors: int) -> Products | None:
    """Products of a Saltelli design's values (blocks, points, replications); None of one replication.

    A product of two means of n replications is too large by the covariance of their replications
    over n, which is estimated from the replications themselves: with common random numbers, too.
    """
    known = np.isfinite(values).all(axis=(0, 1))
    if known.sum() < 2:
        return None
    values = values[:, :, known]
    values = values - values.mean(axis=(0, 1))
    base, last = values[:, 0], values[:, -1]
    mixed = [values[:, 1 + n] for n in range(factors)]
    return Products(
        np.array([_product(last, each - base) for each in mixed]),
        np.array([0.5 * _product(base - each, base - each) for each in mixed]),
        (_product(base, base) + _product(last, last)) / 2,
        (base.mean(axis=1) + last.mean(axis=1)) / 2,
    )


def _without_noise(values: np.ndarray, factors: int) -> tuple[np.ndarray, np.ndarray]:
    """First-order and total indices without what noise adds, from (blocks, points, replications)."""
    nothing = np.full(factors, np.nan)
    found = products_of_blocks(values, factors)
    if found is None:
        return nothing, nothing
    whole = found.square.mean() - found.mean.mean() ** 2
    if not whole > 0:
        return nothing, nothing
    return found.first.mean(axis=1) / whole, found.total.mean(axis=1) / whole


def _product(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Estimate of the product of two expectations, (blocks,), from (blocks, replications) of each."""
    n = one.shape[1]
    sums = one.sum(axis=1) * other.sum(axis=1)
    return (sums - (one * other).sum(axis=1)) / (n * (n - 1))


def analyse_morris(values: np.ndarray, factors: Mapping[str, np.ndarray]) -> Indices:
    """Mean, mean size and spread of elementary effects of point means (points, replications).

    An effect is the change of the outcome over a factor's whole range, from steps of 2/3 of it.
    Sources: Morris (1991); Campolongo, Cariboni & Saltelli (2007).
    """
    require("sensitivity")
    from SALib.analyze import morris

    names = list(factors)
    result = Indices("Morris's elementary effects", "mu_star")
    size = block_size("morris", len(names))
    kept = whole_blocks(point_means(values), size)
    values = _kept(values, size, "trajectory", result)
    places = np.column_stack([codes_of(column) for column in factors.values()])
    places = places[: len(kept) * size][np.repeat(kept, size)]
    if kept.sum() < 2:
        result.notes.append("Fewer than two whole trajectories: no effects.")
        return result
    found: Any = morris.analyze(
        _problem(names),
        places,
        point_means(values),
        num_resamples=1000,
        num_levels=MORRIS_LEVELS,
        seed=SEED,
    )
    noise = _noise_of_effects(values, places, size)
    for n, name in enumerate(names):
        size_, error = float(found["mu_star"][n]), float(found["mu_star_conf"][n])
        mean, spread = float(found["mu"][n]), float(found["sigma"][n])
        half = half_width(spread, int(kept.sum()))
        without = float(np.sqrt(max(0.0, spread**2 - noise[n] ** 2)))
        result.indices += [
            Index("mu_star", name, "", size_, max(0.0, size_ - error), size_ + error),
            Index("mu", name, "", mean, mean - half, mean + half),
            Index("sigma", name, "", spread, np.nan, np.nan, without),
        ]
    if np.isfinite(noise).all():
        result.floor = float(noise.max() * np.sqrt(2 / np.pi))
        result.notes.append(
            f"Noise alone makes mu* about {plain(result.floor, 3)} where a factor does nothing; sigma"
            " beyond noise means that the effect depends on the other factors or is curved."
        )
    else:
        result.notes.append(
            "With one replication noise cannot be separated from the effects of factors."
        )
    return result


def _noise_of_effects(values: np.ndarray, places: np.ndarray, size: int) -> np.ndarray:
    """Standard deviation that noise gives an elementary effect of each factor, (factors,)."""
    known = np.isfinite(values).all(axis=0)
    replications = int(known.sum())
    if replications < 2:
        return np.full(places.shape[1], np.nan)
    steps = np.diff(values[:, known].reshape(-1, size, replications), axis=1)
    moved = np.diff(places.reshape(-1, size, places.shape[1]), axis=1) != 0
    error = steps.var(axis=2, ddof=1) / replications
    count = moved.sum(axis=(0, 1))
    total = (error[:, :, None] * moved).sum(axis=(0, 1))
    return np.sqrt(np.divide(total, count, out=np.zeros(len(total)), where=count > 0)) / STEP


def _kept(values: np.ndarray, size: int, what: str, result: Indices) -> np.ndarray:
    """The values of whole blocks; a note says how many others were left out."""
    kept = whole_blocks(point_means(values), size)
    blocks = len(values) // size
    if len(values) % size:
        result.notes.append(f"The design ends within a {what}; that one was left out.")
    if not kept.all():
        result.notes.append(
            f"{(~kept).sum():,} of {blocks:,} {PLURAL[what]} were left out: each has a point without"
            " any run that succeeded."
        )
    return values[: blocks * size][np.repeat(kept, size)]


def _problem(names: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
