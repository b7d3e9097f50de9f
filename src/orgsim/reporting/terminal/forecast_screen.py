"""A forecast and a backtest on the terminal."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.number_text import count
from orgsim.reporting.forecast_tables import (
    answers_forecast_table,
    coverage_table,
    crps_table,
    measures_forecast_table,
)
from orgsim.reporting.terminal.screen import drawn

ABOUT_FORECAST = (
    "\nMedians over the members of the ensemble, and the middle 50 and 90 % of them: what is unknown of"
    " parameters, of this organisation and of random variation is in there. Of flows (hours, leavers)"
    " now and the end are means of several weeks. What is answered has no error of measurement in it."
)
ABOUT_BACKTEST = (
    "\nScores are in the unit of answers. Persistence: all stays as it was. Mixed model: a slope over"
    " the weeks and an intercept a group, item by item."
)


def forecast_told(of: Mapping[str, Any]) -> RenderableType:
    """The summary of a forecast."""
    done = "if nothing is done" if of["scenario"] is None else f"under scenario {of['scenario']}"
    counts = (done, count(of["weeks"], "week"), count(of["members"], "member"))
    measures, answers = measures_forecast_table(of), answers_forecast_table(of)
    return Group(
        Text.assemble("\n", (of["config"], "bold"), " · ", " · ".join(counts)),
        drawn(measures.without("unit"), f"\n{measures.title}"),
        drawn(answers, f"\n{answers.title}"),
        Text(ABOUT_FORECAST, style="dim"),
    )


def backtest_told(of: Mapping[str, Any]) -> RenderableType:
    """The summary of a backtest."""
    before, last = (", ".join(map(str, of[key])) for key in ("before", "weeks"))
    headline = f"\nFitted to the waves of weeks {before}; predicted: week {last}"
    tables = (drawn(each, f"\n{each.title}") for each in (crps_table(of), coverage_table(of)))
    return Group(Text(headline), *tables, Text(ABOUT_BACKTEST, style="dim"))
