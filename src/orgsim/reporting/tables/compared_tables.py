"""A comparison as tables, of pages and reports."""

import math
from typing import Any

from orgsim.analysis.comparison import Difference
from orgsim.analysis.intervals import Estimate
from orgsim.analysis.scenario_comparison import GAP, SHOWN, Compared, Comparison
from orgsim.measures.declarations import MEASURES, Measure
from orgsim.measures.shown_units import shown
from orgsim.number_text import amount, count, fixed, percent, rounded, two_figures
from orgsim.reporting.neutral_table import Column, Marked, Table, numbers
from orgsim.reporting.sentences.comparison_words import verdict
from orgsim.reporting.tables.result_tables import TONES

NARROW = "\u00a0"
"""A space at which no line is broken."""


def costs_table(found: Comparison) -> Table:
    """What each scenario takes over the run, how often it is best, and what an hour gives."""
    columns = (
        Column("Scenario"),
        numbers("Gap at the end [points]"),
        Column("Gap smaller by", "number"),
        Column("Best in so many replications", "number"),
        Column("Leader hours", "number", written=lambda hours: f"{fixed(hours, 0)}{NARROW}h"),
        Column("Hours a week of a leader", "number", written=lambda hours: f"{rounded(hours)} h"),
        Column(f"Money [{found.currency}]", "number", written=amount),
        Column(f"Gap closed per {count(found.hours, 'leader hour')}", "number", written=_percent),
    )
    return Table(columns, tuple(_costs(each, found) for each in found.scenarios))


def _costs(each: Compared, found: Comparison) -> tuple[Any, ...]:
    return (
        each.name,
        each.ends[GAP].mean,
        "reference" if each.name == found.reference else _percent(each.closed),
        f"{each.best} of {found.replications}",
        each.cost.leader_hours,
        each.cost.hours_each if each.cost.leaders else None,
        each.cost.money,
        each.benefit,
    )


def differences_table(found: Comparison, shares: bool = True) -> Table:
    """A row a measure, a column a scenario: paired differences from the reference.

    shares  whether it says how much of the variance parameters make
    """
    others = [each for each in found.scenarios if each.name != found.reference]
    rows = tuple(
        (
            f"{of.label} [{shown(of).unit}]",
            *(_difference(each.differences[name], of, shares) for each in others),
        )
        for name, of in {**{name: MEASURES[name] for name in SHOWN}, **found.own}.items()
    )
    columns = (Column("Measure"), *(Column(each.name, "number", as_is=True) for each in others))
    return Table(columns, rows)


def _difference(difference: Difference, measure: Measure, shares: bool) -> Marked:
    what = verdict(difference, measure)
    if what == "the same":
        return Marked(what, "")
    _, times, decimals = shown(measure)
    mean, low, high = (
        fixed(times * value, decimals, sign=True)
        for value in (difference.mean, difference.low, difference.high)
    )
    text = f"{mean} [{low},{NARROW}{high}] {what}{_in_sets(difference, shares)}"
    return Marked(text, TONES.get(what, ""))


def _in_sets(difference: Difference, shares: bool) -> str:
    """In how many parameter sets it goes the same way, and how much of its variance these make."""
    sets = difference.over_sets
    if sets is None:
        return ""
    way = "lower" if difference.mean < 0 else "higher"
    text = f"; {way} in {sets.same_sign} of {sets.sets} parameter sets"
    if math.isnan(sets.share) or not shares:
        return text
    return f"{text}, which make {percent(sets.share)} of the variance"


def _percent(estimate: Estimate) -> str:
    text = f"{two_figures(estimate.mean)}{NARROW}%"
    if math.isnan(estimate.low):
        return text
    return f"{text} [{two_figures(estimate.low)},{NARROW}{two_figures(estimate.high)}]"
