"""Tables of a forecast (measures and answers now and then) and of a backtest (who predicted best)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from orgsim.measures.declarations import MEASURES
from orgsim.measures.shown_units import Shown, shown
from orgsim.number_text import fixed, percent, span
from orgsim.organisation.group_text import plain_name
from orgsim.reporting.neutral_table import Column, Marked, Table, Tone
from orgsim.reporting.tables.fit_tables import within

Summary = Mapping[str, Any]
Row = Mapping[str, Any]

AS_IT_IS = Shown("", 1.0, 2)
"""How an answer is shown: on the scale of its item."""


def measures_forecast_table(of: Summary) -> Table:
    """Measures now and at the end, and in how many members they rise."""
    columns = (
        Column("measure", short=""),
        Column("unit"),
        *_columns(of["weeks"]),
    )
    rows = tuple(
        (
            MEASURES[row["measure"]].label,
            shown(row["measure"]).unit,
            *_cells(row, MEASURES[row["measure"]].better, shown(row["measure"])),
        )
        for row in of["measures"]
    )
    return Table(columns, rows, f"Measures now and in {of['weeks']:,} weeks")


def answers_forecast_table(of: Summary) -> Table:
    """What would be answered now and at the end, item by item and group by group."""
    columns = (Column("item", "name"), Column("group"), *_columns(of["weeks"]))
    rows = tuple((_item(row), plain_name(row["who"]), *_cells(row, 0)) for row in of["answers"])
    return Table(columns, rows, f"Answers now and in {of['weeks']:,} weeks")


def _item(row: Row) -> str:
    return f"{row['item']} (favourable)" if row["favourable"] else str(row["item"])


def _columns(weeks: int) -> tuple[Column, ...]:
    return (
        Column("now, with 90 % interval", "number", short="now (90 %)"),
        Column(f"week {weeks:,}", "number"),
        Column("50 % interval", "number", short="50 %"),
        Column("90 % interval", "number", short="90 %"),
        Column("change, with 90 % interval", "number", short="change (90 %)"),
    )


def _cells(row: Row, better: int, way: Shown = AS_IT_IS) -> tuple[Any, ...]:
    now, end, change = (_times(row[key], way.times) for key in ("now", "end", "change"))
    return (
        within(now["median"], now["low_90"], now["high_90"], way.decimals),
        fixed(end["median"], way.decimals),
        _span(end["low_50"], end["high_50"], way.decimals),
        _span(end["low_90"], end["high_90"], way.decimals),
        Marked(_change(change, way.decimals), _tone(change, better)),
    )


def _times(of: Row, times: float) -> Row:
    return {key: times * value for key, value in of.items() if isinstance(value, int | float)}


def _span(low: float, high: float, decimals: int) -> str:
    return f"{fixed(low, decimals)}–{fixed(high, decimals)}"


def _change(change: Row, decimals: int) -> str:
    median = fixed(change["median"], decimals, True)
    return f"{median} ({span(change['low_90'], change['high_90'], decimals, True)})"


def _tone(change: Row, better: int) -> Tone:
    """Better or worse where the 90 % interval leaves out 0."""
    direction = (change["low_90"] > 0) - (change["high_90"] < 0)
    if not direction or not better:
        return ""
    return "better" if direction == better else "worse"


def crps_table(of: Summary) -> Table:
    """Scores of each who predicted, by item, the best of an item marked."""
    return _by_predictor(of, "Continuous ranked probability score, smaller is better", _crps)


def coverage_table(of: Summary) -> Table:
    """Shares of the means inside the intervals of each who predicted, by item."""
    return _by_predictor(of, "Means inside the 90 % interval", _coverage)


def _by_predictor(of: Summary, title: str, cells: Callable[[Row], Iterable[Any]]) -> Table:
    names = list(of["scores"][0]["crps"])
    columns = (
        Column("item", "name"),
        Column("means", "number"),
        *(Column(name, "number", as_is=True) for name in names),
    )
    rows = tuple((row["item"], f"{row['data']:,}", *cells(row)) for row in of["scores"])
    return Table(columns, rows, title)


def _crps(row: Row) -> Iterable[Marked]:
    best = min(row["crps"].values())
    return (
        Marked(fixed(each, 4), "better" if each == best else "") for each in row["crps"].values()
    )


def _coverage(row: Row) -> Iterable[str]:
    return map(percent, row["coverage"].values())
