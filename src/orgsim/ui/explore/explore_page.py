"""Explore: a map of a measure over two numbers, and every lever moved alone."""

from collections.abc import Callable
from typing import Any

import numpy as np
import solara

from orgsim.measures.outcomes import MEASURES
from orgsim.measures.shown_units import shown
from orgsim.number_text import plain
from orgsim.ui.explore.bar_charts import bars, tornado_chart
from orgsim.ui.explore.explore_charts import heat_map
from orgsim.ui.explore.explore_factors import (
    ASSUMED_STEPS,
    FACTORS,
    LEVER_FACTORS,
    STRUCTURE,
    Factor,
)
from orgsim.ui.explore.explore_state import Surface, explore, tornado
from orgsim.ui.explore.explore_text import cell_words, map_words, surface_progress, tornado_words
from orgsim.ui.explore.programmes_panel import ProgrammesAlone
from orgsim.ui.explore.stream_status import Status
from orgsim.ui.scenario.lever_settings import fitted_levers
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.streaming import use_stream
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.exports.downloads import levers_csv, map_csv
from orgsim.ui.shared.inputs import Choice, Quiet, Words
from orgsim.ui.shared.page_limits import drawn_as_fitted
from orgsim.ui.shared.panel import Panel

ACROSS, UP = "levers.leader_modelling", "levers.time_constraint"


@solara.component
def Page():
    """The current scenario, explored."""
    measure, set_measure = solara.use_state("message_practice_gap")
    scenario = session.scenario.value
    with solara.Div(classes=["os-main"]):
        with solara.Div(classes=["os-row os-spread"]):
            with solara.Div():
                Words(f"Explore “{scenario.title}”", "os-title", "h1")
                Words(
                    f"How the scenario would end after {scenario.config().run.weeks} weeks with other"
                    " numbers. Its programmes and groups stay as they are, on top."
                )
                if fitted_levers(scenario.config()):
                    Words(
                        "Levers differ between the parameter sets of the fit; a lever that you"
                        " move here is the same in all of them."
                    )
            labels = {name: f"{each.label} [{shown(name).unit}]" for name, each in MEASURES.items()}
            Choice("Measure", labels, measure, set_measure)
        _Map(measure)
        ProgrammesAlone(measure)
        _Tornado(measure)


@solara.component
def _Map(measure: str):
    scenario = session.scenario.value
    across, set_across = solara.use_state(FACTORS[ACROSS])
    up, set_up = solara.use_state(FACTORS[UP])
    at_first: dict[str, tuple[float, float]] = {}
    ranges, set_ranges = solara.use_state(at_first)
    sides = [(each, *ranges.get(each.key, (each.start, each.end))) for each in (across, up)]
    stream, cancel = use_stream(
        lambda stopped: explore(scenario, sides[0], sides[1], stopped),
        [scenario, [(each.key, low, high) for each, low, high in sides]],
    )
    with Panel("Two numbers at a time"):
        with solara.Div(style=GRID):
            for side, chosen, choose in (("Across", across, set_across), ("Up", up, set_up)):
                _Choose(side, chosen, choose, ranges, set_ranges)
        Status(stream, cancel, surface_progress(stream.latest) if stream.latest else "")
        if stream.latest and stream.latest.ends:
            _HeatMap(stream.latest, measure, (across, up))


GRID = {
    "display": "grid",
    "grid-template-columns": "repeat(auto-fit, minmax(min(100%, 320px), 1fr))",
    "gap": "8px 32px",
}


@solara.component
def _Choose(
    side: str,
    chosen: Factor,
    choose: Callable[[Factor], None],
    ranges: dict[str, tuple[float, float]],
    set_ranges: Callable[[dict], None],
):
    low, high = ranges.get(chosen.key, (chosen.start, chosen.end))
    top = min(chosen.high, max(1.5 * chosen.end, high))

    def resize(value: tuple[float, float]) -> None:
        if value[1] > value[0]:
            set_ranges({**ranges, chosen.key: value})

    with solara.Div():
        solara.v.Autocomplete(
            label=side,
            items=_choices(drawn_as_fitted(session.scenario.value.config())),
            v_model=chosen.key,
            on_v_model=lambda key: choose(FACTORS[key]) if key in FACTORS else None,
            dense=True,
            outlined=True,
            hide_details=True,
        )
        Words(
            f"{chosen.meaning} [{chosen.unit}], from {plain(low, 4)} to {plain(high, 4)}",
            "os-note mt-1",
        )
        with solara.Div(attributes={"role": "group", "aria-label": chosen.label}):
            solara.SliderRangeFloat(
                "",
                value=(low, high),
                min=chosen.low,
                max=top,
                step=(top - chosen.low) / 40,
                on_value=resize,
                thumb_label=False,
            )


def _choices(people_stay: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    group = ""
    for factor in FACTORS.values():
        if people_stay and factor.group == STRUCTURE:
            continue
        if factor.group != group:
            group = factor.group
            found.append({"header": group})
        found.append({"text": factor.label, "value": factor.key})
    return found


@solara.component
def _HeatMap(surface: Surface, measure: str, factors: tuple[Factor, Factor]):
    scenario = session.scenario.value
    router = solara.use_router()
    here = float(scenario.value(factors[0].key)), float(scenario.value(factors[1].key))

    def open_cell(column: int, row: int) -> None:
        new = scenario.with_value(factors[0].key, float(surface.across[column]))
        new = new.with_value(factors[1].key, float(surface.up[row]))
        if session.change(new):
            router.push(session.link("/", new))

    def opened(event: Any) -> None:
        cell = clicked(event)
        if cell is not None:
            open_cell(*cell)

    for sentence in map_words(surface, measure, factors):
        Words(sentence, "mb-1", "p")
    Chart(
        heat_map(surface, measure, factors, here),
        460,
        f"Map of {MEASURES[measure].label}",
        opened,
    )
    Words("The ring marks the scenario as it is now. Click a cell to open it as a scenario.")
    _Cell(surface, measure, factors, here, open_cell)
    Download("All measures (CSV)", lambda: map_csv(surface, factors), "orgsim-map.csv", "text/csv")


@solara.component
def _Cell(
    surface: Surface,
    measure: str,
    factors: tuple[Factor, Factor],
    here: tuple[float, float],
    open_cell: Callable[[int, int], None],
):
    """A cell by its numbers: to read, and to open without a pointer."""
    (across, up), choose = solara.use_state(here)
    column, row = surface.nearest(across, up)

    def texts(values: np.ndarray) -> dict[int, str]:
        return {number: plain(value, 4) for number, value in enumerate(values)}

    with solara.Div(classes=["os-row"], style={"margin": "8px 0"}):
        Choice(
            factors[0].label,
            texts(surface.across),
            column,
            lambda number: choose((float(surface.across[number]), up)),
        )
        Choice(
            factors[1].label,
            texts(surface.up),
            row,
            lambda number: choose((across, float(surface.up[number]))),
        )
        Quiet("Open this cell", lambda: open_cell(column, row), "mdi-open-in-app")
    solara.v.Html(
        tag="div",
        class_="os-note",
        attributes={"aria-live": "polite"},
        children=[cell_words(surface, measure, column, row)],
    )


def clicked(event: Any) -> tuple[int, int] | None:
    """Column and row of the cell that an event of the chart is about."""
    data = event.get("data") if isinstance(event, dict) else None
    value = data.get("value") if isinstance(data, dict) else None
    if not isinstance(value, list) or len(value) != 3:
        return None
    return int(value[0]), int(value[1])


@solara.component
def _Tornado(measure: str):
    scenario = session.scenario.value
    stream, cancel = use_stream(
        lambda stopped: tornado(scenario, LEVER_FACTORS, stopped), [scenario]
    )
    found = stream.latest
    with Panel(
        "Every lever alone",
        "A comparison on equal terms: each lever is moved down and up by as much as the programme that"
        f" moves it most does at full strength (no programme moves {ASSUMED_STEPS}: assumed), for"
        " everyone and for the whole run, all else unchanged. Pale bars are open; black lines are 95 %"
        " intervals.",
    ):
        text = f"{found.replications} replications" if found and found.base else ""
        Status(stream, cancel, text)
        if found and found.base:
            rows = bars(found, measure)
            for sentence in tornado_words(rows, found, measure):
                Words(sentence, "mb-1", "p")
            Chart(tornado_chart(rows, measure), 90 + 26 * len(rows), "Levers by their effect")
            Download(
                "All measures (CSV)", lambda: levers_csv(found), "orgsim-levers.csv", "text/csv"
            )
