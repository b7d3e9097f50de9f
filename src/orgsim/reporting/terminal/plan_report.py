"""A plan on the terminal: the verdict, what it consists of, runners-up, and what else changes."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.measures.declarations import measures_shown
from orgsim.number_text import count
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.sentences.plan_text import budget_in_words, how_searched, verdict
from orgsim.reporting.tables.plan_tables import (
    contenders_table,
    limits_table,
    plan_measures_table,
    programmes_table,
    runners_up_table,
)
from orgsim.reporting.terminal.screen import drawn


def plan_report(summary: Mapping[str, Any]) -> RenderableType:
    """The summary of a plan."""
    sentences = [sentence for sentence in verdict(summary) if sentence]
    parts: list[RenderableType] = [_headline(summary), Text(sentences[0], style="bold")]
    parts += [Text(sentence) for sentence in sentences[1:]]
    if summary["programmes"]:
        parts += _told(_without_empty(programmes_table(summary)))
    parts += _told(contenders_table(summary))
    if runners_up_table(summary).rows:
        parts.append(drawn(runners_up_table(summary)))
    if summary["limits"]:
        parts += ["", drawn(limits_table(summary))]
    if summary["anything_helps"]:
        parts += ["", drawn(_shown(summary))]
    return Group(*parts)


def _headline(summary: Mapping[str, Any]) -> Text:
    sets = summary["parameter_sets"]
    counts = (
        count(summary["people"], "person", "people"),
        count(summary["horizon"], "week"),
        budget_in_words(summary),
        count(summary["replications"], "replication")
        + (f" of {sets} parameter sets" if sets else ""),
        f"seed {summary['seed']}",
    )
    told = " · ".join(counts)
    return Text.assemble("\n", (summary["name"], "bold"), f" · {told}\n{how_searched(summary)}\n")


def _told(table: Table) -> list[RenderableType]:
    return [drawn(table, f"\n{table.title}"), Text(table.about, style="dim")]


def _without_empty(table: Table) -> Table:
    """Without the column of groups where all programmes are for whom their kinds say."""
    return table if any(row[1] for row in table.rows) else table.without("for")


def _shown(summary: Mapping[str, Any]) -> Table:
    """The measures that tables of scenarios show, and those that are asked about."""
    wanted = {
        *measures_shown("table"),
        *summary["objective"],
        *(each["measure"] for each in summary["limits"]),
    }
    return plan_measures_table(
        {**summary, "measures": {k: v for k, v in summary["measures"].items() if k in wanted}}
    )
