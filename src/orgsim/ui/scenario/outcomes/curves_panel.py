"""Curves by week: the one in the first view, and all of them side by side."""

from collections.abc import Callable

import solara

from orgsim.measures.declarations import MEASURES
from orgsim.ui.scenario.timeline.timeline_rows import Row, rows
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.curve_bands import BANDS_SENTENCE
from orgsim.ui.shared.charts.curves import CHOICES, option, title
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.inputs import Choice, Words
from orgsim.ui.shared.page_colours import FILL, PLAIN

FIRST_CHOSEN: tuple[str, ...] = CHOICES[:4]
MAIN_HEIGHT, HEIGHT = 236, 288
"""Pixels of a chart in the first view, and of one among others."""


@solara.component
def MainCurve(growing: Growing, drawn: str, draw: Callable[[str], None]):
    """One measure by week, above the strip of programmes and events; any other can be chosen."""
    weeks = growing.results["scenario"].config.run.weeks
    label, unit = title(drawn, weeks)
    with solara.Div(classes=["os-row", "os-spread", "os-main-curve"]):
        with solara.Div(classes=["os-row"]):
            Words(label, "os-heading", "h2")
            Words(unit, "os-note", "span")
        Choice("Measure", {name: MEASURES[name].label for name in CHOICES}, drawn, draw)
    shown = option(drawn, growing.results, rows(session.scenario.value), weeks, zoomed=False)
    Chart(shown, MAIN_HEIGHT, f"{label} by week").key(drawn)


@solara.component
def AllCurves(growing: Growing):
    """Curves by week of the chosen measures."""
    chosen, set_chosen = solara.use_state(FIRST_CHOSEN)
    weeks = growing.results["scenario"].config.run.weeks

    def turn(name: str) -> None:
        kept = [one for one in CHOICES if (one in chosen) != (one == name)]
        set_chosen(tuple(kept))

    with solara.Div(classes=["os-chips"], attributes={"role": "group", "aria-label": "Measures"}):
        for name in CHOICES:
            Chip(MEASURES[name].label, name in chosen, lambda n=name: turn(n))
    if not chosen:
        Words("Choose a measure above.")
    with solara.Div(classes=["os-charts"]):
        for name in chosen:
            MeasureCurve(name, growing, rows(session.scenario.value), weeks)
    Words(
        f"{BANDS_SENTENCE} Orange weeks: a programme or an event. Drag the bar below a chart to zoom."
    )


@solara.component
def MeasureCurve(name: str, growing: Growing, events: list[Row], weeks: int):
    """One measure among others."""
    label, unit = title(name, weeks)
    with solara.Div():
        with solara.Div(classes=["os-row"]):
            Words(label, "os-heading", "span")
            Words(unit, "os-note", "span")
        Chart(option(name, growing.results, events, weeks), HEIGHT, f"{label} by week").key(name)


@solara.component
def Chip(label: str, chosen: bool, on_click: Callable[[], None]):
    """A measure that can be chosen."""
    solara.Button(
        label,
        icon_name="mdi-check" if chosen else None,
        on_click=on_click,
        small=True,
        rounded=True,
        outlined=not chosen,
        depressed=True,
        color=FILL if chosen else PLAIN,
        dark=chosen,
        attributes={"aria-pressed": "true" if chosen else "false"},
    )
