"""Effort, openness and time moved for good, alone and together; half a year of words and deeds."""

from orgsim.figures.style import INK
from orgsim.study.outcome_curves import Curve, closed_beside, ratio
from orgsim.study.pictures import Place, figure
from orgsim.study.quantities import Estimated, Quantity
from orgsim.study.source_table import Table

GAP = "of the first gap"
levers, stopped = Table("levers", GAP), Table("stopped", GAP)

MORE = {
    "leader_modelling": (0.25, 0.75),
    "transparency": (0.5, 0.9),
    "time_constraint": (0.62, 0.3),
}
"""What leaders do as they are, and where each lever is moved for good."""

LEVERS = {"effort": "leader_modelling", "openness": "transparency", "time": "time_constraint"}
DONE = {"words": (1.0, 0.0), "deeds": (0.0, 1.0), "both": (1.0, 1.0)}
"""Strength of words and of deeds."""

HALF_YEAR, THREE_YEARS, TEN_YEARS = 26, 156, 520
STOP, YEAR_AFTER = 26, 78
WORDS, DEEDS = "interventions.0.strength", "interventions.1.strength"


def gap_with(*moved: str) -> Curve:
    """The gap by week with some of the three levers moved."""
    where = {name: ends[name in moved] for name, ends in MORE.items()}
    return levers.weekly("message_practice_gap", **where)


def closed_by(*moved: str, week: int = THREE_YEARS) -> Quantity:
    """What moved levers close of the gap where nothing is moved."""
    return closed_beside(gap_with(), gap_with(*moved), week)


def beyond_each(week: int) -> Quantity:
    """What the three levers close together beyond the sum of what each closes alone."""
    alone = [closed_by(name, week=week) for name in MORE]
    return closed_by(*MORE, week=week) - alone[0] - alone[1] - alone[2]


def beyond_two(one: str, other: str, week: int) -> Quantity:
    """What two levers close together beyond the sum of both."""
    both = closed_by(one, other, week=week)
    return both - closed_by(one, week=week) - closed_by(other, week=week)


def gap_after(words: float, deeds: float) -> Curve:
    """The gap by week where words, or deeds, go on for half a year."""
    return stopped.weekly("message_practice_gap", **{WORDS: words, DEEDS: deeds})


def closed_after(words: float, deeds: float, week: int) -> Quantity:
    """What half a year of words or deeds closes of the gap where nothing is done."""
    return closed_beside(gap_after(0.0, 0.0), gap_after(words, deeds), week)


def left_of(words: float, deeds: float, week: int = YEAR_AFTER) -> Estimated:
    """What is left of it later, as a share of what there was when it stopped."""
    later, first = (closed_after(words, deeds, at) for at in (week, STOP))
    return ratio(later, first, "of what was closed")


@figure(2, width=4.8)
def draw_levers(left: Place, right: Place) -> None:
    """Left: what leaders' effort, openness and time close of the gap, alone and together. Right:
    what half a year of words, of deeds, or of both closes, while it goes on and after it has stopped
    (dotted). Means with 95 % bands.
    """
    moved = {name: (lever,) for name, lever in LEVERS.items()} | {"all three": tuple(MORE)}
    curves = {name: (gap_with() - gap_with(*some)) for name, some in moved.items()}
    label = "Gap closed (points)"
    left.weeks("Three levers, moved for good", curves, label, zero=True, room=1.5)
    curves = {name: gap_after(0.0, 0.0) - gap_after(*some) for name, some in DONE.items()}
    right.weeks("Half a year, and after", curves, label, zero=True)
    right.axes.axvline(STOP, color=INK, linewidth=1, linestyle=":")
