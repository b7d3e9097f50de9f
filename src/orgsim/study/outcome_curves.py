"""Curves: what is asked of a source's table over the levels of a factor, or by week."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from orgsim.study.evidence import Evidence, difference_of, function_of_means
from orgsim.study.quantities import (
    Asked,
    Estimated,
    Kept,
    Operation,
    Quantity,
    common_source,
    needed,
)
from orgsim.study.tables import Levels, Runs, Tables


@dataclass(frozen=True)
class Curve:
    """Levels of a factor, or weeks, and what there is at each (levels, replications), of a table.

    Curves over the same levels are subtracted and divided, by each other or by a quantity.
    """

    of: Callable[[Any], Levels]
    source: str = ""
    unit: str = ""

    def __call__(self, table: Any) -> Levels:
        """Levels and values in this table."""
        return self.of(table)

    def values(self, tables: Tables) -> np.ndarray:
        """Values alone."""
        return self(tables[self.source])[1]

    def place(
        self,
        shape: Callable[[np.ndarray, np.ndarray], np.ndarray],
        what: str,
        unit: str = "",
        less: "Curve | None" = None,
    ) -> Estimated:
        """An estimate: where it has some shape, as `turn_at` of its levels and means.

        less  another curve over the same levels, the place on which is taken off
        """

        def estimate(tables: Tables) -> Evidence:
            levels, values = self(tables[self.source])
            at = partial(shape, levels)
            if less is None:
                return function_of_means(at, values, what=what)
            return difference_of(at, values, less.values(tables), what)

        return Estimated(estimate, unit)

    def nth(self, number: int) -> Quantity:
        """What there is at a level by its number: 0 is the first, -1 the last."""
        return Asked(lambda table: self(table)[1][number], {}, self.source, self.unit)

    def near(self, level: float) -> Quantity:
        """What there is at the level that is nearest to this one."""

        def nearest(table: Any) -> np.ndarray:
            levels, values = self(table)
            return values[np.argmin(np.abs(levels - level))]

        return Asked(nearest, {}, self.source, self.unit)

    def below(self, end: float) -> "Curve":
        """The same at the levels that are lower than `end`."""

        def lower(table: Any) -> Levels:
            levels, values = self(table)
            return levels[levels < end], values[levels < end]

        return Curve(lower, self.source, self.unit)

    def gained(self) -> "Curve":
        """What it has gained over its first level."""
        return Curve(lambda table: _gained(*self(table)), self.source, self.unit)

    def _with(self, operation: Operation, other: "Curve | Quantity") -> "Curve":
        def levels(table: Any) -> Levels:
            at, values = self(table)
            if isinstance(other, Quantity):
                return at, operation(values, other(table))
            others, found = other(table)
            if not np.array_equal(at, others):
                raise ValueError(f"curves over different levels: {at} and {others}")
            return at, operation(values, found)

        return Curve(levels, common_source(self, other), self.unit)

    def __sub__(self, other: "Curve | Quantity") -> "Curve":
        return self._with(operator.sub, other)

    def __truediv__(self, other: "Curve | Quantity") -> "Curve":
        return self._with(operator.truediv, other)


@dataclass(frozen=True)
class Contrast(Quantity):
    """What it changes in a sweep to have a factor high, not low.

    where  levels of other factors; a tuple means any of these
    """

    outcome: str
    factor: str
    high: Any
    low: Any
    where: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    unit: str = ""

    def __call__(self, table: Any) -> np.ndarray:
        """The change in these runs."""
        return table.change(self.outcome, self.factor, self.high, self.low, **self.where)

    @property
    def keep(self) -> Kept:
        """The levels it needs."""
        return {self.factor: (self.high, self.low), **needed(self.where)}

    def over(self, factor: str) -> Curve:
        """The same at each level of another factor."""

        def changes(runs: Runs) -> Levels:
            return runs.changes(
                self.outcome, self.factor, self.high, self.low, factor, **self.where
            )

        return Curve(changes, self.source, self.unit)


def of_means(
    function: Callable[..., np.ndarray],
    *asked: Quantity | Curve,
    what: str = "function of means",
    unit: str = "",
) -> Estimated:
    """An estimate: a function of the means of quantities and of curves."""

    def estimate(tables: Tables) -> Evidence:
        return function_of_means(function, *(each.values(tables) for each in asked), what=what)

    return Estimated(estimate, unit)


def closed_beside(nothing: Curve, done: Curve, week: float) -> Quantity:
    """Share of the gap closed by a week, relative to doing nothing: 1 − done / nothing."""
    return (1 - done.near(week) / nothing.near(week)).measured_in(nothing.unit)


def _gained(levels: np.ndarray, values: np.ndarray) -> Levels:
    return levels, values - values[0]


def ratio(
    one: Quantity | Curve,
    other: Quantity | Curve,
    unit: str = "",
    what: str = "ratio of means",
) -> Estimated:
    """An estimate: the mean of one by the mean of the other, as what is left of it."""
    return of_means(np.divide, one, other, what=what, unit=unit)
