"""Every number of the model, every intervention and every shock, as tables."""

from rich.console import Group, RenderableType

from orgsim.reporting.neutral_table import Table
from orgsim.reporting.tables.declared import CHANGE, TABLES
from orgsim.reporting.terminal.screen import drawn

_QUANTITY = ("default", "range", "unit", "meaning", "source")
_COSTS = "Hours a week of each leader, and money a week for each person."
_SHOWN = {
    "Parameters": ("Parameters: [parameters]", _QUANTITY),
    "Levers": ("Levers, what the organisation sets: [levers] and groups", _QUANTITY),
    "People": (
        "Traits and starting states of people: [people] name = { mean = 0.5, spread = 0.2 }",
        ("mean", "spread", "range", "meaning", "source"),
    ),
    "Switches": (
        "Mechanisms, to be switched off: [mechanisms] name = false",
        ("what it switches",),
    ),
    "Programmes": (
        "Programmes: [[interventions]] kind = name",
        (
            "for",
            CHANGE,
            "hours a week of each leader",
            "money a week for each person",
            "meaning",
            "source",
        ),
    ),
    "Events": (
        "Events: [[shocks]] kind = name, week = 20",
        ("for", "change of states", "meaning", "source"),
    ),
}
"""Of each table how it is written in a config, and the columns there is room for."""


def declarations() -> RenderableType:
    """What can be set, by kind."""
    return Group(*(_shown(TABLES[title], *shown) for title, shown in _SHOWN.items()))


def _shown(table: Table, title: str, columns: tuple[str, ...]) -> RenderableType:
    made = drawn(table.only(table.columns[0].heading, *columns), f"\n{title}")
    if table.title == "Programmes":
        made.caption, made.caption_justify = _COSTS, "left"
    return made
