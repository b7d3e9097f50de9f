"""Tables of the evidence: what was published, the band the model has to come in, what it came to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from orgsim.evidence.facts import FACTS, Fact
from orgsim.evidence.field_trials import FIELD_TRIALS, FieldTrial
from orgsim.number_text import NONE, fixed, span
from orgsim.reporting.neutral_table import Column, Marked, Table, numbers

Validation = Mapping[str, Any]

ABOUT_FACTS = (
    "Figures are quoted after abstracts and secondary sources. A fact is met when all its numbers"
    " are inside their bands; the defaults were chosen with these facts in view."
)
ABOUT_TRIALS = (
    "What experiments in organisations found. Most numbers are made of G, the share of the gap between"
    " what is stated and what is done that an arm closes beyond its control. Tuned: parameters may be"
    " chosen by it; held out: they may not."
)
NAMED = "part"
"""The column of names, which stand where there is no room for what they mean."""


def facts_table(validation: Validation | None = None) -> Table:
    """The stylised facts; what they came to if there is the summary of a validation."""
    table = _table("fact", FACTS, validation["facts"] if validation else ())
    return replace(table.without("role"), title="Facts", about=ABOUT_FACTS)


def trials_table(validation: Validation | None = None) -> Table:
    """The field trials; what they came to if there is the summary of a validation that has them."""
    table = _table("trial", FIELD_TRIALS, validation["trials"] if validation else ())
    return replace(table.without("published"), title="Field trials", about=ABOUT_TRIALS)


def read_table() -> Table:
    """What was read of each field trial, and what it was for."""
    rows = tuple(
        (str(each.number), each.statement, each.source, each.read, str(each.role))
        for each in FIELD_TRIALS
    )
    columns = (Column(""), Column("trial"), Column("source"), Column("read"), Column("role"))
    return Table(columns, rows, "What was read")


def _table(
    kind: str, declared: Sequence[Fact | FieldTrial], found: Sequence[Mapping[str, Any]]
) -> Table:
    """A row a part; what belongs to all parts stands beside the first one."""
    came_to = {part["name"]: part for each in found for part in each["parts"]}
    rows = tuple(
        (
            str(each.number) if k == 0 else "",
            each.statement if k == 0 else "",
            f"{each.number:<2}  {part.name}" if k == 0 else f"    {part.name}",
            part.meaning,
            part.target,
            (part.low, part.high),
            *(_came_to(came_to[part.name]) if came_to else ()),
            str(getattr(each, "role", "")) if k == 0 else "",
            each.source if k == 0 else "",
        )
        for each in declared
        for k, part in enumerate(each.parts)
    )
    came = (
        Column("in the model", "number", short="model"),
        Column("inside the band", short="inside"),
    )
    columns = (
        Column(""),
        Column(kind),
        Column(NAMED, "name"),
        Column("number"),
        numbers("published", 2, short="target"),
        Column("band", "number", written=band_in_words),
        *(came if came_to else ()),
        Column("role"),
        Column("source", "source"),
    )
    return Table(columns, rows)


def band_in_words(ends: tuple[float, float]) -> str:
    """A band, of which one end may be infinite: `≥ 0.30`, `≤ 0.06`, `0.10 to 0.20`."""
    low, high = ends
    if high == float("inf"):
        return f"≥ {fixed(low, 2)}"
    return f"≤ {fixed(high, 2)}" if low == -float("inf") else span(low, high, 2)


def _came_to(part: Mapping[str, Any]) -> tuple[str, Any]:
    """Mean ± half of its interval, and whether that is inside."""
    low, high = part["interval"]
    half = f" ± {fixed((high - low) / 2, 2)}" if low is not None and high is not None else ""
    inside = Marked("yes", "better") if part["inside"] else Marked("no", "worse")
    return f"{fixed(part['value'], 2)}{half}", NONE if part["value"] is None else inside
