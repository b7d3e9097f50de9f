"""Bars: in how many replications each scenario ends with the smallest gap."""

from typing import Any

from orgsim.analysis.scenario_comparison import Comparison
from orgsim.ui.compare.compare_charts import colours, row_axes
from orgsim.ui.present.big_type import SIZE
from orgsim.ui.shared.theme import FONT


def times_best_chart(found: Comparison) -> dict[str, Any]:
    """A bar for each scenario, the reference among them, in their order from above."""
    colour = colours([each.name for each in found.scenarios])
    shown = found.scenarios[::-1]
    axes = row_axes([each.name for each in shown], f"best in replications, of {found.replications}")
    axes["xAxis"] |= {"min": 0, "max": found.replications, "minInterval": 1}
    return {
        "animation": False,
        "textStyle": FONT,
        **axes,
        "series": [
            {
                "type": "bar",
                "barMaxWidth": 36,
                "label": {"show": True, "position": "right", "fontSize": SIZE},
                "data": [
                    {"value": each.best, "itemStyle": {"color": colour[each.name]}}
                    for each in shown
                ],
            }
        ],
    }
