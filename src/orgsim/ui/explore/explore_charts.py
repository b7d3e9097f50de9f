"""Charts of what was explored, as options of ECharts: a heat map and a tornado."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex

from orgsim.analysis.comparison import Difference, paired_difference
from orgsim.analysis.intervals import estimate
from orgsim.figures.style import BLUE, INK, ORANGE
from orgsim.measures.outcomes import MEASURES
from orgsim.number_text import fixed, plain
from orgsim.ui.explore.explore_factors import Factor
from orgsim.ui.explore.explore_state import Surface, Tornado
from orgsim.ui.shared.theme import saved_as

FONT = {"fontFamily": "Roboto, sans-serif", "color": INK, "fontSize": 13}
VIRIDIS = [to_hex(colormaps["viridis"](share)) for share in np.linspace(0, 1, 9)]
MOST_BARS = 19
MOST_COLUMNS_WITH_LABELS = 9


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


def heat_map(
    surface: Surface, measure: str, factors: tuple[Factor, Factor], here: tuple[float, float]
) -> dict[str, Any]:
    """Mean of a measure in each cell; a ring where the scenario is now."""
    about, ends = MEASURES[measure], surface.ends[measure]
    columns = [plain(value, 4) for value in surface.across]
    rows = [plain(value, 4) for value in surface.up]
    means = ends.mean(axis=-1)
    known = means[np.isfinite(means)] if np.isfinite(means).any() else np.zeros(1)
    lowest, highest = float(known.min()), float(known.max())
    coarse = len(columns) <= MOST_COLUMNS_WITH_LABELS
    cells = []
    for j in range(len(rows)):
        for i in range(len(columns)):
            found = estimate(ends[j, i])
            text = (
                f"{factors[0].label} {columns[i]}, {factors[1].label} {rows[j]}: "
                f"{fixed(found.mean)} {about.unit} [{fixed(found.low)}, {fixed(found.high)}]"
            )
            exists = np.isfinite(found.mean)
            bright = exists and found.mean - lowest > 0.6 * (highest - lowest)
            cells.append(
                {
                    "value": [i, j, round(found.mean, 5) if exists else None],
                    "name": text,
                    "label": {
                        "show": coarse,
                        "formatter": fixed(found.mean) if exists else "",
                        "color": INK if bright else "#FFFFFF",
                    },
                }
            )
    axis = {"type": "category", "splitArea": {"show": False}, "nameLocation": "middle"}
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as("map"),
        "tooltip": {"formatter": "{b}", "confine": True},
        "grid": {"left": 76, "right": 110, "top": 12, "bottom": 56},
        "xAxis": {**axis, "data": columns, "name": _title(factors[0]), "nameGap": 34},
        "yAxis": {**axis, "data": rows, "name": _title(factors[1]), "nameGap": 52},
        "visualMap": {
            "min": float(f"{lowest:.3g}"),
            "max": float(f"{highest:.3g}"),
            "calculable": True,
            "right": 0,
            "top": "middle",
            "precision": 3,
            "inRange": {"color": VIRIDIS},
            "text": [about.unit, ""],
            "seriesIndex": 0,
            "itemHeight": 180,
        },
        "series": [
            {
                "type": "heatmap",
                "data": cells,
                "cursor": "pointer",
                "label": {"fontSize": 12},
                "emphasis": {"itemStyle": {"borderColor": "#D55E00", "borderWidth": 3}},
            },
            {
                "type": "scatter",
                "data": [
                    {"value": list(surface.nearest(*here)), "name": "the scenario as it is now"}
                ],
                "symbol": "circle",
                "symbolSize": 48 if coarse else 20,
                "silent": True,
                "itemStyle": {
                    "color": "rgba(0,0,0,0)",
                    "borderColor": "#FFFFFF",
                    "borderWidth": 3,
                    "shadowBlur": 3,
                    "shadowColor": "#000000",
                },
            },
        ],
    }


def _title(factor: Factor) -> str:
    return f"{factor.label} [{factor.unit}]"


def bars(found: Tornado, measure: str) -> list[Bar]:
    """Levers with their differences, the one that moves the measure most first."""
    rows = []
    for swing in found.swings:
        sides = [
            None
            if value is None
            else (
                value,
                paired_difference(
                    found.ends[swing.factor.key, value][measure], found.base[measure], found.sets
                ),
            )
            for value in (swing.low, swing.high)
        ]
        rows.append(Bar(swing.factor, *sides))
    return sorted(rows, key=lambda bar: -bar.size)


def tornado_chart(rows: list[Bar], measure: str) -> dict[str, Any]:
    """Bars to both sides of the scenario as it is, with 95 % intervals; pale: not shown to matter."""
    about = MEASURES[measure]
    shown = rows[:MOST_BARS][::-1]
    series = [
        {
            "type": "bar",
            "name": name,
            "stack": name,
            "barGap": "-100%",
            "barWidth": 14,
            "itemStyle": {"color": colour},
            "data": [_bar(bar, side, about.unit) for bar in shown],
        }
        for name, side, colour in (("lower", "low", ORANGE), ("higher", "high", BLUE))
    ]
    whiskers: list[Any] = []
    for row, bar in enumerate(shown):
        for side in (bar.low, bar.high):
            if side and np.isfinite(side[1].low):
                whiskers += [[side[1].low, row], [side[1].high, row], [None, None]]
    return {
        "animation": False,
        "textStyle": FONT,
        "legend": {"data": ["lower", "higher"], "top": 0, "textStyle": FONT},
        "toolbox": saved_as("levers"),
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        "grid": {"left": 8, "right": 24, "top": 34, "bottom": 46, "containLabel": True},
        "xAxis": {
            "type": "value",
            "nameLocation": "middle",
            "nameGap": 28,
            "name": f"change of {about.label} [{about.unit}]",
        },
        "yAxis": {
            "type": "category",
            "data": [f"{bar.factor.label} ±{plain(bar.factor.step)}" for bar in shown],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": FONT,
        },
        "series": [
            *series,
            {
                "type": "line",
                "data": whiskers,
                "symbol": "none",
                "silent": True,
                "z": 5,
                "lineStyle": {"color": INK, "width": 1.5},
                "connectNulls": False,
            },
        ],
    }


def _bar(bar: Bar, side: str, unit: str) -> dict[str, Any]:
    there = getattr(bar, side)
    if there is None:
        return {"value": None, "name": f"{bar.factor.label}: at its limit"}
    value, difference = there
    text = (
        f"{bar.factor.label} {plain(value, 4)}: {fixed(difference.mean, sign=True)} {unit}"
        f" [{fixed(difference.low, sign=True)}, {fixed(difference.high, sign=True)}]"
    )
    style = {} if difference.decided else {"itemStyle": {"opacity": 0.35}}
    mean = difference.mean if np.isfinite(difference.mean) else None
    return {"value": mean, "name": text, **style}
