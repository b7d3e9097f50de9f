"""A summary as tables: what came of one scenario, convergence, and where the gap sits."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.number_text import NONE, count, fixed, plain
from orgsim.reporting.summary import interval
from orgsim.reporting.terminal.fitting import FittingTable, SideBySide
from orgsim.reporting.terminal.screen import table


def report(summary: Mapping[str, Any]) -> RenderableType:
    """The summary of one scenario."""
    (scenario,) = summary["scenarios"].values()
    return Group(
        headline(summary),
        _measures(scenario),
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


def _measures(scenario: Mapping[str, Any]) -> Table:
    made = table("", "", "Start", "End", "Change", "95 % interval", "Unit", note=True)
    for measure in scenario["measures"].values():
        difference = fixed(measure["difference"], sign=True)
        made.add_row(
            measure["label"],
            fixed(measure["start"]),
            fixed(measure["end"]),
            Text(difference, style=style(measure, measure["better"])),
            interval(measure),
            measure["unit"],
        )
    return made


def style(difference: Mapping[str, Any], better: int) -> str:
    """Green or red for what is known to be better or worse."""
    low, high = difference["ci_low"], difference["ci_high"]
    if low is None or not better or low <= 0 <= high:
        return ""
    return "green" if (low > 0) == (better > 0) else "red"


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
    levels = table("", "Level", "People", "Start", "End", "Say–do gap")
    for level in scenario["levels"]:
        levels.add_row(
            str(level["level"]),
            f"{level['people']:,}" if level["people"] else NONE,
            fixed(level["start"]),
            fixed(level["end"]),
            fixed(level["say_do_gap"]),
        )
    themes = table("", "Theme", "Stated", "Start", "End")
    for theme in scenario["themes"]:
        numbers = (fixed(theme[key]) for key in ("stated", "start", "end"))
        themes.add_row(theme["theme"], *numbers)
    parts: list[RenderableType] = [SideBySide(levels, themes)]
    if scenario["leaders"]:
        units = _people("Unit of", "Gap", scenario["units"], "gap")
        leaders = _people("Leader", "Say–do gap", scenario["leaders"], "say_do_gap")
        parts += ["", SideBySide(units, leaders)]
    title = Text("\nWhere the gap sits at the end: by level, theme, unit and leader\n", "bold")
    return Group(title, *parts, Text(located_in(scenario), style="dim"))


def _people(who: str, what: str, rows: list[Mapping[str, Any]], key: str) -> FittingTable:
    made = table("", who, "Level", "Reports", what)
    for row in rows:
        made.add_row(who_is(row), str(row["level"]), f"{row['reports']:,}", fixed(row[key]))
    return made


def who_is(row: Mapping[str, Any]) -> str:
    """A leader's name and id, or the id."""
    return f"{row['name']} ({row['leader']})" if row["name"] else str(row["leader"])


def located_in(scenario: Mapping[str, Any]) -> str:
    """Whose units and leaders these are."""
    if scenario["located_in"]["redrawn"]:
        return "\nEach replication draws its organisation; units and leaders are of the first one."
    return ""
