"""Sobol indices of a sweep, free of noise, and what is made of them."""

from collections.abc import Callable

import numpy as np

from orgsim.analysis.factors.sensitivity import analyse_design
from orgsim.analysis.factors.sobol import products_of_blocks
from orgsim.study.evidence import RESAMPLES, Evidence, function_of_means
from orgsim.study.tables import Runs, Tables

OUTCOMES = ("alignment_end", "convergence_week", "engagement_end", "performance_end")
LEVERS, PARAMETERS = "levers.", "parameters."
FEW = 2000
"""Resamples of what is only drawn."""


def of_indices(
    runs: Runs,
    outcome: str,
    function: Callable[..., np.ndarray],
    what: str,
    resamples: int = RESAMPLES,
) -> Evidence:
    """A function of first-order and total indices (resamples, factors), bootstrapped over blocks."""
    return function_of_means(
        lambda means: function(*indices_of(means)),
        products(runs, outcome),
        what=f"{what}, blocks",
        resamples=resamples,
    )


def products(runs: Runs, outcome: str) -> np.ndarray:
    """Products of which indices are ratios of means, (2 × factors + 2, blocks)."""
    factors = len(runs.factors)
    values = runs.each(outcome)
    found = products_of_blocks(values.reshape(-1, 2 * factors + 2, values.shape[1]), factors)
    assert found is not None, "two replications at least"
    return np.concatenate([found.first, found.total, found.square[None], found.mean[None]])


def indices_of(means: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First-order and total indices (…, factors) of means of products (…, 2 × factors + 2)."""
    factors = means.shape[-1] // 2 - 1
    variance = means[..., -2, None] - means[..., -1, None] ** 2
    return means[..., :factors] / variance, means[..., factors : 2 * factors] / variance


def belongs(runs: Runs, group: str) -> np.ndarray:
    """Which factors are levers, or parameters, (factors,)."""
    return np.array([name.startswith(group) for name in runs.factors])


def lead(tables: Tables, outcome: str, factor: str, group: str = "") -> Evidence:
    """Total index of a factor less the largest other one, of its group or of all."""
    runs = tables["sobol"]
    name = runs.key(factor)
    own = np.array([key == name for key in runs.factors])
    others = belongs(runs, group) & ~own
    return of_indices(
        runs,
        outcome,
        lambda first, total: total[..., own][..., 0] - total[..., others].max(axis=-1),
        "difference of total indices",
    )


def interactions(first: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Share of the variance that no factor carries alone."""
    return 1 - first.sum(axis=-1)


def strongest(runs: Runs, outcome: str, most: int) -> list[tuple[str, float, Evidence]]:
    """The factors of the largest total indices: name, first-order index, total index."""
    first, total = indices_of(products(runs, outcome).mean(axis=-1))

    def total_of(n: int) -> Evidence:
        return of_indices(runs, outcome, lambda _, drawn: drawn[..., n], "total index", FEW)

    largest = np.argsort(-total)[:most]
    return [(list(runs.factors)[n], float(first[n]), total_of(n)) for n in largest]


def screened(runs: Runs, outcome: str) -> dict[str, tuple[float, float, float]]:
    """Mean size of each factor's elementary effects, with its interval."""
    found = analyse_design("morris", runs.each(outcome), runs.factors, None)
    return {index.factor: (index.value, index.low, index.high) for index in found.of("mu_star")}


def strongest_screened(runs: Runs, outcome: str, most: int) -> list[str]:
    """The factors of the largest elementary effects."""
    effects = screened(runs, outcome)
    return sorted(effects, key=lambda key: -effects[key][0])[:most]
