"""Net benefit week by week, as an option of ECharts: in currency, with when it pays back."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.bands import band
from orgsim.analysis.net_benefit import net_by_week, payback_week
from orgsim.simulation import ScenarioResult
from orgsim.ui.compare.compare_charts import banded_line, by_week, colours
from orgsim.ui.shared.page_colours import GREY


def net_benefit_chart(results: Mapping[str, ScenarioResult], reference: str) -> dict[str, Any]:
    """Net benefit up to each week of every scenario but the reference, with 95 % intervals.

    A dot is the week from which on the mean stays at 0 or above.
    """
    run, costs = results[reference].config.run, results[reference].config.costs
    names = list(results)
    colour = colours(names)
    found = net_by_week(results, reference, costs)
    series = []
    for name, values in found.items():
        those = band(values, sets=results[reference].sets)
        *behind, line = banded_line(names.index(name), name, colour[name], those)
        week = payback_week(values[1:].mean(axis=1))
        if week is not None and values[1:].min() < 0:
            where = {"coord": [week, line["data"][week]], "name": f"{name} pays back"}
            line["markPoint"] = {"data": [where], "symbol": "circle", "symbolSize": 11}
        series += [*behind, line]
    zero = {"silent": True, "symbol": "none", "label": {"show": False}, "data": [{"yAxis": 0}]}
    series[-1]["markLine"] = {**zero, "lineStyle": {"color": GREY, "type": "dashed"}}
    quantity = f"net benefit so far [{costs.currency}]"
    option = by_week(series, list(found), run.weeks, run.start_date, quantity)
    option["grid"]["left"] = 92
    option["yAxis"]["nameGap"] = 74
    return option
