"""Everything the model declares, as tables of plain text: levers, numbers, traits, programmes, facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from orgsim.evidence import FACTS
from orgsim.measures.outcomes import MEASURES
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS, Quantity
from orgsim.number_text import NONE, fixed, plain, span
from orgsim.reporting.parameter_documents import intervention_changes, shock_changes


@dataclass(frozen=True)
class Declared:
    """A table of declarations and what it is about."""

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _range(quantity: Quantity) -> str:
    return _together(f"{plain(quantity.low)} to {plain(quantity.high)}")


def _together(text: str) -> str:
    """Text that is not to be broken into lines."""
    return text.replace(" ", "\u00a0")


def _quantity(quantity: Quantity) -> tuple[str, ...]:
    return (
        quantity.name,
        quantity.meaning,
        plain(quantity.default),
        _range(quantity),
        quantity.unit,
        quantity.source,
    )


def _levers() -> Declared:
    rows = tuple((*_quantity(lever), f"the {lever.held_by}") for lever in LEVERS)
    about = (
        "What an organisation can change. A lever of the leader is read at the leader's position, one"
        " of the person at the position of whom it is for."
    )
    head = ("lever", "meaning", "default", "range", "unit", "source", "read at")
    return Declared("Levers", about, head, rows)


def _parameters() -> Declared:
    about = (
        "How people are taken to work. Ranges are what the engine accepts, not what is plausible."
    )
    head = ("number", "meaning", "default", "range", "unit", "source", "switched off by")
    rows = tuple((*_quantity(each), each.mechanism) for each in PARAMETERS)
    return Declared("Parameters", about, head, rows)


def _traits() -> Declared:
    rows = tuple(
        (
            trait.name,
            trait.mean.meaning,
            plain(trait.mean.default),
            plain(trait.spread.default),
            _range(trait.mean),
            trait.mean.source,
        )
        for trait in TRAITS
    )
    about = (
        "What people bring along and where they start; each person draws from a mean and a spread."
    )
    return Declared(
        "People", about, ("trait", "meaning", "mean", "spread", "range", "source"), rows
    )


def _interventions() -> Declared:
    rows = tuple(
        (
            name,
            each.meaning,
            intervention_changes(each) or NONE,
            each.who,
            plain(each.leader_hours),
            plain(each.money),
            each.source,
        )
        for name, each in INTERVENTIONS.items()
    )
    head = (
        "programme",
        "what happens",
        "change of levers",
        "for",
        "hours a week of each leader",
        "money a week for each person",
        "source",
    )
    about = "What can be done: dated changes of levers for a group. All sizes are defaults."
    return Declared("Programmes", about, head, rows)


def _shocks() -> Declared:
    rows = tuple(
        (name, each.meaning, shock_changes(each), each.who, each.source)
        for name, each in SHOCKS.items()
    )
    head = ("shock", "what happens", "change of states", "to", "source")
    return Declared(
        "Shocks", "Events that an organisation can meet. All sizes are defaults.", head, rows
    )


def _mechanisms() -> Declared:
    quantities = (*PARAMETERS, *LEVERS)
    rows = tuple(
        (name, meaning, ", ".join(each.name for each in quantities if each.mechanism == name))
        for name, meaning in MECHANISMS.items()
    )
    about = "Each mechanism can be switched off, to see what it carries."
    return Declared("Switches", about, ("switch", "what it switches", "numbers set to 0"), rows)


def _measures() -> Declared:
    better = {1: "more", -1: "less", 0: NONE}
    rows = tuple(
        (each.label, each.unit, better[each.better], each.meaning) for each in MEASURES.values()
    )
    about = (
        "What is told of an organisation each week. M: what is stated; m: what a person says; a: what a"
        " person does; ω: the weight of a theme; e, τ, g, s: engagement, trust, effort, skill."
    )
    return Declared("Measures", about, ("measure", "unit", "better is", "how it is measured"), rows)


TABLES: Mapping[str, Declared] = MappingProxyType(
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


def facts_table(validation: Mapping[str, Any] | None = None) -> Declared:
    """What was found in published studies, the band the model has to come in, and what it came to.

    validation  the summary of a validation, if one was run
    """
    found = {
        part["name"]: part
        for fact in (validation["facts"] if validation else ())
        for part in fact["parts"]
    }
    rows = tuple(
        (
            str(fact.number) if k == 0 else "",
            fact.statement if k == 0 else "",
            part.meaning,
            fixed(part.target, 2),
            _together(span(part.low, part.high, 2)),
            *(_came_to(found[part.name]) if found else ()),
            fact.source if k == 0 else "",
        )
        for fact in FACTS
        for k, part in enumerate(fact.parts)
    )
    came = ("in the model", "inside the band") if found else ()
    head = ("", "fact", "number", "published", "band", *came, "source")
    about = (
        "Figures are quoted after abstracts and secondary sources. A fact is met when all its numbers"
        " are inside their bands; the defaults were chosen with these facts in view."
    )
    return Declared("Facts", about, head, rows)


def _came_to(part: Mapping[str, Any]) -> tuple[str, str]:
    low, high = part["interval"]
    half = f" ± {fixed((high - low) / 2, 2)}" if low is not None and high is not None else ""
    value = fixed(part["value"], 2)
    return _together(value + half), ("yes" if part["inside"] else "no") if part[
        "value"
    ] is not None else NONE
