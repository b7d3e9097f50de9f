"""What a comparison says in plain sentences: what to do first, what it takes, and how sure this is."""

from typing import NamedTuple

from orgsim.analysis.combinations import added_to, best_combinations, parts_of, steps_of
from orgsim.analysis.comparison import OPEN, SETTLED, Difference, paired_difference
from orgsim.analysis.scenario_comparison import GAP, Compared, Comparison, times_best
from orgsim.measures.declarations import MEASURES, measures_shown
from orgsim.number_text import amount, count, two_figures
from orgsim.reporting.sentences.certainty_text import in_sets, left_open, shares
from orgsim.reporting.sentences.comparison_words import (
    clearly_better,
    clearly_worse,
    effort,
    smaller,
    times,
    too_little,
    verdict,
)
from orgsim.reporting.summary import difference_summary

MINDED = tuple(name for name in measures_shown("card") if name in measures_shown("difference"))
"""Measures that must not get worse unsaid where the gap gets smaller."""

FADED = 5
"""Percent of the gap from which an effect that fades is worth a sentence."""

FEW = 10
"""Fewer replications than this are too few to be sure of anything."""


class Advice(NamedTuple):
    """What a comparison says: what to do first, how sure that is, and what else there is to know."""

    first: str
    sureness: tuple[str, ...]
    others: tuple[str, ...]


def advice(found: Comparison, more_coming: bool = False) -> list[str]:
    """Sentences for the top of the page, the most important first; see `advised`."""
    said = advised(found, more_coming)
    sure = [f"{lead}: {text}" for lead, text in zip(_leads(found), said.sureness, strict=False)]
    return [said.first, *sure, *said.others]


def _leads(found: Comparison) -> tuple[str, str]:
    """What stands before sentences on how sure it is, where nothing else says what they are about."""
    return "How sure", left_open(found.fitted).capitalize()


def advised(found: Comparison, more_coming: bool = False) -> Advice:
    """What to do first: single steps are ranked, and then what combinations of them add.

    more_coming  whether replications are still being simulated
    """
    few = _few(found, more_coming)
    if not found.others:
        alone = (
            f"There is nothing to compare “{found.reference}” with: add a second scenario of the same"
            " organisation."
        )
        return Advice(alone, (), ())
    if not clearly_better(found.others[0]):
        return Advice(_nothing_helps(found, found.others[0]), (), few)
    ranked = ranked_of(found)
    first, *rest = ranked
    recommended = (
        f"{_lead(first, len(found.others) > 1)}: after {found.weeks} weeks the gap is"
        f" {smaller(first.closed)} than with “{found.reference}”, {effort(first.cost, found.currency)}."
        f"{_rivalled(found, first, rest)}"
    )
    others = [
        *_next(rest, found.currency),
        *(_together(found) if len(ranked) < len(found.others) else ()),
        *_thrifty(found, first),
        *_fading(found),
        *_side_effects(found),
    ]
    sureness = (_how_sure(found, first, rest), *_over_sets(found, first))
    return Advice(recommended, sureness, (*others, *few))


def ranked_of(found: Comparison) -> list[Compared]:
    """What is advised, the first thing first: single steps, or all others where no step does enough."""
    steps = steps_of(found)
    return steps if steps and worth_doing(steps[0]) else list(found.others)


def worth_doing(each: Compared) -> bool:
    """Whether a scenario is settled to close the gap, by enough to matter."""
    return clearly_better(each) and not too_little(each.differences[GAP].mean)


def _lead(first: Compared, one_of_several: bool) -> str:
    """That the first is to be done, unless even that is too little to matter."""
    if worth_doing(first):
        return f"Do “{first.name}”{' first' * one_of_several}"
    if one_of_several:
        return f"Nothing here achieves enough to matter; the best is “{first.name}”"
    return f"“{first.name}” achieves too little to matter"


def _rivalled(found: Comparison, first: Compared, rest: list[Compared]) -> str:
    """That the next one may do as much: what is to be done first is read, and shown, by itself."""
    if not rest or not worth_doing(first) or not clearly_better(rest[0]):
        return ""
    apart = paired_difference(found.gaps[first.name], found.gaps[rest[0].name], found.sets)
    rivals = not apart.decided and apart.replications_more != 0
    return f" Whether it achieves more than “{rest[0].name}” is {OPEN}." if rivals else ""


def _together(found: Comparison) -> list[str]:
    """What the best combinations come to, and what each adds to the best of its parts."""
    return [
        f"Together, “{each.name}”: {smaller(each.closed)}, {effort(each.cost, found.currency)};"
        f" {_addition(found, each)}."
        for each in best_combinations(found)
    ]


def _addition(found: Comparison, whole: Compared) -> str:
    """What a combination adds to the best of its parts, in words."""
    part = parts_of(found, whole)[0]
    more = added_to(found, whole, part)
    span = f"[{two_figures(more.low)} %, {two_figures(more.high)} %]"
    if not more.decided:
        return (
            f"what it adds to “{part.name}” is {OPEN}: {two_figures(more.mean)} % of the gap {span}"
        )
    if more.mean < 0:
        return f"that is less than “{part.name}” achieves by itself, and {SETTLED}"
    little = too_little(whole.ends[GAP].mean - part.ends[GAP].mean)
    return (
        f"it adds {two_figures(more.mean)} % of the gap {span} to “{part.name}”, {SETTLED}"
        f"{' but too little to matter' * little}"
    )


def _nothing_helps(found: Comparison, first: Compared) -> str:
    difference = first.differences[GAP]
    if difference.decided and difference.mean > 0:
        return f"Nothing here is better than “{found.reference}”: all others end with a wider gap."
    return (
        f"Whether any scenario closes the gap more than “{found.reference}” is {OPEN}. “{first.name}”"
        f" comes closest: the gap ends {smaller(first.closed)}.{_more(difference)}"
    )


def _how_sure(found: Comparison, first: Compared, rest: list[Compared]) -> str:
    names = [found.reference, first.name, *(each.name for each in rest)]
    alone = times_best({name: found.gaps[name] for name in names})[first.name]
    best = times(alone, found.replications)
    who = "of the single steps it" if len(names) < len(found.scenarios) else "it"
    if not rest:
        return f"{who} is the better one in {best}."
    second = rest[0]
    apart = paired_difference(found.gaps[first.name], found.gaps[second.name], found.sets)
    if apart.decided:
        return f"{who} is best in {best}, and its lead over “{second.name}” is {SETTLED}."
    if apart.replications_more == 0:
        return f"“{second.name}” is exactly as good."
    return f"{who} is best in {best}; its lead over “{second.name}” is {OPEN}.{_more(apart)}"


def _over_sets(found: Comparison, first: Compared) -> list[str]:
    """In how many parameter sets the first is ahead of the reference, and what makes them differ."""
    over_sets = difference_summary(first.differences[GAP])["over_sets"]
    if over_sets is None:
        return []
    ahead = f"it is ahead of “{found.reference}” {in_sets(over_sets, found.fitted)}"
    parts = shares(over_sets)
    return [f"{ahead}{f'; {parts}' if parts else ''}."]


def _next(rest: list[Compared], currency: str) -> list[str]:
    helpful = [each for each in rest if clearly_better(each)]
    harmful = [each for each in rest if clearly_worse(each)]
    useless = [each for each in rest if not clearly_better(each) and not clearly_worse(each)]
    said = []
    if helpful:
        second, *later = helpful
        little = "" if worth_doing(second) else " (too little to matter)"
        text = (
            f"Next comes “{second.name}”: {smaller(second.closed)}{little},"
            f" {effort(second.cost, currency)}"
        )
        if later:
            text += f"; then {', '.join(map(_briefly, later))}"
        said.append(f"{text}.")
    if useless:
        names = ", ".join(f"“{each.name}”" for each in useless)
        said.append(f"Whether it helps is {OPEN}: {names}.")
    if harmful:
        names = ", ".join(f"“{each.name}” ({smaller(each.closed)})" for each in harmful)
        said.append(f"Makes it worse: {names}.")
    return said


def _briefly(each: Compared) -> str:
    """What a scenario does, where several are named in a row."""
    little = "" if worth_doing(each) else ", too little to matter"
    return f"“{each.name}” ({two_figures(each.closed.mean)} % smaller{little})"


def _thrifty(found: Comparison, first: Compared) -> list[str]:
    """Which scenario gives most for an hour, where that is another one."""
    giving = [each for each in found.others if each.benefit and clearly_better(each)]
    if not giving:
        return []
    thrifty = max(giving, key=lambda each: each.benefit.mean if each.benefit else 0.0)
    if thrifty is first or thrifty.benefit is None:
        return []
    return [
        f"“{thrifty.name}” achieves most for leaders’ time: {two_figures(thrifty.benefit.mean)} % of"
        f" the gap for every {count(found.hours, 'leader hour')}; in money it takes"
        f" {amount(thrifty.cost.money)} {found.currency}."
    ]


def _fading(found: Comparison) -> list[str]:
    """Scenarios whose effect was far larger before the end."""
    faded = [each for each in found.others if each.peak[1] > max(FADED, 2 * each.closed.mean)]
    return [
        f"The effect of “{each.name}” fades: in week {each.peak[0]} the gap is"
        f" {two_figures(each.peak[1])} % smaller, in the end {smaller(each.closed)}."
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
            said.append(f"Note that “{each.name}” makes this worse: {', '.join(worse)}.")
    return said


def _few(found: Comparison, more_coming: bool) -> tuple[str, ...]:
    if found.replications >= FEW:
        return ()
    if more_coming:
        return (f"Only {found.replications} replications so far: wait for more before you decide.",)
    return (f"Only {found.replications} replications: simulate more before you decide.",)


def more_wanted(found: Comparison) -> bool:
    """Whether more replications would tell what is open."""
    gaps = (each.differences[GAP] for each in found.others)
    return bool(found.others) and (
        found.replications < FEW or any(each.replications_more for each in gaps)
    )


def _more(difference: Difference) -> str:
    if not difference.replications_more:
        return ""
    more = difference.replications_more
    return f" About {count(more, 'more replication')} would settle it."
