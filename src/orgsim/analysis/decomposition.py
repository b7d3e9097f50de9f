"""Decomposition: how much of what differs between replications is parameters, how much randomness.

Replication i of parameter set j comes to y_ij = μ + a_j + e_ij. Sets are drawn from those that agree
with the evidence, a_j ~ (0, σ²_parameters); each has several replications, e_ij ~ (0, σ²_randomness).
This is one-way analysis of variance with random effects, of N values in m sets of n_j (Searle, Casella &
McCulloch 1992, chapter 3):

    σ²_randomness = MS_within              MS_within  = ΣΣ (y_ij − ȳ_j)² / (N − m)
    σ²_parameters = (MS_between − MS_within) / r, at least 0
                                           MS_between = Σ n_j (ȳ_j − ȳ)² / (m − 1)
    r = (N − Σ n_j² / N) / (m − 1), in balanced data the replications of a set

Intervals are of 95 %. That of the share σ²_parameters / (σ²_parameters + σ²_randomness) is exact in
balanced normal data, from F = MS_between / MS_within; that of σ_parameters is at least as sure (Williams
1962). The whole interval is where one replication of another set lies,

    ȳ ± t_ν √V    V = MS_between (1/r + 1/N) + MS_within (r − 1) / r

with Satterthwaite's (1946) degrees of freedom ν. Where numbers differ from set to set all are
approximate.
"""

import math
from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import CONFIDENCE
from orgsim.special_functions import special

TAIL = (1 - CONFIDENCE) / 2


class Between(NamedTuple):
    """Lowest and highest value of a 95 % interval."""

    low: float
    high: float


NOWHERE = Between(math.nan, math.nan)


class OverSets(NamedTuple):
    """What replications of several parameter sets say of a quantity.

    sets        how many there are
    same_sign   of how many the mean has the sign of the mean of all
    whole       interval of one replication of another set: parameters and randomness together
    parameters, randomness  standard deviations, NaN where no set has two replications
    of_parameters  interval of the first of them
    share       of the variance of a replication that is parameters, and its interval
    """

    sets: int
    same_sign: int
    whole: Between
    parameters: float = math.nan
    of_parameters: Between = NOWHERE
    randomness: float = math.nan
    share: float = math.nan
    of_share: Between = NOWHERE


class Squares(NamedTuple):
    """The analysis of variance: mean squares with their degrees of freedom, r and N."""

    between: float
    within: float
    above: int
    below: int
    each: float
    runs: int

    @property
    def parameters(self) -> float:
        """σ²_parameters."""
        return max(0.0, (self.between - self.within) / self.each)


def over_sets(values: np.ndarray, sets: np.ndarray) -> OverSets | None:
    """Decompose values (replications,) by their sets (replications,); None of fewer than two sets.

    NaN values are left out.
    """
    known = np.isfinite(values)
    values = values[known]
    numbers, place = np.unique(sets[known], return_inverse=True)
    if len(numbers) < 2:
        return None
    size = np.bincount(place).astype(float)
    means = np.bincount(place, values) / size
    mean = float(values.mean())
    squares = _squares(values - mean, means - mean, size, place)
    same = int((np.sign(means) == np.sign(mean)).sum())
    found = OverSets(len(numbers), same, _whole(mean, squares))
    if not squares.below:
        return found
    total = squares.parameters + squares.within
    return found._replace(
        parameters=math.sqrt(squares.parameters),
        of_parameters=_williams(squares),
        randomness=math.sqrt(squares.within),
        share=squares.parameters / total if total > 0 else math.nan,
        of_share=_share(squares) if total > 0 else NOWHERE,
    )


def _squares(values: np.ndarray, means: np.ndarray, size: np.ndarray, place: np.ndarray) -> Squares:
    """Of values and means of sets, both from the mean of all."""
    count, above = len(values), len(means) - 1
    below = count - len(means)
    return Squares(
        float((size * means**2).sum()) / above,
        float(((values - means[place]) ** 2).sum()) / below if below else 0.0,
        above,
        below,
        (count - float((size**2).sum()) / count) / above,
        count,
    )


def _whole(mean: float, of: Squares) -> Between:
    """ȳ ± t_ν √V."""
    parts = of.between * (1 / of.each + 1 / of.runs), of.within * (of.each - 1) / of.each
    variance = sum(parts)
    if variance == 0:
        return Between(mean, mean)
    below = parts[1] ** 2 / of.below if of.below else 0.0
    degrees = variance**2 / (parts[0] ** 2 / of.above + below)
    half = float(special.stdtrit(degrees, 1 - TAIL)) * math.sqrt(variance)
    return Between(mean - half, mean + half)


def _williams(of: Squares) -> Between:
    """σ_parameters: SS_between (1 − F_α MS_within / MS_between) / (r χ²_α), α at both ends."""
    ends = []
    for tail in (1 - TAIL, TAIL):
        left = max(0.0, of.between - float(special.fdtri(of.above, of.below, tail)) * of.within)
        chi = float(special.chdtri(of.above, 1 - tail))
        ends.append(math.sqrt(of.above * left / (of.each * chi)))
    return Between(*ends)


def _share(of: Squares) -> Between:
    """The share: (q − 1) / (q − 1 + r) with q = F / F_α, at least 0."""
    ends = []
    for tail in (1 - TAIL, TAIL):
        f = float(special.fdtri(of.above, of.below, tail)) * of.within
        above = max(0.0, of.between - f)
        ends.append(above / (above + of.each * f) if above > 0 else 0.0)
    return Between(*ends)
