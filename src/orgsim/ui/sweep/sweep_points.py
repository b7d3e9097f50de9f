"""Sweeps in the browser: the points of a sweep folder, its figures, and a point as a scenario."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from orgsim.analysis.outcome_rows import SweepRows, default_outcomes
from orgsim.analysis.result_schema import RESULT_COLUMNS
from orgsim.analysis.sweep_analysis import Study, study
from orgsim.errors import UserError
from orgsim.number_text import plain
from orgsim.sweep.read_results import read_rows
from orgsim.sweep.sweep_folder import Store
from orgsim.ui.explore.explore_factors import FACTORS
from orgsim.ui.shared.page_limits import MOST_REPLICATIONS
from orgsim.ui.shared.scenarios.config_scenario import from_config
from orgsim.ui.shared.scenarios.scenario import Scenario

MOST_POINTS_SHOWN = 500
MOST_FIGURES = 13
DOTS_AN_INCH = 110
COUNTS = {"point": "Point", "runs": "Runs", "failed": "Failed runs"}
"""What columns of a point that are neither factors nor outcomes are called."""


@dataclass(frozen=True)
class Opened:
    """A sweep as the page shows it.

    columns  of the table, as they are called, with their units
    rows     of the table, a point each, in words; column 0 is the point's number
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    points: int
    warnings: tuple[str, ...]
    study: Study


def opened(folder: Path) -> Opened:
    """Read and analyse a sweep's folder; of an unfinished sweep what there is."""
    rows, warnings = read_rows(Store(folder))
    found = study(rows, default_outcomes(rows), warnings)
    hidden = ("_low", "_high", "_censored", "_converged")
    columns = [name for name in found.points.column_names if not name.endswith(hidden)]
    shown = found.points.select(columns).slice(0, MOST_POINTS_SHOWN).to_pylist()
    return Opened(
        folder.resolve().name,
        tuple(_heading(name, rows) for name in columns),
        tuple(tuple(_words(row[name]) for name in columns) for row in shown),
        rows.points,
        tuple(found.warnings),
        found,
    )


def figures(found: Opened) -> Iterator[tuple[str, bytes]]:
    """What they show, and PNG, one by one: drawing takes a while."""
    from orgsim.figures.save import lay_out, png_of
    from orgsim.figures.sweep_figures import draw_study

    for drawn in islice(draw_study(found.study, {}), MOST_FIGURES):
        yield drawn.name.replace("_", " "), png_of(lay_out(drawn.figure), DOTS_AN_INCH)


def scenario_of_point(folder: Path, point: int, replication: int = 0) -> Scenario:
    """The scenario of a sweep's point, with at least the replications up to one of them."""
    sweep = Store(folder).sweep()
    if not 0 <= point < len(sweep.design):
        raise UserError(f"point {point}: the sweep has the points 0 to {len(sweep.design) - 1}")
    config = sweep.recipe.config(sweep.design.values(point))
    replications = min(MOST_REPLICATIONS, max(replication + 1, sweep.most_replications))
    name = f"{folder.resolve().name}, point {point}"
    run = config.run.model_copy(update={"replications": replications})
    return from_config(config.model_copy(update={"run": run}), name)


def _heading(name: str, rows: SweepRows) -> str:
    """What a column is called, with its unit; a factor without a name of its own is its key."""
    known = FACTORS.get(name) or {**RESULT_COLUMNS, **rows.own}.get(name)
    return f"{known.label} [{known.unit}]" if known else COUNTS.get(name, name)


def _words(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "—"
    return plain(value, 4) if isinstance(value, float) else str(value)


def shown_width(png: bytes) -> int:
    """Pixels of the screen, 96 an inch, that a figure takes: its size on paper; a PNG says its width."""
    return round(int.from_bytes(png[16:20], "big") * 96 / DOTS_AN_INCH)
