"""Design: which points a sweep visits.

A factor is any dotted key of the config, or `scenario`. It takes values from a list, from a grid
(`from`, `to`, `steps`), or from a range (`from`, `to`), which may be on a log scale or of integers.
Grids are made here; samples come from scipy.stats.qmc and SALib, on the unit cube, and are then laid
over the factors. The design is stored with the sweep: a point is what its row says on every platform.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field, model_validator

from orgsim.analysis.factors.morris_design import MORRIS_LEVELS
from orgsim.config.strict_table import Strict
from orgsim.errors import UserError
from orgsim.extras import require

MOST_POINTS = 10_000_000
Value = float | int | bool | str
Kind = Literal["grid", "lhs", "sobol", "saltelli", "morris", "table"]


class Range(Strict):
    """Values between two numbers: all of them, or `steps` of them."""

    lowest: float = Field(alias="from", description="lowest value")
    highest: float = Field(alias="to", description="highest value")
    steps: int | None = Field(None, ge=2, le=MOST_POINTS, description="values of a grid")
    log: bool = Field(False, description="evenly spread on a log scale")
    integer: bool = Field(False, description="whole numbers only")

    @model_validator(mode="after")
    def _ordered(self) -> "Range":
        if self.lowest >= self.highest:
            raise ValueError(f"from = {self.lowest:g} must be below to = {self.highest:g}")
        if self.log and self.lowest <= 0:
            raise ValueError(f"from = {self.lowest:g} must be above 0 on a log scale")
        if self.integer and not (self.lowest.is_integer() and self.highest.is_integer()):
            raise ValueError("from and to must be whole numbers where integer = true")
        return self

    def at(self, share: np.ndarray) -> np.ndarray:
        """The values at shares of the way from lowest to highest; whole numbers get equal shares."""
        if self.integer:
            low, high = self.lowest - 0.5, self.highest + 0.5
            return np.clip(np.round(self._between(low, high, share)), *self._ends()).astype(int)
        return np.clip(self._between(*self._ends(), share), *self._ends())

    def grid(self) -> np.ndarray:
        """The values of the grid; repeated whole numbers count once."""
        assert self.steps is not None
        share = np.arange(self.steps) / (self.steps - 1)
        values = np.clip(self._between(*self._ends(), share), *self._ends())
        return np.unique(np.round(values).astype(int)) if self.integer else values

    def _ends(self) -> tuple[float, float]:
        return self.lowest, self.highest

    def _between(self, low: float, high: float, share: np.ndarray) -> np.ndarray:
        if not self.log:
            return low + (high - low) * share
        values = np.exp(math.log(low) + (math.log(high) - math.log(low)) * share)
        return np.where(share == 0, low, np.where(share == 1, high, values))


Factor = Range | tuple[Value, ...]


@dataclass(frozen=True)
class Design:
    """Points of a sweep: a column of values for each factor, of one kind each."""

    columns: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of what varies."""
        return tuple(self.columns)

    def values(self, point: int) -> tuple[Value, ...]:
        """What a point sets its factors to."""
        return tuple(column.item(point) for column in self.columns.values())


def as_column(key: str, values: Sequence[Value]) -> np.ndarray:
    """Values of one kind: truth values, whole numbers, numbers or text (as objects)."""
    kinds = {type(value) for value in values}
    if kinds == {str}:
        return np.array(values, dtype=object)
    for dtype, allowed in ((bool, {bool}), (np.int64, {int}), (float, {int, float})):
        if kinds <= allowed:
            try:
                return np.array(values, dtype=dtype)
            except OverflowError:
                raise UserError(f"{key}: a value has more than 63 bits") from None
    names = {bool: "truth values", int: "numbers", float: "numbers", str: "text"}
    found = " and ".join(sorted({names.get(kind, kind.__name__) for kind in kinds}))
    raise UserError(f"{key}: holds {found}; use numbers, truth values or text, of one kind")


def make_design(kind: Kind, factors: Mapping[str, Factor], points: int | None, seed: int) -> Design:
    """The points of a design; raise UserError if factors and design are incompatible."""
    levels = {
        key: as_column(f"vary.{key}", factor)
        for key, factor in factors.items()
        if not isinstance(factor, Range)
    }
    if kind == "grid":
        return _grid(factors, levels, points)
    if points is None:
        raise UserError(f"points: is missing; the design {kind} needs points = a whole number")
    _no_steps(kind, factors)
    units = _sample(kind, tuple(factors), points, seed)
    columns = {}
    for number, (key, factor) in enumerate(factors.items()):
        share = units[:, number]
        columns[key] = factor.at(share) if isinstance(factor, Range) else _pick(levels[key], share)
    return Design(columns)


def _grid(
    factors: Mapping[str, Factor], levels: Mapping[str, np.ndarray], points: int | None
) -> Design:
    """All combinations, the last factor changing fastest."""
    if points is not None:
        raise UserError(
            "points: cannot be combined with the design grid, whose factors have steps; drop it"
        )
    values = {}
    for key, factor in factors.items():
        if isinstance(factor, Range) and factor.steps is None:
            raise UserError(
                f"vary.{key}: a grid needs values; give a list, or steps = a whole number"
            )
        values[key] = factor.grid() if isinstance(factor, Range) else levels[key]
    sizes = [len(column) for column in values.values()]
    _not_too_many(math.prod(sizes), "use fewer steps")
    columns = {}
    for number, (key, column) in enumerate(values.items()):
        after, before = math.prod(sizes[number + 1 :]), math.prod(sizes[:number])
        columns[key] = np.tile(np.repeat(column, after), before)
    return Design(columns)


def _no_steps(kind: str, factors: Mapping[str, Factor]) -> None:
    for key, factor in factors.items():
        if isinstance(factor, Range) and factor.steps is not None:
            raise UserError(
                f"vary.{key}.steps: is for the design grid only; the design {kind} takes"
                " points = a whole number"
            )


def _not_too_many(count: int, remedy: str) -> None:
    if count > MOST_POINTS:
        raise UserError(f"the design has {count:,} points; at most {MOST_POINTS:,}: {remedy}")


def _pick(levels: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Values of a list at shares of the way through it."""
    return levels[np.minimum((share * len(levels)).astype(int), len(levels) - 1)]


def _sample(kind: str, names: Sequence[str], points: int, seed: int) -> np.ndarray:
    """Points of the unit cube, (points, factors)."""
    if kind in ("sobol", "saltelli") and points & (points - 1):
        lower = 2 ** int(math.log2(points))
        raise UserError(
            f"points: {points} is not a power of 2, which the design {kind} needs for its balance;"
            f" use {lower} or {2 * lower}"
        )
    factors = len(names)
    _not_too_many(
        points * {"saltelli": 2 * factors + 2, "morris": factors + 1}.get(kind, 1),
        "use fewer points",
    )
    rng = np.random.default_rng(seed)
    if kind == "lhs":
        return _latin_hypercube(points, factors, rng)
    if kind == "sobol":
        from scipy.stats import qmc

        return qmc.Sobol(factors, rng=rng).random(points)
    require("sensitivity")
    problem: dict[str, Any] = {
        "num_vars": factors,
        "names": list(names),
        "bounds": [[0.0, 1.0]] * factors,
    }
    if kind == "saltelli":
        from SALib.sample import sobol

        return sobol.sample(problem, points, calc_second_order=True, seed=seed)
    from SALib.sample import morris

    return morris.sample(problem, points, num_levels=MORRIS_LEVELS, seed=seed)


def _latin_hypercube(points: int, factors: int, rng: np.random.Generator) -> np.ndarray:
    """One value of each factor in each of `points` equal strata; McKay, Beckman & Conover (1979).

    Bits are those of SciPy's LatinHypercube, whose import takes as long as a small sweep.
    """
    own = rng.spawn(1)[0]
    within = own.random((points, factors))
    strata = np.tile(np.arange(1, points + 1), (factors, 1))
    for of_a_factor in strata:
        own.shuffle(of_a_factor)
    return (strata.T - within) / points
