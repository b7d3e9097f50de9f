"""A summary of several scenarios as tables: their differences from the first one, and the gaps."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.analysis.best import verdict
from orgsim.measures.declarations import measures_shown
from orgsim.measures.own_measures import own_in
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.sentences.money_text import money_sentences
from orgsim.reporting.sentences.scenario_report_text import SAME_DRAWS
from orgsim.reporting.tables.money_table import money_table
from orgsim.reporting.tables.result_tables import differences_table, measures_table, of_sets
from orgsim.reporting.tables.where_tables import gaps_table, widest_table
from orgsim.reporting.terminal.scenario_tables import (
    WIDE,
    convergence,
    headline,
    legend,
    located_note,
    narrowed,
    rest_note,
)
from orgsim.reporting.terminal.screen import drawn

SHOWN = measures_shown("table")
"""The measures that tables show; summary.json has them all."""


ROOM = 96
"""Columns from which there is room for all ends."""


def _shown(summary: Mapping[str, Any]) -> tuple[str, ...]:
    """These, and user-defined ones."""
    return (*SHOWN, *own_in(summary))


def comparison(summary: Mapping[str, Any], width: int) -> RenderableType:
    """The summary of several scenarios, for a terminal of this width."""
    parts: list[RenderableType] = [headline(summary), *rest_note(summary)]
    if summary["best"]:
        parts += [Text(sentence, style="bold") for sentence in verdict(summary["best"])]
        parts.append(Text())
    reference = summary["reference"]
    first = narrowed(measures_table(summary["scenarios"][reference], _shown(summary)), width)
    parts.append(drawn(first, reference))
    parts += [_against(summary, name, width) for name in summary["paired_differences"]]
    parts.append(Text(legend(summary, width) + _PAIRED, style="dim"))
    parts += [convergence(summary), *_money(summary), *_where(summary)]
    return Group(*parts)


def _money(summary: Mapping[str, Any]) -> list[RenderableType]:
    """What scenarios cost and save, where that can be said."""
    if summary["money"] is None:
        return []
    table = money_table(summary["money"])
    said = " ".join(money_sentences(summary["money"]))
    return [drawn(table, f"\n{table.title}"), Text(f"\n{said}", style="dim")]


_PAIRED = (
    " Differences between scenarios are those of the ends, replication by replication:"
    f" {SAME_DRAWS}. Open: 9 more = nine replications more would settle it. Each line is judged"
    " by itself: where nothing differs, one of twenty says better or worse."
    " summary.json has more measures."
)


def _against(summary: Mapping[str, Any], name: str, width: int) -> RenderableType:
    found = differences_table(summary, _shown(summary), [name], 4 if width >= ROOM else 3)
    sets = of_sets(found)
    if sets:
        ends, sets = (["end"], sets) if width >= WIDE else ([], sets[:1])
    else:
        ends = ["start", "end", "reference"] if width >= ROOM else ["end"]
    return drawn(
        found.only("measure", *ends, "difference", "95 % interval", *sets, "verdict"),
        f"\n{name} against {summary['reference']}",
    )


def _where(summary: Mapping[str, Any]) -> list[RenderableType]:
    first = next(iter(summary["scenarios"].values()))
    parts: list[RenderableType] = []
    for table, most in ((gaps_table(summary, "levels"), 9), (gaps_table(summary, "themes"), 6)):
        parts += _in_pieces(table, most)
    people = widest_table(summary)
    return [*parts, drawn(people, f"\n{people.title}"), *located_note(first)]


def _in_pieces(table: Table, most: int) -> list[RenderableType]:
    """A table with at most so many columns beside its first one, the others below it."""
    name, *others = (column.heading for column in table.columns)
    pieces = [others[first : first + most] for first in range(0, len(others), most)]
    first, *more = (drawn(table.only(name, *piece)) for piece in pieces)
    return [Text(f"\n{table.title}", "bold"), first, *(each for one in more for each in ("", one))]
