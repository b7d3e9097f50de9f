"""Figures: efforts of two levels, what carries them, and bridges."""

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import GREY
from orgsim.study.evidence import mean_of
from orgsim.study.figures import draw_curves, draw_map, panels
from orgsim.study.interval_figures import draw_intervals
from orgsim.study.tables import Tables

from .runs import MECHANISMS
from .watched import TASK_FORCES, Watched

CLOSED = "Closed of employees' gap (points)"


def draw_levels(tables: Tables, findings) -> Figure:
    """Left: share of the employees' first gap closed after three years, by the effort of executives
    and of managers; along a line, one replaces the other. Right: what one level's effort closes
    week by week, with 95 % bands.
    """
    seen = Watched(tables["runs"])
    figure, (left, right) = panels(2, width=4.6, height=3.8)
    efforts, shares = seen.share_closed()
    lines = np.linspace(shares.min(), shares.max(), 8)[1:-1].round(3)
    draw_map(
        left,
        efforts,
        efforts,
        shares,
        "Closed of employees' first gap (share)",
        tuple(lines),
        xlabel="Managers' effort (points)",
        ylabel="Executives' effort (points)",
        title="Which level's effort counts",
    )
    curves = {f"{name} alone": seen.closed_by_week(name) for name in ("managers", "executives")}
    curves["both"] = seen.closed_by_week("both")
    draw_curves(right, seen.weeks, curves, "Time (weeks)", CLOSED, markers=False)
    right.set_title("How long it takes to arrive")
    return figure


def draw_mechanisms(tables: Tables, findings) -> Figure:
    """What the effort of executives or of managers closes for employees, in the whole model
    (dotted) and with one mechanism off. Means with 95 % intervals.
    """
    seen = Watched(tables["runs"])
    figure, axes = panels(2, width=4.6, height=3.8)
    for place, level in zip(axes, ("executives", "managers"), strict=True):
        found = {"whole model": mean_of(seen.closed(level))}
        for mechanism in MECHANISMS:
            found[f"without {mechanism}"] = mean_of(seen.closed(level, f"_without_{mechanism}"))
        draw_intervals(place, found, CLOSED)
        place.axvline(found["whole model"].value, color=GREY, linewidth=1, linestyle=":")
        place.set_title(f"By {level}' effort")
    return figure


def draw_bridges(tables: Tables, findings) -> Figure:
    """Executives model, managers do not. Left: what bridges close of the employees' gap, beside
    what managers' effort would. Right: task forces of more and more employees, inside and outside.
    Means with 95 % intervals.
    """
    seen = Watched(tables["runs"])
    figure, (left, right) = panels(2, width=4.6, height=3.6)
    without = seen.gap("executives")
    bridges = {
        "mentoring": "mentoring",
        "task force that only meets, 10 %": "ties_alone_10",
        **{f"task force, {100 * share:g} %": name for share, name in TASK_FORCES.items()},
        "managers' own effort": "both",
    }
    draw_intervals(
        left, {label: mean_of(without - seen.gap(name)) for label, name in bridges.items()}, CLOSED
    )
    left.set_title("Past managers who do not model")
    shares = np.array([*TASK_FORCES])
    curves = {
        label: np.stack([seen.gained(name, whom) for name in TASK_FORCES.values()])
        for label, whom in (("its members", "members"), ("other employees", "others"))
    }
    draw_curves(right, 100 * shares, curves, "Employees in the task force (%)", CLOSED)
    right.set_ylim(bottom=0)
    right.set_title("Inside and outside the task force")
    return figure
