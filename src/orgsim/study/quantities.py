"""Contrasts: what is asked of a table in each replication, as declarations to calculate with."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from itertools import product
from typing import Any

import numpy as np

from orgsim.study.shapes import interaction
from orgsim.study.tables import Runs

Levels = tuple[np.ndarray, np.ndarray]
"""Levels of a factor (levels,), and what there is at each of them (levels, replications)."""

Kept = Mapping[str, tuple[Any, ...]]


class Quantity:
    """A number of each replication, of a table, (replications,): paired, so that differences are, too.

    Quantities are added, subtracted, multiplied and divided like numbers.
    """

    @property
    def keep(self) -> Kept:
        """The levels of factors that it needs, by factor, as far as it knows."""
        return {}

    def __call__(self, table: Any) -> np.ndarray:
        """Its values in this table."""
        raise NotImplementedError

    def _with(self, operation: Callable[[Any, Any], Any], other: "Quantity | float") -> "Quantity":
        if not isinstance(other, Quantity):
            return Asked(lambda table: operation(self(table), other), self.keep)
        one, two = self.keep, other.keep
        keep = {
            name: tuple(dict.fromkeys((*one.get(name, ()), *two.get(name, ()))))
            for name in {**one, **two}
        }
        return Asked(lambda table: operation(self(table), other(table)), keep)

    def __add__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.add, other)

    def __sub__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.sub, other)

    def __mul__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.mul, other)

    def __truediv__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.truediv, other)


@dataclass(frozen=True)
class Asked(Quantity):
    """What a function makes of a table."""

    of: Callable[[Any], np.ndarray]
    needs: Kept = field(default_factory=dict)

    @property
    def keep(self) -> Kept:
        """The levels it needs."""
        return self.needs

    def __call__(self, table: Any) -> np.ndarray:
        """Its values in this table."""
        return self.of(table)


def quantity(function: Callable[..., np.ndarray]) -> Callable[..., Quantity]:
    """A function of a table and more, as one of what is more that gives a quantity."""

    @wraps(function)
    def given(*more: Any, **named: Any) -> Quantity:
        return Asked(lambda table: function(table, *more, **named))

    return given


def at(outcome: str, **where: Any) -> Quantity:
    """An outcome of a sweep where factors have these levels; a tuple means any of them."""
    return Asked(lambda runs: runs.at(outcome, **where), _needed(where))


def together(outcome: str, **factors: tuple[Any, Any]) -> Quantity:
    """What two factors do together beyond the sum of each alone: by name, high and low level."""
    cases = (dict(zip(factors, levels, strict=True)) for levels in product(*factors.values()))
    return interaction(*(at(outcome, **case) for case in cases))


def _needed(where: Mapping[str, Any]) -> Kept:
    return {name: level if isinstance(level, tuple) else (level,) for name, level in where.items()}


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

    def __call__(self, table: Any) -> np.ndarray:
        """The change in these runs."""
        return table.change(self.outcome, self.factor, self.high, self.low, **self.where)

    @property
    def keep(self) -> Kept:
        """The levels it needs."""
        return {self.factor: (self.high, self.low), **_needed(self.where)}

    def over(self, factor: str) -> Callable[[Runs], Levels]:
        """The same at each level of another factor."""
        return lambda runs: runs.changes(
            self.outcome, self.factor, self.high, self.low, factor, **self.where
        )


@dataclass(frozen=True)
class Curve:
    """An outcome over the levels of a factor: of runs, levels and values there (levels, replications).

    where  levels of other factors; a tuple means any of these
    """

    outcome: str
    over: str
    where: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, runs: Runs) -> Levels:
        """Levels and values in these runs."""
        return runs.curve(self.outcome, self.over, **self.where)

    def values(self, runs: Runs) -> np.ndarray:
        """Values alone."""
        return self(runs)[1]
