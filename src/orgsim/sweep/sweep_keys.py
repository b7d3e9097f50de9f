"""A sweep file's own keys: what it may say, and how."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError, field_validator, model_validator

from orgsim.config.files import explain
from orgsim.config.models import MOST_SEED
from orgsim.config.strict_table import Strict
from orgsim.errors import UserError, quoted
from orgsim.parameter_sets import sets_in_use
from orgsim.plain_tables import check_depth
from orgsim.sweep.design import MOST_POINTS, Factor, Kind, Range
from orgsim.sweep.point_config import FACTS, SETS, Measures, Rest
from orgsim.sweep.stopping import Until

SETS_KEY = f"run.{SETS}"
"""Key of the parameter sets: "all" varies it over all of them."""

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
            for key, value in dotted_values("vary", tables, Range)
        }

    @field_validator("set", mode="before")
    @classmethod
    def _settings(cls, tables: Any) -> dict[str, Any]:
        return dict(dotted_values("set", tables, None))

    @field_validator("replications", mode="before")
    @classmethod
    def _rule(cls, value: Any) -> int | Until:
        value = _plain(value)
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


def dotted_values(name: str, tables: Any, leaf: type[Strict] | None) -> Iterator[tuple[str, Any]]:
    """Dotted keys and values of a table; a key that is written both ways is refused."""
    seen = set()
    for key, value in _flat(tables, name, leaf):
        if key in seen:
            raise UserError(f"{name}.{key}: occurs twice; keep one of them")
        seen.add(key)
        yield key, value


def _plain(value: Any) -> Any:
    """A NumPy number, an array or a pandas column as plain Python."""
    return value.tolist() if hasattr(value, "tolist") else value


def _factor(key: str, value: Any) -> Factor:
    value = _plain(value)
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
    items = tuple(map(_plain, value))
    for item in items:
        if not isinstance(item, PLAIN):
            raise UserError(f"vary.{key}: {quoted(item)} is not a number, truth value or text")
        if isinstance(item, float) and not math.isfinite(item):
            raise UserError(f"vary.{key}: {item} is not a finite number")
    return items


def _validated(model: type[Any], value: Mapping[str, Any], name: str) -> Any:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        text = explain(error, f"{name}.", model)
        raise UserError(text.replace(f"{name}.: ", f"{name}: ")) from None
