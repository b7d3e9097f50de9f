"""The report of a fit, as parts of which HTML is made."""

from collections.abc import Mapping
from typing import Any

from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import (
    Bullets,
    Folded,
    Heading,
    Paragraph,
    Part,
    Picture,
    Report,
    Section,
)
from orgsim.reporting.sentences.fit_text import READING, counts_of, verdict
from orgsim.reporting.tables.fit_tables import (
    answers_table,
    gaps_table,
    group_levers_table,
    items_table,
    levers_table,
    not_told_table,
    parameters_table,
)

CAPTION = (
    "Grey: before the answers; blue: after them, medians with 90 % intervals. Hollow dots among"
    " the answers lie outside the 90 % interval of the prediction."
)


def fit_report(of: Mapping[str, Any], picture: bytes | None) -> Report:
    """All that a fit found; the picture as PNG, if there is one."""
    pictures = (Section("At a glance", (Picture(picture, CAPTION),)),) if picture else ()
    sections = (
        Section("Does it explain the answers?", (Paragraph(verdict(of)),)),
        *pictures,
        Section("Where the gap sits", (gaps_table(of),)),
        Section("What the answers say about levers", _levers(of)),
        Section(
            "Items: found, and predicted before and after",
            (items_table(of), _folded(answers_table(of))),
        ),
        Section("What could not be determined", (_or(not_told_table(of), "None."),)),
        Section("How to read this", (Bullets(READING),)),
    )
    return Report(f"{of['config']}: fitted", " · ".join(counts_of(of)), sections)


def _levers(of: Mapping[str, Any]) -> tuple[Part, ...]:
    by_group, parameters = group_levers_table(of), parameters_table(of)
    clear = group_levers_table(of, clear_only=True)
    parts: list[Part] = [Heading("Of everybody"), levers_table(of)]
    if by_group.rows:
        none = "No group's levers clearly differ from everybody's."
        parts += [Heading(clear.title), _or(clear, none), _folded(by_group)]
    if parameters.rows:
        parts.append(_folded(parameters))
    return tuple(parts)


def _folded(table: Table) -> Folded:
    return Folded(table.title, table)


def _or(table: Table, otherwise: str) -> Part:
    return table if table.rows else Paragraph(otherwise)
