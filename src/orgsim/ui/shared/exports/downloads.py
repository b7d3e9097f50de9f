"""Downloads: weekly numbers as CSV, a scenario as a config file and as a sweep."""

import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import tomli_w

from orgsim.analysis.bands import band
from orgsim.analysis.comparison import paired_difference
from orgsim.analysis.intervals import estimate
from orgsim.config.models import POSTERIOR, Config
from orgsim.errors import UserError
from orgsim.io.csv_files import csv_text
from orgsim.measures.outcomes import MEASURES
from orgsim.model.parameters import BY_NAME
from orgsim.parameter_sets import sets_in_use
from orgsim.simulation import ScenarioResult
from orgsim.ui.explore.explore_factors import Factor
from orgsim.ui.explore.explore_state import Surface, Tornado
from orgsim.ui.explore.programme_effects import Programmes, effects
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.week_text import first_day

SWEEP_LEVELS, MOST_IN_A_GRID = 5, 3
SWEEP_OWNS = ("seed", "replications", "precision")
COLUMNS = ("mean", "ci_low", "ci_high", "low", "high")


def file_name(scenario: Scenario, ending: str) -> str:
    """A plain file name of a scenario's title."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in scenario.title.lower())
    return f"{'-'.join(part for part in plain.split('-') if part)[:60] or 'scenario'}.{ending}"


def weekly_csv(results: Mapping[str, ScenarioResult]) -> str:
    """Every week of every measure: mean, 95 % interval, and the middle 80 % of replications.

    Where it is known when week 1 begins, each week has its first day.
    """
    begins = next(iter(results.values())).config.run.start_date

    def rows() -> Iterator[list[object]]:
        for scenario, result in results.items():
            for name, values in result.measures.items():
                found = band(values, sets=result.sets)
                about = result.own.get(name) or MEASURES[name]
                columns = [getattr(found, column) for column in COLUMNS]
                for week in range(len(values)):
                    day = [first_day(week, begins).isoformat()] if begins else []
                    head = [scenario, week, *day, about.label, about.unit, values.shape[1]]
                    yield [*head, *(_plain(column[week]) for column in columns)]

    return csv_text(
        ["scenario", "week", *["date"] * bool(begins), "measure", "unit", "replications", *COLUMNS],
        rows(),
    )


def map_csv(surface: Surface, factors: tuple[Factor, Factor]) -> str:
    """Every point of a map: each measure at the end, its mean and 95 % interval."""

    def rows() -> Iterator[list[object]]:
        for name, ends in surface.ends.items():
            about = MEASURES[name]
            for row, column in np.ndindex(ends.shape[:2]):
                where = _plain(surface.across.item(column)), _plain(surface.up.item(row))
                found = map(_plain, estimate(ends[row, column]))
                yield [*where, about.label, about.unit, ends.shape[2], *found]

    keys = [factor.key for factor in factors]
    return csv_text([*keys, "measure", "unit", "replications", "mean", "ci_low", "ci_high"], rows())


def levers_csv(found: Tornado) -> str:
    """What every lever alone does to each measure: paired differences with 95 % intervals."""

    def rows() -> Iterator[list[object]]:
        for swing in found.swings:
            for value in (swing.low, swing.high):
                if value is None:
                    continue
                for name, ends in found.ends[swing.factor.key, value].items():
                    about = MEASURES[name]
                    moved = paired_difference(ends, found.base[name], found.sets)[:3]
                    where = [swing.factor.key, _plain(swing.value), _plain(value)]
                    yield [*where, about.label, about.unit, len(ends), *map(_plain, moved)]

    head = ["lever", "from", "to", "measure", "unit", "replications"]
    return csv_text([*head, "difference", "ci_low", "ci_high"], rows())


def programmes_csv(found: Programmes) -> str:
    """What every programme alone does to each measure: paired differences with 95 % intervals."""

    def rows() -> Iterator[list[object]]:
        for name, about in MEASURES.items():
            for label, difference in effects(found, name):
                moved = map(_plain, difference[:3])
                yield [label, about.label, about.unit, found.replications, *moved]

    head = ["programme", "measure", "unit", "replications"]
    return csv_text([*head, "difference", "ci_low", "ci_high"], rows())


def _plain(value: float) -> str:
    """A number as a table has it, empty where there is none."""
    return f"{value:.6g}" if math.isfinite(value) else ""


def sweep_toml(scenario: Scenario) -> str:
    """A sweep over the numbers that were changed, from the start's value to the new one.

    A grid of two or three; more are sampled. A value in place of which each parameter set has its own
    is left out. Raises UserError if nothing was changed for everyone.
    """
    ends = {}
    for key, text in scenario.changes:
        table, _, name = key.partition(".")
        if table in ("levers", "parameters") and name in BY_NAME:
            ends[key] = sorted((float(scenario.unchanged(key)), float(json.loads(text))))
    if not ends:
        raise UserError("a sweep needs a lever that was changed for everyone; move one first")
    tables: dict[str, Any] = {"base": tomllib.loads(scenario.to_toml())}
    run = tables["base"].pop("run", {})
    tables |= {key: run[key] for key in run if key == "seed"}  # draws the people of a fit
    tables["base"]["run"] = {key: run[key] for key in run if key not in SWEEP_OWNS}
    tables |= _design(ends, scenario.config())
    return "# Begin it with: orgsim sweep FILE.toml\n" + tomli_w.dumps(tables)


def _design(ends: Mapping[str, list[float]], config: Config) -> dict[str, Any]:
    """A grid, or a sample of as many numbers that a grid would be too large."""
    if len(ends) > MOST_IN_A_GRID:
        vary: dict[str, Any] = {key: {"from": low, "to": high} for key, (low, high) in ends.items()}
        return {"design": "lhs", "replications": 8, "points": 20 * len(ends), "vary": vary}
    own = _of_each_set(config)
    vary = {
        key: [value for value in _levels(*both) if value != own.get(key)]
        for key, both in ends.items()
    }
    return {"design": "grid", "replications": 8, "vary": vary}


def _of_each_set(config: Config) -> Mapping[str, float]:
    """Values by dotted key in place of which each parameter set has one of its own."""
    return sets_in_use(config).base if config.run.parameter_sets == POSTERIOR else {}


def _levels(low: float, high: float) -> list[float]:
    return [float(f"{value:.6g}") for value in np.linspace(low, high, SWEEP_LEVELS)]
