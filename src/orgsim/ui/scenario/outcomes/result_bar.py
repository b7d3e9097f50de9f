"""The bar at the foot of narrow pages: headline numbers that stay in sight, and the settings' drawer."""

from collections.abc import Callable

import solara

from orgsim.ui.scenario.outcomes.cards import arrow, cards_of
from orgsim.ui.shared.computing import scenario_growth
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.page_colours import FILL


@solara.component
def ResultBar(opened: bool, open_settings: Callable[[bool], None]):
    """Opens and closes the settings, and says what comes of them meanwhile."""
    growing, stale = scenario_growth.results(), scenario_growth.stale()
    with solara.Div(classes=["os-result-bar"]):
        solara.Button(
            "Close" if opened else "Settings",
            icon_name="mdi-close" if opened else "mdi-tune",
            on_click=lambda: open_settings(not opened),
            color=FILL,
            dark=True,
            attributes={"aria-expanded": "true" if opened else "false"},
        )
        _CardsInBrowser(cards=[] if growing is None else short(growing), stale=stale)


def short(growing: Growing) -> list[dict[str, str]]:
    """The headline numbers, each in two short lines."""
    return [
        {
            "label": card.label,
            "value": card.value + (" %" if "%" in card.unit else ""),
            "said": arrow(*card.shown[:2]) if card.measure else "",
            "tone": card.tone,
        }
        for card in cards_of(growing)
    ]


@solara.component_vue("short_cards.vue")
def _CardsInBrowser(cards: list[dict[str, str]], stale: bool) -> None:
    """The headline numbers in one piece."""
