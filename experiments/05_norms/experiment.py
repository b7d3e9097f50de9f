"""How many committed people tip a norm, and does an organisation that was pushed stay where it is?"""

from functools import partial
from typing import Any

import numpy as np

from orgsim.figures.style import COLOURS, INK
from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.evidence import Evidence, difference_of
from orgsim.study.figures import factor_label
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.outcome_curves import Curve, of_means, ratio
from orgsim.study.pictures import Place, figure, mechanisms, pictures
from orgsim.study.quantities import Estimated, Quantity
from orgsim.study.shapes import half_gone_at, sharpness, turn_at
from orgsim.study.source_table import Table
from orgsim.study.tables import Levels, Runs, Tables

LOW, HIGH = 0.0, 1.0
SHORT, LONG = 26, 104
LATER = 104
NO_CONFORMITY, MIDDLING_CONFORMITY, FULL_CONFORMITY = 0.0, 0.5, 1.0
LITTLE_RESISTANCE, MUCH_RESISTANCE = 0.1, 0.5
SOME_EFFORT = 0.2
LEADERS, AS_MANY = "leaders", "random:0.1236:employees"
THE_WAY = "Way of the others to the new norm (share)"
COMMITTED = "Committed (share of employees)"
EMPLOYEES, GAIN, WAY = "of the employees", "of the gain", "of the way"

whole, peers, seats = Table("committed", WAY), Table("peers", WAY), Table("seats", WAY)
start, push = Table("start", "points of practice"), Table("push", "points")


def by_share(runs: Runs, **where: float) -> Levels:
    """Shares of committed employees, and how far the others went (shares, replications).

    The committed have no gap, so the mean gap is that of the others but for one factor, which divides
    out of the share that is closed.
    """
    groups, way = runs.curve("gap_closed", "who", **where)
    return np.array([float(group.split(":")[1]) for group in groups]), way


def committed(conformity: float, resistance: float = LITTLE_RESISTANCE) -> Curve:
    """By share in the whole organisation."""
    return whole.levels(by_share)(conformity=conformity, resistance_mean=resistance)


among_peers = peers.levels(by_share)
"""By share where peers alone count."""

tips_at = partial(turn_at, level=0.5)


def critical(curve: Curve) -> Estimated:
    return curve.place(tips_at, "place of half of the way", EMPLOYEES)


def shift(tables: Tables, one: Curve, other: Curve) -> Evidence:
    """By how much the critical share is higher at one conformity and resistance than at another.

    Where neither is in the range that was tried, nothing is known of the difference.
    """
    shares, way = one(tables["committed"])
    if min(critical(curve)(tables).low for curve in (one, other)) >= shares[-1]:
        most, pieces = float(shares[-1]), way.shape[-1]
        return Evidence(0.0, -most, most, pieces, "neither is in the range", lambda _: (1.0, 1.0))
    return difference_of(
        partial(tips_at, shares), way, other.values(tables), "difference of two places"
    )


RESISTING = committed(MIDDLING_CONFORMITY, MUCH_RESISTANCE)
GAIN_BY_CONFORMITY = committed(FULL_CONFORMITY) - committed(NO_CONFORMITY)
BY_SEATS = seats.contrast("gap_closed", "who", LEADERS, AS_MANY)
"""How much further committed leaders move the others than as many committed employees."""


def sharpest(conformity: float) -> Estimated:
    return committed(conformity).place(sharpness, "ratio of slopes", "times")


def gained(table: Table, **where: Any) -> Curve:
    """What a high start or push has gained in practice, by recorded week."""
    return table.weekly_contrast("practice", "strength", HIGH, LOW, **where)


def started(strength: float, number: int) -> Curve:
    """Practice after a low or a high start, in a recorded week, by effort."""
    weekly = partial(start.weekly, "practice", strength=strength)
    return start.over(
        "leader_modelling", lambda effort: weekly(leader_modelling=effort).nth(number)
    )


def head_start(number: int) -> Curve:
    """What a head start comes to in a recorded week, by effort."""
    return started(HIGH, number) - started(LOW, number)


memory = of_means(
    lambda last, first: (last / first).max(axis=-1),
    head_start(-1),
    head_start(0),
    what="largest ratio of means",
    unit="of the head start",
)

half_forgotten = gained(start, leader_modelling=SOME_EFFORT).place(
    half_gone_at, "week of one half", "weeks"
)


def left_of(length: int, later: int = LATER) -> Quantity:
    """What a push has gained some weeks after it, or at the end."""
    return gained(push, weeks=length).near(length + later)


def kept_of(length: int) -> Estimated:
    return ratio(left_of(length), left_of(length, 0), GAIN)


long_pushes_last = of_means(
    lambda left, all_of_it, other_left, other_all: left / all_of_it - other_left / other_all,
    *(left_of(length, later) for length in (LONG, SHORT) for later in (LATER, 0)),
    what="difference of ratios",
    unit=GAIN,
)


RING: dict[str, Any] = {"marker": "o", "markersize": 7, "markerfacecolor": "white", "zorder": 3}


@figure(2, width=4.8)
def draw_tipping(left: Place, right: Place) -> None:
    """How far everybody else moved in five years, by the share of committed employees; 95 %
    bands. Rings: the critical shares, where they are reached, with 95 % intervals. Shaded: 10
    to 40 %, as in small groups.
    """
    in_all = {
        f"conformity {conformity:g}, resistance {resistance:g}": committed(conformity, resistance)
        for resistance in (LITTLE_RESISTANCE, MUCH_RESISTANCE)
        for conformity in (NO_CONFORMITY, FULL_CONFORMITY)
    }
    levels = (NO_CONFORMITY, MIDDLING_CONFORMITY, FULL_CONFORMITY)
    alone = {
        f"conformity {conformity:g}": among_peers(conformity=conformity) for conformity in levels
    }
    for place, curves, title in (
        (left, in_all, "A whole organisation"),
        (right, alone, "Peers alone, little resistance"),
    ):
        place.curves(title, curves, THE_WAY, COMMITTED, place="upper left")
        shares = place.by_name(curves)[0]
        for colour, curve in zip(COLOURS, curves.values(), strict=False):
            found = place.evidence(critical(curve))
            if found.value < shares[-1]:
                error = [[found.value - found.low], [found.high - found.value]]
                place.axes.errorbar(found.value, 0.5, xerr=error, color=colour, capsize=4, **RING)
        place.axes.axhline(0.5, color=INK, linewidth=0.8)
        place.axes.axvspan(0.1, 0.4, color=INK, alpha=0.06, linewidth=0)
        place.axes.set(ylim=(-0.3, 1.42), yticks=np.linspace(-0.2, 1, 7))


@figure(2, width=4.8)
def draw_memory(left: Place, right: Place) -> None:
    """Left: practice after a low and a high start, by leaders' effort; where the curves are apart,
    the organisation remembers. Right: what pushes of different length gain over none; rings, their
    ends. Means with 95 % bands.
    """
    recorded = left.tables["start"].weekly("practice")[0]
    both = {
        f"{name} start, week {recorded[number]}": started(strength, number)
        for number in (len(recorded) // 4, -1)
        for name, strength in (("low", LOW), ("high", HIGH))
    }
    label = factor_label("levers.leader_modelling")
    layout: Any = {"place": "lower right", "ncols": 2, "ylim": (0, 1)}
    left.curves("From below and from above", both, "Practice (points)", label, **layout)
    lengths = right.tables["push"].levels("weeks")
    gains = {f"{length} weeks": gained(push, weeks=length) for length in lengths}
    label = "Gained in practice (points)"
    right.weeks("A push, and after", gains, label, legend="push of", zero=True, room=1.3)
    for length, gain, colour in zip(lengths, gains.values(), COLOURS, strict=False):
        weeks, values = gain(right.tables["push"])
        at = int(np.argmin(np.abs(weeks - length)))
        right.axes.plot(weeks[at], values[at].mean(), color=colour, **RING)


MIDDLING = {"conformity": MIDDLING_CONFORMITY, "resistance_mean": LITTLE_RESISTANCE}
NOBODY, QUARTER = "random:0:employees", "random:0.25:employees"

EXPERIMENT = Experiment(
    sources=sweeps("committed", "peers", "seats", "start", "push"),
    predictions=named(
        critical_share=predict(within(0.1, 0.4), critical(committed(MIDDLING_CONFORMITY))),
        conformity_guards=predict(
            above(0.03), EMPLOYEES, shift, committed(FULL_CONFORMITY), committed(NO_CONFORMITY)
        ),
        resistance_raises=predict(
            above(0.1), EMPLOYEES, shift, RESISTING, committed(MIDDLING_CONFORMITY)
        ),
        seats=predict(above(0.1), BY_SEATS),
        memory=predict(below(0.25), memory),
        long_pushes_last=predict(above(0.1), long_pushes_last),
    ),
    numbers=named(
        critical_with_resistance=report(
            "share of committed employees that tips the others at a mean resistance of 0.5",
            critical(RESISTING),
        ),
        critical_peers=report(
            "share that tips them where peers alone count, middling conformity",
            critical(among_peers(conformity=MIDDLING_CONFORMITY)),
        ),
        critical_peers_without=report(
            "the same without conformity", critical(among_peers(conformity=NO_CONFORMITY))
        ),
        critical_peers_full=report(
            "the same with full conformity", critical(among_peers(conformity=FULL_CONFORMITY))
        ),
        conformity_turns=report(
            "share of committed employees from which conformity helps the new norm, not the old one",
            GAIN_BY_CONFORMITY.place(turn_at, "place of the turn", EMPLOYEES),
        ),
        sharpness=report(
            "steepest step by mean slope of the others' way, full conformity",
            sharpest(FULL_CONFORMITY),
        ),
        sharpness_without=report("the same without conformity", sharpest(NO_CONFORMITY)),
        half_forgotten=report(
            "week by which half of the head start is gone, at little effort", half_forgotten
        ),
        kept_of_short=report("kept two years after a push of half a year", kept_of(SHORT)),
        kept_of_long=report("kept two years after a push of two years", kept_of(LONG)),
        left_of_short=report(
            "practice that is left two years after a push of half a year", left_of(SHORT)
        ),
        left_of_long=report(
            "practice that is left two years after a push of two years", left_of(LONG)
        ),
    ),
    ablations=named(
        memory_through=ablate(
            "What is left of the head start after five years, at little effort of leaders.",
            start.contrast("practice_end", "strength", HIGH, LOW, leader_modelling=SOME_EFFORT),
            ("character", "turnover", "habit", "conformism", "peers", "deeds", "effort"),
        ),
        tipping_through=ablate(
            "How much further a quarter of committed employees bring the others than nobody does.",
            whole.contrast("gap_closed", "who", QUARTER, NOBODY, **MIDDLING),
            ("peers", "conformism", "deeds", "habit", "character", "turnover"),
        ),
    ),
    pictures=pictures(
        draw_tipping,
        draw_memory,
        mechanisms=mechanisms(
            "What is left of a head start, and how far a quarter of committed employees bring the"
            " others,",
            height=3.8,
            memory_through=("Memory after five years", "High − low start, end (points)"),
            tipping_through=("A quarter committed, or nobody", "Way of the others (share)"),
        ),
    ),
)
