"""The headline numbers in a row; pressing one draws it in the chart below."""

from collections.abc import Callable

import solara

from orgsim.ui.scenario.cards import Card, arrow, cards
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.replication_stream import Growing


@solara.component
def Cards(growing: Growing, drawn: str, draw: Callable[[str], None]):
    """The headline numbers; `drawn` is the measure in the chart, `draw` puts another there."""
    with solara.Div(classes=["os-cards"]):
        for card in cards(growing.results):
            Number(card, card.measure == drawn, draw).key(card.label)


@solara.component
def Number(card: Card, drawn: bool, draw: Callable[[str], None]):
    """A headline number with what to make of it."""
    change, verdict, interval, of = card.shown
    styles = ["os-number", card.tone, *(["drawn"] if drawn else [])]
    with solara.Div(classes=styles):
        if card.measure:
            _Pick(card, drawn, draw)
        else:
            Words(card.label, "label")
        unit = [solara.v.Html(tag="small", children=[f" {card.unit}"])] if card.unit else []
        solara.v.Html(tag="div", class_="value", children=[card.value, *unit])
        if card.unit:
            Words(f"{arrow(change, verdict)}: {change} {of}", f"said os-{card.tone}")
        else:
            Words(f"{card.change[:1].upper()}{card.change[1:]}", "said os-plain")
            if card.against:
                Words(f"{change} {of}", f"said os-{card.tone}")
        if interval:
            Words(interval, "said os-plain")


@solara.component
def _Pick(card: Card, drawn: bool, draw: Callable[[str], None]):
    label = solara.v.Html(
        tag="button",
        class_="label",
        attributes={"type": "button", "aria-pressed": "true" if drawn else "false"},
        children=[card.label],
    )
    solara.v.use_event(label, "click", lambda *_: draw(card.measure))
