"""What does each further level cost, and can listening or autonomy make up for depth?"""

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.analysis.bands import band
from orgsim.figures.style import COLOURS, INK
from orgsim.study import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    ScenarioFile,
    SweepFile,
    above,
    below,
    function_of_means,
    mean_of,
    within,
)
from orgsim.study.figures import LINES, MARKERS, draw_ablations, draw_curves, panels
from orgsim.study.shapes import peak_at
from orgsim.study.tables import Compared, Runs, Tables

FLAT, DEEP = 3, 7
DEAF, USUAL, LISTENING = 0.0, 0.3, 0.8
DECIDE_LITTLE, DECIDE_MUCH = 0.1, 0.9
CLOSED = "Closed of the first gap (share)"
DEPTH = "Depth (levels)"


def closed(runs: Runs, **where: float | bool) -> np.ndarray:
    """Share of the first gap that is closed at the end, (replications,)."""
    first = runs.at("message_practice_gap_start", **where)
    return 1 - runs.at("message_practice_gap_end", **where) / first


def closed_by_depth(runs: Runs, **where: float | bool) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of levels, and the share closed there (depths, replications)."""
    depths = runs.levels("levels")
    return depths, np.stack([closed(runs, levels=depth, **where) for depth in depths])


def change_with_depth(runs: Runs) -> np.ndarray:
    """What seven levels close more than three (less, if below 0), (replications,)."""
    return closed(runs, levels=DEEP) - closed(runs, levels=FLAT)


def gain_of_listening(runs: Runs) -> np.ndarray:
    """What leaders who listen close beyond those who do not, (replications,)."""
    return closed(runs, feedback=LISTENING) - closed(runs, feedback=DEAF)


def losses(fidelity: np.ndarray) -> np.ndarray:
    """What each level (…, levels) loses of the message that the level above it holds."""
    return -np.diff(fidelity, axis=-1)


def first_beyond_others(fidelity: np.ndarray) -> np.ndarray:
    """By how much the loss of the first relay exceeds the largest of all others."""
    lost = losses(fidelity)
    return lost[..., 0] - lost[..., 1:].max(axis=-1)


def fidelity_by_level(compared: Compared, scenario: str) -> np.ndarray:
    """Message fidelity of each level in the last week, (levels, replications)."""
    return compared.levels(scenario, "message_fidelity")[-1]


def first_relay(tables: Tables) -> Evidence:
    return function_of_means(
        first_beyond_others,
        fidelity_by_level(tables["down"], "seven_levels"),
        what="difference of losses",
    )


def lost_on_the_way(tables: Tables, scenario: str) -> Evidence:
    fidelity = fidelity_by_level(tables["down"], scenario)
    return mean_of(fidelity[0] - fidelity[-1])


def depth_costs(tables: Tables) -> Evidence:
    return mean_of(change_with_depth(tables["depth"].only(attention=False, feedback=USUAL)))


def best_depth(tables: Tables, attention: bool) -> Evidence:
    depths, curve = closed_by_depth(tables["depth"], attention=attention, feedback=USUAL)
    return function_of_means(partial(peak_at, depths), curve, what="place of the peak")


def listening_makes_up(tables: Tables) -> Evidence:
    runs = tables["depth"].only(attention=False)
    return mean_of(
        closed(runs, levels=DEEP, feedback=LISTENING) - closed(runs, levels=FLAT, feedback=DEAF)
    )


def message_not_mended(tables: Tables) -> Evidence:
    fidelity = partial(tables["depth"].at, "message_fidelity_end", levels=DEEP, attention=True)
    return mean_of(fidelity(feedback=LISTENING) - fidelity(feedback=DEAF))


def of_autonomy(runs: Runs) -> np.ndarray:
    """What people close who decide nearly everything beyond those who decide hardly anything."""
    return closed(runs, autonomy=DECIDE_MUCH) - closed(runs, autonomy=DECIDE_LITTLE)


def autonomy_no_substitute(tables: Tables) -> Evidence:
    return mean_of(of_autonomy(tables["depth"].only(feedback=DEAF, attention=True)))


def added_engagement(runs: Runs) -> np.ndarray:
    """Engagement where people decide nearly everything less that where hardly anything."""
    return runs.at("engagement_end", autonomy=DECIDE_MUCH) - runs.at(
        "engagement_end", autonomy=DECIDE_LITTLE
    )


def autonomy_engages(tables: Tables) -> Evidence:
    return mean_of(added_engagement(tables["depth"].only(feedback=DEAF, attention=True)))


def culture_by_depth(tables: Tables) -> Evidence:
    runs = tables["depth"].only(attention=True)
    gains = [
        closed(runs, levels=depth, feedback=LISTENING, autonomy=DECIDE_MUCH)
        - closed(runs, levels=depth, feedback=DEAF, autonomy=DECIDE_LITTLE)
        for depth in (DEEP, FLAT)
    ]
    return mean_of(gains[0] - gains[1])


def draw_depth(tables: Tables, findings) -> Figure:
    figure, (left, middle, right) = panels(3, width=4.3, height=3.8)
    runs = tables["depth"]
    depths = runs.levels("levels")
    labels = {DEAF: "no feedback", USUAL: "usual feedback", LISTENING: "leaders listen"}
    for axes, attention, title in (
        (left, True, "Hours as they are"),
        (middle, False, "Hours without limit: depth alone"),
    ):
        curves = {
            label: closed_by_depth(runs, attention=attention, feedback=feedback)[1]
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
        "engagement (points)": np.stack([added_engagement(each) for each in deaf]),
        "closed of the first gap (share)": np.stack([of_autonomy(each) for each in deaf]),
    }
    draw_curves(right, depths, added, DEPTH, "Added by autonomy (points or share)")
    right.axhline(0, color=INK, linewidth=0.8)
    right.set_title("Autonomy, where nobody listens")
    for axes in (left, middle, right):
        axes.set_xticks(depths)
    return figure


def draw_down(tables: Tables, findings) -> Figure:
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    compared = tables["down"]
    shown = {"three_levels": "three levels", "five_levels": "five levels",
             "seven_levels": "seven levels",
             "seven_levels_listening": "seven, listening"}  # fmt: skip
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
    style = {"color": COLOURS[number], "linestyle": LINES[number], "marker": MARKERS[number]}
    axes.fill_between(
        levels, found.ci_low, found.ci_high, color=COLOURS[number], alpha=0.2, linewidth=0
    )
    axes.plot(levels, found.mean, markersize=4.5, label=label, **style)
    axes.set_xlabel("Level (0 is the top)")


def draw_mechanisms(tables: Tables, findings) -> Figure:
    return draw_ablations(findings, {
        "depth_through": ("Depth, hours without limit", "Closed, seven − three levels (share)"),
        "listening_through": ("Listening in seven levels", "Closed, listening − not (share)"),
    }, width=5.0, height=3.6)  # fmt: skip


LEVELS_DOWN = {
    "scenarios": {
        "three_levels": {"organisation": {"levels": 3}},
        "five_levels": {"organisation": {"levels": 5}},
        "seven_levels": {"organisation": {"levels": 7}},
        "seven_levels_listening": {
            "organisation": {"levels": 7}, "levers": {"feedback": LISTENING},
        },
    },
    "run.replications": 60,
    "run.seed": 104,
}  # fmt: skip

EXPERIMENT = Experiment(
    sources={
        "depth": SweepFile(
            "depth.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {
                    "organisation.levels": [FLAT, 5, DEEP],
                    "levers.autonomy": [DECIDE_LITTLE, DECIDE_MUCH],
                },
            },
        ),
        "down": ScenarioFile(
            "../../configs/baseline.toml",
            change=LEVELS_DOWN,
            small={"run.replications": 4, "organisation.people": 80, "run.weeks": 26},
        ),
    },
    predictions=(
        Prediction(
            "first_relay",
            "The first relay loses most: the message loses more between the top and the next level than"
            " between any two levels below.",
            "points of fidelity", first_relay, above(0.0)),
        Prediction(
            "depth_costs",
            "Where hours are no limit, seven levels close at least 0.03 of the first gap less than"
            " three.",
            "of the first gap", depth_costs, below(-0.03)),
        Prediction(
            "best_depth",
            "With hours as they are, the best depth is neither the flattest nor the deepest.",
            "levels", partial(best_depth, attention=True), within(2.5, 6.5)),
        Prediction(
            "listening_makes_up",
            "Listening makes up for depth: where hours are no limit, seven levels whose leaders listen"
            " close more of the first gap than three levels whose leaders do not.",
            "of the first gap", listening_makes_up, above(0.0)),
        Prediction(
            "message_not_mended",
            "Listening does not mend the message: in seven levels it changes message fidelity by less"
            " than 0.01 points.",
            "points of fidelity", message_not_mended, within(-0.01, 0.01)),
        Prediction(
            "autonomy_no_substitute",
            "Autonomy is no substitute: where leaders do not listen, people who decide nearly everything"
            " close within 0.03 of the first gap of those who decide hardly anything.",
            "of the first gap", autonomy_no_substitute, within(-0.03, 0.03)),
    ),
    numbers=(
        Number(
            "lost_in_seven", "fidelity lost from the top to the lowest of seven levels",
            "points", partial(lost_on_the_way, scenario="seven_levels")),
        Number(
            "lost_in_three", "the same in three levels",
            "points", partial(lost_on_the_way, scenario="three_levels")),
        Number(
            "best_depth_alone", "depth that closes most where hours are no limit",
            "levels", partial(best_depth, attention=False)),
        Number(
            "autonomy_engages", "engagement that autonomy adds where leaders do not listen",
            "points", autonomy_engages),
        Number(
            "culture_by_depth",
            "by how much more feedback and autonomy together close in seven levels than in three",
            "of the first gap", culture_by_depth),
    ),
    ablations=(
        Ablation(
            "depth_through",
            "What seven levels close beyond three (less, if below 0), where hours are no limit.",
            "of the first gap", "depth", change_with_depth,
            off=("cascade", "distortion", "deeds", "effort", "feedback", "reinforcement"),
            keep={"organisation.levels": (FLAT, DEEP), "levers.feedback": (USUAL,),
                  "levers.autonomy": (DECIDE_LITTLE, DECIDE_MUCH), "mechanisms.attention": (False,)}),
        Ablation(
            "listening_through",
            "What leaders who listen close beyond those who do not, in seven levels.",
            "of the first gap", "depth", gain_of_listening,
            off=("cascade", "deeds", "effort", "trust", "relapse", "reinforcement"),
            keep={"organisation.levels": (DEEP,), "levers.feedback": (DEAF, LISTENING),
                  "levers.autonomy": (DECIDE_LITTLE, DECIDE_MUCH), "mechanisms.attention": (True,)}),
    ),
    pictures={
        "depth": Picture(
            draw_depth,
            "By depth, after three years. Left and middle: share of the first gap closed. Right: what"
            " people add who decide nearly everything, beyond those who decide hardly anything, paired."
            " Means with 95 % bands."),
        "down": Picture(
            draw_down,
            "Message and practice at each level after three years; the top is level 0. Means with 95 %"
            " bands."),
        "mechanisms": Picture(
            draw_mechanisms,
            "The cost of depth and the gain of listening, in the whole model (dotted) and with one"
            " mechanism off. Means with 95 % intervals."),
    },
)  # fmt: skip
