"""The map of what was explored, as an option of ECharts."""

from functools import cache
from typing import Any

import numpy as np

from orgsim.analysis.intervals import Estimate, estimate
from orgsim.figures.style import INK as DARK_INK
from orgsim.measures.shown_units import Shown, shown
from orgsim.number_text import fixed, levels
from orgsim.ui.explore.explore_factors import Factor
from orgsim.ui.explore.explore_state import Surface, ends_shown
from orgsim.ui.shared.page_colours import VERMILLION
from orgsim.ui.shared.theme import FONT, saved_as

MOST_COLUMNS_WITH_LABELS = 9

NARROW = 560
"""Pixels up to which the scale of colours stands below a map, and not beside it."""

BESIDE = {
    "grid": {"left": 76, "right": 110, "top": 12, "bottom": 56},
    "visualMap": {
        "orient": "vertical",
        "left": "auto",
        "right": 0,
        "top": "middle",
        "bottom": "auto",
    },
}
BELOW = {
    "grid": {"left": 66, "right": 8, "top": 12, "bottom": 112},
    "visualMap": {
        "orient": "horizontal",
        "left": "center",
        "right": "auto",
        "top": "auto",
        "bottom": 0,
    },
}


@cache
def _viridis() -> list[str]:
    """Colours from the lowest to the highest mean."""
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    return [to_hex(colormaps["viridis"](share)) for share in np.linspace(0, 1, 9)]


def heat_map(
    surface: Surface, measure: str, factors: tuple[Factor, Factor], here: tuple[float, float]
) -> dict[str, Any]:
    """Mean of a measure in each cell; a ring where the scenario is now."""
    way, ends = shown(measure), ends_shown(surface, measure)
    columns, rows = levels(surface.across.tolist()), levels(surface.up.tolist())
    means = ends.mean(axis=-1)
    known = means[np.isfinite(means)] if np.isfinite(means).any() else np.zeros(1)
    lowest, highest = float(known.min()), float(known.max())
    coarse = len(columns) <= MOST_COLUMNS_WITH_LABELS
    bright_above = lowest + 0.6 * (highest - lowest)
    cells = [
        _cell(
            (i, j),
            f"{factors[0].label} {column}, {factors[1].label} {row}",
            estimate(ends[j, i]),
            way,
            bright_above,
        )
        for j, row in enumerate(rows)
        for i, column in enumerate(columns)
    ]
    axis = {"type": "category", "splitArea": {"show": False}, "nameLocation": "middle"}
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as("map"),
        "tooltip": {"formatter": "{b}", "confine": True},
        "media": [{"query": {"maxWidth": NARROW}, "option": BELOW}, {"option": BESIDE}],
        "xAxis": {**axis, "data": columns, "name": _title(factors[0]), "nameGap": 34},
        "yAxis": {**axis, "data": rows, "name": _title(factors[1]), "nameGap": 52},
        "visualMap": {
            "min": float(f"{lowest:.3g}"),
            "max": float(f"{highest:.3g}"),
            "calculable": True,
            "precision": way.decimals,
            "inRange": {"color": _viridis()},
            "text": [way.unit, ""],
            "seriesIndex": 0,
            "itemHeight": 180,
        },
        "series": [_map_of(cells, coarse), _ring(list(surface.nearest(*here)), coarse)],
    }


def _cell(
    place: tuple[int, int], name: str, found: Estimate, way: Shown, bright_above: float
) -> dict[str, Any]:
    """One cell with what is read of it; nothing where its organisation does not exist."""
    exists = np.isfinite(found.mean)
    mean, low, high = (fixed(x, way.decimals) for x in (found.mean, found.low, found.high))
    return {
        "value": [*place, round(found.mean, 5) if exists else None],
        "name": f"{name}: {mean} {way.unit} [{low}, {high}]",
        "label": {
            "formatter": mean if exists else "",
            "color": DARK_INK if exists and found.mean > bright_above else "#FFFFFF",
        },
    }


def _map_of(cells: list[dict[str, Any]], labelled: bool) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "data": cells,
        "cursor": "pointer",
        "label": {"show": labelled, "fontSize": 12},
        "labelLayout": {"hideOverlap": True},
        "emphasis": {"itemStyle": {"borderColor": VERMILLION, "borderWidth": 3}},
    }


def _ring(place: list[int], large: bool) -> dict[str, Any]:
    """Where the scenario is now."""
    return {
        "type": "scatter",
        "data": [{"value": place, "name": "the scenario as it is now"}],
        "symbol": "circle",
        "symbolSize": 48 if large else 20,
        "silent": True,
        "itemStyle": {
            "color": "rgba(0,0,0,0)",
            "borderColor": "#FFFFFF",
            "borderWidth": 3,
            "shadowBlur": 3,
            "shadowColor": "#000000",
        },
    }


def _title(factor: Factor) -> str:
    return f"{factor.label} [{factor.unit}]"
