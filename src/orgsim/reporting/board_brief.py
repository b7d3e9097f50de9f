"""The brief that a report begins with: what was asked, what to do, what it costs, how sure that is."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.bands import band
from orgsim.analysis.scenario_comparison import GAP, Comparison, compare
from orgsim.figures.brief_figure import draw_brief
from orgsim.figures.save import lay_out, png_of
from orgsim.number_text import count
from orgsim.reporting.advice_text import advice, ranked_of
from orgsim.reporting.comparison_words import clearly_better, effort
from orgsim.reporting.money_summary import (
    free_sentences,
    money_sentence,
    money_table,
    price_sentence,
)
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import Brief, Picture
from orgsim.reporting.scenario_report_text import (
    LIMITS,
    difference_sentence,
    in_short,
    sureness_sentence,
)
from orgsim.simulation import ScenarioResult

Results = Mapping[str, ScenarioResult]

MOST_REASONS = 5
CAVEATS = (LIMITS[0], LIMITS[3], LIMITS[5])
"""The three that somebody who decides has to know; the others stand with these in the appendix."""


def brief_of(shown: Results, summary: Mapping[str, Any], organisation: str) -> Brief:
    """The brief of results by name, the reference first."""
    found = compare(shown, summary["reference"])
    several = bool(found.others)
    said = advice(found) if several else in_short(summary)[:-1]
    money = summary["money"]
    return Brief(
        _question(found, organisation),
        said[0],
        tuple(said[1 : 1 + MOST_REASONS]),
        _figure(shown, found),
        _costs(found, money),
        _short_table(money_table(money)) if money else None,
        _certainty(found, summary),
        CAVEATS,
        _next_step(found),
    )


def _question(found: Comparison, organisation: str) -> str:
    if not found.others:
        return f"How does the gap between what “{organisation}” says and what its people do go on?"
    names = [f"“{each.name}”" for each in found.scenarios if each.name != found.reference]
    if len(names) == 1:
        return (
            f"Does {names[0]} bring what people of “{organisation}” do closer to what it says, and what"
            " does that take?"
        )
    return (
        f"Which of {len(names)} possibilities brings what people of “{organisation}” do closest to what"
        f" it says, within {count(found.weeks, 'week')}, and what does it take?"
    )


def _figure(shown: Results, found: Comparison) -> Picture:
    gaps = {name: band(each.measures[GAP], sets=each.sets) for name, each in shown.items()}
    closed = {each.name: each.closed for each in found.scenarios if each.name != found.reference}
    caption = "Means over replications"
    if found.replications > 1:
        caption += "; bars, and bands where there are few scenarios, are 95 % intervals"
    if closed:
        caption += f". The reference is “{found.reference}”"
    return Picture(png_of(lay_out(draw_brief(gaps, closed)), 150), f"{caption}.")


def _costs(found: Comparison, money: Mapping[str, Any] | None) -> tuple[str, ...]:
    if money is None:
        return tuple(
            f"“{each.name}”: what is done comes {effort(each.cost, found.currency)}."
            if each.cost.weeks
            else f"“{each.name}”: nothing is done."
            for each in found.scenarios
        )
    first = ranked_of(found)[0]
    return (money_sentence(first.name, money), *free_sentences(money), price_sentence(money))


def _short_table(table: Table) -> Table:
    shown = ("scenario", "leavers avoided", "saved", "hours cost", "other costs", "net benefit")
    return table.only(*shown, "95 % interval", "pays back")


def _certainty(found: Comparison, summary: Mapping[str, Any]) -> tuple[str, ...]:
    said = [difference_sentence(summary, each.name) for each in ranked_of(found)[:2]]
    return (*said, sureness_sentence(summary))


def _next_step(found: Comparison) -> str:
    if not found.others:
        return (
            "Put beside this scenario what could be done, and compare: a recommendation needs at least"
            " two scenarios of the same organisation."
        )
    first = ranked_of(found)[0]
    if not clearly_better(first):
        return (
            "Do not decide on this alone: compare further possibilities, or more replications of these,"
            " until one of them is settled to be better."
        )
    return (
        f"Begin “{first.name}” in a part of the organisation. Ask people there and elsewhere the same"
        " questions before and some months after, and fit the model to their answers (orgsim fit): then"
        " its sizes are those of this organisation, and the rest can be decided on them."
    )
