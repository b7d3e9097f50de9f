"""Bars: what levers and programmes do alone, with their intervals, as options of ECharts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.analysis.comparison import Difference, paired_difference
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.shown_units import Shown
from orgsim.measures.shown_units import shown as way_shown
from orgsim.number_text import fixed, plain
from orgsim.ui.explore.explore_factors import Factor
from orgsim.ui.explore.explore_state import Tornado
from orgsim.ui.explore.programme_effects import Effect, difference_shown
from orgsim.ui.shared.page_colours import BLUE, INK, ORANGE
from orgsim.ui.shared.theme import FONT, saved_as

MOST_BARS = 19
PALE = {"itemStyle": {"opacity": 0.35}}
"""How a bar looks whose difference is open."""


class Bar(NamedTuple):
    """What a lever's lower and higher value do to a measure, against the scenario as it is."""

    factor: Factor
    low: tuple[float, Difference] | None
    high: tuple[float, Difference] | None

    @property
    def size(self) -> float:
        """The larger of the two differences."""
        sides = [abs(side[1].mean) for side in (self.low, self.high) if side]
        return max(sides, default=0.0)

    @property
    def decided(self) -> bool:
        """Whether any of the two leaves out 0."""
        return any(side[1].decided for side in (self.low, self.high) if side)


def bars(found: Tornado, measure: str) -> list[Bar]:
    """Levers with their differences as they are shown, the one that moves the measure most first."""
    rows = []
    for swing in found.swings:
        sides = [
            None
            if value is None
            else (
                value,
                difference_shown(
                    paired_difference(
                        found.ends[swing.factor.key, value][measure],
                        found.base[measure],
                        found.sets,
                    ),
                    measure,
                ),
            )
            for value in (swing.low, swing.high)
        ]
        rows.append(Bar(swing.factor, *sides))
    return sorted(rows, key=lambda bar: -bar.size)


def tornado_chart(rows: Sequence[Bar], measure: str) -> dict[str, Any]:
    """Bars to both sides of the scenario as it is, with 95 % intervals; pale: open."""
    shown = rows[:MOST_BARS][::-1]
    unit = way_shown(measure)
    series = [
        {**_series(name, colour), "data": [_side(bar, side, unit) for bar in shown]}
        for name, side, colour in (("lower", "low", ORANGE), ("higher", "high", BLUE))
    ]
    sides = [[side[1] for side in (bar.low, bar.high) if side] for bar in shown]
    labels = [f"{bar.factor.label} ±{plain(bar.factor.step)}" for bar in shown]
    legend = {"data": ["lower", "higher"], "top": 0, "textStyle": FONT}
    return {**_chart(labels, series, sides, measure, "levers"), "legend": legend}


def programmes_chart(rows: Sequence[Effect], measure: str) -> dict[str, Any]:
    """A bar per programme, compared with the scenario without it, with 95 % intervals; pale: open."""
    shown = rows[::-1]
    moved = [difference_shown(effect.difference, measure) for effect in shown]
    unit = way_shown(measure)
    data = [_bar(effect.label, each, unit) for effect, each in zip(shown, moved, strict=True)]
    series = [{**_series("programme", BLUE), "data": data}]
    sides = [[each] for each in moved]
    return _chart([effect.label for effect in shown], series, sides, measure, "programmes")


def _chart(
    labels: Sequence[str],
    series: list[dict[str, Any]],
    sides: Sequence[Sequence[Difference]],
    measure: str,
    file: str,
) -> dict[str, Any]:
    """Series of bars, a row a label from below, and the intervals of their differences."""
    about = MEASURES[measure]
    whiskers: list[Any] = []
    for row, differences in enumerate(sides):
        for each in differences:
            if np.isfinite(each.low):
                whiskers += [[each.low, row], [each.high, row], [None, None]]
    intervals = {
        "type": "line",
        "data": whiskers,
        "symbol": "none",
        "silent": True,
        "z": 5,
        "lineStyle": {"color": INK, "width": 1.5},
        "connectNulls": False,
    }
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as(file),
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        "grid": {"left": 8, "right": 24, "top": 34, "bottom": 46, "containLabel": True},
        "xAxis": {"type": "value"},
        "title": {
            "text": f"Change of {about.label} [{way_shown(measure).unit}]",
            "left": "center",
            "bottom": 0,
            "textStyle": {**FONT, "fontWeight": "normal"},
        },
        "yAxis": {
            "type": "category",
            "data": list(labels),
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": FONT,
        },
        "series": [*series, intervals],
    }


def _series(name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "stack": name,
        "barGap": "-100%",
        "barWidth": 14,
        "itemStyle": {"color": colour},
    }


def _side(bar: Bar, side: str, unit: Shown) -> dict[str, Any]:
    there = getattr(bar, side)
    if there is None:
        return {"value": None, "name": f"{bar.factor.label}: at its limit"}
    value, difference = there
    return _bar(f"{bar.factor.label} {plain(value, 4)}", difference, unit)


def _bar(what: str, difference: Difference, unit: Shown) -> dict[str, Any]:
    ends = (difference.mean, difference.low, difference.high)
    mean_text, low, high = (fixed(value, unit.decimals, sign=True) for value in ends)
    text = f"{what}: {mean_text} {unit.unit} [{low}, {high}]"
    mean = difference.mean if np.isfinite(difference.mean) else None
    return {"value": mean, "name": text, **({} if difference.decided else PALE)}
