"""The summary of a backtest: who predicted the last wave how well, item by item, as plain values."""

from typing import Any

import numpy as np
import pyarrow as pa

from orgsim.inference.backtest import Backtest
from orgsim.inference.findings.levers_found import SHARE
from orgsim.inference.scores import covered, ranked_probability

ALL = "all items"


def summarise_backtest(found: Backtest) -> dict[str, Any]:
    """Scores by item and over all: continuous ranked probability score, and coverage of 90 %.

    A score is the mean over the data of an item, in the unit of the answers; smaller is better.
    """
    last = found.last
    items = np.array([last.questions[number].item for number in last.question])
    chosen = {item: items == item for item in dict.fromkeys(items.tolist())}
    chosen[ALL] = np.ones(len(items), bool)
    return {
        "schema": 1,
        "interval": SHARE,
        "weeks": sorted({int(week) for week in last.week}),
        "before": sorted({int(week) for week in found.earlier.week}),
        "scores": [
            {
                "item": item,
                "data": int(mask.sum()),
                "crps": {name: _crps(found, name, mask) for name in found.members},
                "coverage": {name: _coverage(found, name, mask) for name in found.members},
            }
            for item, mask in chosen.items()
        ],
    }


def _crps(found: Backtest, name: str, mask: np.ndarray) -> float:
    scores = ranked_probability(found.members[name][:, mask], found.last.value[mask])
    return float(scores.mean())


def _coverage(found: Backtest, name: str, mask: np.ndarray) -> float:
    return float(covered(found.members[name][:, mask], found.last.value[mask], SHARE).mean())


def backtest_table(found: Backtest) -> pa.Table:
    """A row per datum and method: what was found, and median and 90 % interval predicted.

    Means of so few answers that people could be recognised are left out.
    """
    shown = ~found.last.hidden
    last, parts = found.last.where(shown), []
    tail = (1 - SHARE) / 2
    for name, members in found.members.items():
        predicted = members[:, shown]
        median, low, high = np.quantile(predicted, (0.5, tail, 1 - tail), axis=0)
        parts.append(
            pa.table(
                {
                    "week": last.week,
                    "item": [last.questions[number].item for number in last.question],
                    "who": list(last.who),
                    "found": last.value,
                    "by": [name] * len(last.value),
                    "median": median,
                    "low_90": low,
                    "high_90": high,
                    "crps": ranked_probability(predicted, last.value),
                }
            )
        )
    return pa.concat_tables(parts)
