"""The headline numbers in a row; pressing one draws it in the chart below."""

from collections.abc import Callable
from typing import Any

import solara

from orgsim.number_text import unbroken
from orgsim.ui.scenario.outcomes.cards import Card, arrow, cards_of
from orgsim.ui.shared.computing.replication_stream import Growing


@solara.component
def Cards(growing: Growing, drawn: str, draw: Callable[[str], None]):
    """The headline numbers; `drawn` is the measure in the chart, `draw` puts another there."""
    shown = [
        {
            "measure": card.measure,
            "label": card.label,
            "value": card.value,
            "unit": card.unit,
            "tone": card.tone,
            "lines": said_below(card),
        }
        for card in cards_of(growing)
    ]
    _CardsInBrowser(cards=shown, drawn=drawn, event_pick=draw)


def said_below(card: Card) -> list[dict[str, str]]:
    """What to make of a headline number: lines below it with their tones."""
    change, verdict, interval, of = card.shown
    if card.unit:
        closed = f", {card.closed}" * bool(card.closed)
        lines = [(f"{arrow(change, verdict)}: {change} {of}{closed}", card.tone)]
    else:
        lines = [(f"{card.change[:1].upper()}{card.change[1:]}", "plain")]
        lines += [(card.against, card.tone)] if card.against else []
    lines += [(interval, "plain")] if interval else []
    return [{"text": unbroken(text), "tone": tone} for text, tone in lines]


@solara.component_vue("cards.vue")
def _CardsInBrowser(
    cards: list[dict[str, Any]], drawn: str, event_pick: Callable[[str], None]
) -> None:
    """All cards in one piece; it reports the measure whose card is pressed."""
