"""A chart: an option of ECharts, drawn as wide as its place, and given back when its place goes.

Its colours are names. The browser puts in what they are, and draws it again when they change.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara
import traitlets
from ipyvue.Template import Template
from solara.components import echarts

from orgsim.ui.shared.charts.chart_numbers import chart_numbers
from orgsim.ui.shared.charts.chart_theme import THEME
from orgsim.ui.shared.charts.chart_widths import at_every_width, height_of
from orgsim.ui.shared.plain_table import Table

_CREATED = """if (!this.$refs.echarts) return;
      this.create();
      window.addEventListener(orgsimColours.CHANGED, this.again);"""
_LOADED = """this.echarts = echarts;
      const scale = Object.getPrototypeOf(echarts.helper.createScale([0, 1], {type: "value"}));
      const written = scale.getLabel;  // as many decimals as a number has: 0.6 beside 0.62
      if (!scale.byStep) scale.getLabel = function (tick, options) {
        const step = this.getInterval();
        if (options || !(step > 0)) return written.call(this, tick, options);
        const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
        const figures = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
        return (tick.value + 0).toLocaleString("en", figures).replace("-", "−");
      };
      scale.byStep = true;"""
"""Numbers along an axis have as many decimals as its step, and a real minus sign."""
_GONE = """if (this.chart) this.chart.dispose();
    window.removeEventListener(orgsimColours.CHANGED, this.again);"""
_AGAIN = """again() {
      if (!this.chart) return;
      this.chart.dispose();
      this.create();
      this.chart.getZr().flush();  // paper does not wait for the next frame
    },"""
_DRAWN = "orgsimLegends.{}(this.echarts, this.chart, orgsimColours.known(this.option));"
_CHANGES = {
    "this.echarts = echarts;": _LOADED,
    "this.create();": _CREATED,
    "beforeDestroy() {": f"beforeDestroy() {{\n    {_GONE}",
    "methods: {": f"methods: {{\n    {_AGAIN}",
    "init(this.$refs.echarts)": f"init(this.$refs.echarts, orgsimColours.known({json.dumps(THEME)}))",
    "this.chart.setOption(this.option, true);": _DRAWN.format("draw"),
    "this.chart.resize();": _DRAWN.format("resize"),
}
"""What is said of a chart in Solara's template, and what is said here instead."""


def _template() -> str:
    text = Path(echarts.__file__).with_name("echarts.vue").read_text("utf-8")
    for before, after in _CHANGES.items():
        text = text.replace(before, after)
    return text


class ChartWidget(echarts.EchartsWidget):
    """Solara's widget, which fails where its place goes before its library has come."""

    template_file = None  # type: ignore[assignment]  # the template below instead
    template = traitlets.Union(
        [traitlets.Instance(Template), traitlets.Unicode()], default_value=_template()
    ).tag(sync=True)


@solara.component
def Chart(
    option: dict[str, Any],
    height: int,
    label: str,
    on_click: Callable[[Any], None] | None = None,
):
    """Draw an option, its numbers below on demand.

    height  in pixels, where the chart is wide
    label   what it is
    """
    drawn = at_every_width(option)
    with solara.Div():
        ChartWidget.element(
            option=drawn,
            on_click=on_click,
            attributes={
                "style": f"height: {height_of(drawn, height)}; width: 100%;",
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
