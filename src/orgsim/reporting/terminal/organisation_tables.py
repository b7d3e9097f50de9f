"""An organisation described on the terminal."""

from collections.abc import Mapping
from typing import Any

import tomli_w
from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.number_text import count
from orgsim.organisation import CHANGES
from orgsim.reporting.tables.chart_tables import (
    level_sizes_table,
    overview_table,
    survey_table,
    ties_table,
)
from orgsim.reporting.terminal.screen import drawn


def description(of: Mapping[str, Any]) -> RenderableType:
    """What `describe` says of an organisation, with notes on its import and a survey."""
    tables = [
        level_sizes_table(of),
        *([ties_table(of)] if of["ties"] else []),
        *([survey_table(of["survey"])] if "survey" in of else []),
    ]
    parts: list[RenderableType] = [
        Text(f"\n{of['config']['chart']}\n", style="bold"),
        drawn(overview_table(of)),
        *(drawn(each, f"\n{each.title}") for each in tables),
    ]
    if of["attributes"]:
        values = [f"{name} ({count(many, 'value')})" for name, many in of["attributes"].items()]
        example = min(of["attributes"], key=of["attributes"].__getitem__)
        parts.append(
            Text(f'\nAttributes for groups, as in who = "{example}=…": {", ".join(values)}')
        )
    parts.append(Text(_notes(of["notes"]), style="dim"))
    if "survey_notes" in of:
        parts.append(Text(_survey_notes(of["survey_notes"]), style="dim"))
    config = tomli_w.dumps({"organisation": of["config"]})
    parts.append(Text(f"\nIn a config (paths are relative to it):\n\n{config.rstrip()}"))
    return Group(*parts)


def _notes(notes: Mapping[str, Any]) -> str:
    said = {
        "outsiders": "with people outside the chart, left out",
        "self_ties": "of a person with themselves, left out",
        "added_up": "added to another of the same pair",
        "below_minimum": "below the minimum weight, left out",
    }
    parts = [f"{notes[key]:,} {text}" for key, text in said.items() if notes[key]]
    rows = f"; {count(notes['tie_rows'], 'row')} of ties" if notes["tie_rows"] else ""
    details = f": {'; '.join(parts)}" if parts else ""
    columns = ", ".join(f"{role} = {column!r}" for role, column in notes["columns"].items())
    changes = [f"{CHANGES[what]}: {many:,}" for what, many in notes["changes"].items()]
    if changes:
        details += f".\nChanged as asked: {'; '.join(changes)}"
    by = f"\nSuperiors are no ids: found by {notes['named_by']}." if notes["named_by"] else ""
    unused = f"\nNot used of the ties: {', '.join(notes['unused'])}." if notes["unused"] else ""
    return (
        f"\nRead {count(notes['people'], 'person', 'people')} ({notes['encoding']}){rows}{details}."
        f"\nColumns: {columns}.{by}{unused}"
    )


def _survey_notes(notes: Mapping[str, Any]) -> str:
    columns = ", ".join(f"{role} = {column!r}" for role, column in notes["columns"].items())
    outside = f", {notes['outsiders']:,} outside the chart left out" if notes["outsiders"] else ""
    unused = f"\nNot used of the survey: {', '.join(notes['unused'])}." if notes["unused"] else ""
    return (
        f"Survey of {count(notes['people'], 'person', 'people')} ({notes['encoding']}){outside}:"
        f" ids from {notes['identifier']!r}, {columns}.{unused}"
    )
