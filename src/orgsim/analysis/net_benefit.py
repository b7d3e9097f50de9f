"""Net benefit: what fewer leavers save a scenario, less what its programmes cost, in money.

Of week w and replication r, beside a reference that saw the same draws,

    net(w, r) = leavers avoided · cost of a leaver − (hours · rates + money + prices), cumulated to w.

Nothing else is counted: a smaller gap, trust or engagement have no price, nor has what happens after the
run, and nothing is discounted. Programmes cost what they do in the first replication's organisation.
Where rates differ by level, leavers are counted by it, at the size that levels have in that one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orgsim.analysis.costs import efforts
from orgsim.analysis.decomposition import OverSets, over_sets
from orgsim.analysis.intervals import Estimate, estimate
from orgsim.config.costs_config import CostsConfig
from orgsim.measures.declarations import WEEKS_A_YEAR
from orgsim.organisation import Organisation
from orgsim.simulation import ScenarioResult


@dataclass(frozen=True)
class NetBenefit:
    """What a scenario costs and saves relative to the reference over the run, in money.

    leavers    leavers avoided (people)
    saved      what they would have cost
    hours      what programmes' hours cost more than the reference's
    spent      what is paid for programmes beside their hours, more than for the reference's
    net        saved − hours − spent
    payback    the first week from which on the mean net benefit up to then is never below 0; None where
               there is none within the run
    paid_back  replications whose own net benefit comes to stay at 0 or above
    of_sets    what parameter sets say of the net benefit, None where all replications have the same one
    """

    leavers: Estimate
    saved: Estimate
    hours: float
    spent: float
    net: Estimate
    payback: int | None
    paid_back: int
    of_sets: OverSets | None


def net_benefits(
    results: Mapping[str, ScenarioResult], reference: str, costs: CostsConfig
) -> dict[str, NetBenefit]:
    """The net benefit of every scenario but the reference, replication by replication."""
    against = results[reference]
    return {
        name: _beside(result, against, costs)
        for name, result in results.items()
        if name != reference
    }


def net_by_week(
    results: Mapping[str, ScenarioResult], reference: str, costs: CostsConfig
) -> dict[str, np.ndarray]:
    """Net benefit up to each week of every scenario but the reference, (1 + weeks, replications).

    Of week 0 it is 0.
    """
    against = results[reference]
    found = {}
    for name, result in results.items():
        if name == reference:
            continue
        saved = leaver_money(against, costs) - leaver_money(result, costs)
        cost = sum(programme_money(result, costs)) - sum(programme_money(against, costs))
        cumulated = np.cumsum(saved - np.asarray(cost)[:, None], axis=0)
        found[name] = np.concatenate([np.zeros((1, cumulated.shape[1])), cumulated])
    return found


def _beside(result: ScenarioResult, against: ScenarioResult, costs: CostsConfig) -> NetBenefit:
    saved = leaver_money(against, costs) - leaver_money(result, costs)
    hours, spent = (
        own - others
        for own, others in zip(
            programme_money(result, costs), programme_money(against, costs), strict=True
        )
    )
    cumulated = np.cumsum(saved - (hours + spent)[:, None], axis=0)
    avoided = (leavers(against) - leavers(result)).sum(axis=0)
    weeks = [payback_week(each) for each in cumulated.T]
    sets = against.sets
    return NetBenefit(
        estimate(avoided, sets),
        estimate(saved.sum(axis=0), sets),
        float(hours.sum()),
        float(spent.sum()),
        estimate(cumulated[-1], sets),
        payback_week(cumulated.mean(axis=1)),
        sum(week is not None for week in weeks),
        None if sets is None else over_sets(cumulated[-1], sets),
    )


def leavers(result: ScenarioResult) -> np.ndarray:
    """People who leave in each week and replication, (weeks, replications)."""
    share = result.measures["leavers"][1:] / WEEKS_A_YEAR
    return np.asarray(share * _organisation(result).people)


def leaver_money(result: ScenarioResult, costs: CostsConfig) -> np.ndarray:
    """What the leavers of each week and replication cost, (weeks, replications)."""
    shares = np.nan_to_num(result.levels["leavers"][1:])
    levels = shares.shape[1]
    people = np.bincount(_organisation(result).level, minlength=levels)[:levels]
    of_level = shares * people[:, None]
    total = of_level.sum(axis=1)
    each = np.array([costs.leaver_at(level) for level in range(levels)])
    weighted = (of_level * each[:, None]).sum(axis=1)
    mean = np.divide(weighted, total, out=np.full_like(total, each[-1]), where=total > 0)
    return leavers(result) * mean


def programme_money(result: ScenarioResult, costs: CostsConfig) -> tuple[np.ndarray, np.ndarray]:
    """What programmes cost in each week: for leaders' hours and otherwise, each (weeks,)."""
    organisation, config = _organisation(result), result.config
    rates = np.array([costs.rate_at(level) for level in range(organisation.levels)])
    hours, spent = np.zeros(config.run.weeks), np.zeros(config.run.weeks)
    asked = efforts(config, organisation)
    for each, effort in zip(config.interventions, asked, strict=True):
        hours += effort.active * effort.hours * rates[organisation.level[effort.giving]].sum()
        spent += effort.active * effort.money
        if effort.active.any():
            spent[np.argmax(effort.active)] += costs.prices.get(each.kind, 0.0)
    return hours, spent


def payback_week(cumulated: np.ndarray) -> int | None:
    """The first week, from 1, from which the cumulative value is never below 0; None: not in the run."""
    below = np.flatnonzero(cumulated < 0)
    if not len(below):
        return 1
    week = int(below[-1]) + 2
    return week if week <= len(cumulated) else None


def _organisation(result: ScenarioResult) -> Organisation:
    assert result.where is not None
    return result.where.organisation
