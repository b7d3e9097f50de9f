"""The few statistics that the measures share: correlation, analysis of variance, regression."""

from typing import NamedTuple

import numpy as np

from orgsim.measures.outcomes import intraclass_correlation
from orgsim.special_functions import special

LEAST_VARIANCE = 1e-20
"""Below it, values differ by rounding only."""


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's r; NaN if one of them does not vary."""
    if len(x) < 3:
        return np.nan
    x, y = x - x.mean(), y - y.mean()
    variance = (x @ x) * (y @ y) / len(x) ** 2
    return float(x @ y / len(x) / np.sqrt(variance)) if variance > LEAST_VARIANCE**2 else np.nan


class Units(NamedTuple):
    """Analysis of variance over units: size and mean (units,), and mean squares.

    MSB = Σ n_u (x̄_u − x̄)²/(J − 1);  MSW = Σ (x_i − x̄_u)²/(N − J)
    """

    size: np.ndarray
    mean: np.ndarray
    between: float
    within: float


def analyse_units(values: np.ndarray, unit: np.ndarray, units: int) -> Units | None:
    """Values (people,) in units 0 … units − 1 by `unit` (people,); None where nothing can be told."""
    people = len(values)
    size = np.bincount(unit, minlength=units).astype(float)
    if units < 2 or people <= units or not size.all():
        return None
    mean = np.bincount(unit, values, units) / size
    between = float(size @ (mean - values.mean()) ** 2 / (units - 1))
    within = float(((values - mean[unit]) ** 2).sum() / (people - units))
    return Units(size, mean, between, within)


def icc(values: np.ndarray, unit: np.ndarray) -> float:
    """ICC(1) of values (people,) over units 0 … by `unit` (people,); NaN of one. Bliese (2000)."""
    size = np.bincount(unit).astype(float)
    between = (np.bincount(unit, values) ** 2 / size).sum()
    return float(intraclass_correlation(values.sum(), (values**2).sum(), between, size))


def residual_mean_square(y: np.ndarray, x: np.ndarray, weight: np.ndarray) -> float:
    """Weighted mean square left by a linear regression of y (n,) on x (n, predictors) and 1.

    Predictors that do not vary, or say the same as others, cost no degree of freedom.
    """
    root = np.sqrt(weight)
    design = np.column_stack([np.ones(len(y)), x - x.mean(axis=0)]) * root[:, None]
    solution, _, rank, _ = np.linalg.lstsq(design, y * root, rcond=1e-10)
    free = len(y) - rank
    return float(((y * root - design @ solution) ** 2).sum() / free) if free > 0 else np.nan


def logistic_regression(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Coefficients (predictors + 1,) of log odds(y = 1) = x·b + b₀, the constant last.

    NaN without a finite maximum of the likelihood. Newton's method; x (n, predictors) is standardised
    by the caller, or at least of that size.
    """
    # SciPy has no logistic regression, and statsmodels would be a large dependency for one fit.
    design = np.column_stack([x, np.ones(len(y))])
    b = np.zeros(design.shape[1])
    share = y.mean() if len(y) else 0.0
    if not 0 < share < 1:
        return np.full(len(b), np.nan)
    b[-1] = np.log(share / (1 - share))
    for _ in range(30):
        chance = special.expit(design @ b)
        curvature = design.T @ (design * (chance * (1 - chance))[:, None])
        try:
            step = np.linalg.solve(curvature, design.T @ (y - chance))
        except np.linalg.LinAlgError:
            break
        b += step
        if np.abs(step).max() < 1e-10:
            return b
        if np.abs(b).max() > 50:
            break
    return np.full(len(b), np.nan)
