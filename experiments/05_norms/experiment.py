"""How many committed people tip a norm, and does an organisation that was pushed stay where it is?"""

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS, INK
from orgsim.study import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    SweepFile,
    above,
    below,
    function_of_means,
    mean_of,
    within,
)
from orgsim.study.figures import draw_ablations, draw_curves, factor_label, panels
from orgsim.study.shapes import crossing_at
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
RESISTANCE = "Mean resistance (points)"


def way_gone(runs: Runs, **where: float | str) -> np.ndarray:
    """How far the others went to the new norm, (replications,).

    The committed have no gap, so the mean gap is that of the others but for one factor, which divides
    out.
    """
    first = runs.at("message_practice_gap_start", **where)
    return 1 - runs.at("message_practice_gap_end", **where) / first


def by_share(runs: Runs, **where: float) -> tuple[np.ndarray, np.ndarray]:
    """Shares of committed employees, and how far the others went (shares, replications)."""
    groups = runs.levels("who")
    shares = np.array([float(group.split(":")[1]) for group in groups])
    return shares, np.stack([way_gone(runs, who=group, **where) for group in groups])


def tips_at(shares: np.ndarray, way: np.ndarray) -> np.ndarray:
    """Share at which the others have gone half of the way, (…); beyond what was tried its ends."""
    turn = np.minimum(crossing_at(shares, way, 0.5), shares[-1])
    return np.where(way[..., 0] >= 0.5, shares[0], turn)


def critical(shares: np.ndarray, way: np.ndarray) -> Evidence:
    return function_of_means(partial(tips_at, shares), way, what="place of half of the way")


def critical_share(tables: Tables, conformity: float, resistance: float) -> Evidence:
    runs = tables["committed"]
    return critical(*by_share(runs, conformity=conformity, resistance_mean=resistance))


def critical_share_of_peers(tables: Tables, conformity: float) -> Evidence:
    return critical(*by_share(tables["peers"], conformity=conformity))


def shift(tables: Tables, one: dict[str, float], other: dict[str, float]) -> Evidence:
    """By how much the critical share is higher under one than under the other.

    Where neither is in the range that was tried, nothing is known of the difference.
    """
    runs = tables["committed"]
    (shares, way), (_, other_way) = by_share(runs, **one), by_share(runs, **other)
    if min(critical(shares, way).low, critical(shares, other_way).low) >= shares[-1]:
        most, pieces = float(shares[-1]), way.shape[-1]
        return Evidence(0.0, -most, most, pieces, "neither is in the range", lambda _: (1.0, 1.0))
    return function_of_means(
        lambda one, other: tips_at(shares, one) - tips_at(shares, other),
        way, other_way, what="difference of two places",
    )  # fmt: skip


def helps_from(shares: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """The share at which a gain (…, shares) turns from loss to gain, the last where it never does."""
    turn = np.minimum(crossing_at(shares, gain, 0.0), shares[-1])
    return np.where(gain[..., 0] >= 0, shares[0], turn)


def conformity_turns(tables: Tables) -> Evidence:
    runs = tables["committed"].only(resistance_mean=LITTLE_RESISTANCE)
    shares, full = by_share(runs, conformity=FULL_CONFORMITY)
    gain = full - by_share(runs, conformity=NO_CONFORMITY)[1]
    return function_of_means(partial(helps_from, shares), gain, what="place of the turn")


def seats(tables: Tables) -> Evidence:
    runs = tables["seats"]
    as_many = next(group for group in runs.levels("who") if group != LEADERS)
    return mean_of(way_gone(runs, who=LEADERS) - way_gone(runs, who=as_many))


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


def most_left(last: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The largest share of a head start that is left at any level of effort."""
    return (last / first).max(axis=-1)


def memory(tables: Tables) -> Evidence:
    runs = tables["start"]
    leads = [lead(runs, leader_modelling=level)[1] for level in runs.levels("leader_modelling")]
    last, first = (np.stack([each[week] for each in leads]) for week in (-1, 0))
    return function_of_means(most_left, last, first, what="largest ratio of means")


def memory_at(runs: Runs) -> np.ndarray:
    """How much higher practice is at the end after the high start, (replications,)."""
    return runs.at("practice_end", strength=HIGH) - runs.at("practice_end", strength=LOW)


def week_of_half(weeks: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Week by which half of a head start is gone; the last if more is left then."""
    return np.minimum(crossing_at(weeks, left, left[..., :1] / 2), weeks[-1])


def forgets_by(tables: Tables, effort: float) -> Evidence:
    weeks, left = lead(tables["start"], leader_modelling=effort)
    return function_of_means(
        partial(week_of_half, weeks.astype(float)), left, what="week of one half"
    )


def gained(runs: Runs, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Recorded weeks, and what a push of some length has gained by then (weeks, replications)."""
    weeks, pushed = runs.weekly("practice", strength=HIGH, weeks=length)
    return weeks, pushed - runs.weekly("practice", strength=LOW, weeks=length)[1]


def at_and_after(runs: Runs, length: int) -> tuple[np.ndarray, np.ndarray]:
    """What a push has gained when it ends, and what is left two years later (or at the end)."""
    weeks, gain = gained(runs, length)
    ends, later = (int(np.argmin(np.abs(weeks - week))) for week in (length, length + LATER))
    return gain[ends], gain[later]


def retention(tables: Tables, length: int) -> Evidence:
    at, after = at_and_after(tables["push"], length)
    return function_of_means(np.divide, after, at, what="ratio of means")


def what_is_left(tables: Tables, length: int) -> Evidence:
    return mean_of(at_and_after(tables["push"], length)[1])


def long_pushes_last(tables: Tables) -> Evidence:
    return function_of_means(
        lambda at, after, short_at, short_after: after / at - short_after / short_at,
        *at_and_after(tables["push"], LONG), *at_and_after(tables["push"], SHORT),
        what="difference of ratios",
    )  # fmt: skip


def draw_tipping(tables: Tables, findings) -> Figure:
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
        draw_curves(axes, shares, {name: way for name, (_, way) in found.items()},
                    COMMITTED, THE_WAY)  # fmt: skip
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
            found.value, 0.5, xerr=errors, fmt="o", markersize=7, markerfacecolor="white",
            color=colour, capsize=4, zorder=3,
        )  # fmt: skip


def draw_memory(tables: Tables, findings) -> Figure:
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    runs = tables["start"]
    effort = runs.levels("leader_modelling")
    recorded = runs.weekly("practice", strength=LOW)[0]
    curves = {}
    for week in (recorded[len(recorded) // 4], recorded[-1]):
        at = int(np.flatnonzero(recorded == week)[0])
        for strength, name in ((LOW, "low"), (HIGH, "high")):
            curves[f"{name} start, week {week}"] = np.stack([
                runs.weekly("practice", strength=strength, leader_modelling=level)[1][at]
                for level in effort
            ])  # fmt: skip
    draw_curves(left, effort, curves, factor_label("levers.leader_modelling"), "Practice (points)")
    left.set(ylim=(0, 1), title="From below and from above")
    left.legend(fontsize=8.5, loc="lower right", ncols=2)
    pushes = tables["push"]
    weeks = gained(pushes, SHORT)[0]
    lengths = {int(length): gained(pushes, int(length))[1] for length in pushes.levels("weeks")}
    draw_curves(right, weeks, {f"{length} weeks": gain for length, gain in lengths.items()},
                "Time (weeks)", "Gained in practice (points)", markers=False)  # fmt: skip
    right.legend(title="push of", fontsize=8.5)
    for number, (length, gain) in enumerate(lengths.items()):
        at = int(np.argmin(np.abs(weeks - length)))
        right.plot(weeks[at], gain[at].mean(), marker="o", markerfacecolor="white", markersize=7,
                   color=COLOURS[number])  # fmt: skip
    right.axhline(0, color=INK, linewidth=0.8)
    right.set_title("A push, and after")
    return figure


def draw_mechanisms(tables: Tables, findings) -> Figure:
    return draw_ablations(findings, {
        "memory_through": ("Memory after five years", "High − low start, end (points)"),
        "tipping_through": ("A quarter committed, or nobody", "Way of the others (share)"),
    }, height=3.8)  # fmt: skip


def moved_by_a_quarter(runs: Runs) -> np.ndarray:
    """How much further the others go with a quarter of committed employees than without any."""
    return way_gone(runs, who=QUARTER) - way_gone(runs, who=NOBODY)


NOBODY, QUARTER = "random:0:employees", "random:0.25:employees"

EXPERIMENT = Experiment(
    sources={
        "committed": SweepFile(
            "committed.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {
                    "groups.0.who": [NOBODY, QUARTER, "random:0.8:employees"],
                    "people.resistance.mean": [LITTLE_RESISTANCE, MUCH_RESISTANCE],
                },
            },
        ),
        "peers": SweepFile(
            "peers.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {"groups.0.who": [NOBODY, QUARTER, "random:0.8:employees"]},
            },
        ),
        "seats": SweepFile(
            "seats.toml",
            small={"replications": 3, "set": {"organisation.people": 60, "run.weeks": 26}},
        ),
        "start": SweepFile(
            "start.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "record_weeks": [4, 13, 20, 26],
                "vary": {"levers.leader_modelling": [0.0, SOME_EFFORT, 1.0]},
            },
        ),
        "push": SweepFile(
            "push.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 130},
                "record_weeks": [13, 26, 65, 104, 130],
                "vary": {"interventions.0.weeks": [SHORT, LONG]},
            },
        ),
    },
    predictions=(
        Prediction(
            "critical_share",
            "Among people of middling conformity and little resistance, between 10 and 40 % committed"
            " employees tip the others within five years.",
            "of the employees", partial(critical_share, conformity=MIDDLING_CONFORMITY,
                    resistance=LITTLE_RESISTANCE), within(0.1, 0.4)),
        Prediction(
            "conformity_guards",
            "Conformity guards the norm that is there: with full conformity it takes at least 0.03 more"
            " of the employees than with none.",
            "of the employees",
            partial(
                shift,
                one={"conformity": FULL_CONFORMITY, "resistance_mean": LITTLE_RESISTANCE},
                other={"conformity": NO_CONFORMITY, "resistance_mean": LITTLE_RESISTANCE},
            ),
            above(0.03)),
        Prediction(
            "resistance_raises",
            "Resistance raises the bar: with a mean resistance of 0.5 it takes at least 0.1 more of the"
            " employees than with 0.1.",
            "of the employees",
            partial(
                shift,
                one={"conformity": MIDDLING_CONFORMITY, "resistance_mean": MUCH_RESISTANCE},
                other={"conformity": MIDDLING_CONFORMITY, "resistance_mean": LITTLE_RESISTANCE},
            ),
            above(0.1)),
        Prediction(
            "seats",
            "Where the committed sit counts: committed leaders move the others at least 0.1 further than"
            " as many committed employees do.",
            "of the way", seats, above(0.1)),
        Prediction(
            "memory",
            "There are no two lasting states: of a head start that lifted everybody's practice and"
            " habits to what is stated, less than a quarter is left after five years, at every level of"
            " leaders' effort.",
            "of the head start", memory, below(0.25)),
        Prediction(
            "long_pushes_last",
            "Long pushes last: two years after its end, a push of two years keeps at least 0.1 more of"
            " what it had gained than one of half a year.",
            "of the gain", long_pushes_last, above(0.1)),
    ),
    numbers=(
        Number(
            "critical_with_resistance",
            "share of committed employees that tips the others at a mean resistance of 0.5",
            "of the employees",
            partial(critical_share, conformity=MIDDLING_CONFORMITY, resistance=MUCH_RESISTANCE)),
        Number(
            "critical_peers", "share that tips them where peers alone count, middling conformity",
            "of the employees", partial(critical_share_of_peers, conformity=MIDDLING_CONFORMITY)),
        Number(
            "critical_peers_without", "the same without conformity",
            "of the employees", partial(critical_share_of_peers, conformity=NO_CONFORMITY)),
        Number(
            "critical_peers_full", "the same with full conformity",
            "of the employees", partial(critical_share_of_peers, conformity=FULL_CONFORMITY)),
        Number(
            "conformity_turns",
            "share of committed employees from which conformity helps the new norm, not the old one",
            "of the employees", conformity_turns),
        Number(
            "sharpness", "steepest step by mean slope of the others' way, full conformity",
            "times", partial(sharpest, conformity=FULL_CONFORMITY)),
        Number(
            "sharpness_without", "the same without conformity",
            "times", partial(sharpest, conformity=NO_CONFORMITY)),
        Number(
            "half_forgotten", "week by which half of the head start is gone, at little effort",
            "weeks", partial(forgets_by, effort=SOME_EFFORT)),
        Number(
            "kept_of_short", "kept two years after a push of half a year",
            "of the gain", partial(retention, length=SHORT)),
        Number(
            "kept_of_long", "kept two years after a push of two years",
            "of the gain", partial(retention, length=LONG)),
        Number(
            "left_of_short", "practice that is left two years after a push of half a year",
            "points", partial(what_is_left, length=SHORT)),
        Number(
            "left_of_long", "practice that is left two years after a push of two years",
            "points", partial(what_is_left, length=LONG)),
    ),
    ablations=(
        Ablation(
            "memory_through",
            "What is left of the head start after five years, at little effort of leaders.",
            "points of practice", "start", memory_at,
            off=("character", "turnover", "habit", "conformism", "peers", "deeds", "effort"),
            keep={"levers.leader_modelling": (SOME_EFFORT,)}),
        Ablation(
            "tipping_through",
            "How much further a quarter of committed employees bring the others than nobody does.",
            "of the way", "committed", moved_by_a_quarter,
            off=("peers", "conformism", "deeds", "habit", "character", "turnover"),
            keep={"groups.0.who": (NOBODY, QUARTER),
                  "parameters.conformity": (MIDDLING_CONFORMITY,),
                  "people.resistance.mean": (LITTLE_RESISTANCE,)}),
    ),
    pictures={
        "tipping": Picture(
            draw_tipping,
            "How far the others went in five years, by the share of committed employees; 95 % bands."
            " Rings: the critical shares, where they are reached, with 95 % intervals. Shaded: 10 to"
            " 40 %, as in small groups."),
        "memory": Picture(
            draw_memory,
            "Left: practice after a low and a high start, by leaders' effort; where the curves are"
            " apart, the organisation remembers. Right: what pushes of different length gain over none;"
            " rings, their ends. Means with 95 % bands."),
        "mechanisms": Picture(
            draw_mechanisms,
            "What is left of a head start, and how far a quarter of committed employees bring the"
            " others, in the whole model (dotted) and with one mechanism off. Means with 95 %"
            " intervals."),
    },
)  # fmt: skip
