"""What comes of a scenario: headline cards, curves, and where the gap sits."""

from collections.abc import Callable

import solara

from orgsim.config.models import FITTED
from orgsim.measures.outcomes import MEASURES
from orgsim.reporting.scenario_report_text import FITTED_SENTENCE, SAME_DRAWS, rest_sentence
from orgsim.reporting.summary import rest_of
from orgsim.ui.scenario.cards import Card, arrow, cards
from orgsim.ui.scenario.certainty_panel import Certainty
from orgsim.ui.scenario.timeline_rows import Row, rows
from orgsim.ui.shared import session
from orgsim.ui.shared.curves import CHOICES, option, title
from orgsim.ui.shared.echart import Chart
from orgsim.ui.shared.inputs import Quiet, Words
from orgsim.ui.shared.replication_stream import Growing

FIRST_CHOSEN: tuple[str, ...] = CHOICES[:4]


@solara.component
def Results():
    """All results of the scenario, or why there are none yet."""
    growing = session.growing.value
    if growing is None:
        Nothing()
        return
    Rest(growing)
    Cards(growing)
    Curves(growing, rows(session.scenario.value))
    Certainty(growing)


@solara.component
def Nothing():
    """Before the first replication, or after somebody stopped it."""
    running = session.running.value
    with solara.Div(classes=["os-card", "os-empty"]):
        Words("Simulating …" if running else "No results yet.", "os-heading")
        Words("The first curves come after four replications.")


@solara.component
def Progress():
    """How far the replications are, and a way to stop them."""
    growing, running = session.growing.value, session.running.value
    done = growing.replications if growing else 0
    wanted = growing.wanted if growing else session.scenario.value.config().run.replications
    with solara.Div(
        classes=["os-row"], style={"min-height": "30px"}, attributes={"role": "status"}
    ):
        stale = session.stale.value
        before = "the numbers below are of what was set before"
        if running:
            with solara.Div(classes=["os-progress"]):
                solara.Div(style={"width": f"{5 if stale else max(5, 100 * done / wanted):.0f}%"})
            said = f"Simulating; {before}" if stale else f"{done} of {wanted} replications"
            Words(said, "os-note", "span")
            Quiet("Stop", session.cancelling.value, "mdi-stop-circle-outline")
        elif stale:
            Words(f"Stopped; {before}.", "os-note", "span")
        elif growing is not None:
            text = f"{done} of {wanted} replications" + ("" if growing.complete else ", stopped")
            Words(f"{text}; {SAME_DRAWS}.", "os-note", "span")


@solara.component
def Rest(growing: Growing):
    """Whether the organisation had come to rest before week 0, where it was to, or what it was then."""
    if growing.results["scenario"].config.run.start == FITTED:
        Words(FITTED_SENTENCE)
    if rest := rest_of(growing.results["scenario"]):
        Words(rest_sentence(rest), "os-worse" if rest["not_at_rest"] else "os-note")


@solara.component
def Cards(growing: Growing):
    """The headline numbers."""
    with solara.Div(classes=["os-cards"]):
        for card in cards(growing.results):
            Number(card)


@solara.component
def Number(card: Card):
    """A headline number with what to make of it."""
    verdict = card.against_verdict if card.against else card.verdict
    with solara.Div(classes=["os-number", *([verdict] if verdict else [])]):
        Words(card.label, "label")
        unit = [solara.v.Html(tag="small", children=[f" {card.unit}"])] if card.unit else []
        solara.v.Html(tag="div", class_="value", children=[card.value, *unit])
        if card.unit:
            Words(
                f"{arrow(card.change, card.verdict)}: {card.change} since the start",
                f"said os-{card.verdict or 'plain'}",
            )
        else:
            Words(card.change.capitalize(), "said os-plain")
        if card.interval:
            Words(card.interval, "said os-plain")
        if card.against:
            way = f"{arrow(card.against, card.against_verdict)}: " if card.unit else ""
            Words(
                f"{way}{card.against} by your changes", f"said os-{card.against_verdict or 'plain'}"
            )


@solara.component
def Curves(growing: Growing, events: list[Row]):
    """Curves by week of the chosen measures."""
    chosen, set_chosen = solara.use_state(FIRST_CHOSEN)
    weeks = growing.results["scenario"].config.run.weeks

    def turn(name: str) -> None:
        kept = [one for one in CHOICES if (one in chosen) != (one == name)]
        set_chosen(tuple(kept))

    with solara.Div(classes=["os-card"]):
        Words("Week by week", "os-heading")
        with solara.Div(classes=["os-chips"], attributes={"role": "group"}):
            for name in CHOICES:
                Chip(MEASURES[name].label, name in chosen, lambda n=name: turn(n))
        if not chosen:
            Words("Choose a measure above.")
        with solara.Div(classes=["os-charts"]):
            for name in chosen:
                MeasureChart(name, growing, events, weeks)
        Words(
            "The dark band is the 95 % interval of the mean, the pale one holds the middle 80 % of"
            " replications. Orange weeks: a programme or an event. Drag the bar below a chart to zoom."
        )


@solara.component
def MeasureChart(name: str, growing: Growing, events: list[Row], weeks: int):
    """One measure."""
    label, unit = title(name, weeks)
    with solara.Div():
        with solara.Div(classes=["os-row"]):
            Words(label, "os-heading", "span")
            Words(unit, "os-note", "span")
        Chart(option(name, growing.results, events, weeks), 270, f"{label} by week").key(name)


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
        color="#005A8E" if chosen else "#5B6470",
        dark=chosen,
        attributes={"aria-pressed": "true" if chosen else "false"},
    )
