"""A summary of several scenarios as tables: their differences from the first one, and the gaps."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.analysis.best import verdict
from orgsim.measures.declarations import measures_shown
from orgsim.number_text import fixed
from orgsim.reporting.summary import interval
from orgsim.reporting.terminal.scenario_tables import (
    convergence,
    headline,
    legend,
    located_in,
    style,
    who_is,
)
from orgsim.reporting.terminal.screen import table

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
    parts.append(_reference(summary))
    parts += [_against(summary, name, wide) for name in summary["paired_differences"]]
    parts.append(Text(legend(summary) + _PAIRED, style="dim"))
    parts += [convergence(summary), *_where(summary)]
    return Group(*parts)


_PAIRED = (
    " Differences between scenarios are those of the ends, replication by replication, with the same"
    " draws. Open: 9 more = nine replications more would decide. Each line is judged by itself: where"
    " nothing differs, one of twenty says better or worse. summary.json has more measures."
)


def _reference(summary: Mapping[str, Any]) -> Table:
    made = table(
        summary["reference"], "", "Start", "End", "Change", "95 % interval", "Unit", note=True
    )
    measures = summary["scenarios"][summary["reference"]]["measures"]
    for name in SHOWN:
        measure = measures[name]
        difference = Text(
            fixed(measure["difference"], sign=True), style=style(measure, measure["better"])
        )
        made.add_row(
            measure["label"],
            fixed(measure["start"]),
            fixed(measure["end"]),
            difference,
            interval(measure),
            measure["unit"],
        )
    return made


def _against(summary: Mapping[str, Any], name: str, wide: bool) -> Table:
    reference = summary["reference"]
    ends = ("Start", "End", "Reference") if wide else ("End",)
    title = f"\n{name} against {reference}"
    made = table(title, "", *ends, "Difference", "95 % interval", "", note=True)
    decimals = 4 if wide else 3
    for measure in SHOWN:
        values = summary["scenarios"][name]["measures"][measure]
        against = summary["scenarios"][reference]["measures"][measure]
        shown = {"Start": values["start"], "End": values["end"], "Reference": against["end"]}
        paired = summary["paired_differences"][name][measure]
        difference = fixed(paired["difference"], decimals, sign=True)
        made.add_row(
            values["label"],
            *(fixed(shown[end]) for end in ends),
            Text(difference, style=style(paired, values["better"])),
            interval(paired, decimals),
            Text(_verdict(paired, values["better"]), style="dim"),
        )
    return made


def _verdict(paired: Mapping[str, Any], better: int) -> str:
    """What is known of a paired difference, or how many replications more would tell."""
    if paired["difference"] is None:
        return ""
    if paired["decided"]:
        if not better:
            return "differs"
        return "better" if (paired["difference"] > 0) == (better > 0) else "worse"
    if paired["replications_more"] == 0:
        return "the same"
    more = paired["replications_more"]
    return "open" if more is None else f"open: {more:,} more"


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
        Text(located_in(first), style="dim"),
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
