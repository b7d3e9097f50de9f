"""Figures: what a slip does, what is noticed, and what is saved."""

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import INK
from orgsim.study.figures import draw_curves, panels
from orgsim.study.interval_figures import draw_intervals
from orgsim.study.tables import Tables

from .recovery import LEFT, NOTICED, SOONER, damage
from .wards import MANAGER_TOO, OFF, SCENARIOS, SLIP, Variant


def draw_wards(tables: Tables, findings) -> Figure:
    """Left: how much wider the gap of wards is than their twins' after they slipped. Right: how
    much more effort their managers make. Means with 95 % bands.
    """
    figure, (left, middle) = panels(2, width=4.6, height=3.6)
    gaps = {name.replace("_", " "): damage(tables, Variant(name, slips=SLIP)) for name in SCENARIOS}
    gaps["nothing, manager slips too"] = damage(tables, Variant("nothing", slips=MANAGER_TOO))
    weeks = np.arange(len(gaps["nothing"]))
    draw_curves(
        left,
        weeks,
        gaps,
        "Time since the slip (weeks)",
        "Wards' gap beside their twins' (points)",
        markers=False,
    )
    first = gaps["nothing"][0].mean()
    left.axhline(LEFT * first, color=INK, linewidth=1, linestyle=":")
    left.annotate(
        "recovered", (weeks[-1], LEFT * first), fontsize=8, color=INK, ha="right", va="bottom"
    )
    left.set_ylim(0, 1.25 * first)
    left.legend(fontsize=8, loc="upper right")
    left.set_title("A ward that has slipped")
    efforts = {
        name.replace("_", " "): damage(tables, Variant(name, slips=SLIP), "effort")
        for name in SCENARIOS
    }
    draw_curves(
        middle,
        weeks,
        efforts,
        "Time since the slip (weeks)",
        "Managers' effort beside their twins' (points)",
        markers=False,
    )
    middle.axhline(NOTICED, color=INK, linewidth=1, linestyle=":")
    middle.annotate("noticed", (weeks[-1], NOTICED), fontsize=8, color=INK, ha="right", va="top")
    middle.set_ylim(top=1.35 * max(each.mean(axis=1).max() for each in efforts.values()))
    middle.legend(fontsize=8, loc="upper right", ncols=2)
    middle.set_title("What their managers notice")
    return figure


def draw_saved(tables: Tables, findings) -> Figure:
    """Weeks by which a ward recovers sooner with listening, or with rounds, than where nothing is
    done: in the whole model and with one mechanism off. Means with 95 % intervals.
    """
    known = findings.evidence()
    figure, axes = panels(width=6.0, height=4.0)
    names = {"whole model": "", **{f"without {off}": f"_without_{off}" for off in OFF}}
    shown = {
        f"{label}, {name}": known[f"{scenario}_save{ending}"][1]
        for scenario, label in (("listening", "listening"), ("rounds", "rounds"))
        for name, ending in names.items()
        if np.isfinite(known[f"{scenario}_save{ending}"][1].value)
    }
    draw_intervals(axes, shown, SOONER)
    return figure
