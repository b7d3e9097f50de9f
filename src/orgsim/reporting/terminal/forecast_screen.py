"""A forecast and a backtest on the terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.number_text import count
from orgsim.reporting.tables.forecast_tables import (
    answers_forecast_table,
    coverage_table,
    crps_table,
    measures_forecast_table,
)
from orgsim.reporting.terminal.screen import drawn

MOST_ANSWERS = 12
"""Rows of answers that the terminal shows."""

ABOUT_FORECAST = (
    "\nMedians over the members of the ensemble, and the middle 50 and 90 % of them, which cover"
    " what is unknown about the parameters and this organisation, and random variation. For flows"
    " (hours, leavers), now and the end are means of several weeks. Forecast answers have no"
    " measurement error."
)
ABOUT_BACKTEST = (
    "\nScores are in the unit of answers. Persistence: everything stays as it was. Mixed model: a"
    " slope over the weeks and an intercept per group, item by item."
)


def forecast_told(of: Mapping[str, Any]) -> RenderableType:
    """The summary of a forecast."""
    done = "if nothing is done" if of["scenario"] is None else f"under scenario {of['scenario']}"
    counts = (done, count(of["weeks"], "week"), count(of["members"], "member"))
    measures = measures_forecast_table(of)
    return Group(
        Text.assemble("\n", (of["config"], "bold"), " · ", " · ".join(counts)),
        drawn(measures.without("unit"), f"\n{measures.title}"),
        *_largest_changes(of),
        Text(ABOUT_FORECAST, style="dim"),
    )


def _largest_changes(of: Mapping[str, Any]) -> Iterator[RenderableType]:
    """The answers that are expected to change most for their interval; the folder has all."""
    answers = sorted(of["answers"], key=_certainty, reverse=True)[:MOST_ANSWERS]
    if not answers:
        return
    table = answers_forecast_table({**of, "answers": answers})
    for heading in (f"week {of['weeks']:,}", "50 % interval", "90 % interval"):
        table = table.without(heading)
    yield drawn(table, f"\n{table.title}: the {len(answers)} clearest changes")
    if left := len(of["answers"]) - len(answers):
        yield Text(f"and {count(left, 'row')} more in forecast.parquet", style="dim")


def _certainty(row: Mapping[str, Any]) -> float:
    """How large a change is for its interval."""
    change = row["change"]
    return float(abs(change["median"]) / max(change["high_90"] - change["low_90"], 1e-9))


def backtest_told(of: Mapping[str, Any]) -> RenderableType:
    """The summary of a backtest."""
    before, last = (", ".join(map(str, of[key])) for key in ("before", "weeks"))
    headline = f"\nFitted to the waves of weeks {before}; predicted: week {last}"
    tables = (drawn(each, f"\n{each.title}") for each in (crps_table(of), coverage_table(of)))
    return Group(Text(headline), *tables, Text(ABOUT_BACKTEST, style="dim"))
