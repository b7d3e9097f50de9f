"""Charts in type that is read across a room."""

from collections.abc import Mapping
from typing import Any

SIZE = 18
"""Pixels of letters on axes and in legends."""

TIMES = 1.5
"""How many times the room is that such letters take: around axes, to their names, between lines."""

LINE = 22
"""Pixels of a line of such letters."""


def big_type(option: Mapping[str, Any]) -> dict[str, Any]:
    """The chart of an option of ECharts with large letters."""
    grid = option["grid"]
    around = ("bottom",) if grid.get("containLabel") else ("left", "top", "bottom")
    made = {
        **option,
        "grid": {**grid, **{side: TIMES * grid[side] for side in around}},
        "xAxis": _axis(option["xAxis"]),
        "yAxis": _axis(option["yAxis"]),
    }
    if " [" in option["yAxis"].get("name", ""):
        made["grid"]["left"] += (
            LINE  # for the unit, which the quantity would not leave enough height
        )
        made["yAxis"]["name"] = made["yAxis"]["name"].replace(" [", "\n[")
    if legend := option.get("legend"):
        made["legend"] = {**legend, "textStyle": {**legend["textStyle"], "fontSize": SIZE}}
    return made


def _axis(axis: Mapping[str, Any]) -> dict[str, Any]:
    label = {"hideOverlap": True, **axis.get("axisLabel", {}), "fontSize": SIZE}
    label |= {key: TIMES * label[key] for key in ("width", "lineHeight") if key in label}
    gap = {"nameGap": TIMES * axis["nameGap"]} if "nameGap" in axis else {}
    title = {"fontSize": SIZE, "lineHeight": LINE}
    return {**axis, **gap, "axisLabel": label, "nameTextStyle": title}
