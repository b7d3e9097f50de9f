"""Figures: training's decay, managers' time and timing."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import GREY, INK
from orgsim.study.figures import draw_ablation, draw_curves, panels
from orgsim.study.tables import Tables

from .shares import (
    FLOOR_CLOSES,
    GAP,
    LATE_TRAINED,
    NEVER,
    PUBLISHED,
    SHOP,
    START,
    TRAINED,
    TWO_YEARS,
    YEAR,
    by_dose,
    closed,
    in_use,
    timed_lift,
)


def draw_decay(tables: Tables, findings) -> Figure:
    """Left: what assistants use of what they were taught (weeks shaded), alone, beside shops where
    managers are on the floor either way, and together with what these achieve. Right: share of the
    gap closed by how much shop managers are on the floor. Means with 95 % bands.
    """
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
    left.plot(
        list(PUBLISHED),
        list(PUBLISHED.values()),
        linestyle="none",
        marker="D",
        markersize=6,
        color=INK,
        markerfacecolor="white",
        zorder=5,
        label="published, training (Saks & Belcourt 2006)",
    )
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
    draw_curves(
        right,
        doses,
        {name: curve for name, (_, curve) in lines.items()},
        "Shop managers on the floor (share of full)",
        FLOOR_CLOSES,
    )
    highest = max(curve.mean(axis=1).max() for _, curve in lines.values())
    right.set_ylim(-0.02, 1.4 * highest)
    right.legend(fontsize=8, loc="upper left", ncols=2)
    right.set_title("How much of managers' time it takes")
    return figure


def draw_timing(tables: Tables, findings) -> Figure:
    """Left: what is left of training's first lift, by when managers spend half a year on the floor
    (training shaded). Right: what training and managers close together beyond the sum of each
    alone, in the whole model (dotted) and with one mechanism off. 95 % bands and intervals.
    """
    runs = tables["timing"]
    figure, (left, right) = panels(2, width=4.9, height=3.7)
    starts = runs.levels(START)
    starts = starts[starts < NEVER]
    weeks = {"a year after": 103, "two years after": TWO_YEARS}
    curves = {
        name: np.stack([timed_lift(runs, start, week) for start in starts])
        for name, week in weeks.items()
    }
    draw_curves(
        left,
        starts,
        curves,
        "First week of half a year on the floor (week)",
        "Left of training's first lift (share)",
    )
    for week in weeks.values():
        left.axhline(
            timed_lift(runs, NEVER, week).mean(),
            color=INK,
            linewidth=1,
            linestyle=":",
            label="never" if week == TWO_YEARS else None,
        )
    left.axvspan(39, LATE_TRAINED, color=GREY, alpha=0.2, linewidth=0)
    left.set_ylim(0, 1.4 * max(values.mean(axis=1).max() for values in curves.values()))
    left.legend(fontsize=8, loc="upper right", ncols=3)
    left.set_title("When managers come to the floor")
    draw_ablation(
        right, findings.ablations["together_through"], "Together beyond the sum (share of the gap)"
    )
    right.set_title("What makes them help, or replace, each other")
    return figure
