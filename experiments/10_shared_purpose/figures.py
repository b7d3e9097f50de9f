"""Figures: purpose and clarity, priorities, workshops, and through what."""

import numpy as np
from matplotlib.figure import Figure

from orgsim.study.figures import draw_curves, factor_label, outcome_label, panels
from orgsim.study.findings import Findings
from orgsim.study.interval_figures import draw_ablations, draw_intervals
from orgsim.study.tables import Tables

THEMES = {"one": 1, "two": 2, "four": 4, "eight": 8}
TIMES = {
    "once": "one stretch",
    "repeated": "four stretches",
    "thin": "thinly",
    "crammed": "crammed",
}
ADDED = "Added to alignment (points)"


def draw_purpose(tables: Tables, findings: Findings) -> Figure:
    """Engagement and performance by how much of what is stated people bring along, for leaders of
    one voice and of ever more voices, beyond those where purpose is most foreign. Means with 95 %
    bands.
    """
    runs = tables["purpose"]
    figure, axes = panels(2, width=4.6, height=3.8)
    for place, outcome in zip(axes, ("engagement_end", "performance_end"), strict=True):
        curves = {}
        for level in runs.levels("inconsistency")[::2]:
            shared, values = runs.curve(outcome, "habit_mean", inconsistency=level)
            curves[f"inconsistency {level:g}"] = values - values[0]
        name = outcome.removesuffix("_end")
        draw_curves(
            place,
            shared,
            curves,
            "Habits brought along, mean (points)",
            f"Added to {name} (points)",
        )
        place.set_title(f"{name.capitalize()} by purpose")
    return figure


def draw_priorities(tables: Tables, findings: Findings) -> Figure:
    """Left: alignment and its spread over people for one to eight themes. Right: what is left of
    the difference in practice between a welcome and an unwelcome theme that are stated alike. Means
    with 95 % intervals.
    """
    runs = tables["number"]
    figure, (left, right) = panels(2, width=4.6, height=3.8)
    curves = {
        outcome_label(outcome).partition(",")[0]: np.stack(
            [runs.at(outcome, scenario=name) for name in THEMES]
        )
        for outcome in ("alignment_end", "practice_dispersion_end")
    }
    draw_curves(
        left, np.array([*THEMES.values()]), curves, "Themes (number)", "At the end (points)"
    )
    left.set_ylim(0, 1)
    left.set_title("How many themes")
    by_name = {each.of.name: each.evidence for each in findings.numbers}
    found = {"whole model": findings.predictions[3].evidence}
    found |= {
        name.replace("left_without_", "without "): evidence
        for name, evidence in by_name.items()
        if name.startswith("left_without_")
    }
    draw_intervals(right, found, "Left of the first difference (share)")
    right.set_title("A welcome theme and an unwelcome one")
    return figure


def draw_programmes(tables: Tables, findings: Findings) -> Figure:
    """What workshops add to alignment. Left: the same hours at different times. Right: by how much
    of them there is all the time. Means with 95 % bands.
    """
    runs = tables["timing"]
    figure, (left, right) = panels(2, width=4.6, height=3.8)
    slight = float(runs.levels("inconsistency")[0])
    weeks, nothing = runs.weekly("alignment", scenario="nothing", inconsistency=slight)
    curves = {
        label: runs.weekly("alignment", scenario=name, inconsistency=slight)[1] - nothing
        for name, label in TIMES.items()
    }
    draw_curves(left, weeks, curves, "Time (weeks)", ADDED, markers=False)
    left.set_ylim(top=1.25 * left.get_ylim()[1])
    left.set_title("The same hours, spent differently")
    levels, values = tables["dose"].curve("alignment_end", "workshops")
    draw_curves(right, levels, {"": values - values[0]}, factor_label("levers.workshops"), ADDED)
    right.set_ylim(bottom=0)
    right.set_title("How much, all the time")
    return figure


def draw_mechanisms(tables: Tables, findings: Findings) -> Figure:
    """Three effects in the whole model (dotted) and with one thing off. Means with 95 % intervals."""
    return draw_ablations(
        findings,
        {
            "purpose_through": ("Purpose with clarity", "Engagement (points)"),
            "repeated_through": ("Four stretches over one", "Alignment (points)"),
            "order_through": ("Tell first over work first", "Alignment (points)"),
        },
        width=3.9,
        ticks=4,
    )
