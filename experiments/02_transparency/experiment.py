"""When does openness backfire: how much must leaders do of what they say before it pays to show it?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import BLUE, GREY, INK
from orgsim.parameters import BY_NAME
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
    draw_ablations,
    draw_curves,
    draw_map,
    factor_label,
    panels,
)
from orgsim.study.shapes import crossing_at
from orgsim.study.tables import Runs, Tables

NONE, FULL = 0.0, 1.0
CLOSED, OPEN = 0.0, 1.0
DEAF, LISTENING = 0.0, 0.8
DOUBTING, BELIEVING = 0.25, 0.55
EFFORT = factor_label("levers.leader_modelling")
BREAK_EVEN = "Break-even effort of leaders (effort)"


def effect(runs: Runs, outcome: str = "trust_end", **where: float) -> np.ndarray:
    """What full openness changes, (replications,)."""
    return runs.at(outcome, transparency=OPEN, **where) - runs.at(
        outcome, transparency=CLOSED, **where
    )


def effects(runs: Runs, outcome: str, **where: float) -> tuple[np.ndarray, np.ndarray]:
    """Levels of leaders' effort, and what full openness changes there (levels, replications)."""
    effort = runs.levels("leader_modelling")
    found = [effect(runs, outcome, leader_modelling=level, **where) for level in effort]
    return effort, np.stack(found)


def pays_from(effort: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """Where a gain (…, levels) turns from loss to gain.

    The first level if it is a gain throughout, the last if it never is.
    """
    turn = np.minimum(crossing_at(effort, gain, 0.0), effort[-1])
    return np.where(gain[..., 0] >= 0, effort[0], turn)


def later(effort: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """By how much more effort one gain takes than another."""
    return pays_from(effort, one) - pays_from(effort, other)


def break_even(runs: Runs, outcome: str = "trust_end", **where: float) -> Evidence:
    effort, gain = effects(runs, outcome, **where)
    return function_of_means(partial(pays_from, effort), gain, what="place of the turn")


def difference_of_turns(effort: np.ndarray, one: np.ndarray, other: np.ndarray) -> Evidence:
    return function_of_means(partial(later, effort), one, other, what="difference of two places")


def at_the_ends(tables: Tables, outcome: str, effort: float) -> Evidence:
    return mean_of(effect(tables["openness"], outcome, leader_modelling=effort, feedback=DEAF))


def practice_pays_first(tables: Tables) -> Evidence:
    runs = tables["openness"].only(feedback=DEAF)
    effort, trust = effects(runs, "trust_end")
    return difference_of_turns(effort, trust, effects(runs, "alignment_end")[1])


def belief_in_the_dark(tables: Tables) -> Evidence:
    runs = tables["dark"]
    effort, believing = effects(runs, "trust_end", trust_in_the_dark=BELIEVING)
    doubting = effects(runs, "trust_end", trust_in_the_dark=DOUBTING)[1]
    return difference_of_turns(effort, believing, doubting)


def listening_disarms(tables: Tables) -> Evidence:
    runs = tables["openness"]
    effort, deaf = effects(runs, "trust_end", feedback=DEAF)
    return difference_of_turns(effort, deaf, effects(runs, "trust_end", feedback=LISTENING)[1])


def of_openness(tables: Tables, outcome: str, feedback: float) -> Evidence:
    return break_even(tables["openness"], outcome, feedback=feedback)


def draw_effects(tables: Tables, findings) -> Figure:
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
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    runs = tables["openness"].only(feedback=DEAF)
    openness, effort, trust = runs.grid("trust_end", "transparency", "leader_modelling")
    draw_map(
        left, effort, openness[1:], (trust - trust[:1])[1:], "Trust, change from closed (points)",
        contours=(-0.02, 0.0, 0.05), xlabel=EFFORT,
        ylabel=factor_label("levers.transparency"), title="What openness does to trust",
    )  # fmt: skip
    dark = tables["dark"]
    beliefs = dark.levels("trust_in_the_dark")
    turns = [break_even(dark, trust_in_the_dark=belief) for belief in beliefs]
    value, low, high = (np.array([getattr(turn, name) for turn in turns])
                        for name in ("value", "low", "high"))  # fmt: skip
    right.fill_between(beliefs, value, FULL, color=BLUE, alpha=0.1, linewidth=0)
    right.fill_between(beliefs, NONE, value, color=GREY, alpha=0.18, linewidth=0)
    right.errorbar(beliefs, value, [value - low, high - value], fmt="o-", color=BLUE, capsize=3)
    spot = {"transform": right.transAxes, "color": INK}
    right.text(0.04, 0.92, "openness earns trust", va="top", **spot)
    right.text(0.96, 0.06, "openness costs trust", ha="right", **spot)
    right.set(
        xlabel="Trust in the dark (points)", ylabel=BREAK_EVEN, ylim=(-0.02, 1.02),
        title="Where it turns",
    )  # fmt: skip
    return figure


def draw_mechanisms(tables: Tables, findings) -> Figure:
    label = "Effect of openness on trust (points)"
    return draw_ablations(findings, {
        "costs_through": ("Leaders who make no effort", label),
        "earns_through": ("Leaders who make every effort", label),
    })  # fmt: skip


OFF = {
    **{name: {f"mechanisms.{name}": False} for name in
       ("visibility", "cascade", "distortion", "effort", "deeds", "turnover", "attention")},
    "asymmetry of trust": {"parameters.trust_loss": BY_NAME["trust_gain"].default},
}  # fmt: skip

EXPERIMENT = Experiment(
    sources={
        "openness": SweepFile(
            "openness.toml",
            small={
                "replications": 4,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {
                    "levers.transparency": [CLOSED, 0.4, OPEN],
                    "levers.leader_modelling": [NONE, 0.5, FULL],
                },
            },
        ),
        "dark": SweepFile(
            "dark.toml",
            small={
                "replications": 4,
                "set": {"organisation.people": 60, "run.weeks": 26},
                "vary": {
                    "levers.leader_modelling": [NONE, 0.5, FULL],
                    "parameters.trust_in_the_dark": [DOUBTING, BELIEVING],
                },
            },
        ),
    },
    predictions=(
        Prediction(
            "open_hypocrisy_costs_trust",
            "Where leaders make no effort and do not listen, full openness costs at least 0.02 points of"
            " trust.",
            "points of trust", partial(at_the_ends, outcome="trust_end", effort=NONE), below(-0.02)),
        Prediction(
            "open_integrity_earns",
            "Where leaders make every effort, full openness earns at least 0.05 points of trust.",
            "points of trust", partial(at_the_ends, outcome="trust_end", effort=FULL), above(0.05)),
        Prediction(
            "open_hypocrisy_tires",
            "Where leaders make no effort and do not listen, full openness costs at least 0.01 points of"
            " engagement.",
            "points of engagement", partial(at_the_ends, outcome="engagement_end", effort=NONE),
            below(-0.01)),
        Prediction(
            "practice_pays_first",
            "Openness pays in practice at less effort than in trust: the two break-even points differ"
            " by more than 0.05 of effort.",
            "effort", practice_pays_first, above(0.05)),
        Prediction(
            "belief_in_the_dark",
            "The more people believe in the dark, the more effort openness takes: the break-even point"
            " in trust rises by at least 0.1 of effort as trust in the dark goes from 0.25 to 0.55.",
            "effort", belief_in_the_dark, above(0.1)),
        Prediction(
            "listening_disarms",
            "Listening disarms openness: where leaders listen, the break-even point in trust is at"
            " least 0.1 of effort lower than where they do not.",
            "effort", listening_disarms, above(0.1)),
    ),
    numbers=(
        Number(
            "turn_in_trust", "effort from which openness earns trust, where leaders do not listen",
            "effort", partial(of_openness, outcome="trust_end", feedback=DEAF)),
        Number(
            "turn_in_trust_listening", "the same where leaders listen",
            "effort", partial(of_openness, outcome="trust_end", feedback=LISTENING)),
        Number(
            "turn_in_practice",
            "effort from which openness brings practice closer, where leaders do not listen",
            "effort", partial(of_openness, outcome="alignment_end", feedback=DEAF)),
        Number(
            "turn_in_engagement", "effort from which openness engages, where leaders do not listen",
            "effort", partial(of_openness, outcome="engagement_end", feedback=DEAF)),
    ),
    ablations=(
        Ablation(
            "costs_through",
            "What full openness does to trust where leaders make no effort and do not listen.",
            "points of trust", "openness", effect, off=OFF,
            keep={"levers.transparency": (CLOSED, OPEN), "levers.leader_modelling": (NONE,),
                  "levers.feedback": (DEAF,)}),
        Ablation(
            "earns_through",
            "What full openness does to trust where leaders make every effort and do not listen.",
            "points of trust", "openness", effect, off=OFF,
            keep={"levers.transparency": (CLOSED, OPEN), "levers.leader_modelling": (FULL,),
                  "levers.feedback": (DEAF,)}),
    ),
    pictures={
        "effects": Picture(
            draw_effects,
            "What full openness changes after three years, by leaders' effort. Below 0 it backfires."
            " Means of paired differences with 95 % bands."),
        "boundary": Picture(
            draw_boundary,
            "Leaders who do not listen. Left: trust compared with that under closed leaders of the same"
            " effort, with the line where it does not change. Right: the effort at which openness turns,"
            " by what people believe who are shown nothing; 95 % intervals."),
        "mechanisms": Picture(
            draw_mechanisms,
            "What full openness does to trust in the whole model (dotted) and with one mechanism off."
            " Means with 95 % intervals."),
    },
)  # fmt: skip
