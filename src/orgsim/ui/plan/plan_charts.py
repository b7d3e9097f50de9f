"""Chart of a plan: effect against what it costs, as an option of ECharts."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from orgsim.number_text import fixed
from orgsim.planning.frontier import on_frontier
from orgsim.ui.shared.page_colours import BLUE, GREY
from orgsim.ui.shared.theme import FONT, saved_as

HOURS = "leader hours until the horizon"


def costs_in(currency: str) -> dict[str, str]:
    """What portfolios cost, each with its title."""
    return {"leader_hours": HOURS, "money": f"money until the horizon [{currency}]"}


def frontier_chart(
    points: Sequence[tuple[float, float, str]], cost: str, unit: str = ""
) -> dict[str, Any]:
    """Portfolios by cost and effect (cost, effect, words), and the line of the best for as little.

    cost  the title of its axis
    unit  of the effect, which stands along its axis where it is given
    """
    effect = f"effect [{unit}]" if unit else "effect"
    on = on_frontier(*np.array([(spent, done) for spent, done, _ in points]).T)
    places = [[spent, round(done, 5)] for spent, done, _ in points]
    dots = [
        {
            "value": [spent, done],
            "name": f"{words}{': ' * bool(words)}{effect} {fixed(done, sign=True)}; {cost} {spent:,.0f}",
        }
        for (spent, done), (*_, words) in zip(places, points, strict=True)
    ]
    best = sorted(at for at, there in zip(places, on, strict=True) if there)
    return {
        "animation": False,
        "textStyle": FONT,
        "toolbox": saved_as("plan"),
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        "grid": {"left": 64, "right": 24, "top": 28, "bottom": 46},
        "xAxis": {"type": "value", "name": cost, "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": effect, "nameLocation": "middle", "nameGap": 48},
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
