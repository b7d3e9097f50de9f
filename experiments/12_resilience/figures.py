"""Figures: shocks, what changes their course, and turnover."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from orgsim.analysis.survival import kaplan_meier
from orgsim.figures.style import COLOURS
from orgsim.study.evidence import mean_of
from orgsim.study.figures import draw_curves, draw_map, panels
from orgsim.study.interval_figures import draw_intervals
from orgsim.study.tables import Tables

from .damage import Damage, damage
from .recovery import (
    DEEDS,
    EFFECT,
    FACTORS,
    FIT,
    LEAVING,
    MERGED,
    effect_of_turnover,
    of_practice,
    of_trust,
)


def draw_shocks(tables: Tables, findings) -> Figure:
    """Left and middle: what shocks cost in practice and in trust beside the unshaken twin, mean of
    16 organisations with 95 % bands. Right: share of runs in which more than half of it is left
    (Kaplan–Meier, 95 % bands).
    """
    runs = tables["shocks"]
    figure, (left, middle, right) = panels(3, width=3.9, height=3.4)
    shocks = {
        "merger": ("merger",),
        "scandal": ("scandal",),
        "lost leader": ("lost leader",),
        "merger and scandal": ("merger", "scandal"),
    }
    for axes, measure, better, label in (
        (left, "message_practice_gap", -1, "Gap wider than the twin's (points)"),
        (middle, "trust", 1, "Trust below the twin's (points)"),
    ):
        done = {
            name: damage(runs, measure, *which, better=better) for name, which in shocks.items()
        }
        weeks = done["merger"].weeks
        means = {name: each.amount.mean(axis=0) for name, each in done.items()}
        draw_curves(axes, weeks, means, "Time since the shock (weeks)", label, markers=False)
        axes.set_ylim(top=1.4 * max(each.mean(axis=1).max() for each in means.values()))
        axes.legend(fontsize=8, loc="upper right", ncols=2)
    left.set_title("What shocks do to practice")
    middle.set_title("What they do to trust")
    for place, (name, found, factor) in enumerate(
        (
            ("trust, leaders' effort", of_trust(runs), DEEDS),
            ("practice, hiring fit", of_practice(runs), FIT),
        )
    ):
        own = found.factors[factor]
        for level, style in ((own.min(), "--"), (own.max(), "-")):
            _draw_survival(right, found, own == level, COLOURS[place], style, f"{name} {level:g}")
    right.set(xlabel="Time since the shock (weeks)", ylabel="Not recovered (share)", ylim=(0, 1.45))
    right.set_yticks(np.linspace(0, 1, 6))
    right.legend(fontsize=8, loc="upper right")
    right.set_title("Half of it not yet recovered")
    return figure


def _draw_survival(axes, found: Damage, which: np.ndarray, colour: str, style: str, label: str):
    recovered = found.recovered[which].ravel()
    event = np.isfinite(recovered)
    curve = kaplan_meier(np.where(event, recovered, found.horizon), event)
    weeks = np.concatenate([[0.0], curve.week])
    axes.step(
        weeks,
        np.concatenate([[1.0], curve.share]),
        where="post",
        color=colour,
        linestyle=style,
        label=label,
    )
    low, high = (
        np.concatenate([[1.0], np.where(np.isfinite(limit), limit, curve.share)])
        for limit in (curve.low, curve.high)
    )
    axes.fill_between(weeks, low, high, step="post", color=colour, alpha=0.15, linewidth=0)


def draw_levers(tables: Tables, findings) -> Figure:
    """What four properties change in the depth of the fall and in the time until half of it has
    recovered, high level less low. Means with 95 % intervals.
    """
    runs = tables["shocks"]
    figure, axes = panels(2, 2, width=4.6, height=2.4)
    cases = (
        ("Trust after a scandal", of_trust(runs)),
        ("Practice after a merger", of_practice(runs)),
    )
    for row, (title, found) in zip(axes, cases, strict=True):
        for one, values, label in (
            (row[0], found.depth, "Change of depth (points)"),
            (row[1], found.times, "Change of time to recover (weeks)"),
        ):
            effects = {
                name: mean_of(found.contrast(values, factor)) for name, factor in FACTORS.items()
            }
            draw_intervals(one, effects, label)
            one.xaxis.set_major_locator(MaxNLocator(5))
            one.set_title(title)
    return figure


def draw_turnover(tables: Tables, findings) -> Figure:
    """Left: alignment at a pressure to leave of 0.01 a week less that without, by hiring fit, with
    95 % bands. Middle and right: the same for every pressure; the line is where turnover changes
    nothing.
    """
    runs = tables["turnover"]
    figure, (left, middle, right) = panels(3, width=4.3, height=3.6)
    fits, calm = effect_of_turnover(runs, 0.0)
    curves = {"calm": calm, "after a merger": effect_of_turnover(runs, 1.0)[1]}
    draw_curves(left, fits, curves, "Hiring fit (share)", EFFECT)
    left.axhline(0, color="black", linewidth=0.8)
    left.set_title("Where turnover turns")
    for axes, merged, title in ((middle, 0.0, "Calm"), (right, 1.0, "After a merger")):
        pressures, _, values = runs.grid("alignment_end", LEAVING, FIT, **{MERGED: merged})
        rows = np.arange(1, len(pressures))  # without any pressure there is no difference
        draw_map(
            axes,
            fits,
            rows,
            values[1:] - values[:1],
            "Alignment beside no pressure (points)",
            (0.0,),
            xlabel="Hiring fit (share)",
            ylabel="Newcomers (per 100 positions a year)",
            title=title,
        )
        yearly = 100 * runs.curve("leavers_end", LEAVING, **{MERGED: merged})[1].mean(axis=1)
        axes.set_yticks(rows, [f"{each:.0f}" for each in yearly[1:]])
    return figure
