"""A chart: an option of ECharts, drawn as wide as its place, and given back when its place goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara
import traitlets
from ipyvue.Template import Template
from solara.components import echarts

from orgsim.ui.shared.chart_numbers import chart_numbers
from orgsim.ui.shared.plain_table import Table

_LATE = "this.create();"
_GONE = "beforeDestroy() {"
_TEMPLATE = (
    Path(echarts.__file__)
    .with_name("echarts.vue")
    .read_text("utf-8")
    .replace(_LATE, f"if (this.$refs.echarts) {_LATE}")
    .replace(_GONE, f"{_GONE} if (this.chart) this.chart.dispose();", 1)
)


class ChartWidget(echarts.EchartsWidget):
    """Solara's widget, which fails where its place goes before its library has come."""

    template_file = None  # type: ignore[assignment]  # the template below instead
    template = traitlets.Union(
        [traitlets.Instance(Template), traitlets.Unicode()], default_value=_TEMPLATE
    ).tag(sync=True)


@solara.component
def Chart(
    option: dict[str, Any],
    height: int,
    label: str,
    on_click: Callable[[Any], None] | None = None,
):
    """Draw an option, its numbers below on demand; `height` in pixels, `label` says what it is."""
    with solara.Div():
        ChartWidget.element(
            option=option,
            on_click=on_click,
            attributes={
                "style": f"height: {height}px; width: 100%;",
                "role": "img",
                "aria-label": label,
            },
            responsive=True,
        )
        Numbers(option, label)


@solara.component
def Numbers(option: dict[str, Any], label: str):
    """What a chart draws as a table, made only while it is open."""
    opened, set_opened = solara.use_state(False)
    button = solara.v.Html(
        tag="button",
        class_="os-numbers",
        attributes={
            "type": "button",
            "aria-expanded": "true" if opened else "false",
            "aria-label": f"Numbers: {label}",
        },
        children=["Hide the numbers" if opened else "Numbers"],
    )
    solara.v.use_event(button, "click", lambda *_: set_opened(not opened))
    if opened:
        with solara.Div(classes=["os-numbers-table"]):
            Table(chart_numbers(option))
