"""The bar at the foot of narrow pages: headline numbers that stay in sight, and the settings' drawer."""

from collections.abc import Callable

import solara

from orgsim.ui.scenario.cards import Card, arrow, cards
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_colours import FILL


@solara.component
def ResultBar(opened: bool, open_settings: Callable[[bool], None]):
    """Opens and closes the settings, and says what comes of them meanwhile."""
    growing, stale = session.results(), session.stale()
    with solara.Div(classes=["os-result-bar"]):
        solara.Button(
            "Close" if opened else "Settings",
            icon_name="mdi-close" if opened else "mdi-tune",
            on_click=lambda: open_settings(not opened),
            color=FILL,
            dark=True,
            attributes={"aria-expanded": "true" if opened else "false"},
        )
        with solara.Div(
            classes=["os-result-strip", *(["os-pale"] if stale else [])],
            attributes={"role": "region", "aria-label": "Headline numbers", "tabindex": "0"},
        ):
            if growing is None:
                Words("No results yet.")
            else:
                for card in cards(growing.results):
                    Short(card).key(card.label)


@solara.component
def Short(card: Card):
    """A headline number in two short lines."""
    change, verdict, _, _ = card.shown
    with solara.Div(classes=["os-short"]):
        Words(card.label)
        with solara.Div():
            solara.v.Html(tag="b", children=[card.value + (" %" if "%" in card.unit else "")])
            if card.measure:
                Words(arrow(change, verdict), f"said os-{card.tone}", "span")
