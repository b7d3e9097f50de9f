"""What does each further level cost, and can listening or autonomy make up for depth?"""

from dataclasses import replace
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, pictures, small, sweeps
from orgsim.study.evidence import Estimate, mean_in, means_in, place_in
from orgsim.study.figures import draw_curves, panels
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.interval_figures import mechanisms
from orgsim.study.quantities import Contrast, Curve, Quantity, at, quantity
from orgsim.study.shapes import peak_at
from orgsim.study.tables import Compared, Tables

FLAT, DEEP = 3, 7
DEAF, USUAL, LISTENING = 0.0, 0.3, 0.8
DECIDE_LITTLE, DECIDE_MUCH = 0.1, 0.9
GAP = "of the first gap"
CLOSED = "Closed of the first gap (share)"
DEPTH = "Depth (levels)"


DEPTH_ALONE = Contrast("gap_closed", "levels", DEEP, FLAT, {"feedback": USUAL, "attention": False})
LISTENING_IN_SEVEN = Contrast(
    "gap_closed", "feedback", LISTENING, DEAF, {"levels": DEEP, "attention": True}
)
MESSAGE_BY_LISTENING = replace(LISTENING_IN_SEVEN, outcome="message_fidelity_end")
BY_AUTONOMY = partial(Contrast, factor="autonomy", high=DECIDE_MUCH, low=DECIDE_LITTLE)
BOTH_ENDS = {"autonomy": (DECIDE_LITTLE, DECIDE_MUCH)}
LISTENING_MAKES_UP = at("gap_closed", levels=DEEP, feedback=LISTENING, attention=False) - at(
    "gap_closed", levels=FLAT, feedback=DEAF, attention=False
)
UNHEARD = {"feedback": DEAF, "attention": True}


def fidelity_by_level(compared: Compared, scenario: str = "seven_levels") -> np.ndarray:
    """Message fidelity of each level in the last week, (levels, replications)."""
    return compared.levels(scenario, "message_fidelity")[-1]


def first_beyond_others(fidelity: np.ndarray) -> np.ndarray:
    """By how much the loss of the first relay exceeds the largest of all others; (…, levels)."""
    lost = -np.diff(fidelity, axis=-1)
    return lost[..., 0] - lost[..., 1:].max(axis=-1)


first_relay = means_in("down", first_beyond_others, fidelity_by_level, what="difference of losses")


@quantity
def lost_on_the_way(compared: Compared, scenario: str) -> np.ndarray:
    fidelity = fidelity_by_level(compared, scenario)
    return fidelity[0] - fidelity[-1]


def best_depth(attention: bool) -> Estimate:
    by_depth = Curve("gap_closed", "levels", {"attention": attention, "feedback": USUAL})
    return place_in("depth", peak_at, by_depth, "place of the peak")


def by_culture(depth: int) -> Quantity:
    """What feedback and autonomy together close."""
    closed = partial(at, "gap_closed", levels=depth, attention=True)
    listening = closed(feedback=LISTENING, autonomy=DECIDE_MUCH)
    return listening - closed(feedback=DEAF, autonomy=DECIDE_LITTLE)


def draw_depth(tables: Tables, findings) -> Figure:
    """By depth, after three years. Left and middle: share of the first gap closed. Right: what
    people add who decide nearly everything, beyond those who decide hardly anything, paired. Means
    with 95 % bands.
    """
    figure, axes = panels(3, width=4.3, height=3.8)
    axes[1].sharey(axes[0])
    runs = tables["depth"]
    depths = runs.levels("levels")
    labels = {DEAF: "no feedback", USUAL: "usual feedback", LISTENING: "leaders listen"}
    for part, attention, title, place in (
        (axes[0], True, "Hours as they are", "best"),
        (axes[1], False, "Hours without limit: depth alone", ""),
    ):
        closed = partial(runs.curve, "gap_closed", "levels", attention=attention)
        curves = {label: closed(feedback=level)[1] for level, label in labels.items()}
        draw_curves(part, depths, curves, DEPTH, CLOSED, place=place, title=title)
    added = {
        label: BY_AUTONOMY(outcome, where=UNHEARD).over("levels")(runs)[1]
        for label, outcome in (
            ("engagement (points)", "engagement_end"),
            ("closed of the first gap (share)", "gap_closed"),
        )
    }
    label, title = "Added by autonomy (points or share)", "Autonomy, where nobody listens"
    draw_curves(axes[2], depths, added, DEPTH, label, zero=True, title=title)
    for part in axes:
        part.set_xticks(depths)
    return figure


def draw_down(tables: Tables, findings) -> Figure:
    """Message and practice at each level after three years; the top is level 0. Means with 95 %
    bands.
    """
    figure, axes = panels(2, width=4.8, height=3.8)
    compared = tables["down"]
    shown = {name: name.replace("_levels", " levels") for name in compared.scenarios[:3]}
    shown["seven_levels_listening"] = "seven, listening"
    for part, measure, label, title, place in (
        (axes[0], "message_fidelity", "Message fidelity", "Message, level by level", "best"),
        (axes[1], "message_practice_gap", "Message–practice gap", "Practice, level by level", ""),
    ):
        curves = {label: compared.levels(name, measure)[-1] for name, label in shown.items()}
        levels, label = np.arange(max(map(len, curves.values()))), f"{label}, end (points)"
        draw_curves(part, levels, curves, "Level (0 is the top)", label, place=place, title=title)
    return figure


LEVELS_DOWN = {
    "scenarios": {
        "three_levels": {"organisation": {"levels": 3}},
        "five_levels": {"organisation": {"levels": 5}},
        "seven_levels": {"organisation": {"levels": 7}},
        "seven_levels_listening": {
            "organisation": {"levels": 7},
            "levers": {"feedback": LISTENING},
        },
    },
    "run.replications": 60,
    "run.seed": 104,
}

EXPERIMENT = Experiment(
    sources={
        **sweeps(
            depth=small(
                {
                    "organisation.levels": [FLAT, 5, DEEP],
                    "levers.autonomy": [DECIDE_LITTLE, DECIDE_MUCH],
                }
            )
        ),
        "down": ScenarioFile(
            "../../configs/baseline.toml",
            change=LEVELS_DOWN,
            small={"run.replications": 4, "organisation.people": 80, "run.weeks": 26},
        ),
    },
    predictions=named(
        first_relay=predict(above(0.0), "points of fidelity", first_relay),
        depth_costs=predict(below(-0.03), GAP, mean_in("depth", DEPTH_ALONE)),
        best_depth=predict(within(2.5, 6.5), "levels", best_depth(attention=True)),
        listening_makes_up=predict(above(0.0), GAP, mean_in("depth", LISTENING_MAKES_UP)),
        message_not_restored=predict(
            within(-0.01, 0.01), "points of fidelity", mean_in("depth", MESSAGE_BY_LISTENING)
        ),
        autonomy_no_substitute=predict(
            within(-0.03, 0.03), GAP, mean_in("depth", BY_AUTONOMY("gap_closed", where=UNHEARD))
        ),
    ),
    numbers=named(
        lost_in_seven=report(
            "fidelity lost from the top to the lowest of seven levels",
            "points",
            mean_in("down", lost_on_the_way("seven_levels")),
        ),
        lost_in_three=report(
            "the same in three levels", "points", mean_in("down", lost_on_the_way("three_levels"))
        ),
        best_depth_alone=report(
            "depth that closes most where hours are no limit", "levels", best_depth(attention=False)
        ),
        autonomy_engages=report(
            "engagement that autonomy adds where leaders do not listen",
            "points",
            mean_in("depth", BY_AUTONOMY("engagement_end", where=UNHEARD)),
        ),
        culture_by_depth=report(
            "by how much more feedback and autonomy together close in seven levels than in three",
            GAP,
            mean_in("depth", by_culture(DEEP) - by_culture(FLAT)),
        ),
    ),
    ablations=(
        Ablation(
            "depth_through",
            "What seven levels close beyond three (less, if below 0), where hours are no limit.",
            GAP,
            "depth",
            DEPTH_ALONE,
            off=("cascade", "distortion", "deeds", "effort", "feedback", "reinforcement"),
            keep={**DEPTH_ALONE.keep, **BOTH_ENDS},
        ),
        Ablation(
            "listening_through",
            "What leaders who listen close beyond those who do not, in seven levels.",
            GAP,
            "depth",
            LISTENING_IN_SEVEN,
            off=("cascade", "deeds", "effort", "trust", "relapse", "reinforcement"),
            keep={**LISTENING_IN_SEVEN.keep, **BOTH_ENDS},
        ),
    ),
    pictures=pictures(
        draw_depth,
        draw_down,
        mechanisms(
            "The cost of depth and the gain of listening, in the whole model (dotted) and with one"
            " mechanism off. Means with 95 % intervals.",
            width=5.0,
            height=3.6,
            depth_through=("Depth, hours without limit", "Closed, seven − three levels (share)"),
            listening_through=("Listening in seven levels", "Closed, listening − not (share)"),
        ),
    ),
)
