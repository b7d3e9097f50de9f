"""Chart of a plan: effect against what it costs, as an option of ECharts."""

from collections.abc import Sequence
from typing import Any

from orgsim.figures.style import BLUE, GREY, INK
from orgsim.ui.shared.theme import saved_as

COSTS = {"leader_hours": "leader hours until the horizon", "money": "money until the horizon"}
FONT = {"fontFamily": "Roboto, sans-serif", "color": INK, "fontSize": 13}


def frontier_chart(points: Sequence[tuple[float, float, str]], cost: str) -> dict[str, Any]:
    """Portfolios by cost and effect (cost, effect, words), and the line of the best for as little."""
    best: list[list[float]] = []
    for spent, effect, _ in sorted(points, key=lambda each: (each[0], -each[1])):
        if not best or effect > best[-1][1]:
            best.append([spent, round(effect, 5)])
    dots = [{"value": [spent, round(effect, 5)], "name": words} for spent, effect, words in points]
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as("plan"),
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        "grid": {"left": 64, "right": 24, "top": 28, "bottom": 46},
        "xAxis": {"type": "value", "name": COSTS[cost], "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": "effect", "nameLocation": "middle", "nameGap": 48},
        "series": [
            {"type": "scatter", "data": dots, "symbolSize": 8, "itemStyle": {"color": GREY}},
            {
                "type": "line",
                "data": best,
                "step": "end",
                "silent": True,
                "symbolSize": 8,
                "lineStyle": {"color": BLUE, "width": 2.5},
                "itemStyle": {"color": BLUE},
            },
        ],
    }
