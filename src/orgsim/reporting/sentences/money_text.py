"""What scenarios cost and save, in sentences: when they pay back, and what was counted."""

from collections.abc import Mapping

from orgsim.config.costs_config import CostsConfig
from orgsim.number_text import NONE, amount, count, fixed, percent, plain
from orgsim.reporting.money_summary import Money
from orgsim.week_text import day_of, week_text


def interval_words(net: Mapping[str, float | None]) -> str:
    """The interval of a net benefit, with its signs."""
    low, high = net["ci_low"], net["ci_high"]
    if low is None or high is None:
        return NONE
    return f"{amount(low, sign=True)} to {amount(high, sign=True)}"


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
    unpriced = cost == 0 and name in money["free"]
    more = f"{amount(abs(cost))} {currency} {'less' if cost < 0 else 'more'}"
    takes = "has no stated cost compared with" if unpriced else f"costs {more} than"
    text = (
        f"Over {count(money['weeks'], 'week')} “{name}” {takes} “{money['reference']}” and"
        f" {'saves' if saved >= 0 else 'loses'} {amount(abs(saved))} {currency} by"
        f" {fixed(abs(leavers), 1)} leavers {'fewer' if leavers >= 0 else 'more'}: a net benefit of"
        f" {amount(net['mean'], sign=True)} {currency}"
    )
    if net["ci_low"] is not None:
        text += f" (95 % interval {interval_words(net)})"
    return f"{text}." if unpriced else f"{text}; payback: {payback_words(name, money)}."


def money_verdict(name: str, money: Money) -> str:
    """Whether a scenario is worth its money by fewer leavers alone, in a short sentence."""
    net, week = money["scenarios"][name]["net"], money["scenarios"][name]["payback_week"]
    text = f"In money, by fewer leavers alone, “{name}” comes to {amount(net['mean'], sign=True)}"
    text += f" {money['costs']['currency']} over {count(money['weeks'], 'week')}"
    if name in money["free"]:
        return f"{text}, less the cost of what it does without a price here."
    if net["mean"] < 0:
        return (
            f"{text}: less than it costs. What a smaller gap is worth in addition is not counted."
        )
    return (
        f"{text}, from {week_text(week, day_of(money['start_date']))} on." if week else f"{text}."
    )


def price_sentence(money: Money) -> str:
    """What an hour and a leaver cost, and the sources."""
    costs = CostsConfig.model_validate(money["costs"])
    said = set(money["said"])
    rates = ", ".join(plain(rate) for rate in costs.hourly_rate)
    by_level = " by level from the top" if len(costs.hourly_rate) > 1 else ""
    mean = "Eurostat 2025, mean of the EU in 2024"
    foreign = f"assumed: {mean}, in EUR" if "currency" in said else mean
    source = _own(said, "hourly_rate", foreign)
    leaver = _own(said, "leaver_cost", "Boushey & Glynn 2012")
    return (
        f"An hour of work costs {rates} {costs.currency}{by_level} ({source}); replacing a leaver costs"
        f" {percent(costs.leaver_cost)} of a year's pay ({leaver}), {fixed(costs.leaver_at(10**6), 0)}"
        f" {costs.currency}{' on the lowest level' if by_level else ''}. What programmes cost besides"
        " hours is assumed where the config does not state it."
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
    return [f"Costs are underestimated: something that is done in {names} has no cost stated."]
