"""Rows of a forest of evidence: each number on an axis of its own, as places in percent of its width."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from orgsim.evidence.field_trials import FieldTrial
from orgsim.evidence.recorded import Predicted
from orgsim.number_text import fixed, percent, span
from orgsim.reporting.tables.evidence_tables import band_in_words, decimals_needed

ROOM = 0.12
"""Share of an axis that is left free at either end."""

WORDS = {"organisation": "not tuned: follows from the structure"}
"""Roles that need more words than their names."""


class Row(NamedTuple):
    """A number: what it is, where its band and its prediction are drawn, and both in words."""

    number: str
    statement: str
    meaning: str
    role: str
    shape: str
    inside: bool
    band: tuple[float, float]
    whisker: tuple[float, float]
    mark: float
    published: str
    predicted: str
    verdict: str
    sets_inside: str
    source: str
    spoken: str


def forest_rows(found: Sequence[Predicted]) -> tuple[Row, ...]:
    """A row a number that exists; what belongs to a whole fact or trial stands beside its first."""
    rows, before = [], None
    for each in found:
        if math.isfinite(each.median):
            rows.append(_row(each, each.of is not before))
            before = each.of
    return tuple(rows)


def _row(each: Predicted, first: bool) -> Row:
    part = each.part
    there = [v for v in (part.low, part.high, each.low, each.high, each.median) if math.isfinite(v)]
    width = (max(there) - min(there)) or 1.0
    left, right = min(there) - ROOM * width, max(there) + ROOM * width

    def place(value: float) -> float:
        return round(100 * (min(max(value, left), right) - left) / (right - left), 2)

    ends = part.low, part.high
    decimals = decimals_needed(ends, each.median)
    predicted = f"{fixed(each.median, decimals)} ({span(each.low, each.high, decimals)})"
    verdict = "inside" if each.inside else "outside"
    role = WORDS.get(each.role, each.role)
    published = band_in_words(ends, decimals)
    return Row(
        str(each.of.number) if first else "",
        each.of.statement if first else "",
        part.meaning,
        role,
        "diamond" if each.role == "held out" else "circle",
        each.inside,
        (place(part.low), place(part.high)),
        (place(each.low), place(each.high)),
        place(each.median),
        published,
        predicted,
        verdict,
        percent(each.sets_inside),
        _source(each) if first else "",
        f"{part.meaning}: band {published}, model {predicted}, {role}, {verdict},"
        f" {percent(each.sets_inside)} of the parameter sets inside",
    )


def _source(each: Predicted) -> str:
    read = f"; read: {each.of.read}" if isinstance(each.of, FieldTrial) else ""
    return f"{each.of.source}{read}"


def held(found: Sequence[Predicted], kind: str, role: str = "") -> tuple[int, int, list[str]]:
    """How many facts or trials are inside with all numbers, of how many, and which fail."""
    of = {
        each.of.number: each.of
        for each in found
        if each.kind == kind and (not role or each.role == role)
    }
    outside = {each.of.number for each in found if each.kind == kind and not each.inside}
    failing = [f"{n} ({one.statement})" for n, one in of.items() if n in outside]
    return len(of) - len(failing), len(of), failing


def doubtful(found: Sequence[Predicted]) -> list[str]:
    """Numbers whose median is inside the band, but fewer than half of the sets, with their share."""
    return [
        f"{each.of.number} ({each.part.meaning}: {percent(each.sets_inside)})"
        for each in found
        if each.inside and each.sets_inside < 0.5
    ]
