"""Tables of where the gap sits: by level and theme, and whose units and leaders."""

from collections.abc import Iterable

from orgsim.number_text import fixed
from orgsim.reporting.neutral_table import Column, Table, numbers
from orgsim.reporting.report_parts import Paragraph, Part
from orgsim.reporting.tables.result_tables import Summary

START, END = (numbers(f"gap, {when}", unit="points", short=when) for when in ("start", "end"))
SAY_DO = numbers("say–do gap", unit="points")

SIMULATED = (
    "Units and leaders are those of the chart, but their gaps are simulated: they show where gaps"
    " arise in such a chart, and were not measured of these people."
)
"""What is said where a chart names people."""


def where_tables(summary: Summary) -> tuple[Part, ...]:
    """By level, theme, unit and leader, of each scenario."""
    parts: list[Part] = []
    several = len(summary["scenarios"]) > 1
    for name, scenario in summary["scenarios"].items():
        parts += [Paragraph(f"{name}:")] if several else []
        parts += [levels_table(scenario), themes_table(scenario)]
        if not several:
            parts += people_tables(scenario)
            parts += (
                [Paragraph(said)] if scenario["leaders"] and (said := located_in(scenario)) else []
            )
    return tuple(parts)


def levels_table(scenario: Summary) -> Table:
    """The gap by level."""
    rows = tuple(
        (
            "top" if row["level"] == 0 else str(row["level"]),
            row["people"] or None,
            row["start"],
            row["end"],
            row["say_do_gap"],
        )
        for row in scenario["levels"]
    )
    return Table((Column("level"), numbers("people", 0), START, END, SAY_DO), rows)


def themes_table(scenario: Summary) -> Table:
    """The gap by theme."""
    rows = tuple(
        (row["theme"], row["stated"], row["start"], row["end"]) for row in scenario["themes"]
    )
    return Table((Column("theme"), numbers("stated", unit="0 to 1"), START, END), rows)


def people_tables(scenario: Summary) -> list[Table]:
    """The units with the widest gaps, and the leaders furthest from their words, if there are any."""
    if not scenario["leaders"]:
        return []
    units = Column("widest gaps: unit of", short="unit of")
    leaders = Column("furthest from their words: leader", short="leader")
    gap = numbers("gap", unit="points")
    level, reports = numbers("level", 0), numbers("reports", 0)
    return [
        Table(
            (who, level, reports, what),
            tuple((who_is(row), row["level"], row["reports"], row[key]) for row in rows),
        )
        for who, what, rows, key in (
            (units, gap, scenario["units"], "gap"),
            (leaders, SAY_DO, scenario["leaders"], "say_do_gap"),
        )
    ]


def gaps_table(summary: Summary, by: str) -> Table:
    """The gap at the end of each scenario, by `levels` or `themes`."""
    scenarios = summary["scenarios"]
    key, title = _GAPS_BY[by]
    ends = {
        name: {str(row[key]): row["end"] for row in each[by]} for name, each in scenarios.items()
    }
    headings = list(dict.fromkeys(heading for each in ends.values() for heading in each))
    columns = (Column(""), *(numbers(heading, as_is=True) for heading in headings))
    rows = tuple(
        (name, *(each.get(heading) for heading in headings)) for name, each in ends.items()
    )
    return Table(columns, rows, title)


_GAPS_BY = {
    "levels": ("level", "The gap at the end in points, by level (0 is the top)"),
    "themes": ("theme", "by theme"),
}


def widest_table(summary: Summary) -> Table:
    """The units with the widest gaps and the leaders furthest from their words, of each scenario."""

    def listed(rows: Iterable[Summary], key: str) -> str:
        return "; ".join(f"{who_is(row)}: {fixed(row[key], 2)}" for row in rows)

    columns = (Column(""), Column("units of"), Column("leaders"))
    rows = tuple(
        (name, listed(scenario["units"], "gap"), listed(scenario["leaders"], "say_do_gap"))
        for name, scenario in summary["scenarios"].items()
    )
    title = "by unit, and leaders with the widest say–do gap (the leader's id, and the gap)"
    return Table(columns, rows, title)


def who_is(row: Summary) -> str:
    """A leader's name and id, or the id."""
    return f"{row['name']} ({row['leader']})" if row["name"] else str(row["leader"])


def located_in(scenario: Summary) -> str:
    """Whose units and leaders these are."""
    if scenario["located_in"]["redrawn"]:
        return "Each replication draws its organisation; units and leaders are of the first one."
    return SIMULATED if scenario["located_in"]["from_chart"] else ""
