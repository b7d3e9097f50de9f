"""How many committed people tip a norm, and does an organisation that was pushed stay where it is?"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS, INK
from orgsim.study.declaration import Ablation, Experiment, pictures, small, sweeps
from orgsim.study.evidence import Estimate, Evidence, difference_of, mean_in, means_in, place_in
from orgsim.study.figures import draw_curves, draw_weeks, factor_label, panels
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.interval_figures import mechanisms
from orgsim.study.quantities import Contrast, Levels, quantity
from orgsim.study.shapes import crossing_at, turn_at
from orgsim.study.tables import Runs, Tables

LOW, HIGH = 0.0, 1.0
SHORT, LONG = 26, 104
LATER = 104
NO_CONFORMITY, MIDDLING_CONFORMITY, FULL_CONFORMITY = 0.0, 0.5, 1.0
LITTLE_RESISTANCE, MUCH_RESISTANCE = 0.1, 0.5
SOME_EFFORT = 0.2
LEADERS = "leaders"
THE_WAY = "Way of the others to the new norm (share)"
COMMITTED = "Committed (share of employees)"
EMPLOYEES, GAIN = "of the employees", "of the gain"


def by_share(runs: Runs, **where: float) -> Levels:
    """Shares of committed employees, and how far the others went (shares, replications).

    The committed have no gap, so the mean gap is that of the others but for one factor, which divides
    out of the share that is closed.
    """
    groups, way = runs.curve("gap_closed", "who", **where)
    return np.array([float(group.split(":")[1]) for group in groups]), way


def committed(conformity: float, resistance: float = LITTLE_RESISTANCE) -> Callable[[Runs], Levels]:
    """By share in the whole organisation."""
    return partial(by_share, conformity=conformity, resistance_mean=resistance)


tips_at = partial(turn_at, level=0.5)


def critical(source: str, curve: Callable[[Runs], Levels]) -> Estimate:
    return place_in(source, tips_at, curve, "place of half of the way")


def critical_of_peers(conformity: float) -> Estimate:
    return critical("peers", partial(by_share, conformity=conformity))


def shift(
    tables: Tables, one: Callable[[Runs], Levels], other: Callable[[Runs], Levels]
) -> Evidence:
    """By how much the critical share is higher at one conformity and resistance than at another.

    Where neither is in the range that was tried, nothing is known of the difference.
    """
    (shares, way), (_, other_way) = (curve(tables["committed"]) for curve in (one, other))
    lows = [critical("committed", curve)(tables).low for curve in (one, other)]
    if min(lows) >= shares[-1]:
        most, pieces = float(shares[-1]), way.shape[-1]
        return Evidence(0.0, -most, most, pieces, "neither is in the range", lambda _: (1.0, 1.0))
    return difference_of(partial(tips_at, shares), way, other_way, "difference of two places")


def gain_by_conformity(runs: Runs) -> Levels:
    shares, full = committed(FULL_CONFORMITY)(runs)
    return shares, full - committed(NO_CONFORMITY)(runs)[1]


def by_seats(runs: Runs) -> np.ndarray:
    """How much further committed leaders move the others than as many committed employees."""
    as_many = next(group for group in runs.levels("who") if group != LEADERS)
    return runs.change("gap_closed", "who", LEADERS, as_many)


def sharpness(shares: np.ndarray, way: np.ndarray) -> np.ndarray:
    """The steepest step by the mean slope: 1 where nothing tips."""
    steps = np.diff(way, axis=-1) / np.diff(shares)
    return steps.max(axis=-1) * (shares[-1] - shares[0]) / (way[..., -1] - way[..., 0])


def sharpest(conformity: float) -> Estimate:
    return place_in("committed", sharpness, committed(conformity), "ratio of slopes")


def gained(runs: Runs, **where: Any) -> Levels:
    """Recorded weeks, and what a high start or push has gained in practice (weeks, replications)."""
    weeks, high = runs.weekly("practice", strength=HIGH, **where)
    return weeks.astype(float), high - runs.weekly("practice", strength=LOW, **where)[1]


def head_start(week: int, runs: Runs) -> np.ndarray:
    """What a head start comes to in a recorded week, by effort, (efforts, replications)."""
    efforts = runs.levels("leader_modelling")
    return np.stack([gained(runs, leader_modelling=level)[1][week] for level in efforts])


memory = means_in(
    "start",
    lambda last, first: (last / first).max(axis=-1),
    partial(head_start, -1),
    partial(head_start, 0),
    what="largest ratio of means",
)


def forgotten(weeks: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Week by which half of a head start is gone; the last if more is left then."""
    return np.minimum(crossing_at(weeks, left, left[..., :1] / 2), weeks[-1])


half_forgotten = place_in(
    "start", forgotten, partial(gained, leader_modelling=SOME_EFFORT), "week of one half"
)


@quantity
def left_of(runs: Runs, length: int, later: int = LATER) -> np.ndarray:
    """What a push has gained some weeks after it (or at the end), (replications,)."""
    weeks, gain = gained(runs, weeks=length)
    return gain[np.argmin(np.abs(weeks - (length + later)))]


def kept_of(length: int) -> Estimate:
    values = left_of(length), left_of(length, later=0)
    return means_in("push", np.divide, *values, what="ratio of means")


long_pushes_last = means_in(
    "push",
    lambda left, all_of_it, other_left, other_all: left / all_of_it - other_left / other_all,
    *(left_of(length, later) for length in (LONG, SHORT) for later in (LATER, 0)),
    what="difference of ratios",
)


def draw_tipping(tables: Tables, findings) -> Figure:
    """How far the others went in five years, by the share of committed employees; 95 % bands.
    Rings: the critical shares, where they are reached, with 95 % intervals. Shaded: 10 to 40 %, as
    in small groups.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    whole: dict[str, Callable[[Runs], Levels]] = {
        f"conformity {conformity:g}, resistance {resistance:g}": committed(conformity, resistance)
        for resistance in (LITTLE_RESISTANCE, MUCH_RESISTANCE)
        for conformity in (NO_CONFORMITY, FULL_CONFORMITY)
    }
    alone: dict[str, Callable[[Runs], Levels]] = {
        f"conformity {conformity:g}": partial(by_share, conformity=conformity)
        for conformity in tables["peers"].levels("conformity")
    }
    for axes, source, found, title in (
        (left, "committed", whole, "A whole organisation"),
        (right, "peers", alone, "Peers alone, little resistance"),
    ):
        curves = {name: curve(tables[source]) for name, curve in found.items()}
        shares = next(iter(curves.values()))[0]
        ways = {name: way for name, (_, way) in curves.items()}
        draw_curves(axes, shares, ways, COMMITTED, THE_WAY, place="upper left", title=title)
        for colour, curve in zip(COLOURS, found.values(), strict=False):
            place = critical(source, curve)(tables)
            if place.value < shares[-1]:
                error = [[place.value - place.low], [place.high - place.value]]
                axes.errorbar(place.value, 0.5, xerr=error, color=colour, capsize=4, **RING)
        axes.axhline(0.5, color=INK, linewidth=0.8)
        axes.axvspan(0.1, 0.4, color=INK, alpha=0.06, linewidth=0)
        axes.set(ylim=(-0.3, 1.42), yticks=np.linspace(-0.2, 1, 7))
    return figure


RING: dict[str, Any] = {"marker": "o", "markersize": 7, "markerfacecolor": "white", "zorder": 3}


def draw_memory(tables: Tables, findings) -> Figure:
    """Left: practice after a low and a high start, by leaders' effort; where the curves are apart,
    the organisation remembers. Right: what pushes of different length gain over none; rings, their
    ends. Means with 95 % bands.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    runs = tables["start"]
    effort, curves = runs.levels("leader_modelling"), {}
    recorded = runs.weekly("practice", strength=LOW)[0]
    for at in (len(recorded) // 4, -1):
        for strength, name in ((LOW, "low"), (HIGH, "high")):
            start = partial(runs.weekly, "practice", strength=strength)
            practice = np.stack([start(leader_modelling=level)[1][at] for level in effort])
            curves[f"{name} start, week {recorded[at]}"] = practice
    axis, title = factor_label("levers.leader_modelling"), "From below and from above"
    layout: Any = {"place": "lower right", "ncols": 2, "ylim": (0, 1), "title": title}
    draw_curves(left, effort, curves, axis, "Practice (points)", **layout)
    pushes = tables["push"]
    lengths = [int(length) for length in pushes.levels("weeks")]
    weeks = gained(pushes, weeks=SHORT)[0]
    gains = {f"{length} weeks": gained(pushes, weeks=length)[1] for length in lengths}
    label, title = "Gained in practice (points)", "A push, and after"
    draw_weeks(right, weeks, gains, label, "push of", zero=True, title=title)
    for length, gain, colour in zip(lengths, gains.values(), COLOURS, strict=False):
        at = int(np.argmin(np.abs(weeks - length)))
        right.plot(weeks[at], gain[at].mean(), color=colour, **RING)
    return figure


MIDDLING = {"conformity": MIDDLING_CONFORMITY, "resistance_mean": LITTLE_RESISTANCE}
NOBODY, QUARTER = "random:0:employees", "random:0.25:employees"

GROUPS = {"groups.0.who": [NOBODY, QUARTER, "random:0.8:employees"]}

EXPERIMENT = Experiment(
    sources=sweeps(
        committed=small({**GROUPS, "people.resistance.mean": [LITTLE_RESISTANCE, MUCH_RESISTANCE]}),
        peers=small(GROUPS),
        seats=small(),
        start=small(
            {"levers.leader_modelling": [0.0, SOME_EFFORT, 1.0]}, record_weeks=[4, 13, 20, 26]
        ),
        push=small(
            {"interventions.0.weeks": [SHORT, LONG]},
            weeks=130,
            record_weeks=[13, 26, 65, 104, 130],
        ),
    ),
    predictions=named(
        critical_share=predict(
            within(0.1, 0.4), EMPLOYEES, critical("committed", committed(MIDDLING_CONFORMITY))
        ),
        conformity_guards=predict(
            above(0.03), EMPLOYEES, shift, committed(FULL_CONFORMITY), committed(NO_CONFORMITY)
        ),
        resistance_raises=predict(
            above(0.1),
            EMPLOYEES,
            shift,
            committed(MIDDLING_CONFORMITY, MUCH_RESISTANCE),
            committed(MIDDLING_CONFORMITY),
        ),
        seats=predict(above(0.1), "of the way", mean_in("seats", by_seats)),
        memory=predict(below(0.25), "of the head start", memory),
        long_pushes_last=predict(above(0.1), GAIN, long_pushes_last),
    ),
    numbers=named(
        critical_with_resistance=report(
            "share of committed employees that tips the others at a mean resistance of 0.5",
            EMPLOYEES,
            critical("committed", committed(MIDDLING_CONFORMITY, MUCH_RESISTANCE)),
        ),
        critical_peers=report(
            "share that tips them where peers alone count, middling conformity",
            EMPLOYEES,
            critical_of_peers(MIDDLING_CONFORMITY),
        ),
        critical_peers_without=report(
            "the same without conformity", EMPLOYEES, critical_of_peers(NO_CONFORMITY)
        ),
        critical_peers_full=report(
            "the same with full conformity", EMPLOYEES, critical_of_peers(FULL_CONFORMITY)
        ),
        conformity_turns=report(
            "share of committed employees from which conformity helps the new norm, not the old one",
            EMPLOYEES,
            place_in("committed", turn_at, gain_by_conformity, "place of the turn"),
        ),
        sharpness=report(
            "steepest step by mean slope of the others' way, full conformity",
            "times",
            sharpest(FULL_CONFORMITY),
        ),
        sharpness_without=report("the same without conformity", "times", sharpest(NO_CONFORMITY)),
        half_forgotten=report(
            "week by which half of the head start is gone, at little effort",
            "weeks",
            half_forgotten,
        ),
        kept_of_short=report("kept two years after a push of half a year", GAIN, kept_of(SHORT)),
        kept_of_long=report("kept two years after a push of two years", GAIN, kept_of(LONG)),
        left_of_short=report(
            "practice that is left two years after a push of half a year",
            "points",
            mean_in("push", left_of(SHORT)),
        ),
        left_of_long=report(
            "practice that is left two years after a push of two years",
            "points",
            mean_in("push", left_of(LONG)),
        ),
    ),
    ablations=(
        Ablation(
            "memory_through",
            "What is left of the head start after five years, at little effort of leaders.",
            "points of practice",
            "start",
            Contrast("practice_end", "strength", HIGH, LOW, {"leader_modelling": SOME_EFFORT}),
            off=("character", "turnover", "habit", "conformism", "peers", "deeds", "effort"),
        ),
        Ablation(
            "tipping_through",
            "How much further a quarter of committed employees bring the others than nobody does.",
            "of the way",
            "committed",
            Contrast("gap_closed", "who", QUARTER, NOBODY, MIDDLING),
            off=("peers", "conformism", "deeds", "habit", "character", "turnover"),
        ),
    ),
    pictures=pictures(
        draw_tipping,
        draw_memory,
        mechanisms(
            "What is left of a head start, and how far a quarter of committed employees bring the"
            " others, in the whole model (dotted) and with one mechanism off. Means with 95 %"
            " intervals.",
            height=3.8,
            memory_through=("Memory after five years", "High − low start, end (points)"),
            tipping_through=("A quarter committed, or nobody", "Way of the others (share)"),
        ),
    ),
)
