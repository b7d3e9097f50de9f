"""What was found in a chart and in ties, as a table: people, levels, leaders, spans, units, ties."""

from typing import Any

from orgsim.number_text import count, fixed
from orgsim.organisation import Organisation, describe
from orgsim.organise import Imported
from orgsim.reporting.neutral_table import Column, Table

COLUMNS = (Column("What"), Column("Found"))


def chart_found(read: Imported) -> Table:
    """People, levels, leaders, spans of control, units, and who is at the top."""
    organisation, said = read.organisation, describe(read.organisation)
    span = said["span_of_control"]
    levels = ", ".join(f"level {k}: {people:,}" for k, people in enumerate(said["people_by_level"]))
    rows: list[tuple[str, str]] = [
        ("People", f"{said['people']:,}"),
        ("Levels", f"{said['levels']} ({levels})"),
        ("Leaders", f"{said['leaders']:,}, each with at least one report"),
        ("Span of control", f"median {fixed(span['median'], 1)}, largest {span['max']:,} reports"),
        ("At the top", _top(organisation)),
    ]
    if "unit" in organisation.attributes:
        units = {unit for unit in organisation.attributes["unit"] if unit}
        column = read.notes.columns.get("unit", "unit")
        rows.append(("Units", f"{len(units):,}, from column “{column}”"))
    if read.notes.named_by:
        rows.append(("Superiors", f"found by {read.notes.named_by}, as they are no ids"))
    if read.notes.vacant:
        rows.append(("Vacancies", count(len(read.notes.vacant), "position")))
    return Table(COLUMNS, tuple(rows), "Chart as read")


def ties_found(read: Imported) -> Table:
    """Ties, how many a person has, who has none, and how many groups hang together."""
    said: dict[str, Any] = describe(read.organisation)
    each = said["ties_per_person"]
    rows = (
        ("Ties", f"{said['ties']:,}, of {count(read.notes.tie_rows, 'row')}"),
        ("Ties of a person", f"mean {fixed(each['mean'], 1)}, largest {each['max']:,}"),
        ("People without a tie", f"{said['people_without_ties']:,}"),
        ("Groups without ties between them", f"{said['components']:,}"),
    )
    return Table(COLUMNS, rows, "Ties as read")


def _top(organisation: Organisation) -> str:
    """Who has no superior: one root, as an organisation has one top."""
    names = organisation.attributes.get("name")
    name = f", {names[0]}" if names and names[0] else ""
    return f"1 root: “{organisation.label(0)}”{name}"
