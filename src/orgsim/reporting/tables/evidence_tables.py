"""Tables of the evidence: what was published, the band the model has to come in, what it came to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from orgsim.evidence.facts import FACTS, Fact, Part
from orgsim.evidence.field_trials import FIELD_TRIALS, FieldTrial
from orgsim.number_text import NONE, fixed, span
from orgsim.reporting.neutral_table import Column, Marked, Table, numbers

Validation = Mapping[str, Any]

ABOUT_FACTS = (
    "Figures are quoted from abstracts and secondary sources. A fact is reproduced if all its"
    " numbers are inside their bands; the defaults were chosen with these facts known."
)
ABOUT_TRIALS = (
    "Results of experiments in organisations. Most numbers are derived from G, the share of the"
    " gap between what is stated and what is done that an arm closes relative to its control."
    " Tuned: used to choose parameters; held out: not used."
)
FEW, MORE = 2, 3
"""Decimals of a band and of what the model came to."""

NARROW = 0.1
"""Width of a band below which hundredths are too coarse."""

NAMED = "part"
"""The column of names, shown where there is no room for meanings."""


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
    """A row per part; what belongs to all parts is in the first one."""
    came_to = {part["name"]: part for each in found for part in each["parts"]}
    rows = tuple(
        (
            str(each.number) if k == 0 else "",
            each.statement if k == 0 else "",
            f"{each.number:<2}  {part.name}" if k == 0 else f"    {part.name}",
            part.meaning,
            part.target,
            (part.low, part.high),
            *(_came_to(part, came_to[part.name]) if came_to else ()),
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


def band_in_words(ends: tuple[float, float], decimals: int = 0) -> str:
    """A band, of which one end may be infinite: `≥ 0.30`, `≤ 0.06`, `0.060 to 0.145`.

    decimals  by default those that its ends need
    """
    low, high = ends
    decimals = decimals or decimals_needed(ends)
    if high == float("inf"):
        return f"≥ {fixed(low, decimals)}"
    if low == -float("inf"):
        return f"≤ {fixed(high, decimals)}"
    return span(low, high, decimals)


def decimals_needed(ends: tuple[float, float], *values: float) -> int:
    """Decimals that say which side of a band's ends values are: two, or three.

    Three where an end has three, where the band is narrower than NARROW, or where a value would
    stand on the other side of an end if it were rounded to hundredths.
    """
    low, high = ends
    exact = all(math.isinf(end) or math.isclose(end, round(end, 2)) for end in ends)
    same_side = all(
        (low <= value <= high) == (low <= round(value, 2) <= high)
        for value in values
        if math.isfinite(value)
    )
    return FEW if exact and same_side and high - low >= NARROW else MORE


def _came_to(part: Part, came: Mapping[str, Any]) -> tuple[str, Any]:
    """Mean ± half of its interval, and whether the mean is inside, or open."""
    value, (low, high) = came["value"], came["interval"]
    decimals = decimals_needed((part.low, part.high), *([] if value is None else [value]))
    half = f" ± {fixed((high - low) / 2, decimals)}" if low is not None and high is not None else ""
    inside = Marked("yes", "better") if came["inside"] else Marked("no", "worse")
    inside = Marked("open", "") if came["open"] else inside
    return f"{fixed(value, decimals)}{half}", NONE if value is None else inside
