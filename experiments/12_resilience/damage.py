"""Damage and recovery: what a shock has cost beside the unshaken twin, and until when."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.study.shapes import cut
from orgsim.study.tables import Runs

GAP = "message_practice_gap"
"""Less of it is better; of other measures more."""

WEEK = 53
"""Of the shocks, which come at its start."""

SHOCKS = {"merger": 0, "scandal": 1, "lost leader": 2}
LEFT = 0.5
"""Share of the largest damage that still counts as recovered."""


class Damage(NamedTuple):
    """What shocks have done to a measure in each of the organisations.

    weeks    since the shock, (weeks,)
    amount   worse than the unshaken twin, (organisations, weeks, replications)
    factors  levels of each factor, (organisations,)
    """

    weeks: np.ndarray
    amount: np.ndarray
    factors: dict[str, np.ndarray]

    @property
    def depth(self) -> np.ndarray:
        """Largest damage, (organisations, replications)."""
        return self.amount.max(axis=1)

    @property
    def recovered(self) -> np.ndarray:
        """Weeks until less than half of the damage is left for good, NaN if never: as `depth`."""
        found = np.array([convergence_week(one, LEFT * one.max(axis=0)) for one in self.amount])
        there = np.isfinite(found)
        return np.where(there, self.weeks[np.where(there, found, 0).astype(int)], np.nan)

    @property
    def horizon(self) -> float:
        """The last week since the shock."""
        return float(self.weeks[-1])

    @property
    def times(self) -> np.ndarray:
        """Weeks until recovered, with those who never are counted as the horizon."""
        return cut(self.recovered, self.horizon)

    def contrast(self, values: np.ndarray, factor: str) -> np.ndarray:
        """High less low level of a factor, of values (organisations, replications), (replications,)."""
        own = self.factors[factor]
        return values[own == own.max()].mean(axis=0) - values[own == own.min()].mean(axis=0)


def damage(runs: Runs, measure: str, *shocks: str) -> Damage:
    """What shocks, together, have done to a measure."""
    (weeks, shaken), (_, calm) = (_struck(runs, those).each_week(measure) for those in (shocks, ()))
    after = weeks >= WEEK
    better = -1 if measure == GAP else 1
    there = _struck(runs, shocks).points
    factors = {key: values[there] for key, values in runs.factors.items()}
    return Damage(weeks[after] - WEEK + 1.0, better * (calm - shaken)[:, after], factors)


def _struck(runs: Runs, shocks: tuple[str, ...]) -> Runs:
    return runs.only(**{f"shocks.{n}.strength": float(s in shocks) for s, n in SHOCKS.items()})
