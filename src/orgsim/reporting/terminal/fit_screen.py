"""A fit on the terminal: its verdict first, then levers, gaps, items and what could not be inferred."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.number_text import count
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.sentences.fit_text import counts_of, verdict
from orgsim.reporting.tables.fit_tables import (
    gaps_table,
    group_levers_table,
    items_table,
    levers_table,
    not_told_table,
)
from orgsim.reporting.terminal.screen import drawn

MOST_GROUPS = 12
"""Rows of groups that the terminal shows; the report has all."""


def fitted(of: Mapping[str, Any]) -> RenderableType:
    """The summary of a fit."""
    parts: list[RenderableType] = [
        Text.assemble("\n", (of["config"], "bold"), " · ", " · ".join(counts_of(of)), "\n"),
        Text(verdict(of), style="" if of["explained"] else "bold red"),
        _table(levers_table(of)),
    ]
    if of["groups"]:
        clear = group_levers_table(of, clear_only=True)
        parts.append(
            _table(clear)
            if clear.rows
            else Text("\nNo group's levers clearly differ from everybody's.", style="dim")
        )
    parts += [_table(gaps_table(of).without("people")), _table(items_table(of))]
    if of["not_told"]:
        parts.append(_table(not_told_table(of)))
    return Group(*parts)


def _table(table: Table) -> RenderableType:
    """The first rows of a table, and how many more there are."""
    left = len(table.rows) - MOST_GROUPS - 1
    if left <= 0:
        return drawn(table, f"\n{table.title}")
    shorter = Table(table.columns, table.rows[: MOST_GROUPS + 1])
    more = Text(f"and {count(left, 'row')} more in report.html", style="dim")
    return Group(drawn(shorter, f"\n{table.title}"), more)
