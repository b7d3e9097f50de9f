"""When does openness backfire: how much must leaders do of what they say before it pays to show it?"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import BLUE, GREY, INK
from orgsim.model.parameters import BY_NAME
from orgsim.study.declaration import Ablation, Change, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, difference_of, function_of_means, mean_in
from orgsim.study.figures import draw_ablations, draw_curves, draw_map, factor_label, panels
from orgsim.study.findings import Number, Prediction, above, below
from orgsim.study.shapes import turn_at
from orgsim.study.tables import Runs, Tables

NONE, FULL = 0.0, 1.0
CLOSED, OPEN = 0.0, 1.0
DEAF, LISTENING = 0.0, 0.8
DOUBTING, BELIEVING = 0.25, 0.55
EFFORT = factor_label("levers.leader_modelling")
BREAK_EVEN = "Break-even effort of leaders (effort)"


def effect(runs: Runs, outcome: str = "trust_end", **where: float) -> np.ndarray:
    """What full openness changes, (replications,)."""
    return runs.change(outcome, "transparency", OPEN, CLOSED, **where)


def effects(runs: Runs, outcome: str, **where: float) -> tuple[np.ndarray, np.ndarray]:
    """Levels of leaders' effort, and what full openness changes there (levels, replications)."""
    return runs.changes(outcome, "transparency", OPEN, CLOSED, "leader_modelling", **where)


def break_even(runs: Runs, outcome: str = "trust_end", **where: float) -> Evidence:
    """Effort from which openness gains, within the efforts that were tried."""
    effort, gain = effects(runs, outcome, **where)
    return function_of_means(partial(turn_at, effort), gain, what="place of the turn")


def turns_apart(
    source: str, one: dict[str, Any], other: dict[str, Any]
) -> Callable[[Tables], Evidence]:
    """How much more effort openness takes to gain in one case than in the other."""

    def estimate(tables: Tables) -> Evidence:
        (effort, gain), (_, other_gain) = (effects(tables[source], **case) for case in (one, other))
        what = "difference of two places"
        return difference_of(partial(turn_at, effort), gain, other_gain, what)

    return estimate


def turn(outcome: str, feedback: float) -> Callable[[Tables], Evidence]:
    return lambda tables: break_even(tables["openness"], outcome, feedback=feedback)


def draw_effects(tables: Tables, findings) -> Figure:
    """What full openness changes after three years, by leaders' effort. Below 0 it backfires. Means
    of paired differences with 95 % bands.
    """
    runs = tables["openness"]
    figure, axes = panels(3, width=4.3, height=3.7)
    titles = {"trust_end": "Trust", "alignment_end": "Practice", "engagement_end": "Engagement"}
    labels = {0.0: "leaders who do not listen", 0.3: "who listen as usual", 0.8: "who listen"}
    for part, (outcome, title) in zip(axes, titles.items(), strict=True):
        curves = {
            labels.get(level, f"feedback {level:g}"): effects(runs, outcome, feedback=level)[1]
            for level in runs.levels("feedback")
        }
        effort = runs.levels("leader_modelling")
        draw_curves(part, effort, curves, EFFORT, f"Effect of openness on {title.lower()} (points)")
        part.axhline(0, color=INK, linewidth=0.8)
        part.set_title(title)
        if part is not axes[0]:
            part.get_legend().remove()
    return figure


def draw_boundary(tables: Tables, findings) -> Figure:
    """Leaders who do not listen. Left: trust compared with that under closed leaders of the same
    effort, with the line where it does not change. Right: the effort at which openness turns, by
    what people believe who are shown nothing; 95 % intervals.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    runs = tables["openness"].only(feedback=DEAF)
    openness, effort, trust = runs.grid("trust_end", "transparency", "leader_modelling")
    draw_map(
        left,
        effort,
        openness[1:],
        (trust - trust[:1])[1:],
        "Trust, change from closed (points)",
        contours=(-0.02, 0.0, 0.05),
        xlabel=EFFORT,
        ylabel=factor_label("levers.transparency"),
        title="What openness does to trust",
    )
    dark = tables["dark"]
    beliefs = dark.levels("trust_in_the_dark")
    turns = [break_even(dark, trust_in_the_dark=belief) for belief in beliefs]
    value, low, high = (
        np.array([getattr(turn, name) for turn in turns]) for name in ("value", "low", "high")
    )
    right.fill_between(beliefs, value, FULL, color=BLUE, alpha=0.1, linewidth=0)
    right.fill_between(beliefs, NONE, value, color=GREY, alpha=0.18, linewidth=0)
    right.errorbar(beliefs, value, [value - low, high - value], fmt="o-", color=BLUE, capsize=3)
    spot = {"transform": right.transAxes, "color": INK}
    right.text(0.04, 0.92, "openness earns trust", va="top", **spot)
    right.text(0.96, 0.06, "openness costs trust", ha="right", **spot)
    right.set(
        xlabel="Trust in the dark (points)",
        ylabel=BREAK_EVEN,
        ylim=(-0.02, 1.02),
        title="Where it turns",
    )
    return figure


def draw_mechanisms(tables: Tables, findings) -> Figure:
    """What full openness does to trust in the whole model (dotted) and with one mechanism off.
    Means with 95 % intervals.
    """
    label = "Effect of openness on trust (points)"
    return draw_ablations(
        findings,
        {
            "costs_through": ("Leaders who make no effort", label),
            "earns_through": ("Leaders who make every effort", label),
        },
    )


OFF: Mapping[str, Change] = {
    **{
        name: {f"mechanisms.{name}": False}
        for name in (
            "visibility",
            "cascade",
            "distortion",
            "effort",
            "deeds",
            "turnover",
            "attention",
        )
    },
    "asymmetry of trust": {"parameters.trust_loss": BY_NAME["trust_gain"].default},
}

TRUST = {"outcome": "trust_end"}
UNHEARD = TRUST | {"feedback": DEAF}

EXPERIMENT = Experiment(
    sources={
        "openness": SweepFile(
            "openness.toml",
            small=small(
                {
                    "levers.transparency": [CLOSED, 0.4, OPEN],
                    "levers.leader_modelling": [NONE, 0.5, FULL],
                },
                replications=4,
            ),
        ),
        "dark": SweepFile(
            "dark.toml",
            small=small(
                {
                    "levers.leader_modelling": [NONE, 0.5, FULL],
                    "parameters.trust_in_the_dark": [DOUBTING, BELIEVING],
                },
                replications=4,
            ),
        ),
    },
    predictions=(
        Prediction(
            "open_hypocrisy_costs_trust",
            "points of trust",
            mean_in("openness", effect, leader_modelling=NONE, feedback=DEAF),
            below(-0.02),
        ),
        Prediction(
            "open_integrity_earns",
            "points of trust",
            mean_in("openness", effect, leader_modelling=FULL, feedback=DEAF),
            above(0.05),
        ),
        Prediction(
            "open_hypocrisy_tires",
            "points of engagement",
            mean_in(
                "openness", effect, outcome="engagement_end", leader_modelling=NONE, feedback=DEAF
            ),
            below(-0.01),
        ),
        Prediction(
            "practice_pays_first",
            "effort",
            turns_apart("openness", UNHEARD, UNHEARD | {"outcome": "alignment_end"}),
            above(0.05),
        ),
        Prediction(
            "belief_in_the_dark",
            "effort",
            turns_apart(
                "dark",
                TRUST | {"trust_in_the_dark": BELIEVING},
                TRUST | {"trust_in_the_dark": DOUBTING},
            ),
            above(0.1),
        ),
        Prediction(
            "listening_disarms",
            "effort",
            turns_apart("openness", UNHEARD, TRUST | {"feedback": LISTENING}),
            above(0.1),
        ),
    ),
    numbers=(
        Number(
            "turn_in_trust",
            "effort from which openness earns trust, where leaders do not listen",
            "effort",
            turn("trust_end", DEAF),
        ),
        Number(
            "turn_in_trust_listening",
            "the same where leaders listen",
            "effort",
            turn("trust_end", LISTENING),
        ),
        Number(
            "turn_in_practice",
            "effort from which openness brings practice closer, where leaders do not listen",
            "effort",
            turn("alignment_end", DEAF),
        ),
        Number(
            "turn_in_engagement",
            "effort from which openness engages, where leaders do not listen",
            "effort",
            turn("engagement_end", DEAF),
        ),
    ),
    ablations=(
        Ablation(
            "costs_through",
            "What full openness does to trust where leaders make no effort and do not listen.",
            "points of trust",
            "openness",
            effect,
            off=OFF,
            keep={
                "levers.transparency": (CLOSED, OPEN),
                "levers.leader_modelling": (NONE,),
                "levers.feedback": (DEAF,),
            },
        ),
        Ablation(
            "earns_through",
            "What full openness does to trust where leaders make every effort and do not listen.",
            "points of trust",
            "openness",
            effect,
            off=OFF,
            keep={
                "levers.transparency": (CLOSED, OPEN),
                "levers.leader_modelling": (FULL,),
                "levers.feedback": (DEAF,),
            },
        ),
    ),
    pictures=pictures(draw_effects, draw_boundary, draw_mechanisms),
)
