"""Table: what is asked of a source by its name, before anything has run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import product
from typing import Any

import numpy as np

from orgsim.study.outcome_curves import Contrast, Curve
from orgsim.study.quantities import Asked, Quantity, beyond_sum, needed
from orgsim.study.tables import Compared, Levels, Runs, Tables


@dataclass(frozen=True)
class Family:
    """Curves by name, over the same levels, for what a table turns out to have levels of."""

    of: Callable[[Any], tuple[np.ndarray, Mapping[str, np.ndarray]]]
    source: str

    def __call__(self, tables: Tables) -> tuple[np.ndarray, Mapping[str, np.ndarray]]:
        """Levels, and values (levels, replications) by name."""
        return self.of(tables[self.source])

    def gained(self) -> "Family":
        """What each has gained over its first level."""

        def gained(table: Any) -> tuple[np.ndarray, Mapping[str, np.ndarray]]:
            levels, curves = self.of(table)
            return levels, {name: values - values[0] for name, values in curves.items()}

        return Family(gained, self.source)


@dataclass(frozen=True)
class Table:
    """The table of the source of this name: quantities and curves that know where they come from.

    unit  of what is asked of it, unless a quantity is `measured_in` another

    `where` has the levels of factors, as in `Runs`; a tuple means any of these.
    """

    source: str
    unit: str = ""

    def at(self, outcome: str, **where: Any) -> Quantity:
        """An outcome of a sweep where factors have these levels."""
        return Asked(lambda runs: runs.at(outcome, **where), needed(where), self.source, self.unit)

    def contrast(self, outcome: str, factor: str, high: Any, low: Any, **where: Any) -> Contrast:
        """What it changes in a sweep to have a factor high, not low."""
        return Contrast(outcome, factor, high, low, where, self.source, self.unit)

    def together(self, outcome: str, **factors: tuple[Any, Any]) -> Quantity:
        """What two factors do together beyond the sum of each: by name, high and low level."""
        cases = (dict(zip(factors, levels, strict=True)) for levels in product(*factors.values()))
        return beyond_sum(*(self.at(outcome, **case) for case in cases))

    def curve(self, outcome: str, over: str, **where: Any) -> Curve:
        """An outcome of a sweep over the levels of a factor."""
        return Curve(lambda runs: runs.curve(outcome, over, **where), self.source, self.unit)

    def curves(self, outcome: str, over: str, by: str, name: str = "{:g}", **where: Any) -> Family:
        """The same for each level of another factor, named by it."""
        return Family(lambda runs: runs.curves(outcome, over, by, name, **where), self.source)

    def weekly(self, measure: str, **where: Any) -> Curve:
        """A measure in the recorded weeks of a sweep."""
        return Curve(lambda runs: runs.weekly(measure, **where), self.source, self.unit)

    def weekly_contrast(
        self, measure: str, factor: str, high: Any, low: Any, **where: Any
    ) -> Curve:
        """What it changes in the recorded weeks of a sweep to have a factor high, not low."""
        return self.weekly(measure, **where, **{factor: high}) - self.weekly(
            measure, **where, **{factor: low}
        )

    def over(self, factor: str, asked: Callable[[Any], Quantity]) -> Curve:
        """What is asked at each level of a factor of a sweep."""

        def levels(runs: Runs) -> Levels:
            found = runs.levels(factor)
            return found, np.stack([asked(level)(runs) for level in found])

        return Curve(levels, self.source, self.unit)

    def through(self, points: Mapping[float, Quantity]) -> Curve:
        """A curve through quantities, by the level that each stands at."""

        def levels(table: Any) -> Levels:
            return np.array([*points]), np.stack([asked(table) for asked in points.values()])

        return Curve(levels, self.source, self.unit)

    def by_level(self, scenario: str, measure: str) -> Curve:
        """A measure at the end of a scenario, level by level of the organisation; 0 is the top."""

        def levels(compared: Compared) -> Levels:
            values = compared.levels(scenario, measure)[-1]
            return np.arange(len(values)), values

        return Curve(levels, self.source, self.unit)

    def end(self, scenario: str, measure: str) -> Quantity:
        """A measure at the end of a scenario."""
        return Asked(lambda compared: compared.end(scenario, measure), {}, self.source, self.unit)

    def quantity(self, function: Callable[..., np.ndarray]) -> Callable[..., Quantity]:
        """A function of the table and more, as one of what is more that gives a quantity."""

        @wraps(function)
        def given(*more: Any, **named: Any) -> Quantity:
            return Asked(lambda table: function(table, *more, **named), {}, self.source, self.unit)

        return given

    def levels(self, function: Callable[..., Levels]) -> Callable[..., Curve]:
        """A function of the table and more, as one of what is more that gives a curve."""

        @wraps(function)
        def given(*more: Any, **named: Any) -> Curve:
            return Curve(lambda table: function(table, *more, **named), self.source, self.unit)

        return given
