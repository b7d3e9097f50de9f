"""Charts at every width: the names of rows take less than half, in lines where it is narrow.

What an option has is for wide charts; ECharts takes what stands under `media` in narrower ones.
"""

import textwrap
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

WIDTHS = (240, 320, 400, 480, 560, 640, 720, 840, 960, 1120, 1280)
"""From how many pixels on there is another layout; each is made for the first of its widths."""

NARROW = WIDTHS.index(320)
"""The layout of charts on a phone."""

WINDOW = 600
"""Pixels of the windows, at most, whose charts are higher."""

LETTER = 0.46
"""Width of a letter as a part of its height, rather too much."""

SMALL = 13
"""Height of letters, at most, where names do not fit as they are."""

ROW_NAMES = 0.36
"""Part of a chart that names of its rows take at most."""

ROW = 44
"""Pixels of a row in a wide chart."""

BETWEEN = 6
"""Pixels between names of two rows, at least."""

TICKS = 30
"""Pixels of the numbers below the rows of a chart."""

BESIDE = 36
"""Pixels beside the rows of a chart and their names."""


def at_every_width(option: Mapping[str, Any]) -> dict[str, Any]:
    """The option with a layout for each width, where it has names that need one."""
    if not _names_rows(option):
        return dict(option)
    media = []
    for width, following in zip(WIDTHS, (*WIDTHS[1:], None), strict=True):
        least = {"minWidth": width} if width > WIDTHS[0] else {}
        most = {"maxWidth": following - 1} if following else {}
        media.append({"query": least | most, "option": _rows(option, width)})
    return {**option, "media": media}


def height_of(option: Mapping[str, Any], height: int) -> str:
    """A chart's height as CSS, with as much more as names take: above it, or where it is narrow."""
    legend = option.get("legend")
    if isinstance(legend, Mapping) and legend.get("type") == "plain":
        return f"calc({height}px + var(--legend-room, 0px))"  # see legends.js
    if not _names_rows(option):
        return f"{height}px"
    wide, narrow = option["grid"], option["media"][NARROW]["option"]
    height = max(height, _least(option))
    more = sum(after - wide[side] for side, after in narrow["grid"].items())
    more += _more_rows(option["yAxis"]["data"], narrow["yAxis"]["axisLabel"])
    return f"clamp({height}px, ({WINDOW}px - 100vw) * 999, {height + more}px)"


def _names_rows(option: Mapping[str, Any]) -> bool:
    """Whether names stand beside its rows, with a width that they may take."""
    axis = option.get("yAxis")
    return isinstance(axis, Mapping) and "width" in axis.get("axisLabel", {})


def _rows(option: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The names of rows beside a chart, and the quantity below it, in lines where it is narrow."""
    axis, below = option["yAxis"], option["xAxis"]
    label = {key: axis["axisLabel"][key] for key in ("width", "fontSize", "lineHeight")}
    title = below.get("nameTextStyle", {}).get("fontSize", 12)
    names = min(label["width"], _longest(axis["data"], label["fontSize"]))
    if names > ROW_NAMES * width:
        names, size, title = ROW_NAMES * width, min(label["fontSize"], SMALL), min(title, SMALL)
        label = {"width": int(names), "fontSize": size, "lineHeight": _height(size)}
    lines = _wrapped(below["name"], title, width - names - BESIDE)
    high = _height(title)
    return {
        "grid": {"bottom": option["grid"]["bottom"] + (len(lines) - 1) * high},
        "xAxis": {
            "name": "\n".join(lines),
            "nameTextStyle": {"fontSize": title, "lineHeight": high},
        },
        "yAxis": {"axisLabel": label},
    }


def _least(option: Mapping[str, Any]) -> int:
    """Pixels of a wide chart whose rows are as high as their names."""
    grid, axis = option["grid"], option["yAxis"]
    label = axis["axisLabel"]
    high = BETWEEN + _lines(axis["data"], label) * label["lineHeight"]
    return ceil(grid["top"] + grid["bottom"] + TICKS + len(axis["data"]) * high)


def _lines(names: Sequence[str], label: Mapping[str, Any]) -> int:
    """Lines of the name that has most of them."""
    return max(len(_wrapped(name, label["fontSize"], label["width"])) for name in names)


def _more_rows(names: Sequence[str], label: Mapping[str, Any]) -> int:
    """Pixels by which rows are higher than ROW where the longest name has many lines."""
    return len(names) * max(0, (_lines(names, label) + 1) * label["lineHeight"] - ROW)


def _longest(texts: Sequence[str], size: float) -> float:
    return LETTER * size * max(map(len, texts))


def _height(size: float) -> int:
    return round(1.15 * size)


def _wrapped(text: str, size: float, width: float) -> list[str]:
    return textwrap.wrap(text, max(8, int(width / (LETTER * size)))) or [""]
