"""An organisation described in tables."""

from collections.abc import Mapping
from typing import Any

import tomli_w
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.number_text import count, fixed, percent, plain
from orgsim.organisation import CHANGES
from orgsim.reporting.terminal.screen import table


def description(of: Mapping[str, Any]) -> RenderableType:
    """What `describe` says of an organisation, with notes on its import and a survey."""
    parts: list[RenderableType] = [Text(f"\n{of['config']['chart']}\n", style="bold"), _people(of)]
    parts.append(_levels(of))
    if of["ties"]:
        parts.append(_ties(of))
    if "survey" in of:
        parts.append(_survey(of["survey"]))
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


def _people(of: Mapping[str, Any]) -> Table:
    made = table("", "", "", left=2)
    made.show_header = False
    span, ties = of["span_of_control"], of["ties_per_person"]
    alone = of["people_without_ties"]
    rows = {
        "People": f"{of['people']:,} on {count(of['levels'], 'level')}, {of['leaders']:,} with reports",
        "Span of control": (
            f"mean {fixed(span['mean'], 1)}, median {plain(span['median'])}, most {span['max']:,};"
            f" coefficient of variation {fixed(of['span_variation'], 2)}"
        ),
        "Informal ties": (
            f"{of['ties']:,} {'directed' if of['directed'] else 'undirected'}; per person mean"
            f" {fixed(ties['mean'], 1)}, median {plain(ties['median'])}, most {ties['max']:,}"
        ),
        "Without any tie": count(alone, "person", "people"),
        "Groups held together": f"{of['components']:,} by ties alone (people without ties count)",
    }
    if of["directed"]:
        rows["Returned ties"] = percent(of["reciprocity"], 1)
    for name, text in rows.items():
        made.add_row(name, text)
    return made


def _levels(of: Mapping[str, Any]) -> Table:
    made = table("\nPeople by level (0 is the top)", "Level", "People")
    for level, people in enumerate(of["people_by_level"]):
        made.add_row(str(level), f"{people:,}")
    return made


def _ties(of: Mapping[str, Any]) -> Table:
    made = table("\nWhere the ties run", "", "Share of ties", "Share of weight")
    for kind, share in of["share_of_ties"].items():
        weight = of["share_of_weight"][kind]
        made.add_row(kind.replace("_", " "), percent(share, 1), percent(weight, 1))
    return made


def _survey(survey: Mapping[str, Mapping[str, Any]]) -> Table:
    made = table("\nSurvey", "", "Answers", "Mean", "Spread")
    for name, found in survey.items():
        made.add_row(name, f"{found['answers']:,}", fixed(found["mean"]), fixed(found["spread"]))
    return made


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
    unused = f"\nNot used of the ties: {', '.join(notes['unused'])}." if notes["unused"] else ""
    return (
        f"\nRead {count(notes['people'], 'person', 'people')} ({notes['encoding']}){rows}{details}."
        f"\nColumns: {columns}.{unused}"
    )


def _survey_notes(notes: Mapping[str, Any]) -> str:
    columns = ", ".join(f"{role} = {column!r}" for role, column in notes["columns"].items())
    outside = f", {notes['outsiders']:,} outside the chart left out" if notes["outsiders"] else ""
    unused = f"\nNot used of the survey: {', '.join(notes['unused'])}." if notes["unused"] else ""
    return (
        f"Survey of {count(notes['people'], 'person', 'people')} ({notes['encoding']}){outside}:"
        f" ids from {notes['identifier']!r}, {columns}.{unused}"
    )
