"""A forecast of a fitted organisation on the page: as `orgsim forecast` makes it, with its files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from orgsim.inference.findings.forecast_summary import (
    HEADLINES,
    curves,
    forecast_table,
    group_curves,
    summarise_forecast,
)
from orgsim.inference.findings.levers_found import EVERYBODY
from orgsim.inference.fitted_folder import read_folder
from orgsim.inference.forecast import forecast
from orgsim.io.csv_files import csv_text
from orgsim.measures.shown_units import shown
from orgsim.organisation.group_text import plain_name
from orgsim.organise import people_of
from orgsim.parameter_sets import sets_in_use
from orgsim.ui.shared.computing.background import Teller

Curve = Mapping[str, Any]
DOTS_AN_INCH = 144
ALL = "Everybody who was asked"


class ForecastDone(NamedTuple):
    """Result of a forecast.

    summary  see `summarise_forecast`
    table    see `forecast_table`
    drawn    curves of measures and of items over all groups, as the figure has them
    by_what  curves by what they are of, then by whom; measures in the units of the pages
    """

    summary: dict[str, Any]
    table: pa.Table
    drawn: list[dict[str, Any]]
    by_what: dict[str, dict[str, Curve]]


def forecasted(folder: Path, weeks: int, teller: Teller) -> ForecastDone:
    """Forecast what a fit wrote, with nothing more done; UserError where the folder is none."""
    read = read_folder(folder)
    base = read.file.base
    teller.begin(weeks * people_of(base.organisation) * len(sets_in_use(base).sets))
    teller.doing("forecasting")
    found = forecast(read, weeks, threads=1, progress=teller.advance)
    teller.doing("summing up")
    drawn = curves(read, found)
    measures, items = drawn[: len(HEADLINES)], drawn[len(HEADLINES) :]
    by_what = {str(curve["label"]): {EVERYBODY: _shown(curve)} for curve in measures}
    by_what |= {_answers(curve): {ALL: curve} for curve in items}
    for curve in group_curves(read, found):
        by_what[_answers(curve)][plain_name(curve["who"])] = curve
    return ForecastDone(
        summarise_forecast(read, found, None), forecast_table(found), drawn, by_what
    )


def _answers(curve: Curve) -> str:
    return f"Answers: {curve['label']}"


def _shown(curve: Curve) -> Curve:
    """The curve of a measure in the unit of pages."""
    way = shown(curve["name"])
    ends = {name: way.times * values for name, values in curve["ends"].items()}
    return {**curve, "ends": ends, "unit": way.unit}


def forecast_csv(done: ForecastDone) -> str:
    """Week by week: a row a measure of everybody, or item and group."""
    return csv_text(done.table.column_names, (row.values() for row in done.table.to_pylist()))


def forecast_picture(done: ForecastDone) -> bytes:
    """The figure of `orgsim forecast`."""
    from orgsim.figures.forecast_figure import draw_forecast
    from orgsim.figures.save import lay_out, png_of

    return png_of(lay_out(draw_forecast(done.summary, done.drawn)), DOTS_AN_INCH)
