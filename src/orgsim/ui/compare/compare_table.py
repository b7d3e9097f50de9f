"""A comparison as tables."""

import math
from typing import Any

from orgsim.analysis.comparison import Difference
from orgsim.analysis.intervals import Estimate
from orgsim.analysis.scenario_comparison import GAP, HOURS, SHOWN, Compared, Comparison
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.shown_units import shown
from orgsim.number_text import fixed, percent, rounded
from orgsim.reporting.comparison_words import verdict
from orgsim.reporting.neutral_table import Column, Marked, Table, numbers
from orgsim.reporting.result_tables import TONES

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
        numbers(f"Money [{found.currency}]", 0),
        Column(f"Gap closed per {HOURS:,} leader hours", "number", written=_percent),
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


def differences_table(found: Comparison) -> Table:
    """A row a measure, a column a scenario: paired differences from the reference."""
    others = [each for each in found.scenarios if each.name != found.reference]
    rows = tuple(
        (
            f"{MEASURES[name].label} [{shown(name).unit}]",
            *(_difference(each.differences[name], name) for each in others),
        )
        for name in SHOWN
    )
    columns = (Column("Measure"), *(Column(each.name, "number") for each in others))
    return Table(columns, rows)


def _difference(difference: Difference, measure: str) -> Marked:
    what = verdict(difference, measure)
    if what == "the same":
        return Marked(what, "")
    _, times, decimals = shown(measure)
    mean, low, high = (
        fixed(times * value, decimals, sign=True)
        for value in (difference.mean, difference.low, difference.high)
    )
    text = f"{mean} [{low},{NARROW}{high}] {what}{_in_sets(difference)}"
    return Marked(text, TONES.get(what, ""))


def _in_sets(difference: Difference) -> str:
    """In how many sets it has its sign, and how much of its variance is parameters."""
    sets = difference.over_sets
    if sets is None:
        return ""
    share = "" if math.isnan(sets.share) else f", {percent(sets.share)} parameters"
    return f"; same sign in {sets.same_sign} of {sets.sets} sets{share}"


def _percent(estimate: Estimate) -> str:
    text = f"{rounded(estimate.mean)}{NARROW}%"
    if math.isnan(estimate.low):
        return text
    return f"{text} [{rounded(estimate.low)},{NARROW}{rounded(estimate.high)}]"
