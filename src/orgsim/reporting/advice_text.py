"""What a comparison says in plain sentences: what to do first, what it takes, and how sure this is."""

import math

from orgsim.analysis.comparison import OPEN, SETTLED, Difference, paired_difference
from orgsim.analysis.costs import Cost
from orgsim.analysis.intervals import Estimate
from orgsim.analysis.scenario_comparison import GAP, HOURS, Compared, Comparison
from orgsim.measures.declarations import MEASURES, measures_shown, verdict_on
from orgsim.number_text import count, fixed, percent, rounded

MINDED = tuple(name for name in measures_shown("card") if name in measures_shown("difference"))
"""Measures that must not get worse unsaid where the gap gets smaller."""

FADED = 5
"""Percent of the gap from which an effect that fades is worth a sentence."""

FEW = 10
"""Fewer replications than this are too few to be sure of anything."""


def advice(found: Comparison) -> list[str]:
    """Sentences for the top of the page, the most important first."""
    if not found.others:
        return [
            f"There is nothing to compare “{found.reference}” with: add a second scenario of the same"
            " organisation."
        ]
    first, *rest = found.others
    if not clearly_better(first):
        return [_nothing_helps(found, first), *_few(found)]
    said = [
        f"Do “{first.name}” first: after {found.weeks} weeks the gap is {smaller(first.closed)} than"
        f" with “{found.reference}”, {effort(first.cost)}."
    ]
    said.append(_how_sure(found, first, rest))
    said += _over_sets(found, first)
    said += _next(rest)
    said += _thrifty(found, first)
    said += _fading(found)
    said += _side_effects(found)
    return [*said, *_few(found)]


def _nothing_helps(found: Comparison, first: Compared) -> str:
    difference = first.differences[GAP]
    if difference.decided and difference.mean > 0:
        return (
            f"Nothing here does better than “{found.reference}”: all others end with a wider gap."
        )
    return (
        f"Whether any scenario closes the gap more than “{found.reference}” is {OPEN}. “{first.name}”"
        f" comes closest: the gap ends {smaller(first.closed)}.{_more(difference)}"
    )


def _how_sure(found: Comparison, first: Compared, rest: list[Compared]) -> str:
    best = times(first.best, found.replications)
    if not rest:
        return f"How sure: it is the better one in {best}."
    second = rest[0]
    apart = paired_difference(found.gaps[first.name], found.gaps[second.name], found.sets)
    if apart.decided:
        return f"How sure: it is best in {best}, and its lead over “{second.name}” is {SETTLED}."
    if apart.replications_more == 0:
        return f"How sure: “{second.name}” does exactly as well."
    return f"How sure: it is best in {best}; its lead over “{second.name}” is {OPEN}.{_more(apart)}"


def _over_sets(found: Comparison, first: Compared) -> list[str]:
    """In how many parameter sets the first is ahead of the reference, and what makes them differ."""
    sets = first.differences[GAP].over_sets
    if sets is None:
        return []
    left_open = "evidence and answers leave open" if found.fitted else "the evidence leaves open"
    text = (
        f"What {left_open}: it is ahead of “{found.reference}” in {sets.same_sign} of"
        f" {sets.sets} parameter sets"
    )
    if math.isnan(sets.share):
        return [f"{text}."]
    return [
        f"{text}; {percent(sets.share)} of the variance of that difference is parameters, the rest"
        " randomness."
    ]


def _next(rest: list[Compared]) -> list[str]:
    helpful = [each for each in rest if clearly_better(each)]
    harmful = [each for each in rest if clearly_worse(each)]
    useless = [each for each in rest if not clearly_better(each) and not clearly_worse(each)]
    said = []
    if helpful:
        second = helpful[0]
        said.append(f"Next comes “{second.name}”: {smaller(second.closed)}, {effort(second.cost)}.")
    if useless:
        names = ", ".join(f"“{each.name}”" for each in useless)
        said.append(f"{OPEN.capitalize()} whether it helps: {names}.")
    if harmful:
        names = ", ".join(f"“{each.name}” ({smaller(each.closed)})" for each in harmful)
        said.append(f"Makes it worse: {names}.")
    return said


def _thrifty(found: Comparison, first: Compared) -> list[str]:
    """Which scenario gives most for an hour, where that is another one."""
    giving = [each for each in found.others if each.benefit and clearly_better(each)]
    if not giving:
        return []
    thrifty = max(giving, key=lambda each: each.benefit.mean if each.benefit else 0.0)
    if thrifty is first or thrifty.benefit is None:
        return []
    return [
        f"“{thrifty.name}” gives most for leaders’ time: {rounded(thrifty.benefit.mean)} % of the gap"
        f" for every {HOURS:,} leader hours."
    ]


def _fading(found: Comparison) -> list[str]:
    """Scenarios whose effect was far larger before the end."""
    faded = [each for each in found.others if each.peak[1] > max(FADED, 2 * each.closed.mean)]
    return [
        f"“{each.name}” fades: in week {each.peak[0]} the gap is {rounded(each.peak[1])} % smaller, in"
        f" the end {smaller(each.closed)}."
        for each in faded
    ]


def _side_effects(found: Comparison) -> list[str]:
    """What gets worse where the gap gets smaller."""
    said = []
    for each in found.others:
        worse = [
            MEASURES[name].label
            for name in MINDED
            if verdict(each.differences[name], name) == "worse"
        ]
        if worse and clearly_better(each):
            said.append(f"Mind that “{each.name}” makes this worse: {', '.join(worse)}.")
    return said


def _few(found: Comparison) -> list[str]:
    if found.replications >= FEW:
        return []
    return [f"Only {found.replications} replications so far: wait for more before you decide."]


def _more(difference: Difference) -> str:
    if not difference.replications_more:
        return ""
    more = difference.replications_more
    return f" About {count(more, 'more replication')} would settle it."


def clearly_better(each: Compared) -> bool:
    """Whether the gap is smaller than the reference's, settled."""
    difference = each.differences[GAP]
    return difference.decided and difference.mean < 0


def clearly_worse(each: Compared) -> bool:
    """Whether the gap is wider than the reference's, settled."""
    difference = each.differences[GAP]
    return difference.decided and difference.mean > 0


def smaller(closed: Estimate) -> str:
    """Percent by which a gap is smaller, with its interval: `12 % smaller [9 %, 15 %]`."""
    word = "smaller" if closed.mean >= 0 else "wider"
    low, high = (closed.low, closed.high) if closed.mean >= 0 else (-closed.high, -closed.low)
    return f"{rounded(abs(closed.mean))} % {word} [{rounded(low)} %, {rounded(high)} %]"


def effort(cost: Cost) -> str:
    """What it takes, in words: `at 3 hours a week of each of 45 leaders over 144 weeks`."""
    if not cost.leader_hours:
        return "without any leader hours" + (
            f" and at {fixed(cost.money, 0)} money" * bool(cost.money)
        )
    hours = f"{rounded(cost.hours_each)} hour{'' if cost.hours_each == 1 else 's'}"
    leaders = "of the one leader" if cost.leaders == 1 else f"of each of {cost.leaders:,} leaders"
    return f"at {hours} a week {leaders} over {count(cost.weeks, 'week')}"


def times(best: int, replications: int) -> str:
    """`17 of 20 replications`."""
    return f"{best} of {replications} replications"


def verdict(difference: Difference, measure: str) -> str:
    """What is known of a difference: better, worse, small, differs, the same, or open."""
    if not difference.decided:
        return "the same" if difference.replications_more == 0 else OPEN
    return verdict_on(measure, difference.mean)
