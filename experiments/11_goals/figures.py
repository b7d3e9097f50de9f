"""Figures: the best difficulty, what a say and reviews add, and through what."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS
from orgsim.study.evidence import function_of_means
from orgsim.study.figures import draw_curves, factor_label, outcome_label, panels
from orgsim.study.interval_figures import draw_ablations
from orgsim.study.tables import Tables

from .optimum import best_at

DIFFICULTY = factor_label("levers.goal_difficulty")
ADDED = "Added to performance (points)"


def draw_optimum(tables: Tables, findings) -> Figure:
    """Engagement, beyond that with the easiest goals, and performance after three years by the
    difficulty of goals, for people of three aptitudes; dots below stand where each is best, with
    its 95 % interval. Means with 95 % bands.
    """
    runs = tables["difficulty"]
    aptitudes = runs.levels("aptitude_mean")
    figure, axes = panels(2, width=4.6, height=3.8)
    ways = (
        ("engagement_end", "What feels best", "Gained over the easiest goals (points)"),
        ("performance_end", "What gets most done", outcome_label("performance_end")),
    )
    for place, (outcome, title, label) in zip(axes, ways, strict=True):
        curves = {
            f"aptitude {one:g}": runs.curve(outcome, "goal_difficulty", aptitude_mean=one)
            for one in aptitudes
        }
        levels = runs.levels("goal_difficulty")
        named = {name: values for name, (_, values) in curves.items()}
        if outcome == "engagement_end":
            named = {name: values - values[0] for name, values in named.items()}
        draw_curves(place, levels, named, DIFFICULTY, label, markers=False)
        low, high = place.get_ylim()
        place.set_ylim(low - 0.2 * (high - low), high)
        for number, values in enumerate(named.values()):
            found = function_of_means(partial(best_at, levels), values)
            at = low - (0.04 + 0.055 * number) * (high - low)
            place.hlines(at, found.low, found.high, color=COLOURS[number], linewidth=3)
            place.plot(found.value, at, marker="o", markersize=4.5, color=COLOURS[number])
        place.set_title(title)
    return figure


def draw_reviews(tables: Tables, findings) -> Figure:
    """What is added to performance. Left: by a full say in goals, against none. Right: by review
    cycles and each half of them. Means with 95 % bands.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.6)
    runs = tables["participation"]
    levels = runs.levels("goal_difficulty")
    _, with_say = runs.curve("performance_end", "goal_difficulty", participation=1.0)
    _, without = runs.curve("performance_end", "goal_difficulty", participation=0.0)
    draw_curves(left, levels, {"": with_say - without}, DIFFICULTY, ADDED)
    left.set_ylim(bottom=0)
    left.set_title("By a full say in goals")
    runs = tables["reviews"]
    levels, usual = runs.curve("performance_end", "goal_difficulty", scenario="as_it_is")
    added = {
        name.replace("_", " "): runs.curve("performance_end", "goal_difficulty", scenario=name)[1]
        - usual
        for name in ("review_cycle", "say_alone", "development_alone")
    }
    draw_curves(right, levels, added, DIFFICULTY, ADDED)
    right.set_ylim(bottom=min(0.0, right.get_ylim()[0]), top=1.3 * np.max(right.get_ylim()))
    right.set_title("By review cycles")
    return figure


def draw_mechanisms(tables: Tables, findings) -> Figure:
    """What realistic goals add to engagement, and challenging ones to performance, in the whole
    model (dotted) and with one thing off. Means with 95 % intervals.
    """
    return draw_ablations(
        findings,
        {
            "too_easy_through": ("Realistic over effortless", "Engagement (points)"),
            "too_hard_through": ("Realistic over out of reach", "Engagement (points)"),
            "challenge_through": ("Challenging over realistic", "Performance (points)"),
        },
        width=3.9,
        ticks=4,
    )
