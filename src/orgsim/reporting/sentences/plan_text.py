"""The result of a plan, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from orgsim.analysis.comparison import OPEN
from orgsim.number_text import NONE, count, fixed, percent, span
from orgsim.planning.option_words import words_for
from orgsim.planning.plan_file import WORST_TENTH
from orgsim.planning.plan_summary import objective_in_words

Summary = Mapping[str, Any]
SHAPLEY_TOLD = (
    "Adds: the mean over all orders of assembling the plan (Shapley value), so that all add up."
)
LEFT_OUT_TOLD = "Adds: what is lost without it alone; where programmes overlap these do not add up."
RISKS = {"mean": "", WORST_TENTH: " in the worst tenth of replications"}


def verdict(summary: Summary) -> list[str]:
    """What the plan is and does, or that nothing helps, and how sure that is."""
    if not summary["anything_helps"]:
        return [_why_nothing(summary), *_too_dear(summary)]
    plan = summary["contenders"][0]
    found = (
        f"The plan improves {objective_in_words(summary)}{RISKS[summary['risk']]} by"
        f" {effect_in_words(plan)} {_when(summary)}; it takes"
        f" {costs_in_words(plan, summary['currency'])}."
    )
    return [found, _open(plan), _sure(summary), _regret(summary), *_too_dear(summary)]


def _why_nothing(summary: Summary) -> str:
    if len(summary["too_dear"]) == summary["searched"]["programmes"]:
        return "Nothing can be done: not even the cheapest option of any programme is within the budget."
    if summary["searched"]["stopped"]:
        return (
            "The search was stopped before it found anything better than doing nothing, for"
            f" {objective_in_words(summary)}{RISKS[summary['risk']]} {_when(summary)}."
        )
    passed = " and that keeps to the limits" if summary["limits"] else ""
    return (
        f"Nothing that the budget allows{passed} is better than doing nothing, for"
        f" {objective_in_words(summary)}{RISKS[summary['risk']]} {_when(summary)}."
    )


def _when(summary: Summary) -> str:
    last = summary["last_weeks"]
    if last is None:
        return f"by week {summary['horizon']}"
    return f"over the last {count(last, 'week')} of {summary['horizon']}"


def effect_in_words(row: Summary) -> str:
    """An effect with its interval: `0.158 (0.141 to 0.172)`."""
    interval = span(row["low"], row["high"])
    return f"{fixed(row['effect'])}{'' if interval == NONE else f' ({interval})'}"


def costs_in_words(row: Summary, currency: str) -> str:
    """What a portfolio costs, in words."""
    return (
        f"{count(round(row['leader_hours']), 'leader hour')} and {round(row['money']):,} {currency},"
        f" {row['leader_hours_a_week']:.3g} h a week of the leader with the most"
    )


def _open(plan: Summary) -> str:
    if plan["low"] is not None and plan["low"] <= 0:
        return f"That it is better than nothing is {OPEN}: its interval includes 0."
    return ""


def _sure(summary: Summary) -> str:
    plan, *others = summary["contenders"]
    sets = summary["parameter_sets"]
    where = count(sets, "parameter set") if sets else count(summary["replications"], "replication")
    of_all = "on average" if summary["risk"] == "mean" else "by its worst tenth"
    return (
        f"Of the {count(len(others) + 1, 'portfolio')} below it is the best in"
        f" {percent(plan['best_in'])} of {where}, and the best {of_all} with a chance of"
        f" {percent(plan['chance'])}."
    )


def _regret(summary: Summary) -> str:
    plan = summary["contenders"][0]
    known = "the parameter set" if summary["parameter_sets"] else "chance"
    return (
        f"Knowing {known} in advance, one could do {fixed(plan['expected_regret'])} better on average,"
        f" and {fixed(plan['largest_regret'])} at most."
    )


def _too_dear(summary: Summary) -> list[str]:
    those = summary["too_dear"]
    if not those or len(those) == summary["searched"]["programmes"]:
        return []
    return [f"Beyond the budget in every allowed variant: {', '.join(those)}."]


def how_searched(summary: Summary) -> str:
    """How much was tried."""
    searched = summary["searched"]
    tried = count(searched["portfolios"], "portfolio")
    options = count(searched["options"], "variant")
    programmes = count(searched["programmes"], "programme")
    if not searched["exact"]:
        how = f"{tried} tried, {searched['with_all_replications']:,} of them with all replications"
    elif searched["portfolios"] == 1:
        how = "the budget allows none"
    else:
        how = f"all {tried} that the budget allows were tried"
    early = " It was stopped early: there may be better plans." if searched["stopped"] else ""
    return f"{programmes} in {options}: {how} ({searched['runs']:,} runs).{early}"


def budget_in_words(summary: Summary) -> str:
    """What there is to spend, in words."""
    budget = summary["budget"]
    said = {
        "leader_hours": "{:,.0f} leader hours",
        "money": "{:,.0f} {currency}",
        "leader_hours_a_week": "{:g} h a week of any one leader",
    }
    return ", ".join(
        text.format(budget[name], currency=summary["currency"])
        for name, text in said.items()
        if budget[name] is not None
    )


def difference_in_words(programmes: Sequence[Summary], plan: Sequence[Summary]) -> str:
    """What a runner-up has that the plan has not, and the other way round."""
    own, theirs = ([words_for(each) for each in those] for those in (programmes, plan))
    more = [text for text in own if text not in theirs]
    fewer = [text for text in theirs if text not in own]
    parts = [
        f"with {'; '.join(more)}" if more else "",
        f"without {'; '.join(fewer)}" if fewer else "",
    ]
    return " · ".join(part for part in parts if part)
