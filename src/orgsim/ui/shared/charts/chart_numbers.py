"""Chart numbers: what a chart draws as a table, for those who read instead of looking or pointing."""

from collections.abc import Mapping
from typing import Any

from orgsim.number_text import plain
from orgsim.reporting.neutral_table import Column, Table, words

FIGURES = 4
"""Significant figures of a number that stands by itself."""


def chart_numbers(option: Mapping[str, Any]) -> Table:
    """The table of an option of ECharts: the words of its points, or its lines by what they go along.

    Bands are drawn as differences that are stacked, and have no numbers of their own.
    """
    said = [name for series in option["series"] for name in _names(series) if name]
    if said:
        return words(("What is drawn",), [(name,) for name in said])
    axis = option["xAxis"][0] if isinstance(option["xAxis"], list) else option["xAxis"]
    lines = [series for series in option["series"] if "stack" not in series]
    columns = (
        Column(str(axis.get("name") or "week").capitalize()),
        *(Column(str(series["name"]), "number", written=_written, as_is=True) for series in lines),
    )
    values = zip(axis["data"], *(series["data"] for series in lines), strict=True)
    return Table(columns, tuple(values))


def _names(series: Mapping[str, Any]) -> list[str]:
    """What points of a series are called; nothing where they are numbers alone."""
    return [str(point.get("name", "")) for point in series["data"] if isinstance(point, dict)]


def _written(value: float) -> str:
    return plain(value, FIGURES)
