"""Tables: what the sources of an experiment came to, as arrays over replications."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from orgsim.analysis.repetitions import SET, by_repetition, sets_of_replications
from orgsim.analysis.result_schema import TIMES
from orgsim.measures.outcomes import MEASURES, at_end
from orgsim.organisation.hints import did_you_mean
from orgsim.simulation import ScenarioResult

Tables = Mapping[str, Any]
"""By source: Runs of a sweep, Compared of scenarios, columns of a calculation."""


Levels = tuple[np.ndarray, np.ndarray]
"""Levels of a factor (levels,), and what there is at each of them (levels, replications)."""

CONVERGED = {"converged": "convergence_week", "converged_absolute": "convergence_week_absolute"}
"""Whether a run converged, by the column of when."""


GAP_CLOSED = "gap_closed"
"""An outcome of several points together: a ratio of their means."""


class Runs:
    """The runs of a sweep, or of some of its points; factors are named by the ends of their keys.

    `leader_modelling=0.9` picks the points where `levers.leader_modelling` is 0.9, a tuple of values any
    of them. Replication r saw the same random numbers at all points, so that differences are paired.
    """

    def __init__(
        self,
        factors: Mapping[str, np.ndarray],
        rows: pa.Table,
        recorded: pa.Table | None = None,
        points: np.ndarray | None = None,
    ) -> None:
        """Factors (points,), rows and weeks as the sweep's folder holds them; `points` those meant."""
        self.factors, self.rows, self.recorded = factors, rows, recorded
        everywhere = np.arange(len(next(iter(factors.values()))))
        self.points = everywhere if points is None else points
        self.replications = int(rows["replication"].to_numpy().max()) + 1
        self.sets = _sets(rows, self.replications)

    @property
    def horizon(self) -> float:
        """The weeks simulated at all points, where censored times are cut."""
        return float(np.min(self.rows["weeks"].to_numpy()))

    def key(self, name: str) -> str:
        """The key of a factor from its last parts: `transparency`, `trust_mean`, or all of it."""
        plain = name.replace(".", "_")
        found = [key for key in self.factors if f"_{key.replace('.', '_')}".endswith(f"_{plain}")]
        if name in found or len(found) == 1:
            return name if name in found else found[0]
        hint = did_you_mean(name, self.factors)
        raise KeyError(f"{name}: {len(found)} factors are called so{hint}; {list(self.factors)}")

    def levels(self, factor: str) -> np.ndarray:
        """Values that a factor takes at these points, in rising order (text: as they come)."""
        values = self.factors[self.key(factor)][self.points]
        return (
            np.array(list(dict.fromkeys(values.tolist())))
            if values.dtype == object
            else np.unique(values)
        )

    def only(self, **where: Any) -> "Runs":
        """The same at the points where factors have these values."""
        wanted = np.ones(len(self.points), bool)
        for name, value in where.items():
            wanted &= self._has(name, value)
        if not wanted.any():
            raise KeyError(f"no point has all of {where}")
        return self.part(wanted)

    def part(self, wanted: np.ndarray) -> "Runs":
        """The same at some of these points, (points,) truth values."""
        return Runs(self.factors, self.rows, self.recorded, self.points[wanted])

    def _has(self, name: str, value: Any) -> np.ndarray:
        own = self.factors[self.key(name)][self.points]
        wanted = value if isinstance(value, tuple | list | np.ndarray) else (value,)
        same = [np.isclose(own, one) if own.dtype.kind == "f" else own == one for one in wanted]
        found = np.logical_or.reduce(same)
        if not found.any():
            raise KeyError(f"{name} = {value!r} at no point; it takes {self.levels(name).tolist()}")
        return found

    def each(self, outcome: str) -> np.ndarray:
        """An outcome at each point, (points, replications), NaN where there is none.

        Replications of one parameter set count as one, by their mean.

        Times of convergence are cut at the weeks simulated, so that censored runs count, too;
        `converged` and `converged_absolute` are 1 where there is such a time.
        """
        if outcome in CONVERGED:
            converged = np.isfinite(self._column(CONVERGED[outcome]))
            return by_repetition(self._by_point(converged.astype(float)), self.sets)
        values = self._column(outcome)
        if outcome in TIMES:
            values = self._cut(values)
        return by_repetition(self._by_point(values), self.sets)

    def times(self, outcome: str) -> np.ndarray:
        """A time of every run, (points, all replications), cut at the weeks simulated.

        Nothing is averaged: the mean of a time and of one that was cut would be neither.
        """
        return self._by_point(self._cut(self._column(outcome)))

    def _column(self, outcome: str) -> np.ndarray:
        return self.rows[outcome].to_numpy(zero_copy_only=False).astype(float)

    def _cut(self, times: np.ndarray) -> np.ndarray:
        return np.fmin(np.where(np.isnan(times), np.inf, times), self.horizon)

    def _by_point(self, values: np.ndarray) -> np.ndarray:
        table = np.full((len(next(iter(self.factors.values()))), self.replications), np.nan)
        table[self.rows["point"].to_numpy(), self.rows["replication"].to_numpy()] = values
        return table[self.points]

    def at(self, outcome: str, **where: Any) -> np.ndarray:
        """Mean over the points where factors have these values, (replications,).

        `gap_closed` is the share of the first mean gap between message and practice closed at the end.
        """
        chosen = self.only(**where)
        if outcome == GAP_CLOSED:
            first, last = (chosen.at(f"message_practice_gap_{when}") for when in ("start", "end"))
            return 1 - last / first
        return chosen.each(outcome).mean(axis=0)

    def change(self, outcome: str, factor: str, high: Any, low: Any, **where: Any) -> np.ndarray:
        """What it changes to have a factor high, not low, (replications,)."""
        return self.at(outcome, **{factor: high}, **where) - self.at(
            outcome, **{factor: low}, **where
        )

    def changes(
        self, outcome: str, factor: str, high: Any, low: Any, over: str, **where: Any
    ) -> tuple[np.ndarray, np.ndarray]:
        """Levels of another factor (levels,), and the change there (levels, replications)."""
        levels = self.only(**where).levels(over)
        found = [self.change(outcome, factor, high, low, **where, **{over: x}) for x in levels]
        return levels, np.stack(found)

    def curve(self, outcome: str, over: str, **where: Any) -> tuple[np.ndarray, np.ndarray]:
        """Levels of a factor (levels,), and the outcome there (levels, replications)."""
        chosen = self.only(**where)
        levels = chosen.levels(over)
        return levels, np.stack([chosen.at(outcome, **{over: level}) for level in levels])

    def curves(
        self, outcome: str, over: str, by: str, name: str = "{:g}", **where: Any
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Levels of a factor, and the outcome there for each level of another, named by it."""
        chosen = self.only(**where)
        found = {level: chosen.curve(outcome, over, **{by: level}) for level in chosen.levels(by)}
        levels = next(iter(found.values()))[0]
        return levels, {name.format(level): values for level, (_, values) in found.items()}

    def grid(
        self, outcome: str, rows: str, columns: str, **where: Any
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Levels of two factors, and the outcome there (rows, columns, replications)."""
        chosen = self.only(**where)
        levels = chosen.levels(rows)
        parts = [chosen.curve(outcome, columns, **{rows: level}) for level in levels]
        return levels, parts[0][0], np.stack([values for _, values in parts])

    def each_week(self, measure: str) -> tuple[np.ndarray, np.ndarray]:
        """The recorded weeks, and a measure then at each point (points, weeks, replications)."""
        if self.recorded is None:
            raise KeyError(f"{measure} by week: the sweep file has no record_weeks")
        rows = self.recorded
        weeks, place = np.unique(rows["week"].to_numpy(), return_inverse=True)
        points = len(next(iter(self.factors.values())))
        table = np.full((points, len(weeks), self.replications), np.nan)
        where = rows["point"].to_numpy(), place, rows["replication"].to_numpy()
        table[where] = rows[measure].to_numpy(zero_copy_only=False)
        return weeks, by_repetition(table[self.points], self.sets)

    def weekly(self, measure: str, **where: Any) -> tuple[np.ndarray, np.ndarray]:
        """The recorded weeks, and the mean of a measure then (weeks, replications)."""
        weeks, values = self.only(**where).each_week(measure)
        return weeks, values.mean(axis=0)


def _sets(rows: pa.Table, replications: int) -> np.ndarray | None:
    """The parameter set of each replication where they were drawn."""
    if SET not in rows.column_names:
        return None
    sets = rows[SET].to_numpy(zero_copy_only=False).astype(float)
    return sets_of_replications(rows["replication"].to_numpy(), sets, replications)


class Compared:
    """Scenarios simulated side by side: every week, every level.

    Replications of one parameter set count as one, by their mean.
    """

    def __init__(self, results: Mapping[str, ScenarioResult]) -> None:
        """`results` as orgsim.simulation.simulate returns them."""
        self.results = results

    @property
    def scenarios(self) -> list[str]:
        """Names in the order of the config."""
        return list(self.results)

    def weekly(self, scenario: str, measure: str) -> np.ndarray:
        """A measure by week, (weeks + 1, replications); row 0 is the start."""
        result = self.results[scenario]
        return by_repetition(result.measures[measure], result.sets)

    def levels(self, scenario: str, measure: str) -> np.ndarray:
        """A measure by week and level, (weeks + 1, levels, replications); level 0 is the top."""
        result = self.results[scenario]
        return by_repetition(result.levels[measure], result.sets)

    def end(self, scenario: str, measure: str) -> np.ndarray:
        """A measure at the end, of flows the mean of the last weeks, (replications,)."""
        if measure not in MEASURES:
            raise KeyError(f"{measure}: no such measure{did_you_mean(measure, MEASURES)}")
        return at_end(measure, self.weekly(scenario, measure))
