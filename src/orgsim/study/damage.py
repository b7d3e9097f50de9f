"""Damage: how much worse an outcome is than in a twin without the shock, how deep, and until when."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.measures.outcomes import MEASURES
from orgsim.study.shapes import cut
from orgsim.study.tables import Runs


class Damage(NamedTuple):
    """What has become worse in organisations since a shock.

    weeks    since then, (weeks,)
    amount   worse than the unshaken twin, (organisations, weeks, replications), paired
    factors  levels of each factor, (organisations,)
    left     share of the largest damage that still counts as recovered
    """

    weeks: np.ndarray
    amount: np.ndarray
    factors: Mapping[str, np.ndarray]
    left: float = 0.5

    @property
    def depth(self) -> np.ndarray:
        """Largest damage, (organisations, replications)."""
        return self.amount.max(axis=1)

    @property
    def recovered(self) -> np.ndarray:
        """Weeks until less than a share of it is left for good, NaN if never: as `depth`."""
        found = np.array(
            [convergence_week(one, self.left * one.max(axis=0)) for one in self.amount]
        )
        there = np.isfinite(found)
        return np.where(there, self.weeks[np.where(there, found, 0).astype(int)], np.nan)

    @property
    def horizon(self) -> float:
        """The last week since then."""
        return float(self.weeks[-1])

    @property
    def times(self) -> np.ndarray:
        """Weeks until recovery; those who never recover count as the horizon."""
        return cut(self.recovered, self.horizon)

    def contrast(self, values: np.ndarray, factor: str) -> np.ndarray:
        """High less low level of a factor, of values (organisations, replications), (replications,)."""
        own = self.factors[factor]
        return values[own == own.max()].mean(axis=0) - values[own == own.min()].mean(axis=0)


def damage_since(
    runs: Runs, week: int, measure: str, shaken: Mapping[str, Any], calm: Mapping[str, Any]
) -> Damage:
    """What has become worse of a measure since the start of a week.

    shaken, calm  levels of factors of the organisations that were shaken, and of their twins
    """
    organisations = runs.only(**shaken)
    weeks, values = organisations.each_week(measure)
    lost = MEASURES[measure].better * (runs.only(**calm).each_week(measure)[1] - values)
    after = weeks >= week
    factors = {key: levels[organisations.points] for key, levels in runs.factors.items()}
    return Damage(weeks[after] - week + 1.0, lost[:, after], factors)
