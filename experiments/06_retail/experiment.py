"""Why does training not stick, and what makes it stick?"""

from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.experiments import (
    Ablation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    ScenarioFile,
    SweepFile,
    above,
    function_of_means,
    mean_of,
    within,
)
from orgsim.experiments.charts import draw_ablation, draw_curves, panels
from orgsim.experiments.shapes import half_effect_at, interaction
from orgsim.experiments.tables import Compared, Runs, Tables
from orgsim.figures.style import GREY, INK

TRAINED, HALF_YEAR, YEAR = 20, 46, 72
"""The week the training ends, half a year and a year after it."""

PUBLISHED = {TRAINED: 0.62, HALF_YEAR: 0.44, YEAR: 0.34}
"""Saks & Belcourt (2006): share of employees who use what they were taught."""

ASSISTANTS = 3
TRAINING, SHOP, REGION = (f"interventions.{n}.strength" for n in range(3))
START = "interventions.1.start"
BEFORE, AFTER, NEVER = 14, 52, 300
LATE_TRAINED, TWO_YEARS = 51, 155
GAP = "message_practice_gap"
FLOOR_CLOSES = "Closed of the gap (share)"


def in_use(chain: Compared, scenario: str, beside: str, week: int) -> np.ndarray:
    """(untrained − trained) / untrained when the training ends: gaps of assistants, (replications,)."""
    untrained = chain.levels(beside, GAP)[:, ASSISTANTS]
    trained = chain.levels(scenario, GAP)[:, ASSISTANTS]
    return (untrained[week] - trained[week]) / untrained[TRAINED]


def gap(runs: Runs, week: int, training: float, shop: float, region: float) -> np.ndarray:
    """The gap at the end of a week, (replications,)."""
    where = {TRAINING: training, SHOP: shop, REGION: region}
    weeks, values = runs.weekly(GAP, **where)
    return values[weeks == week][0]


def closed(runs: Runs, week: int, training: float, shop: float, region: float) -> np.ndarray:
    """Share of the gap of shops where nothing is done that is closed, (replications,)."""
    nothing = gap(runs, week, 0.0, 0.0, 0.0)
    return 1 - gap(runs, week, training, shop, region) / nothing


def kept_by_floor(runs: Runs) -> np.ndarray:
    """What trained shops have closed more with managers on the floor, a year after, (replications,)."""
    return closed(runs, YEAR, 1.0, 1.0, 1.0) - closed(runs, YEAR, 1.0, 0.0, 0.0)


def complementarity(runs: Runs, week: int = YEAR) -> np.ndarray:
    """What training and managers close together beyond the sum of each alone, (replications,)."""
    corners = ((1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0))
    return interaction(*(closed(runs, week, training, floor, floor) for training, floor in corners))


def lost(runs: Runs) -> np.ndarray:
    """What of a training alone is lost within a year, as a share of the gap, (replications,)."""
    return closed(runs, TRAINED, 1.0, 0.0, 0.0) - closed(runs, YEAR, 1.0, 0.0, 0.0)


def timed_lift(runs: Runs, start: int, week: int = TWO_YEARS) -> np.ndarray:
    """What training adds where managers are on the floor from a week, over its first lift without them.

    (replications,)
    """
    return _added(runs, start, week) / _added(runs, NEVER, LATE_TRAINED)


def _added(runs: Runs, start: int, week: int) -> np.ndarray:
    gaps = []
    for training in (0.0, 1.0):
        weeks, values = runs.weekly(GAP, **{TRAINING: training, START: start})
        gaps.append(values[weeks == week][0])
    return gaps[0] - gaps[1]


def used_alone(tables: Tables, week: int) -> Evidence:
    return mean_of(in_use(tables["chain"], "training", "nothing", week), "mean")


def floor_keeps(tables: Tables) -> Evidence:
    return mean_of(kept_by_floor(tables["support"]))


def together(tables: Tables) -> Evidence:
    return mean_of(complementarity(tables["support"]), "paired interaction contrast")


def share_of_shop_managers(tables: Tables) -> Evidence:
    """From the gaps at the end in shops that were not trained."""
    runs = tables["support"]
    gaps = [
        runs.at(f"{GAP}_end", **{TRAINING: 0.0, SHOP: shop, REGION: region})
        for shop, region in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    ]
    return function_of_means(_share, *gaps, what="ratio of mean differences")


def _share(nothing: np.ndarray, shop: np.ndarray, both: np.ndarray) -> np.ndarray:
    return (nothing - shop) / (nothing - both)


def after_beats_before(tables: Tables) -> Evidence:
    runs = tables["timing"]
    return mean_of(timed_lift(runs, AFTER) - timed_lift(runs, BEFORE))


def half_dose(tables: Tables) -> Evidence:
    doses, curve = by_dose(tables["support"], partial(closed, week=YEAR, training=1.0))
    return function_of_means(partial(half_effect_at, doses), curve, what="place of half the effect")


def by_dose(runs: Runs, of: Callable[..., np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Shop managers' time on the floor, and an outcome there (levels, replications)."""
    doses = runs.levels(SHOP)
    return doses, np.stack([of(runs, shop=dose, region=0.0) for dose in doses])


def draw_decay(tables: Tables, findings) -> Figure:
    chain, support = tables["chain"], tables["support"]
    figure, (left, right) = panels(2, width=4.9, height=3.9)
    weeks = np.arange(0, chain.weekly("training", GAP).shape[0])
    curves = {
        "training alone": ("training", "nothing"),
        "of training, with managers on the floor": ("both", "managers_on_the_floor"),
        "of training and managers together": ("both", "nothing"),
    }
    used = {
        name: np.stack([in_use(chain, trained, beside, week) for week in weeks])
        for name, (trained, beside) in curves.items()
    }
    draw_curves(left, weeks, used, "Time (weeks)", "In use (share of the gap)", markers=False)
    left.plot(list(PUBLISHED), list(PUBLISHED.values()), linestyle="none", marker="D", markersize=6,
              color=INK, markerfacecolor="white", zorder=5,
              label="published, training (Saks & Belcourt 2006)")  # fmt: skip
    left.axvspan(8, TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.set_ylim(-0.02, 1.08)
    left.legend(fontsize=8, loc="upper right")
    left.set_title("Of what was taught, in use")
    lines = {
        name: by_dose(support, partial(closed, week=week, training=training))
        for name, week, training in (
            ("trained, at once", TRAINED, 1.0),
            ("trained, a year later", YEAR, 1.0),
            ("not trained, a year later", YEAR, 0.0),
        )
    }
    doses = support.levels(SHOP)
    draw_curves(right, doses, {name: curve for name, (_, curve) in lines.items()},
                "Shop managers on the floor (share of full)", FLOOR_CLOSES)  # fmt: skip
    highest = max(curve.mean(axis=1).max() for _, curve in lines.values())
    right.set_ylim(-0.02, 1.4 * highest)
    right.legend(fontsize=8, loc="upper left", ncols=2)
    right.set_title("How much of managers' time it takes")
    return figure


def draw_timing(tables: Tables, findings) -> Figure:
    runs = tables["timing"]
    figure, (left, right) = panels(2, width=4.9, height=3.7)
    starts = runs.levels(START)
    starts = starts[starts < NEVER]
    weeks = {"a year after": 103, "two years after": TWO_YEARS}
    curves = {
        name: np.stack([timed_lift(runs, start, week) for start in starts])
        for name, week in weeks.items()
    }
    draw_curves(left, starts, curves, "First week of half a year on the floor (week)",
                "Left of training's first lift (share)")  # fmt: skip
    for week in weeks.values():
        left.axhline(timed_lift(runs, NEVER, week).mean(), color=INK, linewidth=1, linestyle=":",
                     label="never" if week == TWO_YEARS else None)  # fmt: skip
    left.axvspan(39, LATE_TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.set_ylim(0, 1.4 * max(values.mean(axis=1).max() for values in curves.values()))
    left.legend(fontsize=8, loc="upper right", ncols=3)
    left.set_title("When managers come to the floor")
    draw_ablation(right, findings.ablations["together_through"],
                  "Together beyond the sum (share of the gap)")  # fmt: skip
    right.set_title("What makes them help, or replace, each other")
    return figure


SMALL = {"organisation.people": 60}

EXPERIMENT = Experiment(
    sources={
        "chain": ScenarioFile(
            "../../configs/retail.toml",
            change={"run.replications": 30, "run.weeks": 156},
            small={"organisation.people": 60, "run.replications": 3, "run.weeks": 76},
        ),
        "support": SweepFile(
            "support.toml",
            small={
                "replications": 3,
                "set": {**SMALL, "run.weeks": 76},
                "vary": {SHOP: [0.0, 0.5, 1.0]},
                "record_weeks": [0, TRAINED, HALF_YEAR, YEAR],
            },
        ),
        "timing": SweepFile(
            "timing.toml",
            small={"replications": 3, "set": SMALL, "vary": {START: [BEFORE, AFTER, NEVER]}},
        ),
    },
    predictions=(
        Prediction(
            "half_year", "Of a training alone, 38 to 50 % are in use half a year later.",
            "of the gap", partial(used_alone, week=HALF_YEAR), within(0.38, 0.50)),
        Prediction(
            "one_year", "Of a training alone, 28 to 40 % are in use a year later.",
            "of the gap", partial(used_alone, week=YEAR), within(0.28, 0.40)),
        Prediction(
            "floor_keeps",
            "A year after it, trained shops whose managers work on the floor keep at least a tenth more"
            " of the gap closed than trained shops whose managers do not.",
            "of the gap", floor_keeps, above(0.1)),
        Prediction(
            "together",
            "A year after it, training and managers on the floor together close more than the sum of"
            " what each closes alone.",
            "of the gap", together, above(0.0)),
        Prediction(
            "shop_managers",
            "Shop managers alone bring at least four fifths of what shop and regional managers together"
            " bring.",
            "of what both bring", share_of_shop_managers, above(0.8)),
        Prediction(
            "after_not_before",
            "Half a year on the floor right after the training leaves at least a twentieth more of its"
            " first lift after two years than half a year right before it.",
            "of the first lift", after_beats_before, above(0.05)),
    ),
    numbers=(
        Number("at_once", "in use when the training ends, training alone", "of the gap",
               partial(used_alone, week=TRAINED)),
        Number("together_in_the_end", "together beyond the sum of each alone, at the end",
               "of the gap",
               lambda tables: mean_of(complementarity(
                   tables["support"], int(tables["support"].recorded["week"].to_numpy().max())))),
        Number("half_dose", "shop managers' time on the floor that brings half of what all of it does",
               "of full", half_dose),
    ),
    ablations=(
        Ablation(
            "together_through",
            "What training and managers on the floor close together beyond the sum of each alone, a"
            " year after.",
            "of the gap", "support", complementarity,
            off=("reinforcement", "habit", "deeds", "effort", "character", "turnover"),
            keep={SHOP: (0.0, 1.0), REGION: (0.0, 1.0)}),
        Ablation(
            "floor_keeps_through",
            "What trained shops have closed more with managers on the floor, a year after.",
            "of the gap", "support", kept_by_floor,
            off=("reinforcement", "habit", "deeds", "visibility", "effort", "trust"),
            keep={SHOP: (0.0, 1.0), REGION: (0.0, 1.0)}),
        Ablation(
            "lost_through",
            "What of a training alone is lost within a year.",
            "of the gap", "support", lost,
            off=("character", "habit", "peers", "deeds", "turnover", "imitation"),
            keep={SHOP: (0.0,), REGION: (0.0,)}),
    ),
    pictures={
        "decay": Picture(
            draw_decay,
            "Left: what assistants use of what they were taught (weeks shaded), alone, beside shops"
            " where managers are on the floor either way, and together with what these achieve."
            " Right: share of the gap closed by how much shop managers are on the floor. Means with"
            " 95 % bands."),
        "timing": Picture(
            draw_timing,
            "Left: what is left of training's first lift, by when managers spend half a year on the"
            " floor (training shaded). Right: what training and managers close together beyond the"
            " sum of each alone, in the whole model (dotted) and with one mechanism off. 95 % bands and"
            " intervals."),
    },
)  # fmt: skip
