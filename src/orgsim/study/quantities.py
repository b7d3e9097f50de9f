"""Quantities: what is asked of a source's table in each replication, to calculate with."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from orgsim.study.evidence import INTERACTION, PAIRED, Estimate, Evidence, mean_of
from orgsim.study.shapes import interaction
from orgsim.study.tables import Tables

Kept = Mapping[str, tuple[Any, ...]]
Operation = Callable[[Any, Any], Any]


class Quantity:
    """A number of each replication, of a table, (replications,): paired, so that differences are, too.

    Quantities are added, subtracted, multiplied and divided like numbers. As an estimate, a quantity
    is the mean over replications.

    source  the name of the table
    unit    of its mean; of a ratio or product it is open, see `measured_in`
    method  what its mean is called
    """

    source: str = ""
    unit: str = ""
    method: str = PAIRED

    @property
    def keep(self) -> Kept:
        """The levels of factors that it needs, by factor, as far as it knows."""
        return {}

    def __call__(self, table: Any) -> np.ndarray:
        """Its values in this table."""
        raise NotImplementedError

    def values(self, tables: Tables) -> np.ndarray:
        """Its values, (replications,)."""
        return self(tables[self.source])

    def estimate(self, tables: Tables) -> Evidence:
        """Its mean."""
        return mean_of(self.values(tables), self.method)

    def called(self, method: str) -> "Quantity":
        """The same with another word for its mean."""
        return Asked(self, self.keep, self.source, self.unit, method)

    def measured_in(self, unit: str) -> "Quantity":
        """The same with another unit."""
        return Asked(self, self.keep, self.source, unit, self.method)

    def _with(
        self, operation: Operation, other: "Quantity | float", same_unit: bool = True
    ) -> "Quantity":
        unit = self.unit if same_unit or not isinstance(other, Quantity) else ""
        if not isinstance(other, Quantity):
            return Asked(lambda table: operation(self(table), other), self.keep, self.source, unit)
        one, two = self.keep, other.keep
        keep = {
            name: tuple(dict.fromkeys((*one.get(name, ()), *two.get(name, ()))))
            for name in {**one, **two}
        }
        source = common_source(self, other)
        return Asked(lambda table: operation(self(table), other(table)), keep, source, unit)

    def __add__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.add, other)

    def __sub__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.sub, other)

    def __rsub__(self, other: float) -> "Quantity":
        return self._with(lambda own, given: given - own, other)

    def __mul__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.mul, other, same_unit=False)

    def __truediv__(self, other: "Quantity | float") -> "Quantity":
        return self._with(operator.truediv, other, same_unit=False)


@dataclass(frozen=True)
class Asked(Quantity):
    """What a function makes of a table."""

    of: Callable[[Any], np.ndarray]
    needs: Kept = field(default_factory=dict)
    source: str = ""
    unit: str = ""
    method: str = PAIRED

    @property
    def keep(self) -> Kept:
        """The levels it needs."""
        return self.needs

    def __call__(self, table: Any) -> np.ndarray:
        """Its values in this table."""
        return self.of(table)


@dataclass(frozen=True)
class Estimated:
    """An estimate that is not the mean of a quantity, with its unit: of means, a place on a curve."""

    estimate: Estimate
    unit: str

    def __call__(self, tables: Tables) -> Evidence:
        """What it comes to."""
        return self.estimate(tables)


def beyond_sum(
    both: Quantity, one: Quantity, other: Quantity, none: Quantity | float = 0.0
) -> Quantity:
    """What two do together beyond the sum of what each does alone: both − one − other + none."""
    found: Quantity = interaction(both, one, other, none)
    return found.called(INTERACTION)


def needed(where: Mapping[str, Any]) -> Kept:
    """The levels that `where` names, by factor."""
    return {name: level if isinstance(level, tuple) else (level,) for name, level in where.items()}


def common_source(one: Any, other: Any) -> str:
    """The table that two things are asked of."""
    if one.source != other.source:
        raise ValueError(f"of two sources, {one.source!r} and {other.source!r}: one table has both")
    return one.source
