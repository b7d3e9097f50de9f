"""The frontier: how much can be reached for how many hours, and for how much money."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.analysis.intervals import Estimate
from orgsim.planning.option_words import portfolio_in_words
from orgsim.planning.portfolio import RESOURCES, Portfolio

if TYPE_CHECKING:
    from orgsim.planning.plan_result import Plan


def frontier(plan: "Plan") -> list[dict[str, Any]]:
    """All portfolios with all replications that keep to the limits, the cheapest first.

    Of each its costs, its effect, and whether none reaches as much for as few hours, or as little money.
    """
    last = plan.found.asked.tables.replications
    there = [each for each in plan.found.ranking if keeps_to_limits(plan, each)]
    effects = np.array([plan.found.tried.effect(each, last) for each in there])
    costs = plan.found.asked.space.costs(there)
    on = {name: on_frontier(costs[:, RESOURCES.index(name)], effects) for name in RESOURCES[:2]}
    rows = [
        {
            **costs_of(plan, portfolio),
            "effect": float(effects[row]),
            **interval_of(plan.effect_of(portfolio)),
            **{f"best_for_{name}": bool(on[name][row]) for name in on},
            "programmes": portfolio_in_words(plan.found.asked.space, portfolio),
        }
        for row, portfolio in enumerate(there)
    ]
    return sorted(rows, key=lambda row: [row[name] for name in RESOURCES] + [-row["effect"]])


def on_frontier(costs: np.ndarray, effects: np.ndarray) -> np.ndarray:
    """Which have a larger effect than all others that cost no more, bool."""
    order = np.lexsort((-effects, costs))
    top = np.maximum.accumulate(effects[order])
    on = np.zeros(len(costs), bool)
    on[order] = np.concatenate([[True], effects[order][1:] > top[:-1]])
    return on


def costs_of(plan: "Plan", portfolio: Portfolio) -> dict[str, float]:
    """What a portfolio costs of each resource."""
    costs = plan.found.asked.space.costs([portfolio])[0]
    return {name: round(float(cost), 6) for name, cost in zip(RESOURCES, costs, strict=True)}


def keeps_to_limits(plan: "Plan", portfolio: Portfolio) -> bool:
    """Whether a portfolio keeps to all limits, over all replications."""
    return not plan.found.tried.excess(portfolio, plan.found.asked.tables.replications)


def interval_of(found: Estimate) -> dict[str, float | None]:
    """The ends of an interval as plain values, None where there is none."""
    return {
        name: None if math.isnan(end) else end
        for name, end in (("low", found.low), ("high", found.high))
    }
