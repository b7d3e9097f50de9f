"""A chart: an option of ECharts, drawn as wide as its place, and given back when its place goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara
import traitlets
from ipyvue.Template import Template
from solara.components import echarts

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
    """Draw an option; `height` in pixels, `label` for those who do not see it."""
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
