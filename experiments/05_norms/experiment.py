"""How many committed people tip a norm, and does an organisation that was pushed stay where it is?"""

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS, INK
from orgsim.study.declaration import Ablation, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, difference_of, function_of_means, mean_in, ratio_of
from orgsim.study.figures import draw_ablations, draw_curves, factor_label, panels
from orgsim.study.findings import Number, Prediction, above, below, numbers_of, within
from orgsim.study.shapes import crossing_at, turn_at
from orgsim.study.tables import Contrast, Runs, Tables

LOW, HIGH = 0.0, 1.0
SHORT, LONG = 26, 104
LATER = 104
NO_CONFORMITY, MIDDLING_CONFORMITY, FULL_CONFORMITY = 0.0, 0.5, 1.0
LITTLE_RESISTANCE, MUCH_RESISTANCE = 0.1, 0.5
SOME_EFFORT = 0.2
LEADERS = "leaders"
THE_WAY = "Way of the others to the new norm (share)"
COMMITTED = "Committed (share of employees)"
RESISTANCE = "Mean resistance (points)"


def by_share(runs: Runs, **where: float) -> tuple[np.ndarray, np.ndarray]:
    """Shares of committed employees, and how far the others went (shares, replications).

    The committed have no gap, so the mean gap is that of the others but for one factor, which divides
    out of the share that is closed.
    """
    groups, way = runs.curve("gap_closed", "who", **where)
    return np.array([float(group.split(":")[1]) for group in groups]), way


def critical(shares: np.ndarray, way: np.ndarray) -> Evidence:
    return function_of_means(
        partial(turn_at, shares, level=0.5), way, what="place of half of the way"
    )


def critical_share(tables: Tables, conformity: float, resistance: float) -> Evidence:
    where = {"conformity": conformity, "resistance_mean": resistance}
    return critical(*by_share(tables["committed"], **where))


def critical_share_of_peers(tables: Tables, conformity: float) -> Evidence:
    return critical(*by_share(tables["peers"], conformity=conformity))


def shift(tables: Tables, one: tuple[float, float], other: tuple[float, float]) -> Evidence:
    """By how much the critical share is higher at one conformity and resistance than at another.

    Where neither is in the range that was tried, nothing is known of the difference.
    """
    (shares, way), (_, other_way) = (
        by_share(tables["committed"], conformity=conformity, resistance_mean=resistance)
        for conformity, resistance in (one, other)
    )
    if min(critical(shares, way).low, critical(shares, other_way).low) >= shares[-1]:
        most, pieces = float(shares[-1]), way.shape[-1]
        return Evidence(0.0, -most, most, pieces, "neither is in the range", lambda _: (1.0, 1.0))
    tips_at = partial(turn_at, shares, level=0.5)
    return difference_of(tips_at, way, other_way, "difference of two places")


def conformity_turns(tables: Tables) -> Evidence:
    runs = tables["committed"].only(resistance_mean=LITTLE_RESISTANCE)
    shares, full = by_share(runs, conformity=FULL_CONFORMITY)
    gain = full - by_share(runs, conformity=NO_CONFORMITY)[1]
    return function_of_means(partial(turn_at, shares), gain, what="place of the turn")


def by_seats(runs: Runs) -> np.ndarray:
    """How much further committed leaders move the others than as many committed employees."""
    as_many = next(group for group in runs.levels("who") if group != LEADERS)
    return runs.change("gap_closed", "who", LEADERS, as_many)


def sharpness(shares: np.ndarray, way: np.ndarray) -> np.ndarray:
    """The steepest step by the mean slope: 1 where nothing tips."""
    steps = np.diff(way, axis=-1) / np.diff(shares)
    return steps.max(axis=-1) * (shares[-1] - shares[0]) / (way[..., -1] - way[..., 0])


def sharpest(tables: Tables, conformity: float) -> Evidence:
    shares, way = by_share(
        tables["committed"], conformity=conformity, resistance_mean=LITTLE_RESISTANCE
    )
    return function_of_means(partial(sharpness, shares), way, what="ratio of slopes")


def lead(runs: Runs, **where: float) -> tuple[np.ndarray, np.ndarray]:
    """Recorded weeks, and by how much practice is higher after the high start (weeks, replications)."""
    weeks, high = runs.weekly("practice", strength=HIGH, **where)
    return weeks, high - runs.weekly("practice", strength=LOW, **where)[1]


def memory(tables: Tables) -> Evidence:
    """The largest share of a head start that is left at any level of effort."""
    runs = tables["start"]
    leads = [lead(runs, leader_modelling=level)[1] for level in runs.levels("leader_modelling")]
    last, first = (np.stack([each[week] for each in leads]) for week in (-1, 0))
    return function_of_means(
        lambda last, first: (last / first).max(axis=-1), last, first, what="largest ratio of means"
    )


def forgets_by(tables: Tables, effort: float) -> Evidence:
    """Week by which half of a head start is gone; the last if more is left then."""
    found, left = lead(tables["start"], leader_modelling=effort)
    weeks = found.astype(float)
    return function_of_means(
        lambda left: np.minimum(crossing_at(weeks, left, left[..., :1] / 2), weeks[-1]),
        left,
        what="week of one half",
    )


def gained(runs: Runs, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Recorded weeks, and what a push of some length has gained by then (weeks, replications)."""
    weeks, pushed = runs.weekly("practice", strength=HIGH, weeks=length)
    return weeks, pushed - runs.weekly("practice", strength=LOW, weeks=length)[1]


def left_of(runs: Runs, length: int) -> np.ndarray:
    """What is left of a push two years after it (or at the end), (replications,)."""
    weeks, gain = gained(runs, length)
    return gain[np.argmin(np.abs(weeks - (length + LATER)))]


def left_and_gained(runs: Runs, length: int) -> tuple[np.ndarray, np.ndarray]:
    """What is left of a push, and what it had gained when it ended, (replications,) each."""
    weeks, gain = gained(runs, length)
    return left_of(runs, length), gain[np.argmin(np.abs(weeks - length))]


def kept_of(tables: Tables, length: int) -> Evidence:
    return ratio_of(*left_and_gained(tables["push"], length), what="ratio of means")


def long_pushes_last(tables: Tables) -> Evidence:
    runs = tables["push"]
    return function_of_means(
        lambda left, all_of_it, other_left, other_all: left / all_of_it - other_left / other_all,
        *left_and_gained(runs, LONG),
        *left_and_gained(runs, SHORT),
        what="difference of ratios",
    )


def draw_tipping(tables: Tables, findings) -> Figure:
    """How far the others went in five years, by the share of committed employees; 95 % bands.
    Rings: the critical shares, where they are reached, with 95 % intervals. Shaded: 10 to 40 %, as
    in small groups.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    whole = {
        f"conformity {conformity:g}, resistance {resistance:g}": by_share(
            tables["committed"], conformity=conformity, resistance_mean=resistance
        )
        for resistance in (LITTLE_RESISTANCE, MUCH_RESISTANCE)
        for conformity in (NO_CONFORMITY, FULL_CONFORMITY)
    }
    alone = {
        f"conformity {conformity:g}": by_share(tables["peers"], conformity=conformity)
        for conformity in tables["peers"].levels("conformity")
    }
    for axes, found, title in (
        (left, whole, "A whole organisation"),
        (right, alone, "Peers alone, little resistance"),
    ):
        shares = next(iter(found.values()))[0]
        draw_curves(
            axes, shares, {name: way for name, (_, way) in found.items()}, COMMITTED, THE_WAY
        )
        for number, (_, way) in enumerate(found.values()):
            _mark(axes, critical(shares, way), shares[-1], COLOURS[number])
        axes.axhline(0.5, color=INK, linewidth=0.8)
        axes.axvspan(0.1, 0.4, color=INK, alpha=0.06, linewidth=0)
        axes.set(ylim=(-0.3, 1.42), title=title)
        axes.set_yticks(np.linspace(-0.2, 1, 7))
        axes.legend(fontsize=8.5, loc="upper left")
    return figure


def _mark(axes: Axes, found: Evidence, most: float, colour: str) -> None:
    """A critical share with its interval on the line of one half, where it is in the range."""
    if found.value < most:
        errors = [[found.value - found.low], [found.high - found.value]]
        axes.errorbar(
            found.value,
            0.5,
            xerr=errors,
            fmt="o",
            markersize=7,
            markerfacecolor="white",
            color=colour,
            capsize=4,
            zorder=3,
        )


def draw_memory(tables: Tables, findings) -> Figure:
    """Left: practice after a low and a high start, by leaders' effort; where the curves are apart,
    the organisation remembers. Right: what pushes of different length gain over none; rings, their
    ends. Means with 95 % bands.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    runs = tables["start"]
    effort = runs.levels("leader_modelling")
    recorded = runs.weekly("practice", strength=LOW)[0]
    curves = {}
    for week in (recorded[len(recorded) // 4], recorded[-1]):
        at = int(np.flatnonzero(recorded == week)[0])
        for strength, name in ((LOW, "low"), (HIGH, "high")):
            curves[f"{name} start, week {week}"] = np.stack(
                [
                    runs.weekly("practice", strength=strength, leader_modelling=level)[1][at]
                    for level in effort
                ]
            )
    draw_curves(left, effort, curves, factor_label("levers.leader_modelling"), "Practice (points)")
    left.set(ylim=(0, 1), title="From below and from above")
    left.legend(fontsize=8.5, loc="lower right", ncols=2)
    pushes = tables["push"]
    weeks = gained(pushes, SHORT)[0]
    lengths = {int(length): gained(pushes, int(length))[1] for length in pushes.levels("weeks")}
    draw_curves(
        right,
        weeks,
        {f"{length} weeks": gain for length, gain in lengths.items()},
        "Time (weeks)",
        "Gained in practice (points)",
        markers=False,
    )
    right.legend(title="push of", fontsize=8.5)
    for number, (length, gain) in enumerate(lengths.items()):
        at = int(np.argmin(np.abs(weeks - length)))
        right.plot(
            weeks[at],
            gain[at].mean(),
            marker="o",
            markerfacecolor="white",
            markersize=7,
            color=COLOURS[number],
        )
    right.axhline(0, color=INK, linewidth=0.8)
    right.set_title("A push, and after")
    return figure


def draw_mechanisms(tables: Tables, findings) -> Figure:
    """What is left of a head start, and how far a quarter of committed employees bring the others,
    in the whole model (dotted) and with one mechanism off. Means with 95 % intervals.
    """
    return draw_ablations(
        findings,
        {
            "memory_through": ("Memory after five years", "High − low start, end (points)"),
            "tipping_through": ("A quarter committed, or nobody", "Way of the others (share)"),
        },
        height=3.8,
    )


NOBODY, QUARTER = "random:0:employees", "random:0.25:employees"

EXPERIMENT = Experiment(
    sources={
        "committed": SweepFile(
            "committed.toml",
            small=small(
                {
                    "groups.0.who": [NOBODY, QUARTER, "random:0.8:employees"],
                    "people.resistance.mean": [LITTLE_RESISTANCE, MUCH_RESISTANCE],
                }
            ),
        ),
        "peers": SweepFile(
            "peers.toml",
            small=small({"groups.0.who": [NOBODY, QUARTER, "random:0.8:employees"]}),
        ),
        "seats": SweepFile(
            "seats.toml",
            small=small(),
        ),
        "start": SweepFile(
            "start.toml",
            small=small(
                {"levers.leader_modelling": [0.0, SOME_EFFORT, 1.0]}, record_weeks=[4, 13, 20, 26]
            ),
        ),
        "push": SweepFile(
            "push.toml",
            small=small(
                {"interventions.0.weeks": [SHORT, LONG]},
                weeks=130,
                record_weeks=[13, 26, 65, 104, 130],
            ),
        ),
    },
    predictions=(
        Prediction(
            "critical_share",
            "of the employees",
            partial(critical_share, conformity=MIDDLING_CONFORMITY, resistance=LITTLE_RESISTANCE),
            within(0.1, 0.4),
        ),
        Prediction(
            "conformity_guards",
            "of the employees",
            partial(
                shift,
                one=(FULL_CONFORMITY, LITTLE_RESISTANCE),
                other=(NO_CONFORMITY, LITTLE_RESISTANCE),
            ),
            above(0.03),
        ),
        Prediction(
            "resistance_raises",
            "of the employees",
            partial(
                shift,
                one=(MIDDLING_CONFORMITY, MUCH_RESISTANCE),
                other=(MIDDLING_CONFORMITY, LITTLE_RESISTANCE),
            ),
            above(0.1),
        ),
        Prediction("seats", "of the way", mean_in("seats", by_seats), above(0.1)),
        Prediction("memory", "of the head start", memory, below(0.25)),
        Prediction(
            "long_pushes_last",
            "of the gain",
            long_pushes_last,
            above(0.1),
        ),
    ),
    numbers=(
        Number(
            "critical_with_resistance",
            "share of committed employees that tips the others at a mean resistance of 0.5",
            "of the employees",
            partial(critical_share, conformity=MIDDLING_CONFORMITY, resistance=MUCH_RESISTANCE),
        ),
        *numbers_of(
            "of the employees",
            critical_share_of_peers,
            critical_peers=(
                "share that tips them where peers alone count, middling conformity",
                MIDDLING_CONFORMITY,
            ),
            critical_peers_without=("the same without conformity", NO_CONFORMITY),
            critical_peers_full=("the same with full conformity", FULL_CONFORMITY),
        ),
        Number(
            "conformity_turns",
            "share of committed employees from which conformity helps the new norm, not the old one",
            "of the employees",
            conformity_turns,
        ),
        *numbers_of(
            "times",
            sharpest,
            sharpness=(
                "steepest step by mean slope of the others' way, full conformity",
                FULL_CONFORMITY,
            ),
            sharpness_without=("the same without conformity", NO_CONFORMITY),
        ),
        Number(
            "half_forgotten",
            "week by which half of the head start is gone, at little effort",
            "weeks",
            partial(forgets_by, effort=SOME_EFFORT),
        ),
        *numbers_of(
            "of the gain",
            kept_of,
            kept_of_short=("kept two years after a push of half a year", SHORT),
            kept_of_long=("kept two years after a push of two years", LONG),
        ),
        Number(
            "left_of_short",
            "practice that is left two years after a push of half a year",
            "points",
            mean_in("push", left_of, SHORT),
        ),
        Number(
            "left_of_long",
            "practice that is left two years after a push of two years",
            "points",
            mean_in("push", left_of, LONG),
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
            Contrast(
                "gap_closed",
                "who",
                QUARTER,
                NOBODY,
                {"conformity": MIDDLING_CONFORMITY, "resistance_mean": LITTLE_RESISTANCE},
            ),
            off=("peers", "conformism", "deeds", "habit", "character", "turnover"),
        ),
    ),
    pictures=pictures(draw_tipping, draw_memory, draw_mechanisms),
)
