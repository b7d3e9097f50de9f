"""Sweep files: TOML to a checked sweep, every mistake found before anything runs."""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from orgsim.config import MOST_SEED, Config, Strict
from orgsim.config_file import build, explain, lay_value, merged, read_toml, with_whole_paths
from orgsim.errors import UserError
from orgsim.organisation.hints import did_you_mean
from orgsim.outcomes import MEASURES
from orgsim.sweep.design import (
    Design,
    Factor,
    Value,
    extremes,
    make_design,
    read_table,
)

SCENARIO = "scenario"
OWNED = ("run.seed", "run.replications", "run.precision")
"""Keys that the sweep itself sets, or that all of its runs share."""


class Until(Strict):
    """Sequential stopping: replicate a point until a criterion holds."""

    until: str = Field(description="criterion, like ci_half_width(alignment_end) < 0.01")
    most: int = Field(100, ge=2, le=1_000_000, description="replications at the most")
    batch: int = Field(8, ge=2, le=10_000, description="replications before the criterion is asked")

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
    """The criterion that a text states."""
    match = re.fullmatch(r"\s*ci_half_width\(\s*(\w+)\s*\)\s*<\s*([0-9.eE+-]+)\s*", text)
    columns = [f"{name}_{moment}" for name in MEASURES for moment in ("start", "end")]
    if not match:
        raise ValueError(
            f"'{text}' is not understood; write it like ci_half_width(alignment_end) < 0.01"
        )
    if match[1] not in columns:
        raise ValueError(
            f"'{match[1]}' is no measure at the start or end{did_you_mean(match[1], columns)}"
        )
    try:
        limit = float(match[2])
    except ValueError:
        raise ValueError(f"'{match[2]}' is no number") from None
    if not limit > 0:
        raise ValueError(f"the limit {match[2]} must be above 0")
    return Criterion(column=match[1], limit=limit)


class SweepTables(Strict):
    """A sweep file's own keys."""

    base: str | dict[str, Any] = Field(description="config file, or a config's tables themselves")
    design: Literal["grid", "lhs", "sobol", "saltelli", "morris", "table"] = Field(
        "grid", description="how points are chosen"
    )
    points: int | None = Field(
        None, ge=1, le=50_000_000, description="points (Saltelli: N; Morris: paths)"
    )
    table: str | None = Field(
        None, description="CSV or Parquet table of points, for the design table"
    )
    replications: int | Until = Field(
        4, description="repetitions of each point, or until a criterion"
    )
    seed: int = Field(1, ge=0, le=MOST_SEED, description="seed of all draws and of the design")
    record_weeks: tuple[int, ...] = Field(
        (), description="weeks to keep all measures of, besides the end"
    )
    set: dict[str, Any] = Field(
        default_factory=dict, description="keys of the config set for all points"
    )
    vary: dict[str, Factor] = Field(default_factory=dict, description="factors: keys of the config")

    @field_validator("replications")
    @classmethod
    def _positive(cls, value: int | Until) -> int | Until:
        if isinstance(value, int) and not 1 <= value <= 1_000_000:
            raise ValueError(f"{value} is out of range: must be 1 to 1,000,000")
        return value


@dataclass(frozen=True)
class Recipe:
    """All that turns a point's values into a config: what a worker needs of a sweep.

    base     the base config's tables, scenarios included
    factors  dotted keys, or `scenario`, that the points set
    kinds    type of each factor's values: bool, int, float or str
    """

    base: Mapping[str, Any]
    factors: tuple[str, ...]
    kinds: tuple[type, ...]
    seed: int
    record_weeks: tuple[int, ...]
    weeks: int | None = None

    @cached_property
    def scenario_tables(self) -> dict[str | None, dict[str, Any]]:
        """The base's tables for each scenario, None for the base itself."""
        plain = {key: value for key, value in self.base.items() if key != "scenarios"}
        variations = self.base.get("scenarios", {})
        return {
            None: plain,
            **{name: merged(plain, changes) for name, changes in variations.items()},
        }

    def config(self, values: Sequence[Value]) -> Config:
        """The config of a point; raise UserError where its values do not go together."""
        point = dict(zip(self.factors, values, strict=True))
        scenario = point.pop(SCENARIO, None)
        if scenario not in self.scenario_tables:
            known = [str(name) for name in self.scenario_tables if name]
            raise UserError(
                f"scenario: {scenario!r} is not in the base{did_you_mean(str(scenario), known)};"
                f" allowed: {', '.join(known) or 'none, the base has no scenarios'}"
            )
        tables = copy.deepcopy(self.scenario_tables[scenario])
        for key, value in point.items():
            lay_value(tables, key, value)
        tables.setdefault("run", {})["seed"] = self.seed
        if self.weeks is not None:
            tables["run"]["weeks"] = self.weeks
        return build(tables, "point").base

    def with_weeks(self, weeks: int) -> "Recipe":
        """The same with another number of weeks, to try how long it takes."""
        return replace(self, weeks=weeks)


@dataclass(frozen=True)
class Sweep:
    """A checked sweep: its keys, the base config's tables, and its points."""

    tables: SweepTables
    base: Mapping[str, Any]
    design: Design

    @cached_property
    def recipe(self) -> Recipe:
        """What turns a point's values into a config."""
        kinds = tuple(
            _kind({type(point[number]) for point in self.design.points})
            for number in range(len(self.design.factors))
        )
        return Recipe(
            self.base, self.design.factors, kinds, self.tables.seed, self.tables.record_weeks
        )


def _kind(kinds: set[type]) -> type:
    """The type that holds all values of a factor."""
    if len(kinds) == 1:
        return kinds.pop()
    return float if kinds <= {int, float} else str


def read_sweep(path: Path) -> Sweep:
    """Read a sweep file, make its design and check it; UserError with one line for any mistake."""
    return build_sweep(read_toml(path), str(path), path.parent)


def build_sweep(raw: Mapping[str, Any], name: str = "sweep", folder: Path = Path()) -> Sweep:
    """A sweep from plain tables; `name` is what errors call them, `folder` where paths start."""
    try:
        tables = SweepTables.model_validate(raw)
    except ValidationError as error:
        raise UserError(f"{name}: {explain(error, '', SweepTables)}") from None
    base = _base(tables, name, folder)
    for key, value in tables.set.items():
        lay_value(base, key, value, f"{name}: set.{key}")
    build(base, f"{name}: base")
    try:
        design = _design(tables, folder)
        sweep = Sweep(tables, base, design)
        _check(sweep)
    except UserError as error:
        raise UserError(f"{name}: {error}") from None
    return sweep


def _base(tables: SweepTables, name: str, folder: Path) -> dict[str, Any]:
    """The base config's tables, with the paths in them made whole."""
    if isinstance(tables.base, dict):
        return with_whole_paths(tables.base, folder)
    candidates = [folder / tables.base, Path(tables.base)]
    path = next((path for path in candidates if path.is_file()), None)
    if path is None:
        raise UserError(
            f"{name}: base: no file {tables.base} beside the sweep file or in this folder"
        )
    return with_whole_paths(read_toml(path), path.parent)


def _design(tables: SweepTables, folder: Path) -> Design:
    if tables.design != "table":
        if tables.table is not None:
            raise UserError("table: goes with design = 'table' only")
        if not tables.vary:
            raise UserError("vary: is empty; name at least one key of the config and its values")
        return make_design(tables.design, tables.vary, tables.points, tables.seed)
    if tables.table is None or tables.vary or tables.points is not None:
        raise UserError(
            "table: the design table takes its points from table = 'FILE' and nothing else"
        )
    return read_table(folder / tables.table)


def _check(sweep: Sweep) -> None:
    """Every value a factor can take must be allowed, with the others at their first."""
    for key in sweep.design.factors:
        if key in OWNED:
            raise UserError(f"vary.{key}: is set by the sweep itself; use seed and replications")
    if sweep.tables.record_weeks and min(sweep.tables.record_weeks) < 0:
        raise UserError("record_weeks: weeks count from 0, the start")
    first = sweep.design.points[0]
    for number, key in enumerate(sweep.design.factors):
        if sweep.tables.design == "table":
            allowed = list(dict.fromkeys(point[number] for point in sweep.design.points))
        else:
            allowed = extremes(sweep.tables.vary[key])
        for value in allowed:
            try:
                sweep.recipe.config([*first[:number], value, *first[number + 1 :]])
            except UserError as error:
                text = str(error).removeprefix("point: ")
                raise UserError(f"vary.{key} = {value!r}: {text}") from None
