"""Contrasts: changes and curves that are asked of a sweep, as declarations that take its runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from orgsim.study.shapes import interaction
from orgsim.study.tables import Runs

Levels = tuple[np.ndarray, np.ndarray]
"""Levels of a factor (levels,), and what there is at each of them (levels, replications)."""


@dataclass(frozen=True)
class Contrast:
    """What it changes to have a factor high, not low: of runs, (replications,), a paired difference.

    where  levels of other factors; a tuple means any of these
    """

    outcome: str
    factor: str
    high: Any
    low: Any
    where: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, runs: Runs) -> np.ndarray:
        """The change in these runs."""
        return runs.change(self.outcome, self.factor, self.high, self.low, **self.where)

    def over(self, factor: str, **where: Any) -> Callable[[Runs], Levels]:
        """The same at each level of another factor."""
        return lambda runs: runs.changes(
            self.outcome, self.factor, self.high, self.low, factor, **self.where, **where
        )

    @property
    def keep(self) -> dict[str, tuple[Any, ...]]:
        """The levels it needs, by factor."""
        others = {
            name: level if isinstance(level, tuple) else (level,)
            for name, level in self.where.items()
        }
        return {self.factor: (self.high, self.low), **others}

    def __sub__(self, other: "Contrast") -> "Interaction":
        return Interaction(self, other)


@dataclass(frozen=True)
class Interaction:
    """How much more one contrast is than another, of runs, (replications,): paired like each of them."""

    one: Contrast
    other: Contrast

    def __call__(self, runs: Runs) -> np.ndarray:
        """The difference in these runs."""
        return self.one(runs) - self.other(runs)

    @property
    def keep(self) -> dict[str, tuple[Any, ...]]:
        """The levels that either needs, by factor."""
        one, other = self.one.keep, self.other.keep
        return {
            name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ()))))
            for name in one | other
        }


@dataclass(frozen=True)
class Together:
    """What two factors do together beyond the sum of each alone, of runs, (replications,).

    factors  high and low level of the two, by name
    """

    outcome: str
    factors: Mapping[str, tuple[Any, Any]]
    where: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, runs: Runs) -> np.ndarray:
        """The interaction in these runs."""
        corners = product(*self.factors.values())
        cases = (dict(zip(self.factors, levels, strict=True)) for levels in corners)
        return interaction(*(runs.at(self.outcome, **case, **self.where) for case in cases))


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
