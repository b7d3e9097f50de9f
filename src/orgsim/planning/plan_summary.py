"""The summary of a plan: all numbers of it as plain values, for JSON, tables, figures and sentences."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.analysis.intervals import Estimate, estimate
from orgsim.config.models import POSTERIOR
from orgsim.measures.declarations import MEASURES
from orgsim.planning.certainty import best_in, chances, regret
from orgsim.planning.contributions import added_by, coefficients, method_for, parts_of
from orgsim.planning.frontier import costs_of, frontier, interval_of, keeps_to_limits
from orgsim.planning.option_words import described
from orgsim.planning.plan_file import MEAN
from orgsim.planning.plan_result import NOTHING_NAME
from orgsim.planning.portfolio import NOTHING, Portfolio

if TYPE_CHECKING:
    from orgsim.planning.plan_result import Plan

SCHEMA = 1


def summarise(plan: "Plan") -> dict[str, Any]:
    """All numbers of a plan."""
    asked, tried = plan.found.asked, plan.found.tried
    return {
        "schema": SCHEMA,
        "name": asked.base.name,
        "people": asked.drawn.organisation.people,
        "leaders": len(asked.drawn.organisation.leaders),
        **_question(plan),
        "searched": {
            "programmes": len(asked.space.titles),
            "options": len(asked.space.options),
            "portfolios": len(tried),
            "with_all_replications": len(plan.found.ranking),
            "runs": tried.runs,
            "exact": plan.found.exact,
            "stopped": plan.found.stopped,
        },
        "too_dear": _too_dear(plan),
        "anything_helps": bool(plan.best),
        "contenders": _contenders(plan),
        "programmes": _programmes(plan),
        "contributions": method_for(plan.best),
        "measures": _measures(plan),
        "limits": _limits(plan),
        "frontier": frontier(plan),
    }


def _question(plan: "Plan") -> dict[str, Any]:
    tables, asked = plan.found.asked.tables, plan.found.asked
    sets = None if asked.sets is None else len(np.unique(asked.sets))
    begins = asked.base.run.start_date
    return {
        "horizon": tables.horizon,
        "objective": dict(tables.objective),
        "last_weeks": tables.last_weeks,
        "risk": tables.risk,
        "budget": tables.budget.model_dump(),
        "replications": tables.replications,
        "parameter_sets": sets if asked.base.run.parameter_sets == POSTERIOR else None,
        "seed": asked.base.run.seed,
        "start_date": begins and begins.isoformat(),
        "currency": asked.base.costs.currency,
    }


def _contenders(plan: "Plan") -> list[dict[str, Any]]:
    """The plan and its runners-up, and doing nothing: the outcome of each and its certainty."""
    asked, tried = plan.found.asked, plan.found.tried
    named = {**plan.contenders, NOTHING_NAME: NOTHING}
    objective = _objectives(plan, list(named.values()))
    finalists = [each for each in plan.found.ranking if keeps_to_limits(plan, each)]
    among = list(dict.fromkeys([*named.values(), *finalists]))
    regrets = regret(_objectives(plan, among), asked.sets)
    best, chance = best_in(objective, asked.sets), chances(objective, asked.sets, asked.tables.risk)
    rows = []
    for row, (name, portfolio) in enumerate(named.items()):
        options = [asked.space.options[number] for number in portfolio]
        rows.append(
            {
                "name": name,
                "effect": tried.effect(portfolio, asked.tables.replications),
                **interval_of(plan.effect_of(portfolio)),
                **costs_of(plan, portfolio),
                "best_in": float(best[row]),
                "chance": float(chance[row]),
                "expected_regret": float(regrets.mean[row]),
                "largest_regret": float(regrets.largest[row]),
                "programmes": [described(asked.space, each) for each in options],
            }
        )
    return rows


def _objectives(plan: "Plan", portfolios: Sequence[Portfolio]) -> np.ndarray:
    last = plan.found.asked.tables.replications
    return np.stack([plan.found.tried.objective(each)[:last] for each in portfolios])


def _programmes(plan: "Plan") -> list[dict[str, Any]]:
    """What each programme of the plan costs and adds."""
    asked, tried = plan.found.asked, plan.found.tried
    last, rows = asked.tables.replications, []
    values = {part: tried.objective(part)[:last] for part in parts_of(plan.best)}
    for number in plan.best:
        option = asked.space.options[number]
        if asked.tables.risk == MEAN:
            added = estimate(added_by(values, plan.best, number), asked.sets)
        else:
            terms = coefficients(plan.best, number)
            total = sum(factor * tried.effect(part, last) for part, factor in terms)
            added = Estimate(total, math.nan, math.nan)
        rows.append(
            {
                **described(asked.space, option),
                **costs_of(plan, (number,)),
                "adds": added.mean,
                **interval_of(added),
            }
        )
    return rows


def _measures(plan: "Plan") -> dict[str, dict[str, float | None]]:
    """Every measure with the plan and without, and the difference with its interval."""
    tried, asked = plan.found.tried, plan.found.asked
    rows = {}
    for name, level in tried.seen:
        if level is not None:
            continue
        both = [
            tried.outcome(each, (name, None))[: asked.tables.replications]
            for each in (NOTHING, plan.best)
        ]
        difference = estimate(both[1] - both[0], asked.sets)
        if math.isnan(difference.mean):
            continue
        rows[name] = {
            "nothing": float(np.nanmean(both[0])),
            "plan": float(np.nanmean(both[1])),
            "difference": difference.mean,
            **interval_of(difference),
        }
    return rows


def _limits(plan: "Plan") -> list[dict[str, Any]]:
    """What must not get worse: by how much it may and does."""
    worse = plan.found.tried.worsenings(plan.best, plan.found.asked.tables.replications)
    return [
        {"measure": limit.measure, "level": limit.level, "by": limit.by, "worse_by": found}
        for limit, found in worse.items()
    ]


def _too_dear(plan: "Plan") -> list[str]:
    """Programmes of which not even the cheapest way is within the budget."""
    space = plan.found.asked.space
    alone: list[Portfolio] = [(number,) for number in range(len(space.options))]
    there = {
        space.options[portfolio[0]].programme
        for portfolio, may in zip(alone, space.affordable(space.costs(alone)), strict=True)
        if may
    }
    return [title for place, title in enumerate(space.titles) if place not in there]


def objective_in_words(summary: Mapping[str, Any]) -> str:
    """What is improved, in words."""
    weights = summary["objective"]
    if len(weights) == 1:
        return _in_a_sentence(next(iter(weights)))
    return " + ".join(f"{weight:g} · {_in_a_sentence(name)}" for name, weight in weights.items())


def _in_a_sentence(name: str) -> str:
    label = MEASURES[name].label
    return label[0].lower() + label[1:]
