"""The terminal: summaries as tables of at most 100 columns, and the progress of a simulation."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

WIDTH = 100
NONE = "–"


def console(stream: TextIO) -> Console:
    """A console on a stream: at most 100 columns wide, and plain text unless it is a terminal."""
    found = Console(file=stream, highlight=False, markup=False, emoji=False)
    if found.is_terminal or "COLUMNS" in os.environ:
        found.width = min(found.width, WIDTH)
    else:
        found.width = WIDTH
    return found


def report(summary: Mapping[str, Any]) -> RenderableType:
    """A summary as tables: each scenario or their comparison, convergence, where the gap sits."""
    scenarios = summary["scenarios"]
    parts: list[RenderableType] = [_headline(summary)]
    parts.append(_scenario_table(summary, summary["reference"]))
    for name in summary["paired_differences"]:
        parts.append(_comparison_table(summary, name))
    parts.append(Text(_legend(summary), style="dim"))
    parts.append(_convergence(summary))
    for name, scenario in scenarios.items():
        parts.append(_where(scenario, name if len(scenarios) > 1 else ""))
    return Group(*parts)


def _headline(summary: Mapping[str, Any]) -> Text:
    counts = (
        _count(summary["people"], "person", "people"),
        _count(summary["weeks"], "week"),
        _count(summary["replications"], "replication"),
        f"seed {summary['seed']}",
    )
    return Text.assemble("\n", (summary["config"], "bold"), " · ", " · ".join(counts), "\n")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _table(title: str, *columns: str, left: int = 1) -> Table:
    table = Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        header_style="dim",
    )
    for number, column in enumerate(columns):
        last = number == len(columns) - 1 and column in ("", "Unit")
        table.add_column(column, justify="left" if number < left or last else "right")
    return table


def _scenario_table(summary: Mapping[str, Any], name: str) -> Table:
    title = name if len(summary["scenarios"]) > 1 else ""
    table = _table(title, "", "Start", "End", "Difference", "95 % interval", "Unit")
    for measure in summary["scenarios"][name]["measures"].values():
        table.add_row(
            measure["label"],
            number(measure["start"]),
            number(measure["end"]),
            _with_sign(measure),
            interval(measure),
            measure["unit"],
        )
    return table


def _with_sign(measure: Mapping[str, Any]) -> Text:
    """The difference, coloured if it is known to be better or worse."""
    return Text(number(measure["difference"], sign=True), style=_style(measure, measure["better"]))


def _style(difference: Mapping[str, Any], better: int) -> str:
    low, high = difference["ci_low"], difference["ci_high"]
    if low is None or not better or low <= 0 <= high:
        return ""
    return "green" if (low > 0) == (better > 0) else "red"


def _comparison_table(summary: Mapping[str, Any], name: str) -> Table:
    reference = summary["reference"]
    table = _table(
        f"\n{name} against {reference}",
        "", "Start", "End", "Reference", "Difference", "95 % interval", "",
    )  # fmt: skip
    against = summary["scenarios"][reference]["measures"]
    for measure, values in summary["scenarios"][name]["measures"].items():
        paired = summary["paired_differences"][name][measure]
        table.add_row(
            values["label"],
            number(values["start"]),
            number(values["end"]),
            number(against[measure]["end"]),
            Text(number(paired["difference"], sign=True), style=_style(paired, values["better"])),
            interval(paired),
            Text(_verdict(paired, values["better"]), style="dim"),
        )
    return table


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
    if paired["replications_more"] is None:
        return "open"
    return f"open: {paired['replications_more']:,} more"


def _legend(summary: Mapping[str, Any]) -> str:
    lines = [
        "Start is week 0 and end the last week; flows (hours, meetings, performance) are means of the"
        " first",
        "and the last 4 weeks, leavers of up to 52. Difference is end − start.",
    ]
    if summary["replications"] == 1:
        lines.append("One replication gives no intervals: name more with --replications.")
    if summary["paired_differences"]:
        lines[-1:] = [
            "and the last 4 weeks, leavers of up to 52. Differences between scenarios are of the ends,"
            " replication",
            "by replication with the same luck; open: n more = n replications more would decide.",
        ]
    return "\n" + "\n".join(lines)


def _convergence(summary: Mapping[str, Any]) -> Table:
    table = _table(
        "\nConvergence: first week after which the message–practice gap stays small",
        "", "Under", "Week", "95 % interval", "Converged", "",
    )  # fmt: skip
    for name, scenario in summary["scenarios"].items():
        for kind, found in scenario["convergence"].items():
            under = (
                f"{found['threshold']:.0%} of its start"
                if kind == "share"
                else f"{found['threshold']:g} points"
            )
            median = f"{found['median']:.0f}" if found["median"] is not None else NONE
            censored = (
                f"{found['censored']} not within {summary['weeks']} weeks (censored)"
                if found["censored"]
                else ""
            )
            table.add_row(
                (name if len(summary["scenarios"]) > 1 else "") if kind == "share" else "",
                under,
                median,
                _weeks(found),
                f"{found['converged']} of {found['runs']}",
                censored,
            )
    return table


def _weeks(found: Mapping[str, Any]) -> str:
    if found["median"] is None:
        return NONE
    low, high = (f"{found[end]:.0f}" if found[end] is not None else "∞" for end in ("low", "high"))
    return f"{low} to {high}"


def _where(scenario: Mapping[str, Any], name: str) -> RenderableType:
    title = "\nWhere the gap sits at the end" + (f": {name}" if name else "")
    levels = _table("", "Level", "People", "Start", "End", "Say–do", left=1)
    for level in scenario["levels"]:
        levels.add_row(
            str(level["level"]),
            f"{level['people']:,}",
            number(level["start"]),
            number(level["end"]),
            number(level["say_do_gap"]),
        )
    themes = _table("", "Theme", "Stated", "Start", "End")
    for theme in scenario["themes"]:
        themes.add_row(
            theme["theme"], number(theme["stated"]), number(theme["start"]), number(theme["end"])
        )
    units = _people_table("Unit of", "Gap", scenario["units"], "gap")
    leaders = _people_table("Leader", "Say–do gap", scenario["leaders"], "say_do_gap")
    note = ""
    if scenario["located_in"]["redrawn"]:
        note = (
            "Each replication drew an organisation; units and leaders are those of replication 0."
        )
    grid = Table.grid(padding=(0, 6))
    grid.add_row(levels, themes)
    grid.add_row("", "")
    grid.add_row(units, leaders)
    return Group(Text(title + "\n", style="bold"), grid, Text(note, style="dim"))


def _people_table(who: str, what: str, rows: list[Mapping[str, Any]], key: str) -> Table:
    table = _table("", who, "Level", "Reports", what)
    for row in rows:
        label = f"{row['name']} ({row['leader']})" if row["name"] else row["leader"]
        table.add_row(label, str(row["level"]), f"{row['reports']:,}", number(row[key]))
    return table


def number(value: float | None, sign: bool = False) -> str:
    """A measure with three decimals and a minus sign; a dash where there is none."""
    if value is None:
        return NONE
    return f"{value:{'+' if sign else ''}.3f}".replace("-", "−")


def interval(difference: Mapping[str, Any]) -> str:
    """The interval of a difference."""
    if difference["ci_low"] is None:
        return NONE
    return f"{number(difference['ci_low'], True)} to {number(difference['ci_high'], True)}"


class _Rate(ProgressColumn):
    """Person-weeks a second."""

    def render(self, task: Any) -> Text:
        return Text(f"{(task.finished_speed or task.speed or 0) / 1e6:.1f} M person-weeks/s")


@contextmanager
def progress_bar(screen: Console, total: int) -> Iterator[Callable[[int], None] | None]:
    """A bar with percent, speed and time left while it lasts; None where there is no terminal."""
    if not screen.is_terminal:
        yield None
        return
    columns = (
        TextColumn("simulating"), BarColumn(), TaskProgressColumn(), _Rate(),
        TextColumn("left:"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda person_weeks: progress.advance(task, person_weeks)
