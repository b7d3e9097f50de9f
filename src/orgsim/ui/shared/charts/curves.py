"""Curves: a measure week by week, with its bands and what was done, as an option of ECharts."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.bands import Band, band, randomness_range
from orgsim.measures.declarations import MEASURES, measures_shown, smoothing
from orgsim.measures.shown_units import shown
from orgsim.simulation import ScenarioResult
from orgsim.ui.scenario.timeline.timeline_rows import Row
from orgsim.ui.shared.charts.curve_bands import band_series, line_series
from orgsim.ui.shared.page_colours import BLUE, GREY, ORANGE, PLAIN, VERMILLION, WORSE
from orgsim.ui.shared.theme import saved_as
from orgsim.week_text import week_marks

CHOICES = (
    *measures_shown("card"),
    *(name for name in measures_shown("curve") if name not in measures_shown("card")),
)
"""Measures that the chips offer, headlines before others; the first four are chosen at first."""

LEFT, RIGHT = 52, 18
"""Pixels to the left and right of a chart's weeks."""

LINE = 14
"""Pixels of a line below the weeks."""

NAMES = {"scenario": "This scenario", "reference": "As it was at first"}
LOOKS = {"scenario": (BLUE, "solid"), "reference": (PLAIN, "dashed")}


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
    drawn = {key: results[key] for key in ("reference", "scenario") if key in results}
    bands: list[dict[str, Any]] = []
    week_one = next(iter(drawn.values())).config.run.start_date
    series: list[dict[str, Any]] = []
    for key, result in drawn.items():
        about = shown(name).times * result.measures[name], smoothing(name, weeks), result.sets
        found = band(*about)
        bands += band_series(found, randomness_range(*about)) if key == "scenario" else []
        series += _curves(key, found)
    lines, told = [NAMES[key] for key in reversed(drawn)], bands[1::2]
    series[-3]["markLine"] = _marks(events, weeks)
    series[-3]["markArea"] = _areas(events, weeks)
    return {
        "animation": False,
        "grid": {"left": LEFT, "right": RIGHT} | _room(zoomed, dated=week_one is not None),
        "tooltip": {"trigger": "axis", "confine": True, "textStyle": {"fontSize": 12}},
        "legend": _legends(lines, [each["name"] for each in told], zoomed),
        "toolbox": saved_as(name),
        "dataZoom": _zoom() if zoomed else [],
        "xAxis": [
            {
                "type": "category",
                "data": week_marks(weeks, week_one),
                "boundaryGap": False,
                "axisLabel": {
                    "interval": tick(weeks) - 1,
                    "hideOverlap": True,
                    "lineHeight": LINE,
                },
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
            "splitNumber": 4,
        },
        "series": [*bands, *series],
    }


def _legends(lines: list[str], bands: list[str], zoomed: bool) -> list[dict[str, Any]]:
    """What lines and bands are: above each other below a chart, in one row above the main one."""
    shared = {"itemWidth": 22, "itemHeight": 11}
    squares = [{"name": name, "icon": "roundRect"} for name in bands]
    if not zoomed:
        return [{**shared, "type": "scroll", "top": 0, "right": 40, "data": [*lines, *squares]}]
    return [
        {**shared, "bottom": 18, "data": lines},
        {**shared, "bottom": 0, "data": squares},
    ]


def _room(zoomed: bool, dated: bool) -> dict[str, int]:
    """Pixels above and below the weeks; two lines more below where they have dates."""
    top, bottom = (16, 84) if zoomed else (28, 22)
    return {"top": top, "bottom": bottom + 2 * LINE * dated}


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
            "bottom": 44,
            "showDetail": False,
            "brushSelect": False,
        },
    ]


def title(name: str, weeks: int) -> tuple[str, str]:
    """Title of a chart, and its unit with other notes."""
    measure, averaged = MEASURES[name], smoothing(name, weeks)
    unit = "0 to 1" if measure.unit == "points" else shown(name).unit
    note = f", mean of {averaged} weeks" if averaged > 1 else ""
    return measure.label, f"{unit}{note}, by week"


def tick(weeks: int) -> int:
    """Weeks between two marks of the axis: quarters, halves or whole years where there are many."""
    return next((step for step in (1, 2, 4, 13, 26, 52, 104, 260) if weeks / step <= 8), 260)


def _curves(key: str, found: Band) -> list[dict[str, Any]]:
    """The mean and, unseen, the ends of its interval: all three are read by the tooltip."""
    colour, line = LOOKS[key]
    name = NAMES[key]
    mean = line_series(
        name,
        found.mean,
        {
            "symbol": "circle",
            "lineStyle": {"width": 2.4, "color": colour, "type": line},
            "itemStyle": {"color": colour},
        },
    )
    unseen = {
        "symbol": "circle",
        "lineStyle": {"opacity": 0},
        "itemStyle": {"color": colour, "opacity": 0},
    }
    limits = [
        line_series(
            "… 95 % from" if key == "scenario" else "at first, 95 % from", found.ci_low, unseen
        ),
        line_series(
            "… 95 % to" if key == "scenario" else "at first, 95 % to", found.ci_high, unseen
        ),
    ]
    return [mean, *limits]


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
    label = {"position": "insideEndBottom", "fontSize": 10.5, "color": WORSE}
    return {"symbol": "none", "silent": True, "label": label, "data": lines}


def _areas(events: list[Row], weeks: int) -> dict[str, Any]:
    """The weeks in which something is done, pale behind the curves."""
    spans = [
        [{"xAxis": event.first - 1}, {"xAxis": min(weeks, event.last or weeks)}]
        for event in events
        if not event.shock and event.first <= weeks
    ]
    return {"silent": True, "itemStyle": {"color": ORANGE, "opacity": 0.07}, "data": spans}
