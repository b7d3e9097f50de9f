"""Does walking the talk drive convergence, and does message volume alone ever do it?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

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
)
from orgsim.study.figures import (
    draw_ablation,
    draw_curves,
    draw_weeks,
    factor_label,
    panels,
)
from orgsim.study.findings import Findings
from orgsim.study.shapes import crossing_at, half_effect_at, interaction, smallest_step
from orgsim.study.tables import Runs, Tables

NONE, FULL = 0.0, 1.0
SILENT, USUAL, LOUD, LOUDEST = 0.0, 0.005, 0.2, 1.0
CLOSED = "Closed of the first gap (share)"


def closed(runs: Runs, **where: float) -> np.ndarray:
    """Share of the first gap that is closed at the end, (replications,)."""
    first = runs.at("message_practice_gap_start", **where)
    return 1 - runs.at("message_practice_gap_end", **where) / first


def closed_by_effort(runs: Runs, broadcast: float) -> tuple[np.ndarray, np.ndarray]:
    """Levels of leaders' effort, and the share closed there (levels, replications)."""
    effort = runs.levels("leader_modelling")
    found = [closed(runs, leader_modelling=level, broadcast=broadcast) for level in effort]
    return effort, np.stack(found)


def gain_of_effort(runs: Runs, broadcast: float = USUAL) -> np.ndarray:
    """What full effort closes beyond none, (replications,)."""
    return closed(runs, leader_modelling=FULL, broadcast=broadcast) - closed(
        runs, leader_modelling=NONE, broadcast=broadcast
    )


def gain_of_volume(runs: Runs, effort: float = NONE) -> np.ndarray:
    """What the loudest message closes beyond none at all, (replications,)."""
    return closed(runs, leader_modelling=effort, broadcast=LOUDEST) - closed(
        runs, leader_modelling=effort, broadcast=SILENT
    )


def effort_drives(tables: Tables) -> Evidence:
    return mean_of(gain_of_effort(tables["effort"]))


def volume_does_not(tables: Tables) -> Evidence:
    return mean_of(gain_of_volume(tables["effort"]))


def deeds_beat_words(tables: Tables) -> Evidence:
    runs = tables["effort"]
    return mean_of(gain_of_effort(runs, SILENT) - gain_of_volume(runs))


def words_need_deeds(tables: Tables) -> Evidence:
    runs = tables["effort"]
    corners = [
        closed(runs, leader_modelling=effort, broadcast=volume)
        for effort, volume in ((FULL, LOUD), (FULL, SILENT), (NONE, LOUD), (NONE, SILENT))
    ]
    return mean_of(interaction(*corners), "paired interaction contrast")


def empty_words_cost_trust(tables: Tables) -> Evidence:
    trust = partial(tables["effort"].at, "trust_end", leader_modelling=NONE)
    return mean_of(trust(broadcast=LOUD) - trust(broadcast=SILENT))


def every_step_counts(tables: Tables) -> Evidence:
    _, curve = closed_by_effort(tables["effort"], USUAL)
    return function_of_means(smallest_step, curve, what="smallest step between mean levels")


def half_way(tables: Tables) -> Evidence:
    effort, curve = closed_by_effort(tables["effort"], USUAL)
    return function_of_means(
        partial(half_effect_at, effort), curve, what="place of half of the effect"
    )


def needed_to_converge(tables: Tables, broadcast: float) -> Evidence:
    effort, share = tables["effort"].curve("converged", "leader_modelling", broadcast=broadcast)
    return function_of_means(partial(crossing_at, effort, level=0.5), share, what="place of a half")


def draw_shape(tables: Tables, findings: Findings) -> Figure:
    runs = tables["effort"]
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    volumes = runs.levels("broadcast")
    curves = {f"{volume:g}": closed_by_effort(runs, volume)[1] for volume in volumes}
    effort = runs.levels("leader_modelling")
    axis = factor_label("levers.leader_modelling")
    draw_curves(left, effort, curves, axis, CLOSED, legend=factor_label("levers.broadcast"))
    left.set_title("By leaders' effort")
    corners = {
        "neither": (NONE, SILENT),
        "words alone": (NONE, LOUD),
        "deeds alone": (FULL, SILENT),
        "both": (FULL, LOUD),
    }
    gaps = {
        name: runs.weekly("message_practice_gap", leader_modelling=level, broadcast=volume)
        for name, (level, volume) in corners.items()
    }
    weeks = gaps["both"][0]
    by_week = {name: gap for name, (_, gap) in gaps.items()}
    draw_weeks(right, weeks, by_week, "Message–practice gap (points)")
    right.set_ylim(bottom=0)
    right.set_title("By week")
    return figure


def draw_mechanisms(tables: Tables, findings: Findings) -> Figure:
    figure, axes = panels(width=5.4, height=3.6)
    draw_ablation(axes, findings.ablations["effort_through"], f"{CLOSED}, full effort − none")
    return figure


EXPERIMENT = Experiment(
    sources={
        "effort": SweepFile(
            "effort.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {
                    "levers.leader_modelling": [NONE, 0.5, FULL],
                    "levers.broadcast": [SILENT, USUAL, LOUD, LOUDEST],
                },
                "record_weeks": [0, 8, 17, 26],
            },
        )
    },
    predictions=(
        Prediction(
            "effort_drives",
            "Leaders who make every effort close at least a quarter of the first gap more than leaders"
            " who make none.",
            "of the first gap", effort_drives, above(0.25)),
        Prediction(
            "volume_does_not",
            "Where leaders make no effort, even the loudest message closes less than a tenth of the"
            " first gap.",
            "of the first gap", volume_does_not, below(0.1)),
        Prediction(
            "deeds_beat_words",
            "Deeds without words close at least a tenth of the first gap more than words without"
            " deeds.",
            "of the first gap", deeds_beat_words, above(0.1)),
        Prediction(
            "words_need_deeds",
            "Words and deeds help each other: together they close more than the sum of what each"
            " closes alone.",
            "of the first gap", words_need_deeds, above(0.0)),
        Prediction(
            "empty_words_cost_trust",
            "Where leaders make no effort, a loud message costs trust.",
            "points of trust", empty_words_cost_trust, below(0.0)),
        Prediction(
            "every_step_counts",
            "There is no threshold below which effort is lost: each tenth more of it closes more.",
            "of the first gap", every_step_counts, above(0.0)),
        Prediction(
            "half_way",
            "Returns diminish: half of what full effort does is done at less than 0.4 of it.",
            "effort", half_way, below(0.4)),
    ),
    numbers=(
        Number(
            "needed_as_usual",
            "effort from which half of the organisations converge, with the usual message",
            "effort", partial(needed_to_converge, broadcast=USUAL)),
        Number(
            "needed_loud", "the same with a loud message",
            "effort", partial(needed_to_converge, broadcast=LOUD)),
    ),
    ablations=(
        Ablation(
            "effort_through",
            "What full effort closes beyond none, with the usual message.",
            "of the first gap", "effort", gain_of_effort,
            off=(
                "deeds", "words", "trust", "visibility", "reinforcement", "peers",
                "deeds and words and peers", "effort",
            ),
            keep={"levers.leader_modelling": (NONE, FULL), "levers.broadcast": (USUAL,)}),
        Ablation(
            "volume_through",
            "What the loudest message closes beyond none at all, where leaders make no effort.",
            "of the first gap", "effort", gain_of_volume,
            off=("words", "trust", "effort", "cascade"),
            keep={"levers.leader_modelling": (NONE,), "levers.broadcast": (SILENT, LOUDEST)}),
    ),
    pictures={
        "shape": Picture(
            draw_shape,
            "Left: share of the first gap closed after three years, by leaders' effort, for messages"
            " told to everybody ever more often. Right: the gap by week, with no effort or full effort"
            " and no message to everybody or a loud one. Means with 95 % bands."),
        "mechanisms": Picture(
            draw_mechanisms,
            "What full effort closes beyond none, in the whole model (dotted) and with one mechanism"
            " off. Means with 95 % intervals."),
    },
)  # fmt: skip
