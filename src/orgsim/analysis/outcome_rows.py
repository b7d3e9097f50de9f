"""Rows of a sweep: one a run, as columns, and the outcomes that can be analysed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from orgsim.analysis.repetitions import by_repetition
from orgsim.analysis.result_schema import CONVERGENCE, RESULT_COLUMNS, TIMES, ResultColumn
from orgsim.errors import UserError
from orgsim.measures.outcomes import MEASURES
from orgsim.organisation.hints import did_you_mean

DEFAULT_OUTCOMES = (
    "alignment_end",
    "say_do_gap_end",
    "engagement_end",
    "trust_end",
    "performance_end",
    "leavers_end",
    CONVERGENCE,
)
SAME = 1e-12
"""Values this close, seen from their size, are the same number; rounding sums differ by less."""


@dataclass(frozen=True)
class SweepRows:
    """A sweep's design and the identity of its rows; outcomes are read one at a time.

    design   how points were chosen: grid, lhs, sobol, saltelli, morris or table
    factors  values of the points by factor, (points,) of numbers, truth values or text
    point, replication, succeeded, weeks  of each row, (rows,)
    column   an outcome column, NaN where there is none, (rows,)
    sets     the parameter set of each replication where they were drawn (see repetitions.py)
    own      columns of one's own measures
    """

    design: str
    factors: Mapping[str, np.ndarray]
    point: np.ndarray
    replication: np.ndarray
    succeeded: np.ndarray
    weeks: np.ndarray
    column: Callable[[str], np.ndarray]
    sets: np.ndarray | None = None
    own: Mapping[str, ResultColumn] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """How many points the design has."""
        return len(next(iter(self.factors.values())))

    @property
    def horizon(self) -> int:
        """Weeks that every run which succeeded was simulated for."""
        simulated = self.weeks[self.succeeded]
        return int(simulated.min()) if len(simulated) else 0

    def by_point(self, values: np.ndarray) -> np.ndarray:
        """Values of rows as (points, repetitions), NaN where there is none.

        A repetition is a replication, or the mean over those of one parameter set.
        """
        replications = int(self.replication.max()) + 1 if len(self.replication) else 0
        table = np.full((self.points, replications), np.nan)
        table[self.point, self.replication] = np.where(self.succeeded, values, np.nan)
        return by_repetition(table, self.sets)


def default_outcomes(rows: SweepRows) -> tuple[str, ...]:
    """What is analysed unless somebody asks for something else: these, and one's own at the end."""
    return (*DEFAULT_OUTCOMES, *(name for name in rows.own if name.endswith("_end")))


def outcome(name: str, own: Mapping[str, ResultColumn] = MappingProxyType({})) -> ResultColumn:
    """What an outcome column is; a measure's name means its end. `own` are those of one's own."""
    columns = {**RESULT_COLUMNS, **own}
    name = f"{name}_end" if name in MEASURES or f"{name}_end" in own else name
    if name not in columns:
        raise UserError(
            f"--measure {name}: no such outcome{did_you_mean(name, list(columns))}; a measure at"
            f" its end or start, such as alignment_end, or {' or '.join(TIMES)}"
        )
    return columns[name]


def values_by_point(rows: SweepRows, name: str) -> np.ndarray:
    """An outcome as (points, repetitions), NaN where a run failed or the outcome does not exist.

    A time of convergence is cut at the weeks that all runs were simulated for: min(time, weeks) is
    known of censored runs, too, so none is dropped; its mean is the restricted mean time.
    """
    values = rows.column(name)
    if name in TIMES:
        values = np.fmin(np.where(np.isnan(values), np.inf, values), float(rows.horizon))
    return rows.by_point(values)


def point_means(values: np.ndarray) -> np.ndarray:
    """Mean over the replications there are, (points,), NaN where there is none."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)


def varies(values: np.ndarray) -> bool:
    """Whether known values differ by more than rounding."""
    known = values[np.isfinite(values)]
    return len(known) > 1 and bool(np.ptp(known) > SAME * max(1.0, np.abs(known).max()))
