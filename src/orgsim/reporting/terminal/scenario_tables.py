"""A summary as tables: what came of one scenario, convergence, and where the gap sits."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.number_text import count, fixed, plain
from orgsim.reporting.result_tables import (
    levels_table,
    located_in,
    measures_table,
    people_tables,
    themes_table,
)
from orgsim.reporting.terminal.fitting import SideBySide
from orgsim.reporting.terminal.screen import drawn, table


def report(summary: Mapping[str, Any]) -> RenderableType:
    """The summary of one scenario."""
    (scenario,) = summary["scenarios"].values()
    return Group(
        headline(summary),
        drawn(measures_table(scenario)),
        Text(legend(summary), style="dim"),
        convergence(summary),
        _where(scenario),
    )


def headline(summary: Mapping[str, Any]) -> Text:
    """What was simulated."""
    counts = (
        count(summary["people"], "person", "people"),
        count(summary["weeks"], "week"),
        count(summary["replications"], "replication"),
        f"seed {summary['seed']}",
    )
    return Text.assemble("\n", (summary["config"], "bold"), " · ", " · ".join(counts), "\n")


def legend(summary: Mapping[str, Any]) -> str:
    """How to read start, end and intervals."""
    first = next(iter(summary["scenarios"].values()))["measures"]
    weeks, year = (first[name]["weeks_averaged"] for name in ("hours_per_report", "leavers"))
    text = (
        "\nStart is week 0, end the last week; of flows (hours, meetings, performance) the mean of the"
        f" first and the last {count(weeks, 'week')}, of leavers {count(year, 'week')}. "
    )
    if summary["replications"] == 1:
        return f"{text}One replication gives no intervals: --replications 20."
    return f"{text}Intervals are of means over replications."


def convergence(summary: Mapping[str, Any]) -> Table:
    """When the gap got small for good, with runs that did not get there told as censored."""
    scenarios = summary["scenarios"]
    kinds = next(iter(scenarios.values()))["convergence"]
    named = [""] if len(scenarios) > 1 else []
    made = table(
        "\nConvergence: the week from which the message–practice gap stays under",
        *named,
        f"{plain(100 * kinds['share']['threshold'])} % of its start",
        f"{plain(kinds['gap']['threshold'])} points",
        left=3,
    )
    for name, scenario in scenarios.items():
        cells = [_converged(found, summary["weeks"]) for found in scenario["convergence"].values()]
        made.add_row(*([name] if named else []), *cells)
    return made


def _converged(found: Mapping[str, Any], weeks: int) -> str:
    """Median week (interval), and how many replications are censored."""
    share = f"{found['converged']} of {found['runs']}"
    if found["converged"] == 0:
        return f"not in {count(weeks, 'week')} ({share})"
    if found["median"] is None:
        return f"later than week {weeks} for most ({share} got there)"
    low, high = (fixed(found[end], 0) for end in ("low", "high"))
    around = f" ({low} to {high})" if found["runs"] > 1 else ""
    censored = f", {found['censored']} of {found['runs']} later" if found["censored"] else ""
    return f"week {fixed(found['median'], 0)}{around}{censored}"


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
