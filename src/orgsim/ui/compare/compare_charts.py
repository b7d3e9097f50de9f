"""Charts of a comparison, as options of ECharts: curves over weeks, and a forest of differences."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from orgsim.analysis.bands import Band, band
from orgsim.analysis.scenario_comparison import Comparison
from orgsim.measures.outcomes import MEASURES, weeks_averaged
from orgsim.measures.shown_units import shown
from orgsim.reporting.sentences.comparison_words import smaller
from orgsim.simulation import ScenarioResult
from orgsim.ui.shared.charts.curves import LINE
from orgsim.ui.shared.page_colours import BLUE, GREY, INK, SERIES, VERMILLION
from orgsim.ui.shared.theme import FONT, saved_as
from orgsim.week_text import week_marks

LINES = ("solid", [9, 4], [16, 4, 3, 4], [3, 4], [15, 3, 3, 3, 3, 3], [20, 5])
"""Lines of scenarios in their order, as figures of reports have them; dashes and spaces in pixels."""


def colours(names: Sequence[str]) -> dict[str, str]:
    """A colour of its own for each scenario, in their order."""
    return dict(zip(names, SERIES, strict=False))


def curves(
    results: Mapping[str, ScenarioResult], measure: str, compared: Sequence[str] = ()
) -> dict[str, Any]:
    """A measure week by week, a line for each scenario with the 95 % interval of its mean behind it.

    compared  all that are compared, in their order, where these are some of them: each keeps its look
    """
    about, way = MEASURES[measure], shown(measure)
    series: list[dict[str, Any]] = []
    names = compared or list(results)
    looks = colours(names)
    for name, result in results.items():
        values = way.times * result.measures[measure]
        averaged = weeks_averaged(measure, len(values) - 1) if about.flow else 1
        found = band(values, averaged, result.sets)
        series += banded_line(names.index(name), name, looks[name], found)
    first = next(iter(results.values()))
    weeks, begins = len(first.measures[measure]) - 1, first.config.run.start_date
    quantity = f"{about.label} [{way.unit}]"
    return by_week(series, list(results), weeks, begins, quantity)


def banded_line(number: int, name: str, colour: str, found: Band) -> list[dict[str, Any]]:
    """Series of a scenario: the mean as a line, and the 95 % interval behind it as a band."""
    low, high = _rounded(found.ci_low), _rounded(found.ci_high)
    stack = {"type": "line", "stack": f"band {number}", "symbol": "none", "silent": True}
    hidden = {"lineStyle": {"opacity": 0}, "tooltip": {"show": False}}
    width = [
        None if a is None or b is None else round(b - a, 5) for a, b in zip(low, high, strict=True)
    ]
    fill = {"areaStyle": {"color": colour, "opacity": 0.16}}
    line = {
        "type": "line",
        "name": name,
        "data": _rounded(found.mean),
        "symbol": "none",
        "lineStyle": {"color": colour, "width": 2.5, "type": LINES[number % len(LINES)]},
        "itemStyle": {"color": colour},
        "emphasis": {"focus": "none"},
    }
    return [
        {**stack, **hidden, "data": low, "stackStrategy": "all"},
        {**stack, **hidden, **fill, "data": width, "stackStrategy": "all"},
        line,
    ]


def by_week(
    series: list[dict[str, Any]],
    names: Sequence[str],
    weeks: int,
    begins: date | None,
    quantity: str,
) -> dict[str, Any]:
    """Lines by name over weeks, with dates below them where it is known when week 1 begins."""
    below = 2 * LINE * (begins is not None)
    return {
        "animation": False,
        "textStyle": FONT,
        "legend": {
            "type": "plain",
            "data": list(names),
            "textStyle": FONT,
            "padding": 0,
            "top": 6,
            "left": 0,
            "right": 40,
            "itemWidth": 40,
            "itemStyle": {"opacity": 0},  # no dot, which would hide how a line is dashed
            "itemGap": 12,
        },
        "toolbox": saved_as("comparison"),
        "tooltip": {"trigger": "axis", "confine": True, "order": "valueAsc"},
        "grid": {"left": 64, "right": 20, "top": 40, "bottom": 46 + below},
        "xAxis": {
            "type": "category",
            "data": week_marks(weeks, begins),
            "name": "week",
            "boundaryGap": False,
            "nameLocation": "middle",
            "nameGap": 28 + below,
            "axisLabel": {"interval": _every(weeks) - 1, "hideOverlap": True, "lineHeight": LINE},
            "axisTick": {"interval": _every(weeks) - 1},
        },
        "yAxis": {
            "type": "value",
            "name": quantity,
            "scale": True,
            "nameLocation": "middle",
            "nameGap": 48,
        },
        "series": series,
    }


def forest(found: Comparison) -> dict[str, Any]:
    """Percent by which each scenario's gap is smaller than the reference's, dots with intervals."""
    shown = found.others[::-1]
    whiskers: list[Any] = []
    dots = []
    for row, each in enumerate(shown):
        low, mean, high = (
            _known(value) for value in (each.closed.low, each.closed.mean, each.closed.high)
        )
        if low is not None and high is not None:
            whiskers += [[low, row], [high, row], [None, None]]
        colour = GREY if low is None or low <= 0 <= (high or 0) else BLUE if low > 0 else VERMILLION
        dots.append(
            {
                "value": [mean, row],
                "name": f"{each.name}: {smaller(each.closed)}",
                "itemStyle": {"color": colour},
            }
        )
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as("gap-closed"),
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        **row_axes([each.name for each in shown], f"gap smaller than with “{found.reference}” [%]"),
        "series": [
            {
                "type": "line",
                "data": whiskers,
                "symbol": "none",
                "silent": True,
                "lineStyle": {"color": INK, "width": 2},
                "connectNulls": False,
                "markLine": {
                    "silent": True,
                    "symbol": "none",
                    "data": [{"xAxis": 0}],
                    "label": {"show": False},
                    "lineStyle": {"color": GREY, "type": "dashed"},
                },
            },
            {"type": "scatter", "data": dots, "symbolSize": 13, "z": 5},
        ],
    }


def row_axes(names: Sequence[str], quantity: str) -> dict[str, Any]:
    """Axes of a chart with a row for each name, from below, and a quantity across."""
    return {
        "grid": {"left": 12, "right": 24, "top": 12, "bottom": 46, "containLabel": True},
        "xAxis": {"type": "value", "name": quantity, "nameLocation": "middle", "nameGap": 28},
        "yAxis": {
            "type": "category",
            "data": list(names),
            "axisTick": {"show": False},
            "axisLabel": {
                "width": 180,
                "overflow": "break",
                "lineHeight": LINE,
                "interval": 0,
                "hideOverlap": False,
                **FONT,
            },
        },
    }


def _every(weeks: int) -> int:
    """Weeks between labels of an axis: quarters, half years or years."""
    return next((step for step in (4, 13, 26, 52, 104) if weeks / step <= 13), 208)


def _rounded(values: np.ndarray) -> list[float | None]:
    return [_known(value) for value in values]


def _known(value: float) -> float | None:
    return round(float(value), 5) if np.isfinite(value) else None
