"""The results of a summary in sentences, and how to read them."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.comparison import OPEN
from orgsim.config.models import FITTED
from orgsim.measures.declarations import SMALL, verdict_on
from orgsim.measures.own_measures import told_of
from orgsim.number_text import count, fixed, plain
from orgsim.reporting.sentences.certainty_text import fitting, left_open
from orgsim.reporting.summary import HEADLINE, interval
from orgsim.week_text import day_of, week_text

Summary = Mapping[str, Any]

SAME_DRAWS = "all scenarios use the same random draws"
"""What makes differences between scenarios those of what was done."""


def gap_sentence(scenario: Summary, weeks: int) -> str:
    """The gap between message and practice at the start and at the end."""
    gap = scenario["measures"][HEADLINE]
    text = (
        "The message–practice gap (1 − alignment), between what is stated and what is done, goes from"
        f" {fixed(gap['start'])} to {fixed(gap['end'])} points within {count(weeks, 'week')}"
    )
    if gap["ci_low"] is None:
        return f"{text}."
    return f"{text}, a change of {fixed(gap['difference'], sign=True)} ({interval(gap)})."


def rest_sentences(summary: Summary) -> list[str]:
    """How the organisation came to rest before week 0, a sentence for all scenarios that do so alike.

    Where it was fitted: that nothing came before.
    """
    if summary["start"] == FITTED:
        return [FITTED_SENTENCE]
    rests = {name: found["rest"] for name, found in summary["scenarios"].items() if found["rest"]}
    same = {rest_sentence(rest) for rest in rests.values()}
    if len(same) <= 1:
        return list(same)
    return [f"{name}: {rest_sentence(rest)}" for name, rest in rests.items()]


FITTED_SENTENCE = (
    "Week 0 is now, as estimated from the organisation's own answers: everybody starts in the fitted"
    " states, which differ between parameter sets; there is no rest before."
)


def rest_sentence(rest: Summary) -> str:
    """When an organisation came to rest before week 0, or that it did not."""
    runs, restless = rest["replications"], rest["not_at_rest"]
    if not restless:
        return (
            f"Week 0 is an organisation at rest, after {fixed(rest['weeks_median'], 0)} weeks (median)"
            " under the levers before week 1."
        )
    of_runs = "" if runs == 1 else f" in {restless} of {runs} replications"
    return (
        f"Not at rest{of_runs}: after {fixed(rest['weeks_most'], 0)} weeks under the levers before"
        f" week 1 a state still moves by {plain(rest['tolerance'])} a year or more; part of what"
        " follows would have happened anyway."
    )


def convergence_sentences(scenario: Summary, summary: Summary) -> list[str]:
    """When the gap became permanently small."""
    found = scenario["convergence"]["share"]
    small = f"under {plain(100 * found['threshold'])} % of its start"
    got = f"{found['converged']} of {count(found['runs'], 'replication')}"
    if found["median"] is None:
        few = "no replication" if not found["converged"] else f"only {got}"
        return [f"In {few} the gap gets {small} for good within {count(summary['weeks'], 'week')}."]
    week = week_text(found["median"], day_of(summary["start_date"]))
    return [f"The gap stays {small} from {week} on (median; {got} got there)."]


def others_sentences(scenario: Summary) -> list[str]:
    """Which other measures are better, worse, hardly other and open at the end."""
    groups: dict[str, list[str]] = {said: [] for said in _AT_THE_END}
    for name, measure in scenario["measures"].items():
        if measure["better"] and name not in (HEADLINE, "alignment"):
            groups[_verdict(name, measure)].append(measure["label"].lower())
    return [
        f"{_AT_THE_END[verdict]}: {', '.join(labels)}."
        for verdict, labels in groups.items()
        if labels
    ]


_AT_THE_END = {
    "better": "Better at the end than at the start",
    "worse": "Worse at the end than at the start",
    SMALL: "Changed by less than what matters",
    OPEN: OPEN.capitalize(),
}


def _verdict(name: str, measure: Summary) -> str:
    low, high = measure["ci_low"], measure["ci_high"]
    if low is None or low <= 0 <= high:
        return OPEN
    return verdict_on(told_of(name, measure), measure["difference"])


def sureness_sentence(summary: Summary) -> str:
    """What the intervals say, and what they do not."""
    runs = summary["replications"]
    if runs == 1:
        return "This is a single replication: it does not show how much is random variation."
    paired = f" {SAME_DRAWS[0].upper()}{SAME_DRAWS[1:]}." if len(summary["scenarios"]) > 1 else ""
    sets = summary["sets"]
    if sets > 1:
        return (
            f"Brackets hold 95 % intervals over {count(runs, 'replication')} of {sets:,} parameter sets"
            f" {fitting(summary['fitted'])}.{paired} They cover random variation and"
            f" {left_open(summary['fitted'])}; they do not show how well the model's structure"
            " fits this organisation."
        )
    return (
        f"Brackets hold 95 % intervals over {count(runs, 'replication')}.{paired} They separate chance"
        " from effect within the model; they do not show how well the model fits this organisation."
    )


LIMITS = (
    "Sizes in the model were inferred from surveys and field trials in other organisations, which"
    " determine few of them well; how much a programme changes is assumed. Use the results to"
    " explain and to compare, not to predict this organisation's numbers.",
    "Effort returns to its base once whatever raised it ends: the effect of a programme fades,"
    " unless habits, skill or leaders sustain it.",
    "Causes mostly add up; they do not multiply.",
    "Leaders' hours are shared equally among their reports. What a programme costs leaders is"
    " counted, but not taken from their hours for people.",
    "Positions are refilled at once; growth, promotion and transfers do not exist.",
    "Owners, customers and markets are outside the model.",
)
"""What a reader has to know before acting on a report."""
