"""Items compared with answers: whether what was found is what the fit predicts, item by item.

A member predicts a datum as N(its output, R), R the variance of the error of observation; the ensemble
predicts their mixture. A datum is outside the 95 % interval where the mixture has less than .025 below
or above it. Of n data of an item k are outside, and by chance k ~ Binomial(n, .05); items with more than
that at a level of 1 %, over all items by Holm (1979), are not explained. Data of an item are taken to be
independent, and the fit has seen them: both are assumed, and pull in opposite directions.
"""

from itertools import compress
from typing import Any, NamedTuple

import numpy as np

from orgsim.analysis.survival import holm
from orgsim.inference.fit import Fit
from orgsim.inference.fitted_folder import answers_table

LEVEL, OUTSIDE = 0.01, 0.05


class ItemFound(NamedTuple):
    """An item as it was answered, and as the fit predicts it.

    data, waves   how many means were found, and in how many waves
    found, predicted, before   means over those that are shown: of the answers, after and before the
                               fit; None if none is
    inside        share of them inside the 90 % predictive interval
    outside       how many are outside the 95 % interval
    p             chance of so many outside if the fit is right, by Holm
    explained     whether p ≥ LEVEL
    """

    item: str
    data: int
    waves: int
    found: float | None
    predicted: float | None
    before: float | None
    inside: float
    outside: int
    p: float
    explained: bool


def answers_found(fit: Fit) -> list[dict[str, Any]]:
    """A row a datum: found, and predicted before and after with 90 % intervals (see answers.parquet)."""
    rows: list[dict[str, Any]] = answers_table(fit).drop_columns(["noise"]).to_pylist()
    return rows


def answers_shown(fit: Fit, answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those by which nobody can be recognised."""
    return list(compress(answers, (~fit.history.data.hidden).tolist()))


def items_found(fit: Fit, answers: list[dict[str, Any]]) -> list[ItemFound]:
    """Every item that was asked, and leavers, with its result."""
    from scipy import stats

    outside, hidden = ~_within(fit, 1 - OUTSIDE), fit.history.data.hidden
    items = list(dict.fromkeys(row["item"] for row in answers))
    at = {item: [k for k, row in enumerate(answers) if row["item"] == item] for item in items}
    counts = {item: int(outside[rows].sum()) for item, rows in at.items()}
    chance = [float(stats.binom.sf(counts[item] - 1, len(at[item]), OUTSIDE)) for item in items]
    return [
        _item(item, [answers[k] for k in at[item]], hidden[at[item]], counts[item], p)
        for item, p in zip(items, holm(chance), strict=True)
    ]


def _item(
    item: str, rows: list[dict[str, Any]], hidden: np.ndarray, outside: int, p: float
) -> ItemFound:
    def mean(column: str) -> float | None:
        values = [row[column] for row in compress(rows, (~hidden).tolist())]
        return float(np.mean(values)) if values else None

    inside = [row["after_low"] <= row["found"] <= row["after_high"] for row in rows]
    return ItemFound(
        item,
        len(rows),
        len({row["week"] for row in rows}),
        mean("found"),
        mean("after"),
        mean("before"),
        float(np.mean(inside)),
        outside,
        p,
        p >= LEVEL,
    )


def _within(fit: Fit, share: float) -> np.ndarray:
    """Whether each datum lies in the middle share of what is predicted of it, bool (data,)."""
    from orgsim.special_functions import special

    data = fit.history.data
    below = special.ndtr((data.value - fit.simulated.outputs) / np.sqrt(data.error)).mean(axis=0)
    tail = (1 - share) / 2
    return np.asarray((tail <= below) & (below <= 1 - tail))
