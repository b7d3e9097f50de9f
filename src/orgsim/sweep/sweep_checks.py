"""Whether every value of a sweep is allowed: mistakes are found before anything runs."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from orgsim.config.files import ConfigFile, build, with_its_files
from orgsim.config.models import POINT, POSTERIOR
from orgsim.errors import UserError, quoted, shortened
from orgsim.parameter_sets import NUMBERS, in_sets, refuse_unknown, sets_in_use
from orgsim.sweep.collisions import refuse_collisions
from orgsim.sweep.design import Range, Value
from orgsim.sweep.point_config import SCENARIO, SETS
from orgsim.sweep.sweep_keys import SETS_KEY

if TYPE_CHECKING:
    from orgsim.sweep.sweep_file import Sweep

OWNED = ("run.seed", "run.replications", "run.precision")
"""Keys that the sweep itself sets, or that all of its runs share."""


def check(sweep: "Sweep") -> None:
    """Every value of a factor must be allowed by itself, in every scenario.

    What values do not go together shows when their point is run, which then fails.
    """
    columns = sweep.design.columns
    refuse_owned("vary", columns)
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


def refuse_owned(name: str, keys: Iterable[str]) -> None:
    """Raise UserError for a key that no table of a sweep may set."""
    for key in keys:
        if key in OWNED:
            raise UserError(f"{name}.{key}: is the sweep's own; use its keys seed and replications")


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


def _refuse_varied_sets(sweep: "Sweep") -> None:
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


def _try(sweep: "Sweep", scenario: Value | None, values: Mapping[str, Value]) -> None:
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


def _extremes(sweep: "Sweep", key: str) -> list[Value]:
    """The values to check so that all values of a factor are allowed."""
    column = sweep.design.columns[key]
    if column.dtype.kind not in "if":
        return list(dict.fromkeys(column.tolist()))
    numbers = [column.min(), column.max()]
    factor = sweep.tables.vary.get(key)
    if isinstance(factor, Range):
        numbers.extend(factor.at(np.array([0.0, 1.0])))
    broken = column[column != np.floor(column)]
    return list(dict.fromkeys(number.item() for number in [*numbers, *broken[:1]]))
