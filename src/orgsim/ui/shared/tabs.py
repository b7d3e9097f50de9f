"""Tabs: several things in one place, of which one is made and shown at a time."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import solara


class Tab(NamedTuple):
    """What a tab is called, and the component below it; that is given what all tabs are of."""

    title: str
    component: Callable[..., solara.Element]


@solara.component
def Tabs(label: str, tabs: Sequence[Tab], of: object):
    """A row of tabs and what belongs to the chosen one; the others are not made.

    of  is handed to the component of each tab
    """
    chosen, set_chosen = solara.use_state(tabs[0].title)
    shown = next((tab for tab in tabs if tab.title == chosen), tabs[0])
    with solara.Div(classes=["os-card"]):
        with solara.v.Html(
            tag="div", class_="os-tabs", attributes={"role": "tablist", "aria-label": label}
        ):
            for tab in tabs:
                _Head(tab.title, tab == shown, lambda title=tab.title: set_chosen(title))
        with solara.v.Html(
            tag="div",
            class_="os-tab-body",
            attributes={"role": "tabpanel", "aria-label": shown.title},
        ):
            shown.component(of).key(shown.title)


@solara.component
def _Head(title: str, chosen: bool, choose: Callable[[], None]):
    head = solara.v.Html(
        tag="button",
        class_="os-tab",
        attributes={
            "type": "button",
            "role": "tab",
            "aria-selected": "true" if chosen else "false",
        },
        children=[title],
    )
    solara.v.use_event(head, "click", lambda *_: choose())
