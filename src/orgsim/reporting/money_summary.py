"""Money: what scenarios cost and save beside the reference, as plain numbers, a table and sentences."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.costs import weekly_cost
from orgsim.analysis.intervals import Estimate
from orgsim.analysis.net_benefit import NetBenefit, net_benefits
from orgsim.config.costs_config import CostsConfig
from orgsim.number_text import NONE, amount, count, fixed, percent, plain
from orgsim.organise import people_of
from orgsim.reporting.neutral_table import Column, Marked, Table, Tone, numbers
from orgsim.simulation import ScenarioResult
from orgsim.week_text import day_of, week_text

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


def money_table(money: Money) -> Table:
    """A row a scenario: leavers avoided, what that saves, what programmes cost, what is left."""
    currency = money["costs"]["currency"]
    columns = (
        Column("scenario"),
        numbers("leavers avoided", 1, sign=True),
        _money("saved", currency),
        _money("hours cost", currency),
        _money("other costs", currency),
        _money("net benefit", currency, sign=True),
        Column("95 % interval", "number", written=_interval),
        Column("pays back", "note"),
    )
    rows = tuple(
        (
            name,
            each["leavers_avoided"]["mean"],
            each["saved"]["mean"],
            each["hours_cost"],
            each["spent"],
            Marked(each["net"]["mean"], _tone(each["net"])),
            each["net"],
            payback_words(name, money),
        )
        for name, each in money["scenarios"].items()
    )
    title = f"Money over {count(money['weeks'], 'week')} beside {money['reference']}, in {currency}"
    return Table(columns, rows, title)


def _money(heading: str, currency: str, sign: bool = False) -> Column:
    return Column(heading, "number", currency, written=lambda value: amount(value, sign))


def _interval(net: Mapping[str, float | None]) -> str:
    low, high = net["ci_low"], net["ci_high"]
    if low is None or high is None:
        return NONE
    return f"{amount(low, sign=True)} to {amount(high, sign=True)}"


def _tone(net: Mapping[str, float | None]) -> Tone:
    low, high = net["ci_low"], net["ci_high"]
    if low is None or high is None or not (low > 0 or high < 0):
        return ""
    return "better" if low > 0 else "worse"


def payback_words(name: str, money: Money) -> str:
    """When a scenario pays back, and in how many replications: `week 61 · 1 Mar 2028 (14 of 20)`."""
    each = money["scenarios"][name]
    share = f"({each['paid_back']} of {money['replications']})"
    if each["hours_cost"] + each["spent"] <= 0:
        return "no cost stated" if name in money["free"] else "nothing to pay back"
    if each["payback_week"] is None:
        return f"not within the run {share}"
    return f"{week_text(each['payback_week'], day_of(money['start_date']))} {share}"


def money_sentence(name: str, money: Money) -> str:
    """What a scenario costs and saves, in a sentence."""
    each, currency = money["scenarios"][name], money["costs"]["currency"]
    cost, net = each["hours_cost"] + each["spent"], each["net"]
    saved, leavers = each["saved"]["mean"], each["leavers_avoided"]["mean"]
    text = (
        f"Over {count(money['weeks'], 'week')} “{name}” costs {amount(abs(cost))} {currency}"
        f" {'less' if cost < 0 else 'more'} than “{money['reference']}” and"
        f" {'saves' if saved >= 0 else 'loses'} {amount(abs(saved))} {currency} by"
        f" {fixed(abs(leavers), 1)} leavers {'fewer' if leavers >= 0 else 'more'}: a net benefit of"
        f" {amount(net['mean'], sign=True)} {currency}"
    )
    if net["ci_low"] is not None:
        text += f" (95 % interval {_interval(net)})"
    return f"{text}; payback: {payback_words(name, money)}."


def money_verdict(name: str, money: Money) -> str:
    """Whether a scenario is worth its money by fewer leavers alone, in a short sentence."""
    net, week = money["scenarios"][name]["net"], money["scenarios"][name]["payback_week"]
    text = f"In money, by fewer leavers alone, “{name}” comes to {amount(net['mean'], sign=True)}"
    text += f" {money['costs']['currency']} over {count(money['weeks'], 'week')}"
    if name in money["free"]:
        return f"{text}, less what is done in it and has no price here."
    if net["mean"] < 0:
        return (
            f"{text}: less than it costs. What a smaller gap is worth beside that is not counted."
        )
    return (
        f"{text}, from {week_text(week, day_of(money['start_date']))} on." if week else f"{text}."
    )


def price_sentence(money: Money) -> str:
    """What an hour and a leaver cost, and whence that is known."""
    costs = CostsConfig.model_validate(money["costs"])
    said = set(money["said"])
    rates = ", ".join(plain(rate) for rate in costs.hourly_rate)
    by_level = " by level from the top" if len(costs.hourly_rate) > 1 else ""
    mean = "Eurostat 2025, mean of the EU in 2024"
    foreign = f"assumed: {mean}, in EUR" if "currency" in said else mean
    source = _own(said, "hourly_rate", foreign)
    leaver = _own(said, "leaver_cost", "Boushey & Glynn 2012")
    return (
        f"An hour of work costs {rates} {costs.currency}{by_level} ({source}); to replace a leaver costs"
        f" {percent(costs.leaver_cost)} of a year's pay ({leaver}), {fixed(costs.leaver_at(10**6), 0)}"
        f" {costs.currency}{' on the lowest level' if by_level else ''}. What programmes cost beside"
        " hours is assumed where the config does not say it."
    )


def money_sentences(money: Money) -> list[str]:
    """With what money was counted, what of it is assumed, and what is left out."""
    counted = (
        "Net benefit = leavers avoided × cost of a leaver − programmes’ hours and money, replication by"
        " replication with the same draws. Nothing is counted for a smaller gap, trust or engagement,"
        " nor for what comes after the run; nothing is discounted. It pays back in the first week from"
        " which on the mean net benefit stays at 0 or above (in brackets: replications that do)."
    )
    return [price_sentence(money), counted, *free_sentences(money)]


def _own(said: set[str], name: str, source: str) -> str:
    return "as set" if name in said else source


def free_sentences(money: Money) -> list[str]:
    """Which scenarios do something that has no price here, so that their costs are too small."""
    if not money["free"]:
        return []
    names = ", ".join(f"“{name}”" for name in money["free"])
    return [f"Costs are too small: something that is done in {names} has no cost stated."]
