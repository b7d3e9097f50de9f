"""Stopping: replicate a point until the interval of a measure's mean is narrow enough."""

import math
import re
from functools import lru_cache

import numpy as np
import pyarrow as pa
from pydantic import Field, field_validator

from orgsim.analysis.repetitions import SET, by_repetition, sets_of_replications
from orgsim.config.strict_table import Strict
from orgsim.errors import quoted
from orgsim.io.arrow_columns import numbers_of, values_of
from orgsim.measures.outcomes import MEASURES
from orgsim.organisation.hints import did_you_mean


class Until(Strict):
    """Sequential stopping: replicate a point until a criterion holds."""

    until: str = Field(description="criterion, like ci_half_width(alignment_end) < 0.01")
    most: int = Field(100, ge=2, le=1_000_000, description="maximum number of replications")
    batch: int = Field(
        8, ge=2, le=10_000, description="replications between checks of the criterion"
    )

    @field_validator("until")
    @classmethod
    def _known(cls, text: str) -> str:
        parse_until(text)
        return text


class Criterion(Strict):
    """ci_half_width(column) < limit."""

    column: str
    limit: float


def parse_until(text: str) -> Criterion:
    """Parse a criterion."""
    match = re.fullmatch(r"\s*ci_half_width\(\s*(\w+)\s*\)\s*<\s*([0-9.eE+-]+)\s*", text)
    columns = [f"{name}_{moment}" for name in MEASURES for moment in ("start", "end")]
    if not match:
        raise ValueError(
            f"{quoted(text)} is not understood; write it like ci_half_width(alignment_end) < 0.01"
        )
    if match[1] not in columns:
        raise ValueError(
            f"{quoted(match[1])} is not a measure at the start or end{did_you_mean(match[1], columns)}"
        )
    try:
        limit = float(match[2])
    except ValueError:
        raise ValueError(f"{quoted(match[2])} is not a number") from None
    if not 0 < limit < math.inf:
        raise ValueError(f"the limit {match[2]} must be above 0")
    return Criterion(column=match[1], limit=limit)


class Replicated:
    """The values of each point's replications, in whatever order their rows arrive."""

    def __init__(self, rule: Until, points: int) -> None:
        self.rule = rule
        self.criterion = parse_until(rule.until)
        self.values = np.full((points, 0), np.nan)
        self.sets = self.values.copy()

    def expect(self, replications: int) -> None:
        """Make room for a number of replications of each point."""
        more = np.full((len(self.values), replications - self.values.shape[1]), np.nan)
        self.values, self.sets = np.hstack([self.values, more]), np.hstack([self.sets, more])

    def add(self, rows: pa.Table) -> None:
        """Add the rows of a part."""
        point, replication = values_of(rows["point"]), values_of(rows["replication"])
        self.values[point, replication] = numbers_of(rows[self.criterion.column])
        if SET in rows.column_names:
            self.sets[point, replication] = numbers_of(rows[SET])

    def still_open(self, points: np.ndarray) -> np.ndarray:
        """Those of the given points (by number) that need more replications.

        A point whose last batch failed entirely gets no more.
        """
        last = self.values[points, -self.rule.batch :]
        hopeless = ~np.isfinite(last).any(axis=1)
        values = by_repetition(self.values[points], self._drawn_sets())
        known = np.isfinite(values)
        count = known.sum(axis=1)
        mean = np.where(known, values, 0.0).sum(axis=1) / np.maximum(count, 1)
        squares = (np.where(known, values - mean[:, None], 0.0) ** 2).sum(axis=1)
        deviation = np.sqrt(squares / np.maximum(count - 1, 1))
        width = np.array([_width(int(n)) if n > 1 else np.inf for n in count])
        with np.errstate(invalid="ignore"):
            narrow = deviation * width < self.criterion.limit
        return points[~narrow & ~hopeless]

    def _drawn_sets(self) -> np.ndarray | None:
        """The parameter set of each replication, if sets were drawn."""
        known = np.isfinite(self.sets)
        return sets_of_replications(np.nonzero(known)[1], self.sets[known], self.sets.shape[1])


@lru_cache(maxsize=4096)
def _width(replications: int) -> float:
    """Half-width of the interval for values with a standard deviation of 1."""
    from orgsim.analysis.intervals import half_width  # takes half a second with scipy.stats

    return half_width(1.0, replications)
