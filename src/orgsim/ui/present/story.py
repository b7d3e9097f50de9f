"""The story: where we are, what was tried, the results, their certainty, and what next.

Its sentences are those of the advice on Compare, told apart by what they are about; what next is that of
reports.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orgsim.analysis.scenario_comparison import GAP, Comparison, compare
from orgsim.number_text import count, rounded
from orgsim.reporting.sentences.advice_text import advice, effort, times
from orgsim.reporting.sentences.next_step_text import next_step
from orgsim.simulation import ScenarioResult
from orgsim.ui.compare.compare_charts import curves, forest
from orgsim.ui.present.best_chart import times_best_chart

MOST_SENTENCES = 3
"""On one step: more is not read in a room."""

CERTAIN = ("How sure:", "What the evidence", "What evidence", "Only ")
"""How sentences of the advice begin that say how sure it is."""


@dataclass(frozen=True)
class Step:
    """One step: heading, sentences, a chart and what it shows, for those who do not see it."""

    heading: str
    sentences: tuple[str, ...]
    chart: Mapping[str, Any]
    shows: str


def story(
    results: Mapping[str, ScenarioResult], reference: str, running: bool = False
) -> list[Step]:
    """The steps that there is something to say in; the first alone where nothing is compared."""
    found = compare(results, reference)
    alone = {reference: results[reference]}
    names = list(results)
    stand = curves(alone, GAP, names)
    steps = [Step("Where we stand", _stand(found), stand, "Gap by week, as it is")]
    if not found.others:
        return steps
    said = advice(found, running)
    sure = [sentence for sentence in said if sentence.startswith(CERTAIN)]
    others = [sentence for sentence in said if sentence not in sure]
    shown = {name: results[name] for name in (reference, *(each.name for each in found.others))}
    return [
        *steps,
        Step(
            "What was tried",
            _tried(found),
            curves(shown, GAP, names),
            "Gap by week of each scenario",
        ),
        Step("What comes of it", _few(others[:1]), forest(found), "Gap closed by each scenario"),
        Step(
            "How sure it is",
            _few(sure or [_best(found)]),
            times_best_chart(found),
            "In how many replications each scenario is best",
        ),
        Step(
            "What next",
            _few((next_step(found), *others[1:])),
            curves(_first_two(results, found), "performance", names),
            "Performance by week, as it is and with the best scenario",
        ),
    ]


def _stand(found: Comparison) -> tuple[str, ...]:
    gap = found[found.reference].ends[GAP]
    return (
        f"With “{found.reference}”, the gap between what is said and what is done is {rounded(gap.mean)}"
        f" points after {count(found.weeks, 'week')} [{rounded(gap.low)}, {rounded(gap.high)}].",
        f"In brackets the 95 % interval of {count(found.replications, 'replication')}.",
    )


def _tried(found: Comparison) -> tuple[str, ...]:
    """What each scenario takes."""
    return tuple(f"“{each.name}”: {effort(each.cost, found.currency)}." for each in found.others)


def _best(found: Comparison) -> str:
    first = found.others[0]
    return f"“{first.name}” is best in {times(first.best, found.replications)}."


def _first_two(
    results: Mapping[str, ScenarioResult], found: Comparison
) -> dict[str, ScenarioResult]:
    return {name: results[name] for name in (found.reference, found.others[0].name)}


def _few(sentences: Sequence[str]) -> tuple[str, ...]:
    return tuple(sentences[:MOST_SENTENCES])
