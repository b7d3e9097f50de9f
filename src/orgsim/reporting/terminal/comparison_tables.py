"""A summary of several scenarios as tables: their differences from the first one, and the gaps."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.analysis.best import verdict
from orgsim.measures.declarations import measures_shown
from orgsim.number_text import fixed
from orgsim.reporting.result_tables import differences_table, measures_table, who_is
from orgsim.reporting.terminal.scenario_tables import (
    convergence,
    headline,
    legend,
    located_note,
)
from orgsim.reporting.terminal.screen import drawn, table

SHOWN = measures_shown("table")
"""The measures that tables show; summary.json has them all."""


WIDE = 96
"""Columns from which there is room for all."""


def comparison(summary: Mapping[str, Any], width: int) -> RenderableType:
    """The summary of several scenarios, for a terminal of so many columns."""
    wide = width >= WIDE
    parts: list[RenderableType] = [headline(summary)]
    if summary["best"]:
        parts += [Text(sentence, style="bold") for sentence in verdict(summary["best"])]
        parts.append(Text())
    reference = summary["reference"]
    parts.append(drawn(measures_table(summary["scenarios"][reference], SHOWN), reference))
    parts += [_against(summary, name, wide) for name in summary["paired_differences"]]
    parts.append(Text(legend(summary) + _PAIRED, style="dim"))
    parts += [convergence(summary), *_where(summary)]
    return Group(*parts)


_PAIRED = (
    " Differences between scenarios are those of the ends, replication by replication, with the same"
    " draws. Open: 9 more = nine replications more would decide. Each line is judged by itself: where"
    " nothing differs, one of twenty says better or worse. summary.json has more measures."
)


def _against(summary: Mapping[str, Any], name: str, wide: bool) -> Table:
    ends = ("start", "end", "reference") if wide else ("end",)
    found = differences_table(summary, SHOWN, [name], 4 if wide else 3)
    return drawn(
        found.only("measure", *ends, "difference", "95 % interval", "verdict"),
        f"\n{name} against {summary['reference']}",
    )


def _where(summary: Mapping[str, Any]) -> list[RenderableType]:
    scenarios = summary["scenarios"]
    first = next(iter(scenarios.values()))
    deepest = max((scenario["levels"] for scenario in scenarios.values()), key=len)
    levels = [str(level["level"]) for level in deepest]
    themes = [theme["theme"] for theme in first["themes"]]
    people = table(
        "\nby unit, and leaders with the widest say–do gap (the leader's id, and the gap)",
        "",
        "Units of",
        "Leaders",
        left=3,
    )
    for name, scenario in scenarios.items():
        people.add_row(
            name, _listed(scenario["units"], "gap"), _listed(scenario["leaders"], "say_do_gap")
        )
    return [
        *_ends(
            "\nWhere the gap sits at the end, by level (0 is the top)",
            scenarios,
            "levels",
            levels,
            9,
        ),
        *_ends("\nby theme", scenarios, "themes", themes, 6),
        people,
        *located_note(first),
    ]


def _ends(
    title: str, scenarios: Mapping[str, Any], key: str, names: list[str], most: int
) -> list[RenderableType]:
    """The gaps at the end of each scenario's levels or themes, at most so many side by side."""
    tables: list[RenderableType] = []
    for first in range(0, len(names), most):
        made = table("" if first else title, "", *names[first : first + most])
        for name, scenario in scenarios.items():
            gaps = [fixed(row["end"]) for row in scenario[key]]
            made.add_row(name, *gaps[first : first + most])
        tables += [made] if first == 0 else ["", made]
    return tables


def _listed(rows: list[Mapping[str, Any]], key: str) -> str:
    return ", ".join(f"{who_is(row)} {fixed(row[key], 2)}" for row in rows)
