"""The forecast below a fit: how far, its chart by what and whom, tables, and files to take along."""

from collections.abc import Callable

import solara

from orgsim.io.fit_verdict import warning_of
from orgsim.number_text import count
from orgsim.reporting.folders.result_folder import json_text
from orgsim.reporting.tables.forecast_tables import answers_forecast_table, measures_forecast_table
from orgsim.ui.organisation.fit_run import FitDone
from orgsim.ui.organisation.forecast_chart import forecast_chart
from orgsim.ui.organisation.forecast_run import (
    ForecastDone,
    forecast_csv,
    forecast_picture,
    forecasted,
)
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.background import Work, use_background
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.inputs import Choice, NumberField, Problem, Words
from orgsim.ui.shared.page_limits import MOST_WEEKS
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table

ABOUT = (
    "How this organisation develops if nothing more is done: every member of the ensemble"
    " continues from people's states now. Bands cover the middle 50 and 90 % of members: what is"
    " unknown about the parameters and this organisation, and random variation. Dots are the"
    " results of the waves, with 90 % intervals of their error; forecast answers have no"
    " measurement error."
)


@solara.component
def ForecastPanel(done: FitDone):
    """Asks for a forecast of a fit, and shows it."""
    weeks, set_weeks = solara.use_state(52)
    work, start, cancel = use_background(
        "forecast", lambda teller: forecasted(done.folder, weeks, teller), (done.folder, weeks)
    )
    with Panel("What comes next", ABOUT):
        if warning := warning_of(tuple(done.summary["unexplained"])):
            Problem(warning)
        _Start(work, weeks, set_weeks, start, cancel)
        if work.running:
            solara.ProgressLinear(100 * work.share if work.share else True)
        if work.problem:
            Problem(work.problem)
        if work.result:
            _Drawn(work.result)
    if work.result:
        with Panel("The forecast in numbers"):
            Table(measures_forecast_table(work.result.summary))
        with Panel("Forecast answers"):
            Table(answers_forecast_table(work.result.summary))


@solara.component
def _Start(
    work: Work[ForecastDone],
    weeks: int,
    set_weeks: Callable[[int], object],
    start: Callable[[], None],
    cancel: Callable[[], None],
):
    with solara.Div(classes=["os-row", "mt-2"]):
        if work.running:
            solara.Button("Stop the forecast", on_click=cancel, outlined=True)
            Words(work.doing, "os-note", "span")
            return
        NumberField(
            weeks,
            lambda new: set_weeks(int(new or 1)),
            "Weeks ahead",
            1,
            MOST_WEEKS,
            1,
            True,
            True,
        )
        solara.Button("Forecast", icon_name="mdi-play", on_click=start, color="primary")


@solara.component
def _Drawn(found: ForecastDone):
    """One curve at a time, by what it is of and whose it is."""
    whats = list(found.by_what)
    what, set_what = solara.use_state(whats[0])
    there = found.by_what.get(what) or found.by_what[whats[0]]
    who, set_who = solara.use_state("")
    whose = who if who in there else next(iter(there))
    curve = there[whose]
    with solara.Div(classes=["os-row", "mt-4"]):
        Choice("Forecast of", {each: each for each in whats}, what, set_what)
        if len(there) > 1:
            Choice("Of whom", {each: each for each in there}, whose, set_who)
    said = f"{what}, {whose}: forecast of {count(found.summary['weeks'], 'week')}"
    Chart(forecast_chart(curve), 340, said)
    with solara.Div(classes=["os-row"]):
        Download("Forecast (CSV)", lambda: forecast_csv(found), "forecast.csv", "text/csv")
        Download(
            "Forecast (JSON)", lambda: json_text(found.summary), "forecast.json", "application/json"
        )
        Download("Forecast (PNG)", lambda: forecast_picture(found), "forecast.png", "image/png")
