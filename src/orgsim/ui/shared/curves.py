"""Curves: a measure week by week, with its bands and what was done, as an option of ECharts."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from orgsim.analysis.bands import Band, band
from orgsim.figures.style import BLUE, GREY, ORANGE, VERMILLION
from orgsim.measures.declarations import MEASURES, measures_shown, smoothing
from orgsim.simulation import ScenarioResult
from orgsim.ui.scenario.timeline_rows import Row
from orgsim.ui.shared.theme import saved_as

CHOICES = (
    *measures_shown("card"),
    *(name for name in measures_shown("curve") if name not in measures_shown("card")),
)
"""Measures that the chips offer, headlines before others; the first four are chosen at first."""

LEFT, RIGHT = 52, 18
"""Pixels beside the weeks of a chart."""

NAMES = {"scenario": "This scenario", "reference": "As it was at first"}
LOOKS = {"scenario": (BLUE, "solid"), "reference": ("#6B7280", "dashed")}


def option(
    name: str,
    results: Mapping[str, ScenarioResult],
    events: list[Row],
    weeks: int,
    zoomed: bool = True,
) -> dict[str, Any]:
    """The chart of one measure for the scenarios there are; numbers rounded for the way.

    zoomed  whether a bar below zooms into its weeks; without it, the weeks end at LEFT and RIGHT
    """
    shown = {key: results[key] for key in ("reference", "scenario") if key in results}
    series: list[dict[str, Any]] = []
    for key, result in shown.items():
        series += _curves(key, band(result.measures[name], smoothing(name, weeks), result.sets))
    series[-3]["markLine"] = _marks(events, weeks)
    series[-3]["markArea"] = _areas(events, weeks)
    return {
        "animation": False,
        "grid": {"left": LEFT, "right": RIGHT}
        | ({"top": 16, "bottom": 66} if zoomed else {"top": 28, "bottom": 22}),
        "tooltip": {"trigger": "axis", "confine": True, "textStyle": {"fontSize": 12}},
        "legend": {
            **({"bottom": 0} if zoomed else {"top": 0}),
            "itemWidth": 22,
            "data": [NAMES[key] for key in reversed(shown)],
            "textStyle": {"color": "#333333"},
        },
        "toolbox": saved_as(name),
        "dataZoom": _zoom() if zoomed else [],
        "xAxis": [
            {
                "type": "category",
                "data": list(range(weeks + 1)),
                "boundaryGap": False,
                "axisLabel": {"color": "#5B6470", "interval": tick(weeks) - 1},
                "axisTick": {"interval": tick(weeks) - 1},
            },
            {
                "type": "category",
                "data": list(range(weeks + 1)),
                "boundaryGap": False,
                "show": False,
                "axisPointer": {"show": False, "triggerTooltip": False},
            },
        ],
        "yAxis": {
            "type": "value",
            "scale": True,
            "axisLabel": {"color": "#5B6470"},
            "splitNumber": 4,
            "splitLine": {"lineStyle": {"color": "#E8ECF1"}},
        },
        "series": series,
    }


def _zoom() -> list[dict[str, Any]]:
    """A bar, and the wheel with the control key."""
    return [
        {
            "type": "inside",
            "xAxisIndex": [0, 1],
            "filterMode": "none",
            "zoomOnMouseWheel": "ctrl",
        },
        {
            "type": "slider",
            "xAxisIndex": [0, 1],
            "filterMode": "none",
            "height": 12,
            "bottom": 26,
            "showDetail": False,
            "brushSelect": False,
        },
    ]


def title(name: str, weeks: int) -> tuple[str, str]:
    """What a chart is called, and its unit with what else must be known."""
    measure, averaged = MEASURES[name], smoothing(name, weeks)
    unit = "0 to 1" if measure.unit == "points" else measure.unit
    note = f", mean of {averaged} weeks" if averaged > 1 else ""
    return measure.label, f"{unit}{note}, by week"


def tick(weeks: int) -> int:
    """Weeks between two marks of the axis: quarters, halves or whole years where there are many."""
    return next((step for step in (1, 2, 4, 13, 26, 52, 104, 260) if weeks / step <= 8), 260)


def _curves(key: str, found: Band) -> list[dict[str, Any]]:
    """Bands below, and the mean and its interval on top; the last three are read by the tooltip."""
    colour, line = LOOKS[key]
    name = NAMES[key]
    mean = _line(
        name,
        found.mean,
        {
            "lineStyle": {"width": 2.4, "color": colour, "type": line},
            "itemStyle": {"color": colour},
        },
    )
    unseen = {"lineStyle": {"opacity": 0}, "itemStyle": {"color": colour, "opacity": 0}}
    limits = [
        _line("… 95 % from" if key == "scenario" else "at first, 95 % from", found.ci_low, unseen),
        _line("… 95 % to" if key == "scenario" else "at first, 95 % to", found.ci_high, unseen),
    ]
    bands = _area(key, "range", found.low, found.high, colour, 0.09) if key == "scenario" else []
    bands += _area(key, "interval", found.ci_low, found.ci_high, colour, 0.24)
    return [*bands, mean, *limits]


def _line(name: str, values: np.ndarray, more: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "type": "line",
        "data": points(values),
        "showSymbol": False,
        "symbol": "circle",
        **more,
    }


def _area(
    key: str, kind: str, low: np.ndarray, high: np.ndarray, colour: str, opacity: float
) -> list[dict[str, Any]]:
    """A band: an unseen line, and what lies between it and the next one."""
    shared = {
        "type": "line",
        "stack": f"{key} {kind}",
        "stackStrategy": "all",
        "xAxisIndex": 1,
        "silent": True,
        "showSymbol": False,
        "lineStyle": {"opacity": 0},
    }
    return [
        {"name": f"{key} {kind} low", "data": points(low), **shared},
        {
            "name": f"{key} {kind}",
            "data": points(high - low),
            "areaStyle": {"color": colour, "opacity": opacity},
            **shared,
        },
    ]


def points(values: np.ndarray) -> list[float | None]:
    """A value a week with four significant digits, None where there is none."""
    return [float(f"{v:.4g}") if math.isfinite(v) else None for v in values.tolist()]


def _marks(events: list[Row], weeks: int) -> dict[str, Any]:
    lines = [
        {
            "xAxis": event.first if event.shock else event.first - 1,
            "name": event.label,
            "label": {"show": event.shock, "formatter": "{b}"},  # the name, as it is
            "lineStyle": {
                "color": VERMILLION if event.shock else GREY,
                "type": "dashed" if event.shock else "dotted",
            },
        }
        for event in events
        if event.first <= weeks
    ]
    label = {"position": "insideEndBottom", "fontSize": 10.5, "color": "#8A3A00"}
    return {"symbol": "none", "silent": True, "label": label, "data": lines}


def _areas(events: list[Row], weeks: int) -> dict[str, Any]:
    """The weeks in which something is done, pale behind the curves."""
    spans = [
        [{"xAxis": event.first - 1}, {"xAxis": min(weeks, event.last or weeks)}]
        for event in events
        if not event.shock and event.first <= weeks
    ]
    return {"silent": True, "itemStyle": {"color": ORANGE, "opacity": 0.07}, "data": spans}
