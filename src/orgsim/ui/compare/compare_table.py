"""A comparison as tables: headings and rows of plain text."""

from orgsim.analysis.comparison import Difference
from orgsim.analysis.intervals import Estimate
from orgsim.measures.outcomes import MEASURES
from orgsim.number_text import NONE, fixed, rounded
from orgsim.ui.compare.compare_state import GAP, HOURS, SHOWN, Compared, Comparison
from orgsim.ui.compare.compare_text import verdict

NARROW = "\u00a0"
"""A space at which no line is broken."""

Rows = tuple[list[str], list[list[str]]]


def cost_rows(found: Comparison) -> Rows:
    """What each scenario takes over the run, how often it is best, and what an hour gives."""
    head = [
        "Scenario",
        "Gap at the end [points]",
        "Gap smaller by",
        "Best in so many replications",
        "Leader hours",
        "Hours a week of a leader",
        "Money [own currency]",
        f"Gap closed per {HOURS:,} leader hours",
    ]
    return head, [_cost_row(each, found) for each in found.scenarios]


def _cost_row(each: Compared, found: Comparison) -> list[str]:
    end = each.ends[GAP].mean
    reference = each.name == found.reference
    return [
        each.name,
        fixed(end),
        "reference"
        if reference
        else f"{rounded(each.closed.mean)}{NARROW}% {_percent(each.closed)}",
        f"{each.best} of {found.replications}",
        f"{fixed(each.cost.leader_hours, 0)}{NARROW}h",
        f"{rounded(each.cost.hours_each)} h" if each.cost.leaders else NONE,
        fixed(each.cost.money, 0),
        NONE
        if each.benefit is None
        else f"{rounded(each.benefit.mean)}{NARROW}% {_percent(each.benefit)}",
    ]


def difference_rows(found: Comparison) -> Rows:
    """A row a measure, a column a scenario: paired differences from the reference."""
    others = [each for each in found.scenarios if each.name != found.reference]
    rows = []
    for name in SHOWN:
        about = MEASURES[name]
        cells = [_difference(each.differences[name], name) for each in others]
        rows.append([f"{about.label} [{about.unit}]", *cells])
    return ["Measure", *(each.name for each in others)], rows


def _difference(difference: Difference, measure: str) -> str:
    what = verdict(difference, measure)
    if what == "the same":
        return "the same"
    interval = f"[{fixed(difference.low, sign=True)},{NARROW}{fixed(difference.high, sign=True)}]"
    return f"{fixed(difference.mean, sign=True)} {interval} {what}"


def _percent(estimate: Estimate) -> str:
    if estimate.low != estimate.low:
        return ""
    return f"[{rounded(estimate.low)},{NARROW}{rounded(estimate.high)}]"
