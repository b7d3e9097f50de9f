"""Money: what scenarios cost and save relative to the reference, as plain numbers."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.costs import weekly_cost
from orgsim.analysis.intervals import Estimate
from orgsim.analysis.net_benefit import NetBenefit, net_benefits
from orgsim.config.costs_config import CostsConfig
from orgsim.organise import people_of
from orgsim.simulation import ScenarioResult

Money = Mapping[str, Any]
"""The part `money` of a summary."""


def money_of(results: Mapping[str, ScenarioResult], reference: str) -> dict[str, Any] | None:
    """What scenarios cost and save, at the costs of the reference's config.

    None of one scenario, and of organisations of different size: one's leavers do not save the other's.
    `said` are the settings that a config has otherwise than they are declared.
    """
    sizes = {people_of(result.config.organisation) for result in results.values()}
    if len(results) < 2 or len(sizes) > 1:
        return None
    config = results[reference].config
    costs = config.costs
    found = net_benefits(results, reference, costs)
    return {
        "reference": reference,
        "weeks": config.run.weeks,
        "start_date": config.run.start_date and config.run.start_date.isoformat(),
        "replications": len(results[reference].parameter_set),
        "costs": costs.model_dump(mode="json"),
        "said": [
            name
            for name, field in CostsConfig.model_fields.items()
            if getattr(costs, name) != field.get_default(call_default_factory=True)
        ],
        "free": [name for name in found if _is_free(results[name], results[reference], costs)],
        "scenarios": {name: _plain(each) for name, each in found.items()},
    }


def _is_free(result: ScenarioResult, reference: ScenarioResult, costs: CostsConfig) -> bool:
    """Whether it does something that the reference does not, and for which no cost is stated."""
    changed, others = (
        each.config.model_dump(include={"levers", "groups", "themes"})
        for each in (result, reference)
    )
    new = [
        each for each in result.config.interventions if each not in reference.config.interventions
    ]
    return changed != others or any(
        not any(weekly_cost(each)) and not costs.prices.get(each.kind) for each in new
    )


def _plain(found: NetBenefit) -> dict[str, Any]:
    return {
        "leavers_avoided": _estimate(found.leavers),
        "saved": _estimate(found.saved),
        "hours_cost": found.hours,
        "spent": found.spent,
        "net": _estimate(found.net),
        "payback_week": found.payback,
        "paid_back": found.paid_back,
        "same_sign": found.of_sets.same_sign if found.of_sets else None,
        "sets": found.of_sets.sets if found.of_sets else 1,
    }


def _estimate(found: Estimate) -> dict[str, float]:
    return {"mean": found.mean, "ci_low": found.low, "ci_high": found.high}
