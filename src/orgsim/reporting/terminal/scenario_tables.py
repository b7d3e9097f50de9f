"""A summary as tables: results of one scenario, convergence, and where the gap sits."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.number_text import count
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.sentences.scenario_report_text import rest_sentences
from orgsim.reporting.tables.result_tables import (
    convergence_weeks_table,
    measures_table,
    of_sets,
    sets_named,
    sets_sentence,
)
from orgsim.reporting.tables.where_tables import (
    levels_table,
    located_in,
    people_tables,
    themes_table,
)
from orgsim.reporting.terminal.fitting import SideBySide
from orgsim.reporting.terminal.screen import drawn
from orgsim.week_text import day_of, weeks_from

WIDE = 100
"""Columns from which there is room for all that parameter sets say."""


def report(summary: Mapping[str, Any], width: int) -> RenderableType:
    """The summary of one scenario, for a terminal of this width."""
    (scenario,) = summary["scenarios"].values()
    return Group(
        headline(summary),
        *rest_note(summary),
        drawn(narrowed(measures_table(scenario), width)),
        Text(legend(summary, width), style="dim"),
        convergence(summary),
        _where(scenario),
    )


def headline(summary: Mapping[str, Any]) -> Text:
    """What was simulated."""
    counts = (
        count(summary["people"], "person", "people"),
        weeks_from(summary["weeks"], day_of(summary["start_date"])),
        count(summary["replications"], "replication"),
        *sets_named(summary),
        f"seed {summary['seed']}",
    )
    return Text.assemble("\n", (summary["config"], "bold"), " · ", " · ".join(counts), "\n")


def rest_note(summary: Mapping[str, Any]) -> list[Text]:
    """Whether the organisation had come to rest before week 0, where it was to."""
    return [Text(f"{sentence}\n") for sentence in rest_sentences(summary)]


def narrowed(table: Table, width: int) -> Table:
    """The table with what parameter sets say in the place of starts, or of all that is not needed."""
    sets = of_sets(table)
    left_out = ("start",) if width >= WIDE else ("start", "end", *sets[1:])
    for heading in left_out if sets else ():
        table = table.without(heading)
    return table


def legend(summary: Mapping[str, Any], width: int) -> str:
    """How to read start, end and intervals."""
    first = next(iter(summary["scenarios"].values()))["measures"]
    weeks, year = (first[name]["weeks_averaged"] for name in ("hours_per_report", "leavers"))
    text = (
        "\nStart is week 0, end the last week; of flows (hours, meetings, performance) the mean of the"
        f" first and the last {count(weeks, 'week')}, of leavers {count(year, 'week')}. "
    )
    if summary["replications"] == 1:
        return f"{text}One replication gives no intervals: --replications 20."
    sets = sets_sentence(summary, shares=width >= WIDE)
    return f"{text}{sets or 'Intervals are of means over replications.'}"


def convergence(summary: Mapping[str, Any]) -> RenderableType:
    """When the gap became permanently small; runs that did not get there are censored."""
    table = convergence_weeks_table(summary)
    return drawn(table, f"\n{table.title}")


def _where(scenario: Mapping[str, Any]) -> RenderableType:
    parts: list[RenderableType] = [
        SideBySide(drawn(levels_table(scenario)), drawn(themes_table(scenario)))
    ]
    if people := people_tables(scenario):
        parts += ["", SideBySide(*map(drawn, people))]
    title = Text("\nWhere the gap sits at the end: by level, theme, unit and leader\n", "bold")
    return Group(title, *parts, *located_note(scenario))


def located_note(scenario: Mapping[str, Any]) -> list[Text]:
    """Whose units and leaders these are, below their tables."""
    said = located_in(scenario)
    return [Text(f"\n{said}" if said else "", "dim")]
