"""Tables of a fit: levers before and after the answers, gaps, items found and predicted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orgsim.measures.declarations import MEASURES
from orgsim.name_text import label_of
from orgsim.number_text import NONE, fixed, p_value, percent
from orgsim.organisation.group_text import plain_name
from orgsim.reporting.neutral_table import Column, Marked, Table, numbers

Summary = Mapping[str, Any]
Row = Mapping[str, Any]

EVERYBODY = "everybody"
CLEARLY = 0.95
"""Share of the ensemble from which on a group's lever is said to differ from everybody's."""

HEADINGS = {
    "message_practice_gap": "gap",
    "say_do_gap": "say–do gap",
    "trust": "trust",
    "engagement": "engagement",
}
"""Short headings of the measures of a group."""

INSIDE = "inside"


def within(median: float | None, low: float | None, high: float | None, decimals: int = 2) -> str:
    """A median with its interval in a cell: `0.31 (0.24–0.39)`."""
    if median is None or low is None or high is None:
        return NONE
    return f"{fixed(median, decimals)} ({fixed(low, decimals)}–{fixed(high, decimals)})"


def levers_table(of: Summary) -> Table:
    """Levers of everybody before and after the answers."""
    rows = (row for row in of["levers"] if row["who"] == EVERYBODY)
    return _before_after(rows, "lever", "What the answers say about levers, for everybody")


def group_levers_table(of: Summary, clear_only: bool = False) -> Table:
    """Levers of groups; those alone that differ clearly from everybody's, if so asked."""
    rows = [row for row in of["levers"] if row["who"] != EVERYBODY]
    title = "What the answers say about levers, by group"
    if clear_only:
        rows = [row for row in rows if not 1 - CLEARLY < row["above"] < CLEARLY]
        title = "Groups whose levers clearly differ from everybody's"
    table = _before_after(rows, "lever", title)
    columns = (Column("group"), *table.columns, _share("more than everybody's"))
    cells = tuple(
        (plain_name(row["who"]), *cell, row["above"])
        for row, cell in zip(rows, table.rows, strict=True)
    )
    return Table(columns, cells, title)


def parameters_table(of: Summary, narrower: float = 0.1) -> Table:
    """Numbers of the model that answers made narrower by at least so much."""
    rows = (row for row in of["parameters"] if row["narrower"] >= narrower)
    return _before_after(rows, "parameter", "What the answers say about numbers of the model")


def _before_after(rows: Iterable[Row], what: str, title: str) -> Table:
    columns = (
        Column(what, "name", written=_called),
        Column("before, with 90 % interval", "number", short="before"),
        Column("after, with 90 % interval", "number", short="after"),
        _share("narrower"),
    )
    cells = tuple(
        (
            row[what],
            within(row["before"], row["before_low"], row["before_high"]),
            within(row["after"], row["after_low"], row["after_high"]),
            max(0.0, row["narrower"]),
        )
        for row in rows
    )
    return Table(columns, cells, title)


def _called(key: str) -> str:
    """What people call a lever or a dotted key: `people.resistance.mean` as `Resistance (mean)`."""
    name, *moment = key.split(".")[1:] or [key]
    return " ".join((label_of(name), *(f"({each})" for each in moment)))


def _share(heading: str) -> Column:
    return Column(heading, "number", written=percent)


def gaps_table(of: Summary) -> Table:
    """Where people are now, a row a group: everybody first, then those with the widest gap."""
    by_group: dict[str, dict[str, Row]] = {}
    for row in of["gaps"]:
        by_group.setdefault(row["who"], {})[row["measure"]] = row
    everybody, *groups = by_group
    groups.sort(key=lambda who: -by_group[who]["message_practice_gap"]["median"])
    columns = (
        Column("group"),
        numbers("people", 0),
        *(
            Column(MEASURES[measure].label, "number", short=short)
            for measure, short in HEADINGS.items()
        ),
    )
    return Table(
        columns,
        tuple(_gaps(who, by_group[who]) for who in (everybody, *groups)),
        "Where people are now, with 90 % intervals",
    )


def _gaps(who: str, found: Mapping[str, Row]) -> tuple[Any, ...]:
    people = next(iter(found.values()))["people"]
    cells = [
        within(row["median"], row["low"], row["high"]) if row else None
        for row in (found.get(measure) for measure in HEADINGS)
    ]
    return plain_name(who), people, *cells


def items_table(of: Summary) -> Table:
    """Items as they were answered and as the fit predicts them, with a verdict on each."""
    columns = (
        Column("item", "name"),
        numbers("waves", 0),
        numbers("means", 0),
        numbers("found", 2),
        numbers("before", 2),
        numbers("after", 2),
        Column("inside 90 %", "number", short=INSIDE, written=percent),
        Column("p (Holm)", "number", short="Holm's p", written=p_value),
        Column("explained"),
    )
    return Table(columns, tuple(map(_item, of["items"])), "Items found against predicted")


def _item(row: Row) -> tuple[Any, ...]:
    verdict = Marked("yes", "better") if row["explained"] else Marked("no", "worse")
    keys = ("item", "waves", "data", "found", "before", "predicted", INSIDE, "p")
    return *(row[key] for key in keys), verdict


def answers_table(of: Summary) -> Table:
    """What was found and predicted, wave by wave and group by group."""
    names = {wave["week"]: wave["wave"] for wave in of["waves"]}
    columns = (
        Column("item", "name"),
        Column("wave"),
        Column("group"),
        numbers("answers", 0),
        numbers("found", 2),
        Column("predicted before", "number"),
        Column("predicted after", "number"),
        Column("inside", "words"),
    )
    return Table(
        columns, tuple(_answer(row, names) for row in of["answers"]), "Found and predicted"
    )


def _answer(row: Row, names: Mapping[int, str]) -> tuple[Any, ...]:
    inside = row["after_low"] <= row["found"] <= row["after_high"]
    item = f"{row['item']} (favourable)" if row["favourable"] else row["item"]
    return (
        item,
        names.get(row["week"], str(row["week"])),
        plain_name(row["who"]),
        row["answers"],
        row["found"],
        within(row["before"], row["before_low"], row["before_high"]),
        within(row["after"], row["after_low"], row["after_high"]),
        Marked("yes", "") if inside else Marked("no", "worse"),
    )


def not_told_table(of: Summary) -> Table:
    """What could not be inferred, and why."""
    rows: Sequence[Row] = of["not_told"]
    columns = (Column("what"), Column("why", "note"))
    return Table(
        columns, tuple((row["what"], row["why"]) for row in rows), "What could not be determined"
    )
