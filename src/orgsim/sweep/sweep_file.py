"""Sweep files: TOML to a checked sweep, every mistake found before anything runs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import Field, ValidationError, field_validator, model_validator

from orgsim.config.files import (
    ConfigFile,
    build,
    explain,
    lay_value,
    read_toml,
    with_its_files,
    with_whole_paths,
)
from orgsim.config.models import MOST_SEED, POINT, POSTERIOR
from orgsim.config.programmes_from_code import with_programmes_from_code
from orgsim.config.strict_table import Strict
from orgsim.errors import UserError, quoted, shortened
from orgsim.measures.own_code import own_code
from orgsim.parameter_sets import NUMBERS, in_sets, refuse_unknown, sets_in_use
from orgsim.plain_tables import check_depth
from orgsim.shipped import SWEEPS, find_file
from orgsim.sweep.collisions import refuse_collisions
from orgsim.sweep.design import MOST_POINTS, Design, Factor, Kind, Range, Value, make_design
from orgsim.sweep.design_table import read_table
from orgsim.sweep.point_config import FACTS, SCENARIO, SETS, Measures, Recipe, Rest
from orgsim.sweep.stopping import Until

SETS_KEY = f"run.{SETS}"
"""Key of the parameter sets: "all" varies it over all of them."""

OWNED = ("run.seed", "run.replications", "run.precision")
"""Keys that the sweep itself sets, or that all of its runs share."""

SMALL = "small"
"""A table that an experiment lays over its sweep to try it; the sweep itself goes without it."""

MOST_REPLICATIONS = 1_000_000
PLAIN = (bool, int, float, str)


class SweepTables(Strict):
    """A sweep file's own keys."""

    base: str | dict[str, Any] = Field(
        description="config file, name of a shipped one, or a config's tables"
    )
    design: Kind = Field("grid", description="how points are chosen")
    points: int | None = Field(
        None, ge=1, le=MOST_POINTS, description="points (Saltelli: N; Morris: paths)"
    )
    table: str | None = Field(
        None, description="CSV or Parquet table of points, for the design table"
    )
    replications: int | Until = Field(
        4, description="repetitions of each point, or until a criterion"
    )
    seed: int = Field(1, ge=0, le=MOST_SEED, description="seed of all draws and of the design")
    measures: Measures = Field(
        "outcomes", description="of each run: outcomes, or the stylised facts"
    )
    record_weeks: tuple[int, ...] = Field(
        (), description="weeks to keep all measures of, besides the end"
    )
    at_rest: Rest = Field(
        "base",
        description="under which levers points come to rest that begin at rest (run.start): those of the"
        " base, so that what they vary changes from week 1 on, or each under its own",
    )
    set: dict[str, Any] = Field(
        default_factory=dict, description="keys of the config set for all points"
    )
    vary: dict[str, Factor] = Field(default_factory=dict, description="factors: keys of the config")

    @field_validator("vary", mode="before")
    @classmethod
    def _factors(cls, tables: Any) -> dict[str, Factor]:
        return {
            key: tuple(range(len(sets_in_use().sets)))
            if (key, value) == (SETS_KEY, "all")
            else _factor(key, value)
            for key, value in _once("vary", tables, Range)
        }

    @field_validator("set", mode="before")
    @classmethod
    def _settings(cls, tables: Any) -> dict[str, Any]:
        return dict(_once("set", tables, None))

    @field_validator("replications", mode="before")
    @classmethod
    def _rule(cls, value: Any) -> int | Until:
        if isinstance(value, int) and not isinstance(value, bool):
            if 1 <= value <= MOST_REPLICATIONS:
                return value
            raise UserError(
                f"replications: {quoted(value)} is out of range: must be 1 to {MOST_REPLICATIONS:,}"
            )
        if isinstance(value, Until):
            return value
        if not isinstance(value, dict):
            raise UserError(
                f"replications: {quoted(value)} is not a whole number; give one, or"
                ' { until = "ci_half_width(alignment_end) < 0.01", most = 100 }'
            )
        return _validated(Until, value, "replications")

    @field_validator("record_weeks")
    @classmethod
    def _weeks(cls, weeks: tuple[int, ...]) -> tuple[int, ...]:
        if weeks and min(weeks) < 0:
            raise ValueError(f"{min(weeks)} is not a week; weeks count from 0, the start")
        return tuple(sorted(set(weeks)))

    @model_validator(mode="after")
    def _of_outcomes(self) -> "SweepTables":
        if self.measures == FACTS and isinstance(self.replications, Until):
            raise UserError(
                "replications: a stopping rule requires measures = 'outcomes'; with 'facts' give a"
                " whole number"
            )
        if self.measures == FACTS and self.record_weeks:
            raise UserError("record_weeks: requires measures = 'outcomes'; drop it, or 'facts'")
        return self


def _flat(tables: Any, name: str, leaf: type[Strict] | None) -> Iterator[tuple[str, Any]]:
    """Dotted keys and values, from quoted keys ("levers.x" = …) or plain TOML ones (levers.x = …)."""
    if not isinstance(tables, Mapping):
        raise UserError(f"{name}: must be a table, [{name}]")
    check_depth(tables, name)
    ends = {field.alias or key for key, field in leaf.model_fields.items()} if leaf else set()
    for key, value in tables.items():
        if isinstance(value, Mapping) and not ends & set(value):
            if not value:
                raise UserError(f"{name}.{key}: is empty; give it values")
            for rest, found in _flat(value, f"{name}.{key}", leaf):
                yield f"{key}.{rest}", found
        else:
            yield key, value


def _once(name: str, tables: Any, leaf: type[Strict] | None) -> Iterator[tuple[str, Any]]:
    """The same; a key that is written both ways is refused."""
    seen = set()
    for key, value in _flat(tables, name, leaf):
        if key in seen:
            raise UserError(f"{name}.{key}: occurs twice; keep one of them")
        seen.add(key)
        yield key, value


def _factor(key: str, value: Any) -> Factor:
    if isinstance(value, Range):
        return value
    if isinstance(value, Mapping):
        return _validated(Range, value, f"vary.{key}")
    if not isinstance(value, list | tuple):
        raise UserError(
            f"vary.{key}: {quoted(value)} is one value; give a list of them or {{ from = …, to = … }},"
            " or set it for all points under [set]"
        )
    if not value:
        raise UserError(f"vary.{key}: the list is empty; give it values")
    for item in value:
        if not isinstance(item, PLAIN):
            raise UserError(f"vary.{key}: {quoted(item)} is not a number, truth value or text")
    return tuple(value)


def _validated(model: type[Any], value: Mapping[str, Any], name: str) -> Any:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        text = explain(error, f"{name}.", model)
        raise UserError(text.replace(f"{name}.: ", f"{name}: ")) from None


@dataclass(frozen=True)
class Sweep:
    """A checked sweep: its keys, the base config's tables, and its points.

    own  of the base's own measures that may run (see `with_own_code`), SHA-256 of the source by name
    """

    tables: SweepTables
    base: Mapping[str, Any]
    design: Design
    own: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def recipe(self) -> Recipe:
        """What turns a point's values into a config."""
        kinds = {
            key: {"b": bool, "i": int, "f": float}.get(column.dtype.kind, str)
            for key, column in self.design.columns.items()
        }
        tables = self.tables
        return Recipe(
            self.base,
            kinds,
            tables.seed,
            tables.record_weeks,
            tables.measures,
            rest=tables.at_rest,
            own=self.own,
        )

    @property
    def most_replications(self) -> int:
        """Replications of each point; with a stopping rule the most there can be."""
        rule = self.tables.replications
        return rule.most if isinstance(rule, Until) else rule


def with_own_code(sweep: Sweep, allowed: bool, where: str, how: str) -> Sweep:
    """The sweep with its base's own measures, none where it measures facts.

    allowed  whether the caller allows code that the base names; where, how  see `own_code`

    Raises UserError where code was not allowed, is not there or cannot be imported.
    """
    base = build(sweep.base, "base").base
    if not base.own_measures or sweep.tables.measures == FACTS:
        return sweep
    return replace(sweep, own=own_code(base, allowed, where, how).sources)


def read_sweep(sweep: str | PathLike[str], allow_code: bool = False) -> Sweep:
    """Read a sweep file, or a shipped one by its name, make its design and check it.

    allow_code  whether programmes that the base names as code may be read from it

    UserError with one line for any mistake.
    """
    path = find_file(sweep, SWEEPS)
    return build_sweep(read_toml(path), str(sweep), path.parent, allow_code)


def build_sweep(
    raw: Mapping[str, Any],
    name: str = "sweep",
    folder: Path = Path(),
    allow_code: bool = False,
) -> Sweep:
    """A sweep from plain tables; `name` is what errors call them, `folder` where paths start.

    The sweep.toml of a sweep's folder, [sweep] and [base], is one, too.
    """
    if set(raw) == {"sweep", "base"} and isinstance(raw["sweep"], dict):
        raw = {**raw["sweep"], "base": raw["base"]}
    raw = {key: value for key, value in raw.items() if key != SMALL}
    try:
        tables = SweepTables.model_validate(raw)
        base = _base(tables, folder, allow_code)
        tables = _with_own_sets(tables, raw, base)
        sweep = Sweep(tables, base, _design(tables, folder))
        _check(sweep)
    except ValidationError as error:
        raise UserError(f"{name}: {explain(error, '', SweepTables)}") from None
    except UserError as error:
        raise UserError(f"{name}: {error}") from None
    return sweep


def _with_own_sets(
    tables: SweepTables, raw: Mapping[str, Any], base: Mapping[str, Any]
) -> SweepTables:
    """All sets are those of the base's own ensemble, where it has one."""
    config = build(base, "base").base
    asked = dict(_once("vary", raw.get("vary", {}), Range)).get(SETS_KEY)
    if config.organisation.ensemble is None or asked != "all":
        return tables
    every = tuple(range(len(sets_in_use(config).sets)))
    return tables.model_copy(update={"vary": {**tables.vary, SETS_KEY: every}})


def _base(tables: SweepTables, folder: Path, allow_code: bool) -> dict[str, Any]:
    """The base config's tables with [set] laid over them, and the paths in them made whole."""
    if isinstance(tables.base, dict):
        given = with_programmes_from_code(tables.base, "base", folder, allow_code)
        base = with_whole_paths(given, folder)
        with_its_files(build(base, "base"), "base")
    else:
        path = find_base(tables.base, folder)
        given = with_programmes_from_code(read_toml(path), f"base {path}", path.parent, allow_code)
        base = with_whole_paths(given, path.parent)
        with_its_files(build(base, f"base {path}"), f"base {path}")
    _refuse_owned("set", tables.set)
    for key, value in tables.set.items():
        lay_value(base, key, value, f"set.{key}")
    with_its_files(build(base, "set"), "set")
    return base


def find_base(named: str, folder: Path) -> Path:
    """The config that a sweep file of a folder names: one beside it, in this folder, or by its name."""
    beside = folder / named
    try:
        return beside if beside.is_file() else find_file(named)
    except UserError as error:
        raise UserError(
            f"base: {error}; a path starts at the sweep file, or at the folder you are in"
        ) from None


def _refuse_owned(name: str, keys: Iterable[str]) -> None:
    for key in keys:
        if key in OWNED:
            raise UserError(f"{name}.{key}: is the sweep's own; use its keys seed and replications")


def _design(tables: SweepTables, folder: Path) -> Design:
    if tables.design != "table":
        if tables.table is not None:
            raise UserError("table: is for design = 'table' only")
        if not tables.vary:
            raise UserError("vary: is empty; name at least one key of the config and its values")
        return make_design(tables.design, tables.vary, tables.points, tables.seed)
    if tables.table is None or tables.vary or tables.points is not None:
        raise UserError(
            "table: the design table takes its points from table = 'FILE' and nothing else"
        )
    return read_table(folder / tables.table)


def _check(sweep: Sweep) -> None:
    """Every value a factor takes must be allowed by itself, in every scenario there is.

    What values do not go together shows when their point is run, which then fails.
    """
    columns = sweep.design.columns
    _refuse_owned("vary", columns)
    _refuse_what_changes_nothing(columns)
    refuse_collisions(sweep)
    _refuse_varied_sets(sweep)
    scenarios: list[Value | None] = [None]
    if SCENARIO in columns:
        scenarios = list(dict.fromkeys(columns[SCENARIO]))
        for scenario in scenarios:
            _try(sweep, scenario, {})
    for key in sweep.design.factors:
        for value in _extremes(sweep, key) if key != SCENARIO else ():
            for scenario in scenarios:
                _try(sweep, scenario, {key: value})


def _refuse_what_changes_nothing(keys: Iterable[str]) -> None:
    for key in keys:
        if key.partition(".")[0] == "costs":
            raise UserError(
                f"vary.{key}: money changes nothing that is simulated, so a sweep finds nothing; drop"
                " it, and set [costs] for orgsim compare, which counts money"
            )
        if key.partition(".")[0] == "own_measures":
            raise UserError(
                f"vary.{key}: measures are the same at all points; declare them in the base"
            )


def _refuse_varied_sets(sweep: Sweep) -> None:
    """A number that is varied holds in all sets, but at its default would be the set's own."""
    asked = sweep.base.get("run", {}).get(SETS, POINT)
    if asked != POSTERIOR and SETS_KEY not in sweep.design.factors:
        return
    base = build(sweep.base, "base").base
    held, fitted = sets_in_use(base), base.organisation.ensemble is not None
    for key, values in sweep.design.columns.items():
        number = NUMBERS.get(key)
        if number is None and in_sets(key):
            raise UserError(
                f"vary.{key}: is a table of numbers that parameter sets hold; vary them one by one, or"
                f' set {SETS_KEY} = "{POINT}"'
            )
        if key in held.base and held.base[key] in values:
            there = "what the fitted config has" if fitted else "its default"
            raise UserError(
                f"vary.{key}: {held.base[key]:g} is {there}, where each parameter set has one of its"
                f' own; choose another value, or set {SETS_KEY} = "{POINT}"'
            )


def _try(sweep: Sweep, scenario: Value | None, values: Mapping[str, Value]) -> None:
    point = dict(values) if scenario is None else {SCENARIO: scenario, **values}
    try:
        config = sweep.recipe.config_of(point)
        with_its_files(ConfigFile(config, {}), "point")
        refuse_unknown(config)
    except UserError as error:
        text = str(error).removeprefix("point: ")
        table = sweep.tables.table
        place = f"{shortened(table)}, column " if table else "vary."
        if not values:
            raise UserError(f"{place}{text}") from None
        key, value = next(iter(values.items()))
        where = "" if scenario is None else f" in scenario {quoted(scenario)}"
        raise UserError(f"{place}{shortened(key)} = {quoted(value)}{where}: {text}") from None


def _extremes(sweep: Sweep, key: str) -> list[Value]:
    """The values that must be allowed for all values of a factor to be."""
    column = sweep.design.columns[key]
    if column.dtype.kind not in "if":
        return list(dict.fromkeys(column.tolist()))
    numbers = [column.min(), column.max()]
    factor = sweep.tables.vary.get(key)
    if isinstance(factor, Range):
        numbers.extend(factor.at(np.array([0.0, 1.0])))
    broken = column[column != np.floor(column)]
    return list(dict.fromkeys(number.item() for number in [*numbers, *broken[:1]]))
