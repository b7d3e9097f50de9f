"""A forecast as an option of ECharts: two bands and the median, and what was found before."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from orgsim.analysis.intervals import ERRORS_OF_90
from orgsim.ui.shared.charts.curve_bands import DARK, PALE, line_series
from orgsim.ui.shared.charts.curves import tick
from orgsim.ui.shared.page_colours import BLUE, VERMILLION
from orgsim.ui.shared.theme import FONT, saved_as

NOW = "Week (0 is now)"
BANDS = ("Middle 50 %", "Middle 90 %")
FOUND = "Found in a wave"


def forecast_chart(curve: Mapping[str, Any]) -> dict[str, Any]:
    """A curve of a forecast (see `orgsim.inference.findings.forecast_summary.curves`)."""
    ends, first = curve["ends"], min((int(wave["week"]) for wave in curve["found"]), default=0)
    step = tick(len(ends["median"]) - first)
    before = -(first // step) * step  # so that week 0 is one of those with a number
    weeks = list(range(-before, len(ends["median"])))
    lines = {name: np.concatenate([np.full(before, np.nan), ends[name]]) for name in ends}
    series = [
        *_band("Middle 90 %", lines["low_90"], lines["high_90"], PALE),
        *_band("Middle 50 %", lines["low_50"], lines["high_50"], DARK),
        _line("Median", lines["median"], {"lineStyle": {"width": 2.4, "color": BLUE}}),
        _line("90 % from", lines["low_90"], {"lineStyle": {"opacity": 0}}),
        _line("90 % to", lines["high_90"], {"lineStyle": {"opacity": 0}}),
    ]
    legend: list[Any] = ["Median", *({"name": name, "icon": "roundRect"} for name in BANDS)]
    if curve["found"]:
        series += _found(curve["found"], before, len(weeks))
        legend.append(FOUND)
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as("forecast"),
        "tooltip": {"trigger": "axis", "confine": True},
        "legend": {"bottom": 0, "data": legend, "itemWidth": 22, "itemHeight": 11},
        "grid": {"left": 64, "right": 24, "top": 28, "bottom": 76},
        "xAxis": {
            "type": "category",
            "data": weeks,
            "boundaryGap": False,
            "axisLabel": {"interval": step - 1},
            "axisTick": {"interval": step - 1},
            "name": NOW,
            "nameLocation": "middle",
            "nameGap": 26,
        },
        "yAxis": {
            "type": "value",
            "scale": True,
            "splitNumber": 4,
            "name": curve["unit"],
            "nameLocation": "middle",
            "nameGap": 48,
        },
        "series": series,
    }


def _band(name: str, low: np.ndarray, high: np.ndarray, opacity: float) -> list[dict[str, Any]]:
    """An unseen line, and what lies between it and the next one."""
    shared = {"stack": name, "stackStrategy": "all", "silent": True, "lineStyle": {"opacity": 0}}
    colour = {"color": BLUE, "opacity": opacity}
    return [
        _line(f"{name}, low", low, shared),
        _line(name, high - low, {**shared, "areaStyle": colour, "itemStyle": colour}),
    ]


def _line(name: str, values: np.ndarray, more: Mapping[str, Any]) -> dict[str, Any]:
    return line_series(name, values, {"itemStyle": {"color": BLUE}, **more})


def _found(waves: Sequence[Mapping[str, float]], before: int, weeks: int) -> list[dict[str, Any]]:
    """Means of waves as dots, with what holds 90 % of their error as a line through each.

    Its ends are unseen curves, too: the axis reaches to them, and they are read as numbers.
    """
    means, low, high = np.full((3, weeks), np.nan)
    errors = []
    for wave in waves:
        at, half = int(wave["week"]) + before, ERRORS_OF_90 * wave["error"]
        means[at], low[at], high[at] = wave["mean"], wave["mean"] - half, wave["mean"] + half
        errors.append([{"coord": [at, float(low[at])]}, {"coord": [at, float(high[at])]}])
    unseen = {"lineStyle": {"opacity": 0}, "itemStyle": {"color": VERMILLION}}
    dots = {
        **unseen,
        "showSymbol": True,
        "showAllSymbol": True,
        "symbol": "circle",
        "symbolSize": 8,
        "markLine": {
            "symbol": "none",
            "silent": True,
            "label": {"show": False},
            "lineStyle": {"color": VERMILLION, "type": "solid", "width": 1.5},
            "data": errors,
        },
    }
    return [
        _line(FOUND, means, dots),
        _line("Found, 90 % from", low, unseen),
        _line("Found, 90 % to", high, unseen),
    ]
