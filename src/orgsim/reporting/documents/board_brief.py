"""The brief that a report begins with: what was asked, what to do, what it costs, how sure that is."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.bands import band
from orgsim.analysis.scenario_comparison import GAP, Comparison
from orgsim.figures.brief_figure import draw_brief
from orgsim.figures.figure_panels import MOST_BANDS
from orgsim.figures.save import lay_out, png_of
from orgsim.number_text import count
from orgsim.organise import people_of
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import Brief, Picture
from orgsim.reporting.sentences.advice_text import Advice, advised, ranked_of
from orgsim.reporting.sentences.certainty_text import change_words
from orgsim.reporting.sentences.comparison_words import effort
from orgsim.reporting.sentences.money_text import (
    free_sentences,
    money_sentence,
    money_verdict,
    price_sentence,
)
from orgsim.reporting.sentences.next_step_text import next_step
from orgsim.reporting.sentences.scenario_report_text import (
    LIMITS,
    convergence_sentences,
    gap_sentence,
    others_sentences,
    sureness_sentence,
)
from orgsim.reporting.summary import HEADLINE
from orgsim.reporting.tables.money_table import money_table
from orgsim.simulation import ScenarioResult
from orgsim.week_text import day_of

Results = Mapping[str, ScenarioResult]

MOST_REASONS = 4
DOTS_AN_INCH = 200
CAVEATS = (LIMITS[0], LIMITS[1], LIMITS[5])
"""The three that somebody who decides has to know; the others stand with these in the appendix."""


def brief_of(
    shown: Results, summary: Mapping[str, Any], found: Comparison, organisation: str
) -> Brief:
    """The brief of results by name, the reference first, and of their comparison."""
    money = summary["money"]
    said = advised(found) if found.others else _alone(summary)
    worth = (money_verdict(ranked_of(found)[0].name, money),) if money else ()
    return Brief(
        _question(found, organisation),
        said.first,
        (*worth, *said.others)[:MOST_REASONS],
        _figure(shown, found, summary),
        _costs(shown, found, money),
        _short_table(money_table(money)) if money else None,
        (*map(_capital, said.sureness), sureness_sentence(summary)),
        CAVEATS,
        next_step(found),
    )


def _alone(summary: Mapping[str, Any]) -> Advice:
    """What is said about a scenario without comparison."""
    (scenario,) = summary["scenarios"].values()
    change = scenario["measures"][HEADLINE]
    first = f"No recommendation: nothing is compared. {gap_sentence(scenario, summary['weeks'])}"
    sure = change_words(change, summary["fitted"])
    others = (*convergence_sentences(scenario, summary), *others_sentences(scenario))
    return Advice(first, (sure,) if sure else (), others)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _question(found: Comparison, organisation: str) -> str:
    if not found.others:
        return (
            f"How does the gap between what “{organisation}” says and what its people do develop?"
        )
    names = [f"“{each.name}”" for each in found.scenarios if each.name != found.reference]
    if len(names) == 1:
        return (
            f"Does {names[0]} bring what people at “{organisation}” do closer to what it says, and what"
            " does that take?"
        )
    return (
        f"Which of {len(names)} options brings what people at “{organisation}” do closest to what"
        f" it says, within {count(found.weeks, 'week')}, and what does it take?"
    )


def _figure(shown: Results, found: Comparison, summary: Mapping[str, Any]) -> Picture:
    gaps = {name: band(each.measures[GAP], sets=each.sets) for name, each in shown.items()}
    closed = {each.name: each.closed for each in found.scenarios if each.name != found.reference}
    caption = "Means over replications"
    if found.replications > 1:
        caption += f"; {'bands' if len(gaps) <= MOST_BANDS else 'bars'} are 95 % intervals"
    drawn = draw_brief(gaps, closed, day_of(summary["start_date"]))
    return Picture(png_of(lay_out(drawn), DOTS_AN_INCH), f"{caption}.")


def _costs(shown: Results, found: Comparison, money: Mapping[str, Any] | None) -> tuple[str, ...]:
    if money is None:
        return (
            *_sizes(shown),
            *(
                f"“{each.name}” comes {effort(each.cost, found.currency)}."
                if each.cost.weeks
                else f"“{each.name}”: no programme runs."
                for each in found.scenarios
            ),
        )
    first = ranked_of(found)[0]
    return (money_sentence(first.name, money), *free_sentences(money), price_sentence(money))


def _sizes(shown: Results) -> tuple[str, ...]:
    """That scenarios differ in size, so that differences are not of what is done alone."""
    people = {name: people_of(result.config.organisation) for name, result in shown.items()}
    if len(set(people.values())) < 2:
        return ()
    sizes = ", ".join(f"“{name}” {count(of, 'person', 'people')}" for name, of in people.items())
    return (
        f"These organisations differ in size ({sizes}): money is not compared between them, and all"
        " other differences are partly due to size.",
    )


def _short_table(table: Table) -> Table:
    shown = ("scenario", "leavers avoided", "saved", "hours cost", "other costs", "net benefit")
    return table.only(*shown, "95 % interval", "pays back")
