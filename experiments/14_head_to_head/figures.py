"""Figures: the ranking, pairs as matrices, what lasts, and through what."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import SymLogNorm
from matplotlib.figure import Figure

from orgsim.analysis.survival import holm
from orgsim.figures.style import GREY, INK
from orgsim.study.evidence import mean_of
from orgsim.study.figures import draw_curves, draw_weeks, panels
from orgsim.study.findings import Findings
from orgsim.study.interval_figures import draw_intervals
from orgsim.study.tables import Tables

from .programmes import KINDS, PAIRS, Scores, words

LASTING = (
    "training_programme",
    "workshops",
    "leadership_development",
    "mentoring",
    "hiring_for_fit",
)
ADDED = "Added to alignment (points)"


def order(scores: Scores) -> np.ndarray:
    """Programmes from the one that adds most for its hours to the one that adds least."""
    return np.argsort(-scores.singles().mean(axis=1))


def draw_ranking(tables: Tables, findings: Findings) -> Figure:
    """What each programme adds after three years, at half an hour of each leader's week or at equal
    money. Means with 95 % intervals, ranked by the first; in percent, how often a programme is the
    best of all, where it ever is.
    """
    columns = tables["programmes"]
    aligned = Scores(columns)
    figure, axes = panels(3, width=4.0, height=4.8)
    performing, hours = Scores(columns, "performance"), "For leaders' hours"
    for place, values, label, title in (
        (axes[0], aligned.singles(), ADDED, hours),
        (axes[1], aligned.for_money(), ADDED, "For money"),
        (axes[2], performing.singles(), "Added to performance (points)", hours),
    ):
        rows = {words(KINDS[index]): mean_of(values[index]) for index in order(aligned)}
        draw_intervals(place, rows, label, title=title)
        tell_the_best(place, values, order(aligned))
        if place is not axes[0]:
            place.set_yticks(range(len(rows)), [""] * len(rows))
    return figure


def tell_the_best(axes: Axes, values: np.ndarray, ranks: np.ndarray) -> None:
    """Write beside each programme in which share of organisations it is the best of all."""
    best = np.bincount(values.argmax(axis=0), minlength=len(KINDS)) / values.shape[1]
    left, right = axes.get_xlim()
    axes.set_xlim(left, right + 0.2 * (right - left))
    for row, index in enumerate(ranks):
        if best[index] > 0:
            at = (mean_of(values[index]).high + 0.02 * (right - left), row)
            axes.annotate(f"{100 * best[index]:.0f} %", at, va="center", fontsize=8)


def draw_pairs(tables: Tables, findings: Findings) -> Figure:
    """Pairs at half an hour of each leader's week each. Left: what both add beyond the sum of both
    alone, in colours of a logarithmic scale; a dot where it stands out among all pairs (Holm).
    Right: what both add.
    """
    scores = Scores(tables["programmes"])
    figure, (left, right) = panels(2, width=5.3, height=4.9)
    interactions, ranks = scores.interactions(), order(scores)
    found = [mean_of(values) for values in interactions]
    clear = np.array(holm([min(1.0, 2 * min(each.tails(0.0))) for each in found])) < 0.05
    means = matrix(interactions.mean(axis=1), ranks)
    most = float(np.nanmax(np.abs(means)))
    norm = SymLogNorm(linthresh=0.001, vmin=-most, vmax=most)
    draw_matrix(left, means, ranks, "Beyond the sum of both (points)", "PuOr", norm)
    dots = np.argwhere(matrix(clear.astype(float), ranks) == 1)
    left.scatter(dots[:, 1], dots[:, 0], s=9, color=INK)
    left.set_title("Complements and substitutes")
    draw_matrix(right, matrix(scores.pairs().mean(axis=1), ranks), ranks, ADDED, "cividis")
    right.set_yticks(range(1, len(KINDS)), [""] * (len(KINDS) - 1))
    right.set_title("What both add")
    return figure


def matrix(values: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """Values of pairs below the diagonal of a matrix in the order of the ranks, NaN elsewhere."""
    place = np.argsort(ranks)
    table = np.full((len(KINDS), len(KINDS)), np.nan)
    for value, (first, second) in zip(values, PAIRS, strict=True):
        one, other = place[KINDS.index(first)], place[KINDS.index(second)]
        table[max(one, other), min(one, other)] = value
    return table


def draw_matrix(
    axes: Axes, table: np.ndarray, ranks: np.ndarray, label: str, colours: str, norm=None
) -> None:
    """A triangle of pairs as colours."""
    image = axes.imshow(table, cmap=colours, norm=norm)
    names = [words(KINDS[index]) for index in ranks]
    axes.set_xticks(range(len(names) - 1), names[:-1], rotation=60, ha="right", fontsize=8)
    axes.set_yticks(range(1, len(names)), names[1:], fontsize=8)
    axes.grid(visible=False)
    figure = axes.get_figure()
    assert figure is not None
    figure.colorbar(image, ax=axes, label=label, shrink=0.8)


def draw_lasting(tables: Tables, findings: Findings) -> Figure:
    """Left: what the six programmes that add most add at more and fewer hours of each leader's
    week. Right: what a year (grey) of a programme at half an hour adds while it lasts and
    afterwards. Means with 95 % bands.
    """
    scores = Scores(tables["programmes"])
    figure, (left, right) = panels(2, width=4.8, height=4.0)
    hours = scores.hours()
    by_hours = np.stack([scores.singles(each) for each in hours])
    most = order(scores)[:6]
    curves = {words(KINDS[index]): by_hours[:, index] for index in most}
    label, title = "Leaders' hours (hours a week of each)", "At more and fewer hours"
    layout: Any = {"ylim": (0, None), "ticks": "log", "title": title}
    draw_curves(left, hours, curves, label, ADDED, room=1.45, **layout)
    right.axvspan(12, 64, color=GREY, alpha=0.12, linewidth=0)
    curves = {words(kind): scores.after(kind) for kind in LASTING}
    draw_weeks(right, scores.weeks(), curves, ADDED, room=1.4, title="What stays of a year of it")
    right.set_ylim(bottom=min(0.0, right.get_ylim()[0]))
    return figure
