"""Every number of the model, every intervention and every shock, as tables."""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.model.interventions import INTERVENTIONS, SHOCKS, Intervention, Shock
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS, Quantity
from orgsim.number_text import plain
from orgsim.reporting.parameter_documents import intervention_changes, shock_changes
from orgsim.reporting.terminal.screen import table

_MEANING = "Meaning (source)"


def declarations() -> RenderableType:
    """What can be set, by kind."""
    return Group(
        _quantities("\nParameters: [parameters]", PARAMETERS),
        _quantities("\nLevers, what the organisation sets: [levers] and groups", LEVERS),
        _traits(),
        _words("\nMechanisms, to be switched off: [mechanisms] name = false", MECHANISMS),
        _interventions(),
        _shocks(),
    )


def _quantities(title: str, quantities: Iterable[Quantity]) -> Table:
    made = table(title, "", "Default", "Range", "Unit", _MEANING, note=True)
    made.columns[3].justify = "left"
    for each in quantities:
        made.add_row(each.name, plain(each.default), _range(each), each.unit, _meaning(each))
    return made


def _traits() -> Table:
    made = table(
        "\nTraits and starting states of people: [people] name = { mean = 0.5, spread = 0.2 }",
        "",
        "Mean",
        "Spread",
        "Range",
        _MEANING,
        note=True,
    )
    for each in TRAITS:
        mean, spread = plain(each.mean.default), plain(each.spread.default)
        made.add_row(each.name, mean, spread, _range(each.mean), _meaning(each.mean))
    return made


def _words(title: str, words: Mapping[str, str]) -> Table:
    made = table(title, "", "Meaning", left=2)
    for name, meaning in words.items():
        made.add_row(name, meaning)
    return made


def _interventions() -> Table:
    made = table(
        "\nInterventions: [[interventions]] kind = name",
        "",
        "For",
        "Change of levers",
        "Hours",
        "Money",
        _MEANING,
        left=3,
        note=True,
    )
    for name, each in INTERVENTIONS.items():
        hours, money = plain(each.leader_hours), plain(each.money)
        made.add_row(name, each.who, intervention_changes(each), hours, money, _meaning(each))
    made.caption = "Hours a week of each leader, and money a week for each person."
    made.caption_justify = "left"
    return made


def _shocks() -> Table:
    made = table(
        "\nShocks: [[shocks]] kind = name, week = 20",
        "",
        "For",
        "Change of states",
        _MEANING,
        left=4,
    )
    for name, each in SHOCKS.items():
        made.add_row(name, each.who, shock_changes(each), _meaning(each))
    return made


def _meaning(of: Quantity | Intervention | Shock) -> Text:
    return Text.assemble(of.meaning, (f" ({of.source})", "dim"))


def _range(quantity: Quantity) -> str:
    return f"{plain(quantity.low)} to {plain(quantity.high)}"
