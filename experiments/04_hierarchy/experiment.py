"""What does each further level cost, and can listening or autonomy make up for depth?"""

from dataclasses import replace
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.analysis.bands import band
from orgsim.figures.style import COLOURS, INK
from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, function_of_means, mean_in, mean_of
from orgsim.study.figures import LINES, MARKERS, draw_ablations, draw_curves, panels
from orgsim.study.findings import Number, Prediction, above, below, within
from orgsim.study.shapes import peak_at
from orgsim.study.tables import Compared, Contrast, Runs, Tables

FLAT, DEEP = 3, 7
DEAF, USUAL, LISTENING = 0.0, 0.3, 0.8
DECIDE_LITTLE, DECIDE_MUCH = 0.1, 0.9
CLOSED = "Closed of the first gap (share)"
DEPTH = "Depth (levels)"


NO_LIMIT = {"attention": False}
DEPTH_ALONE = Contrast("gap_closed", "levels", DEEP, FLAT, {"feedback": USUAL, **NO_LIMIT})
LISTENING_IN_SEVEN = Contrast(
    "gap_closed", "feedback", LISTENING, DEAF, {"levels": DEEP, "attention": True}
)
MESSAGE_BY_LISTENING = replace(LISTENING_IN_SEVEN, outcome="message_fidelity_end")
BY_AUTONOMY = partial(Contrast, factor="autonomy", high=DECIDE_MUCH, low=DECIDE_LITTLE)
BOTH_ENDS = {"autonomy": (DECIDE_LITTLE, DECIDE_MUCH)}
UNHEARD = {"feedback": DEAF, "attention": True}


def fidelity_by_level(compared: Compared, scenario: str) -> np.ndarray:
    """Message fidelity of each level in the last week, (levels, replications)."""
    return compared.levels(scenario, "message_fidelity")[-1]


def first_beyond_others(fidelity: np.ndarray) -> np.ndarray:
    """By how much the loss of the first relay exceeds the largest of all others; (…, levels)."""
    lost = -np.diff(fidelity, axis=-1)
    return lost[..., 0] - lost[..., 1:].max(axis=-1)


def first_relay(tables: Tables) -> Evidence:
    fidelity = fidelity_by_level(tables["down"], "seven_levels")
    return function_of_means(first_beyond_others, fidelity, what="difference of losses")


def lost_on_the_way(compared: Compared, scenario: str) -> np.ndarray:
    fidelity = fidelity_by_level(compared, scenario)
    return fidelity[0] - fidelity[-1]


def made_up_by_listening(runs: Runs) -> np.ndarray:
    """What seven levels that listen close beyond three that do not, where hours are no limit."""
    where = {"attention": False}
    return runs.at("gap_closed", levels=DEEP, feedback=LISTENING, **where) - runs.at(
        "gap_closed", levels=FLAT, feedback=DEAF, **where
    )


def best_depth(tables: Tables, attention: bool) -> Evidence:
    depths, curve = tables["depth"].curve(
        "gap_closed", "levels", attention=attention, feedback=USUAL
    )
    return function_of_means(partial(peak_at, depths), curve, what="place of the peak")


def culture_by_depth(tables: Tables) -> Evidence:
    runs = tables["depth"].only(attention=True)
    gains = [
        runs.at("gap_closed", levels=depth, feedback=LISTENING, autonomy=DECIDE_MUCH)
        - runs.at("gap_closed", levels=depth, feedback=DEAF, autonomy=DECIDE_LITTLE)
        for depth in (DEEP, FLAT)
    ]
    return mean_of(gains[0] - gains[1])


def draw_depth(tables: Tables, findings) -> Figure:
    """By depth, after three years. Left and middle: share of the first gap closed. Right: what
    people add who decide nearly everything, beyond those who decide hardly anything, paired. Means
    with 95 % bands.
    """
    figure, (left, middle, right) = panels(3, width=4.3, height=3.8)
    runs = tables["depth"]
    depths = runs.levels("levels")
    labels = {DEAF: "no feedback", USUAL: "usual feedback", LISTENING: "leaders listen"}
    for axes, attention, title in (
        (left, True, "Hours as they are"),
        (middle, False, "Hours without limit: depth alone"),
    ):
        curves = {
            label: runs.curve("gap_closed", "levels", attention=attention, feedback=feedback)[1]
            for feedback, label in labels.items()
        }
        draw_curves(axes, depths, curves, DEPTH, CLOSED)
        axes.set_title(title)
    low, high = zip(*(axes.get_ylim() for axes in (left, middle)), strict=True)
    for axes in (left, middle):
        axes.set_ylim(min(low), max(high))
    middle.get_legend().remove()
    deaf = [runs.only(levels=depth, feedback=DEAF, attention=True) for depth in depths]
    added = {
        "engagement (points)": np.stack([BY_AUTONOMY("engagement_end")(each) for each in deaf]),
        "closed of the first gap (share)": np.stack(
            [BY_AUTONOMY("gap_closed")(each) for each in deaf]
        ),
    }
    draw_curves(right, depths, added, DEPTH, "Added by autonomy (points or share)")
    right.axhline(0, color=INK, linewidth=0.8)
    right.set_title("Autonomy, where nobody listens")
    for axes in (left, middle, right):
        axes.set_xticks(depths)
    return figure


def draw_down(tables: Tables, findings) -> Figure:
    """Message and practice at each level after three years; the top is level 0. Means with 95 %
    bands.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    compared = tables["down"]
    shown = {name: name.replace("_levels", " levels") for name in compared.scenarios[:3]}
    shown["seven_levels_listening"] = "seven, listening"
    for number, (scenario, label) in enumerate(shown.items()):
        _draw_levels(left, fidelity_by_level(compared, scenario), number, label)
        gap = compared.levels(scenario, "message_practice_gap")[-1]
        _draw_levels(right, gap, number, label)
    left.set(ylabel="Message fidelity, end (points)", title="Message, level by level")
    right.set(ylabel="Message–practice gap, end (points)", title="Practice, level by level")
    left.legend(fontsize=8.5)
    return figure


def _draw_levels(axes: Axes, values: np.ndarray, number: int, label: str) -> None:
    """A measure by level, the top being 0, with its band; values (levels, replications)."""
    found, levels = band(values), np.arange(len(values))
    axes.fill_between(
        levels, found.ci_low, found.ci_high, color=COLOURS[number], alpha=0.2, linewidth=0
    )
    axes.plot(
        levels,
        found.mean,
        color=COLOURS[number],
        linestyle=LINES[number],
        marker=MARKERS[number],
        markersize=4.5,
        label=label,
    )
    axes.set_xlabel("Level (0 is the top)")


def draw_mechanisms(tables: Tables, findings) -> Figure:
    """The cost of depth and the gain of listening, in the whole model (dotted) and with one
    mechanism off. Means with 95 % intervals.
    """
    return draw_ablations(
        findings,
        {
            "depth_through": ("Depth, hours without limit", "Closed, seven − three levels (share)"),
            "listening_through": ("Listening in seven levels", "Closed, listening − not (share)"),
        },
        width=5.0,
        height=3.6,
    )


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
        "depth": SweepFile(
            "depth.toml",
            small=small(
                {
                    "organisation.levels": [FLAT, 5, DEEP],
                    "levers.autonomy": [DECIDE_LITTLE, DECIDE_MUCH],
                }
            ),
        ),
        "down": ScenarioFile(
            "../../configs/baseline.toml",
            change=LEVELS_DOWN,
            small={"run.replications": 4, "organisation.people": 80, "run.weeks": 26},
        ),
    },
    predictions=(
        Prediction("first_relay", "points of fidelity", first_relay, above(0.0)),
        Prediction(
            "depth_costs",
            "of the first gap",
            mean_in("depth", DEPTH_ALONE),
            below(-0.03),
        ),
        Prediction("best_depth", "levels", partial(best_depth, attention=True), within(2.5, 6.5)),
        Prediction(
            "listening_makes_up",
            "of the first gap",
            mean_in("depth", made_up_by_listening),
            above(0.0),
        ),
        Prediction(
            "message_not_restored",
            "points of fidelity",
            mean_in("depth", MESSAGE_BY_LISTENING),
            within(-0.01, 0.01),
        ),
        Prediction(
            "autonomy_no_substitute",
            "of the first gap",
            mean_in("depth", BY_AUTONOMY("gap_closed", where=UNHEARD)),
            within(-0.03, 0.03),
        ),
    ),
    numbers=(
        Number(
            "lost_in_seven",
            "fidelity lost from the top to the lowest of seven levels",
            "points",
            mean_in("down", lost_on_the_way, scenario="seven_levels"),
        ),
        Number(
            "lost_in_three",
            "the same in three levels",
            "points",
            mean_in("down", lost_on_the_way, scenario="three_levels"),
        ),
        Number(
            "best_depth_alone",
            "depth that closes most where hours are no limit",
            "levels",
            partial(best_depth, attention=False),
        ),
        Number(
            "autonomy_engages",
            "engagement that autonomy adds where leaders do not listen",
            "points",
            mean_in("depth", BY_AUTONOMY("engagement_end", where=UNHEARD)),
        ),
        Number(
            "culture_by_depth",
            "by how much more feedback and autonomy together close in seven levels than in three",
            "of the first gap",
            culture_by_depth,
        ),
    ),
    ablations=(
        Ablation(
            "depth_through",
            "What seven levels close beyond three (less, if below 0), where hours are no limit.",
            "of the first gap",
            "depth",
            DEPTH_ALONE,
            off=("cascade", "distortion", "deeds", "effort", "feedback", "reinforcement"),
            keep=DEPTH_ALONE.keep | BOTH_ENDS,
        ),
        Ablation(
            "listening_through",
            "What leaders who listen close beyond those who do not, in seven levels.",
            "of the first gap",
            "depth",
            LISTENING_IN_SEVEN,
            off=("cascade", "deeds", "effort", "trust", "relapse", "reinforcement"),
            keep=LISTENING_IN_SEVEN.keep | BOTH_ENDS,
        ),
    ),
    pictures=pictures(draw_depth, draw_down, draw_mechanisms),
)
