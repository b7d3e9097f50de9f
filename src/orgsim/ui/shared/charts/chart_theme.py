"""Chart theme: how everything of a chart looks of which its option says nothing, by named colours."""

from typing import Any

from orgsim.ui.shared.page_colours import INK, LINK, PLAIN, SERIES, named

_EDGE = {"lineStyle": {"color": named("control")}}
_AXIS = {
    "axisLine": _EDGE,
    "axisTick": _EDGE,
    "axisLabel": {"color": PLAIN},
    "nameTextStyle": {"color": INK},
    "splitLine": {"lineStyle": {"color": named("rule")}},
}

THEME: dict[str, Any] = {
    "color": list(SERIES),
    "textStyle": {"color": INK},
    "title": {"textStyle": {"color": INK}},
    "legend": {
        "textStyle": {"color": INK},
        "inactiveColor": named("control"),
        "pageTextStyle": {"color": INK},
        "pageIconColor": LINK,
        "pageIconInactiveColor": named("edge"),
    },
    "tooltip": {
        "backgroundColor": named("card"),
        "borderColor": named("edge"),
        "textStyle": {"color": INK},
        "axisPointer": _EDGE | {"crossStyle": {"color": named("control")}},
    },
    "toolbox": {"iconStyle": {"borderColor": PLAIN}},
    "visualMap": {"textStyle": {"color": INK}},
    "dataZoom": {
        "borderColor": named("edge"),
        "backgroundColor": named("sunk"),
        "textStyle": {"color": INK},
        "handleStyle": {"color": named("card"), "borderColor": named("control")},
        "moveHandleStyle": {"color": named("control")},
    },
    "bar": {"label": {"color": INK}},
    "categoryAxis": {**_AXIS, "splitLine": {"show": False}},
    "valueAxis": _AXIS,
}
