"""Evidence: a quantity estimated from replications, with its interval and its p-values.

Everything an experiment says is one of these, so that all of it is judged in the same way.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import CONFIDENCE, estimate
from orgsim.compilation import njit
from orgsim.model.random import place, run_key, uniform
from orgsim.special_functions import special
from orgsim.study.tables import Tables

PAIRED = "mean of paired differences"
INTERACTION = "paired interaction contrast"
"""The estimator of what two things do together beyond the sum of each."""

RESAMPLES = 10_000
RESAMPLING_STREAM = 255
"""No stream of a simulation: those are listed in orgsim.model.random.Stream."""

RESAMPLING_SEED = 20_240
TAIL = (1 - CONFIDENCE) / 2


class Evidence(NamedTuple):
    """A quantity with its 95 % interval, NaN where there is none.

    pieces  independent pieces it comes from: replications, or trials of a share
    method  the estimator, in words
    tails   of a limit c: p that the quantity is at most c, p that it is at least c, both one-sided
    exact   whether nothing random is left: the interval is the value
    """

    value: float
    low: float
    high: float
    pieces: int
    method: str
    tails: Callable[[float], tuple[float, float]]
    exact: bool = False


Estimate = Callable[[Tables], Evidence]
"""What an experiment asks: of the tables of all its sources, the evidence."""


def mean_of(values: np.ndarray, what: str = PAIRED) -> Evidence:
    """Mean of values (replications,) with t-interval and t-test, NaN left out.

    For a paired difference give the differences: replication r saw the same random numbers in both.
    """
    known = np.asarray(values, float)[np.isfinite(values)]
    if len(known) > 1 and np.ptp(known) == 0:
        return _certain(float(known[0]), len(known), f"{what}, the same in all runs")
    mean, low, high = estimate(known)
    if len(known) < 2:
        return _unknown(mean, len(known), what)
    error, degrees = float(known.std(ddof=1)) / math.sqrt(len(known)), len(known) - 1

    def tails(limit: float) -> tuple[float, float]:
        t = (mean - limit) / error
        return float(special.stdtr(degrees, -t)), float(special.stdtr(degrees, t))

    return Evidence(mean, low, high, len(known), f"{what}, t-interval", tails)


def function_of_means(
    function: Callable[..., np.ndarray],
    *values: np.ndarray,
    what: str = "function of means",
    resamples: int = RESAMPLES,
) -> Evidence:
    """A function of means over replications, as a ratio or the place of a threshold, by bootstrap.

    values    (…, replications) each, all with the same replications, which are drawn together since
              they saw the same random numbers
    function  of arrays (resamples, …), the means of each drawing; its result is (resamples,)

    Expanded percentiles (Hesterberg 2015): the percentile of t with n − 1 degrees, so that intervals of
    few replications are not too narrow; p-values are the inverse of the interval.
    """
    replications = values[0].shape[-1]
    weights = resampled_weights(replications, resamples)
    whole = np.full((1, replications), 1 / replications)
    with np.errstate(divide="ignore", invalid="ignore"):  # what is undefined is reported as such
        value, drawn = (
            np.asarray(function(*(np.moveaxis(part @ w.T, -1, 0) for part in values)), float)
            for w in (whole, weights)
        )
    if drawn.shape != (resamples,):
        raise ValueError(f"the function gives {drawn.shape}, not one number for each resample")
    if replications < 2 or np.isnan(value[0]) or np.isnan(drawn).any():
        return _unknown(float(value[0]), replications, what)
    if np.all(drawn == drawn[0]) and drawn[0] == value[0]:
        return _certain(float(value[0]), replications, f"{what}, the same in all resamples")
    return _bootstrapped(float(value[0]), np.sort(drawn), replications, f"{what}, bootstrap")


def _bootstrapped(value: float, drawn: np.ndarray, replications: int, what: str) -> Evidence:
    """Evidence from sorted values of the drawings."""
    degrees = replications - 1
    wider = math.sqrt(replications / degrees)
    share = float(special.ndtr(wider * special.stdtrit(degrees, TAIL)))
    low, high = np.quantile(drawn, [share, 1 - share], method="inverted_cdf")

    def tails(limit: float) -> tuple[float, float]:
        at_most = int(np.searchsorted(drawn, limit, side="right"))
        at_least = len(drawn) - int(np.searchsorted(drawn, limit, side="left"))
        shares = (np.array([at_most, at_least]) + 1) / (len(drawn) + 2)
        found = special.stdtr(degrees, special.ndtri(shares) / wider)
        return float(found[0]), float(found[1])

    return Evidence(value, float(low), float(high), replications, what, tails)


@lru_cache(maxsize=8)
def resampled_weights(replications: int, resamples: int) -> np.ndarray:
    """How much each replication counts in each drawing with replacement, (resamples, replications).

    Rows sum to 1. The same numbers of replications and resamples give the same weights everywhere:
    counter-based like every draw of the project. `numpy.random.Generator.multinomial` would do as well,
    but would move every published bootstrap interval, and NumPy promises no stable streams.
    """
    weights = np.zeros((resamples, replications))
    _draw(weights, run_key(RESAMPLING_SEED, 0))
    weights /= replications
    weights.flags.writeable = False
    return weights


@njit(cache=True)
def _draw(weights, key):
    resamples, replications = weights.shape
    for resample in range(resamples):
        for number in range(replications):
            where = place(resample, number, RESAMPLING_STREAM)
            weights[resample, int(uniform(where, key, 0.0) * replications)] += 1.0


def ratio_of(one: np.ndarray, other: np.ndarray, what: str = "ratio of paired means") -> Evidence:
    """Ratio of two means over replications, which saw the same random numbers."""
    return function_of_means(np.divide, one, other, what=what)


def difference_of(
    function: Callable[[np.ndarray], np.ndarray], one: np.ndarray, other: np.ndarray, what: str
) -> Evidence:
    """How much larger a function of means is of one than of the other, as of places on two curves."""
    return function_of_means(
        lambda of_one, of_other: function(of_one) - function(of_other), one, other, what=what
    )


def share_of(happened: np.ndarray, what: str = "share of runs") -> Evidence:
    """Share of trials (trials,) in which something happened; Clopper & Pearson (1934), binomial test."""
    from scipy import stats  # takes a second, and most evidence does without

    found, trials = int(np.sum(happened)), len(happened)
    interval = stats.binomtest(found, trials).proportion_ci(CONFIDENCE, method="exact")

    def tails(limit: float) -> tuple[float, float]:
        at = min(1.0, max(0.0, limit))
        return (
            float(stats.binom.sf(found - 1, trials, at)),
            float(stats.binom.cdf(found, trials, at)),
        )

    share = found / trials
    return Evidence(share, interval.low, interval.high, trials, f"{what}, exact interval", tails)


def exactly(value: float, what: str = "exact") -> Evidence:
    """A number that nothing random is left in, as how many bits differ."""
    return _certain(float(value), 1, what)


def _certain(value: float, pieces: int, method: str) -> Evidence:
    def tails(limit: float) -> tuple[float, float]:
        return float(value <= limit), float(value >= limit)

    return Evidence(value, value, value, pieces, method, tails, exact=True)


def _unknown(value: float, pieces: int, what: str) -> Evidence:
    return Evidence(value, math.nan, math.nan, pieces, what, lambda _: (1.0, 1.0))
