"""Figures: examples by size and by level, and growth."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.study.figures import draw_curves, panels
from orgsim.study.interval_figures import draw_ablation
from orgsim.study.tables import Tables

from .lifts import (
    EXAMPLE,
    LEVELS,
    LIFT,
    STRANGER,
    alignment,
    by_size,
    founders_lift,
    leavers,
    lift_by_level,
    managers_lift,
    sizes,
)


def draw_sizes(tables: Tables, findings) -> Figure:
    """Left: what the example of the founder, or of managers, adds to alignment, by size. Right:
    alignment by how many levels there are. Means with 95 % bands.
    """
    runs = tables["sizes"]
    figure, (left, middle) = panels(2, width=4.7, height=3.7)
    people = np.array(sizes(runs))
    whole = partial(founders_lift, beside=STRANGER)
    lifts = {
        "founder's conviction and effort, leading everybody": np.stack(
            [whole(runs, size, 2) for size in people]
        ),
        "the same, above managers who make no effort": by_size(runs, whole),
        "founder's effort alone, above such managers": by_size(runs, founders_lift),
        "managers' effort": by_size(runs, managers_lift),
    }
    draw_curves(left, people, lifts, "Size (people)", LIFT)
    left.set_ylim(top=1.6 * max(lift.mean(axis=1).max() for lift in lifts.values()))
    left.legend(fontsize=7.5, loc="upper left")
    left.set_title("What an example adds")
    depth = runs.levels(LEVELS)
    shapes = {
        f"{level} levels": np.stack(
            [alignment(runs, size, level, EXAMPLE, EXAMPLE) for size in people]
        )
        for level in depth
    }
    draw_curves(middle, people, shapes, "Size (people)", "Alignment, end (points)")
    middle.set_title("Everybody who leads sets an example")
    for axes in (left, middle):
        axes.set_xscale("log")
        axes.set_xticks(people, [f"{size:,}" for size in people])
        axes.minorticks_off()
    return figure


def draw_reach(tables: Tables, findings) -> Figure:
    """What the founder's example adds among 2,000 people, level by level, above managers who make
    no effort. Means with 95 % bands.
    """
    figure, axes = panels(width=4.8, height=3.4)
    reach = {
        "conviction and effort": lift_by_level(tables["levels"], "stranger"),
        "effort alone": lift_by_level(tables["levels"]),
    }
    level = np.arange(len(reach["effort alone"]))
    draw_curves(axes, level, reach, "Level (0 is the founder)", LIFT)
    axes.set_xticks(level)
    axes.set_yscale("log")
    return figure


def draw_growth(tables: Tables, findings) -> Figure:
    """Left: alignment after two years among 200 people, by how many are new each year and how well
    they fit. Right: what the founder's example adds in the whole model (dotted) and with one
    mechanism off. 95 % bands and intervals.
    """
    runs = tables["growth"]
    figure, (left, right) = panels(2, width=4.9, height=3.6)
    _, fits, values = runs.grid("alignment_end", "exit_pressure", "hiring_fit")
    draw_curves(
        left,
        leavers(runs),
        {f"hiring fit {fit:g}": values[:, place] for place, fit in enumerate(fits)},
        "Newcomers (per 100 positions a year)",
        "Alignment, end (points)",
    )
    left.margins(y=0.2)
    left.legend(fontsize=8, loc="lower left", ncols=2)
    left.set_title("Growing, by whom one hires")
    draw_ablation(right, findings.ablations["arrives_through"], LIFT)
    right.set_title("What carries the founder's example (200 people)")
    return figure
