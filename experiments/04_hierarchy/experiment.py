"""What does each further level cost, and can listening or autonomy make up for depth?"""

from functools import partial

import numpy as np

from orgsim.study.declaration import Experiment, ScenarioFile, ablate, sweeps
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.outcome_curves import Contrast, Curve, of_means
from orgsim.study.pictures import Place, figure, mechanisms, pictures
from orgsim.study.quantities import Estimated, Quantity
from orgsim.study.shapes import peak_at
from orgsim.study.small_size import small_scenarios
from orgsim.study.source_table import Table

FLAT, DEEP = 3, 7
DEAF, USUAL, LISTENING = 0.0, 0.3, 0.8
DECIDE_LITTLE, DECIDE_MUCH = 0.1, 0.9
ALIGNED, OF_FIDELITY = "points of alignment", "points of fidelity"
ALIGNMENT = "Alignment at rest (points)"

depth, down = Table("depth", ALIGNED), Table("down", "points")

by_feedback = partial(depth.contrast, factor="feedback", high=LISTENING, low=DEAF)
DEPTH_ALONE = depth.contrast("alignment_end", "levels", DEEP, FLAT, feedback=USUAL, attention=False)
LISTENING_IN_SEVEN = by_feedback("alignment_end", levels=DEEP, attention=True)
MESSAGE_BY_LISTENING = by_feedback("message_fidelity_end", levels=DEEP, attention=True)
LISTENING_MAKES_UP = depth.at(
    "alignment_end", levels=DEEP, feedback=LISTENING, attention=False
) - depth.at("alignment_end", levels=FLAT, feedback=DEAF, attention=False)


def by_autonomy(outcome: str) -> Contrast:
    """What deciding nearly everything adds where leaders do not listen."""
    unheard = {"feedback": DEAF, "attention": True}
    return depth.contrast(outcome, "autonomy", DECIDE_MUCH, DECIDE_LITTLE, **unheard)


def by_culture(levels: int) -> Quantity:
    """What feedback and autonomy together align."""
    listening, deaf = (
        depth.at(
            "alignment_end", levels=levels, attention=True, feedback=feedback, autonomy=autonomy
        )
        for feedback, autonomy in ((LISTENING, DECIDE_MUCH), (DEAF, DECIDE_LITTLE))
    )
    return listening - deaf


def by_depth(attention: bool, feedback: float = USUAL) -> Curve:
    return depth.curve("alignment_end", "levels", attention=attention, feedback=feedback)


def best_depth(attention: bool) -> Estimated:
    return by_depth(attention).place(peak_at, "place of the peak", "levels")


def by_listening(attention: bool) -> dict[str, Curve]:
    labels = {DEAF: "no feedback", USUAL: "usual feedback", LISTENING: "leaders listen"}
    return {label: by_depth(attention, feedback) for feedback, label in labels.items()}


def fidelity(scenario: str) -> Curve:
    """Message fidelity of each level in the last week."""
    return down.by_level(scenario, "message_fidelity")


def first_beyond_others(fidelity: np.ndarray) -> np.ndarray:
    """By how much the loss of the first relay exceeds the largest of all others; (…, levels)."""
    lost = -np.diff(fidelity, axis=-1)
    return lost[..., 0] - lost[..., 1:].max(axis=-1)


FIRST_RELAY = of_means(
    first_beyond_others, fidelity("seven_levels"), what="difference of losses", unit=OF_FIDELITY
)


def lost_on_the_way(scenario: str) -> Quantity:
    return fidelity(scenario).nth(0) - fidelity(scenario).nth(-1)


LABELS = {f"{number}_levels": f"{number} levels" for number in ("three", "five", "seven")}
LABELS["seven_levels_listening"] = "seven, listening"


def level_by_level(measure: str) -> dict[str, Curve]:
    return {label: down.by_level(name, measure) for name, label in LABELS.items()}


def scenario(levels: int, **levers: float) -> dict:
    return {"organisation": {"levels": levels}, "levers": levers}


SCENARIOS = {
    "three_levels": scenario(3),
    "five_levels": scenario(5),
    "seven_levels": scenario(7),
    "seven_levels_listening": scenario(7, feedback=LISTENING),
}
BOTH_ENDS = (DECIDE_LITTLE, DECIDE_MUCH)

DEPTH, LEVEL = "Depth (levels)", "Level (0 is the top)"
ADDED = {
    "engagement (points)": by_autonomy("engagement_end").over("levels"),
    "alignment (points)": by_autonomy("alignment_end").over("levels"),
}


@figure(3, width=4.3)
def draw_depth(left: Place, middle: Place, right: Place) -> None:
    """By depth, at rest. Left and middle: alignment. Right: what
    people add who decide nearly everything, beyond those who decide hardly anything, paired. Means
    with 95 % bands.
    """
    middle.axes.sharey(left.axes)
    left.curves("Hours as they are", by_listening(True), ALIGNMENT, DEPTH, ticks=True)
    title, label = "Hours without limit: depth alone", "Added by autonomy (points)"
    middle.curves(title, by_listening(False), ALIGNMENT, DEPTH, ticks=True, place="")
    right.curves("Autonomy, where nobody listens", ADDED, label, DEPTH, ticks=True, zero=True)


@figure(2, width=4.8)
def draw_down(left: Place, right: Place) -> None:
    """Message and practice at each level after three years; the top is level 0. Means with 95 %
    bands.
    """
    message, gap = (level_by_level(name) for name in ("message_fidelity", "message_practice_gap"))
    left.curves("Message, level by level", message, "Message fidelity, end (points)", LEVEL)
    title, label = "Practice, level by level", "Message–practice gap, end (points)"
    right.curves(title, gap, label, LEVEL, place="")


EXPERIMENT = Experiment(
    sources={
        **sweeps("depth"),
        "down": ScenarioFile(
            "../../configs/baseline.toml",
            change={"scenarios": SCENARIOS, "run.replications": 60, "run.seed": 104},
            small=small_scenarios(people=80, replications=4),
        ),
    },
    predictions=named(
        first_relay=predict(above(0.0), FIRST_RELAY),
        depth_costs=predict(below(-0.01), DEPTH_ALONE),
        best_depth=predict(within(2.5, 6.5), best_depth(attention=True)),
        listening_makes_up=predict(above(0.0), LISTENING_MAKES_UP),
        message_not_restored=predict(within(-0.01, 0.01), OF_FIDELITY, MESSAGE_BY_LISTENING),
        autonomy_no_substitute=predict(within(-0.01, 0.01), by_autonomy("alignment_end")),
    ),
    numbers=named(
        lost_in_seven=report(
            "fidelity lost from the top to the lowest of seven levels",
            lost_on_the_way("seven_levels"),
        ),
        lost_in_three=report("the same in three levels", lost_on_the_way("three_levels")),
        best_depth_alone=report(
            "depth that aligns most where hours are no limit", best_depth(attention=False)
        ),
        autonomy_engages=report(
            "engagement that autonomy adds where leaders do not listen",
            "points",
            by_autonomy("engagement_end"),
        ),
        culture_by_depth=report(
            "by how much more feedback and autonomy together align in seven levels than in three",
            by_culture(DEEP) - by_culture(FLAT),
        ),
    ),
    ablations=named(
        depth_through=ablate(
            "What seven levels align beyond three (less, if below 0), where hours are no limit.",
            DEPTH_ALONE,
            ("cascade", "distortion", "deeds", "effort", "feedback", "reinforcement"),
            autonomy=BOTH_ENDS,
        ),
        listening_through=ablate(
            "What leaders who listen align beyond those who do not, in seven levels.",
            LISTENING_IN_SEVEN,
            ("cascade", "deeds", "effort", "trust", "relapse", "reinforcement"),
            autonomy=BOTH_ENDS,
        ),
    ),
    pictures=pictures(
        draw_depth,
        draw_down,
        mechanisms=mechanisms(
            "The cost of depth and the gain of listening,",
            width=5.0,
            height=3.6,
            depth_through=(
                "Depth, hours without limit",
                "Alignment, seven − three levels (points)",
            ),
            listening_through=("Listening in seven levels", "Alignment, listening − not (points)"),
        ),
    ),
)
