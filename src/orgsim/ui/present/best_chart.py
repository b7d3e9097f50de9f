"""Bars: in how many replications each scenario ends with the smallest gap."""

from typing import Any

from orgsim.analysis.scenario_comparison import Comparison
from orgsim.ui.compare.compare_charts import FONT, colours


def times_best_chart(found: Comparison) -> dict[str, Any]:
    """A bar for each scenario, the reference among them, in their order from above."""
    colour = colours([each.name for each in found.scenarios])
    shown = found.scenarios[::-1]
    return {
        "animation": False,
        "textStyle": FONT,
        "grid": {"left": 12, "right": 24, "top": 12, "bottom": 46, "containLabel": True},
        "xAxis": {
            "type": "value",
            "min": 0,
            "max": found.replications,
            "minInterval": 1,
            "name": f"best in replications, of {found.replications}",
            "nameLocation": "middle",
            "nameGap": 28,
        },
        "yAxis": {
            "type": "category",
            "data": [each.name for each in shown],
            "axisTick": {"show": False},
            "axisLabel": {"width": 180, "overflow": "truncate", **FONT},
        },
        "series": [
            {
                "type": "bar",
                "barMaxWidth": 36,
                "label": {"show": True, "position": "right"},
                "data": [
                    {"value": each.best, "itemStyle": {"color": colour[each.name]}}
                    for each in shown
                ],
            }
        ],
    }
