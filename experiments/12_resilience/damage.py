"""Damage and recovery: what a shock has cost beside the unshaken twin, and until when."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.study.shapes import cut
from orgsim.study.tables import Runs

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


def damage(runs: Runs, measure: str, *shocks: str, better: int) -> Damage:
    """What shocks, together, have done to a measure of which more is better (1) or worse (−1)."""
    weeks, table = _weekly(runs, measure)
    places = [[name in those for name in SHOCKS] for those in (shocks, ())]
    shaken, calm = (
        runs.only(**{f"shocks.{n}.strength": float(on) for n, on in enumerate(which)}).points
        for which in places
    )
    after = weeks >= WEEK
    amount = better * (table[calm] - table[shaken])[:, after]
    factors = {key: values[shaken] for key, values in runs.factors.items()}
    return Damage(weeks[after] - WEEK + 1.0, amount, factors)


def _weekly(runs: Runs, measure: str) -> tuple[np.ndarray, np.ndarray]:
    """Recorded weeks, and a measure of all points then, (points, weeks, replications)."""
    rows = runs.recorded
    assert rows is not None
    weeks, place = np.unique(rows["week"].to_numpy(), return_inverse=True)
    points = len(next(iter(runs.factors.values())))
    table = np.full((points, len(weeks), runs.replications), np.nan)
    table[rows["point"].to_numpy(), place, rows["replication"].to_numpy()] = rows[
        measure
    ].to_numpy()
    return weeks, table
