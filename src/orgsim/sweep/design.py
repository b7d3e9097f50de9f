"""Design: which points a sweep visits.

A factor is any dotted key of the config, or `scenario`. It takes values from a list, from a grid
(`from`, `to`, `steps`), or from a range (`from`, `to`), which may be on a log scale or of integers.
Grids are made here; samples come from scipy.stats.qmc and SALib, on the unit cube, and are then laid
over the factors. The design is stored with the sweep: a point is what its row says on every platform.
"""

import csv
import itertools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from pydantic import Field, model_validator

from orgsim.config import Strict
from orgsim.errors import UserError

MOST_POINTS = 50_000_000
Value = float | int | bool | str
DESIGNS = ("grid", "lhs", "sobol", "saltelli", "morris", "table")
SAMPLED = ("lhs", "sobol", "saltelli", "morris")


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

    def at(self, share: np.ndarray) -> list[Value]:
        """The values at shares of the way from lowest to highest."""
        if self.integer:
            count = self.highest - self.lowest + 1
            steps = np.minimum(np.floor(share * count), count - 1)
            return [int(self.lowest + step) for step in steps]
        if self.log:
            low, high = math.log(self.lowest), math.log(self.highest)
            values = [math.exp(low + (high - low) * part) for part in share]
        else:
            values = [self.lowest + (self.highest - self.lowest) * part for part in share]
        return [min(self.highest, max(self.lowest, float(value))) for value in values]

    def grid(self) -> list[Value]:
        """The values of the grid."""
        assert self.steps is not None
        share = np.arange(self.steps) / (self.steps - 1)
        if not self.integer:
            return self.at(share)
        values = np.round(self.lowest + (self.highest - self.lowest) * share)
        return [int(value) for value in dict.fromkeys(values)]


Factor = Range | tuple[Value, ...]


class Design(NamedTuple):
    """Points of a sweep: the factors' names, and one row of values for each point."""

    factors: tuple[str, ...]
    points: list[tuple[Value, ...]]


def extremes(factor: Factor) -> list[Value]:
    """The values that must be allowed for all of a factor's values to be."""
    return list(factor) if isinstance(factor, tuple) else factor.at(np.array([0.0, 1.0]))


def make_design(
    kind: Literal["grid", "lhs", "sobol", "saltelli", "morris"],
    factors: Mapping[str, Factor],
    points: int | None,
    seed: int,
) -> Design:
    """The points of a design; raise UserError where factors and design do not go together."""
    names = tuple(factors)
    if kind == "grid":
        return Design(names, _grid(factors, points))
    if points is None:
        raise UserError(f"points: is missing; the design {kind} needs points = a whole number")
    units = _sample(kind, names, points, seed)
    columns = [_lay(factor, units[:, number]) for number, factor in enumerate(factors.values())]
    return Design(names, list(zip(*columns, strict=True)))


def _grid(factors: Mapping[str, Factor], points: int | None) -> list[tuple[Value, ...]]:
    if points is not None:
        raise UserError(
            "points: does not go with the design grid, whose factors have steps; drop it"
        )
    levels = []
    for name, factor in factors.items():
        if isinstance(factor, Range) and factor.steps is None:
            raise UserError(
                f"vary.{name}: a grid needs values; give a list, or steps = a whole number"
            )
        levels.append(factor.grid() if isinstance(factor, Range) else list(factor))
    count = math.prod(len(level) for level in levels)
    if count > MOST_POINTS:
        raise UserError(
            f"vary: the grid has {count:,} points; at most {MOST_POINTS:,}: use fewer steps"
        )
    return list(itertools.product(*levels))


def _lay(factor: Factor, share: np.ndarray) -> list[Value]:
    """Values of a factor at shares of the way through it."""
    if isinstance(factor, Range):
        return factor.at(share)
    last = len(factor) - 1
    return [factor[min(last, int(part * len(factor)))] for part in share]


def _sample(kind: str, names: Sequence[str], points: int, seed: int) -> np.ndarray:
    """Points of the unit cube, (points, factors)."""
    from scipy.stats import qmc

    if kind == "lhs":
        return qmc.LatinHypercube(len(names), rng=np.random.default_rng(seed)).random(points)
    if points & (points - 1) and kind != "morris":
        lower = 2 ** int(math.log2(points))
        raise UserError(
            f"points: {points} is no power of 2, which the design {kind} needs for its balance;"
            f" use {lower} or {2 * lower}"
        )
    if kind == "sobol":
        return qmc.Sobol(len(names), rng=np.random.default_rng(seed)).random(points)
    if kind == "saltelli":
        from SALib.sample import sobol

        return sobol.sample(unit_problem(names), points, calc_second_order=True, seed=seed)
    from SALib.sample import morris

    return morris.sample(unit_problem(names), points, num_levels=4, seed=seed)


def unit_problem(names: Sequence[str]) -> dict[str, Any]:
    """SALib's description of the unit cube."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def read_table(path: Path) -> Design:
    """Points from a CSV or Parquet table with one column a factor."""
    if not path.is_file():
        raise UserError(f"{path}: no such file; table = must name a CSV or Parquet file of points")
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            table = pq.read_table(path)
        except pa.ArrowException as error:
            raise UserError(f"{path}: not a Parquet file: {error}") from None
        rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
        return _checked(path, tuple(table.column_names), rows)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *lines = [line for line in csv.reader(file) if any(line)]
    except (ValueError, UnicodeDecodeError):
        raise UserError(f"{path}: needs a header row and rows of points, as UTF-8 text") from None
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise UserError(
                f"{path}: row {number} has {len(line)} values, the header {len(header)}"
            )
    return _checked(path, tuple(header), [tuple(map(_plain, line)) for line in lines])


def _checked(path: Path, names: tuple[str, ...], rows: list[tuple[Value, ...]]) -> Design:
    names = tuple(name.strip() for name in names)
    if len(set(names)) < len(names) or not all(names):
        raise UserError(f"{path}: its columns need different names, these are {', '.join(names)}")
    if not rows:
        raise UserError(f"{path}: has no rows; add one for each point")
    return Design(names, rows)


def _plain(text: str) -> Value:
    """A number where the text is one, a truth value, or the text."""
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
