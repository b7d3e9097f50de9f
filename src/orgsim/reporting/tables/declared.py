"""Everything the model declares, as tables: levers, numbers, traits, interventions, measures."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from orgsim.measures.declarations import MEASURES
from orgsim.measures.sums import OVER, SUMS
from orgsim.model.interventions import INTERVENTIONS, SHOCKS, Intervention, Shock
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS, Quantity
from orgsim.number_text import NONE, percent, plain
from orgsim.reporting.neutral_table import Column, Table

DEFAULT = Column("default", "number", written=plain)
RANGE = Column("range", "number", written=lambda ends: f"{plain(ends[0])} to {plain(ends[1])}")
UNIT = Column("unit")
MEANING = Column("meaning")
SOURCE = Column("source", "source")
SWITCH = Column("switched off by", "name")
WHO = Column("for", "name")
CHANGE = "change of levers"


def _quantity(quantity: Quantity) -> tuple[Any, ...]:
    return (quantity.name, quantity.default, (quantity.low, quantity.high), quantity.unit)


def _levers() -> Table:
    rows = tuple(
        (*_quantity(each), each.held_by, each.meaning, each.source, each.mechanism)
        for each in LEVERS
    )
    about = (
        "What an organisation can change. A lever of the leader is read at the leader's position,"
        " a lever of the person at that person's position."
    )
    name = Column("lever", "name")
    columns = (name, DEFAULT, RANGE, UNIT, Column("read at"), MEANING, SOURCE, SWITCH)
    return Table(columns, rows, "Levers", about)


def _parameters() -> Table:
    about = (
        "How people are assumed to behave. Ranges are what the engine accepts, not what is"
        " plausible. Inferred sizes come from facts and field trials; assumed ones were never measured."
    )
    rows = tuple(
        (*_quantity(each), each.meaning, each.source, each.mechanism) for each in PARAMETERS
    )
    columns = (Column("parameter", "name"), DEFAULT, RANGE, UNIT, MEANING, SOURCE, SWITCH)
    return Table(columns, rows, "Parameters", about)


def _traits() -> Table:
    rows = tuple(
        (
            trait.name,
            trait.mean.default,
            trait.spread.default,
            (trait.mean.low, trait.mean.high),
            trait.mean.meaning,
            trait.mean.source,
        )
        for trait in TRAITS
    )
    about = (
        "Traits of people and their starting states; each person's are drawn from a mean and a"
        " spread."
    )
    mean, spread = (Column(each, "number", written=plain) for each in ("mean", "spread"))
    columns = (Column("trait", "name"), mean, spread, RANGE, MEANING, SOURCE)
    return Table(columns, rows, "People", about)


def _interventions() -> Table:
    rows = tuple(
        (
            name,
            each.who,
            intervention_changes(each) or NONE,
            each.leader_hours,
            each.money,
            each.meaning,
            each.source,
        )
        for name, each in INTERVENTIONS.items()
    )
    columns = (
        Column("programme", "name"),
        WHO,
        Column(CHANGE),
        Column("hours a week of each leader", "number", short="hours", written=plain),
        Column("money a week for each person", "number", short="money", written=plain),
        MEANING,
        SOURCE,
    )
    about = "What can be done: dated changes of levers for a group. All sizes are defaults."
    return Table(columns, rows, "Programmes", about)


def intervention_changes(intervention: Intervention) -> str:
    """By how much an intervention changes levers and ties."""
    changes = [f"{lever} {plain(by, sign=True)}" for lever, by in intervention.change.items()]
    if intervention.ties:
        changes.append(f"ties {plain(intervention.ties, sign=True)}")
    return ", ".join(changes)


def _shocks() -> Table:
    rows = tuple(
        (name, each.who, shock_changes(each), each.meaning, each.source)
        for name, each in SHOCKS.items()
    )
    columns = (Column("event", "name"), WHO, Column("change of states"), MEANING, SOURCE)
    about = "Events that an organisation can meet. All sizes are defaults."
    return Table(columns, rows, "Events", about)


def shock_changes(shock: Shock) -> str:
    """How far a shock moves states towards which level, and of whom if not of its group."""
    changes = [
        f"{change.state} {percent(change.share)} of the way to {plain(change.level)}"
        + (f" ({change.who})" if change.who else "")
        for change in shock.changes
    ]
    return ", ".join(changes + (["must leave"] if shock.exit_pressure else []))


def _mechanisms() -> Table:
    quantities = (*PARAMETERS, *LEVERS)
    rows = tuple(
        (name, meaning, tuple(each.name for each in quantities if each.mechanism == name))
        for name, meaning in MECHANISMS.items()
    )
    columns = (
        Column("switch", "name"),
        Column("what it switches", short="meaning"),
        Column("sets to 0 (trust_carried_over to 1)", "name"),
    )
    return Table(
        columns, rows, "Switches", "Each mechanism can be switched off, to see its effect."
    )


def _measures() -> Table:
    better = {1: "more", -1: "less", 0: NONE}
    rows = tuple(
        (each.label, each.unit, better[each.better], plain(each.matters), each.meaning)
        for each in MEASURES.values()
    )
    about = (
        "Quantities measured in each week. M: what is stated; m: what a person says; a: what a"
        " person does; ω: the weight of a theme; e, τ, g, s: engagement, trust, effort, skill."
    )
    columns = (
        Column("measure"),
        UNIT,
        Column("better is"),
        Column("matters from"),
        Column("how it is measured"),
    )
    return Table(columns, rows, "Measures", about)


def sums_table() -> Table:
    """What is summed over people, from which measures are made."""
    rows = tuple(
        (name, f"{each.symbol}, flow" if each.flow else each.symbol, OVER[each.over])
        for name, each in SUMS.items()
    )
    return Table((Column("sum", "name"), Column("of each"), Column("over")), rows, "Sums")


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        each.title: each
        for each in (
            _levers(),
            _parameters(),
            _traits(),
            _interventions(),
            _shocks(),
            _mechanisms(),
            _measures(),
        )
    }
)
"""All tables, by what they are called on the page."""
