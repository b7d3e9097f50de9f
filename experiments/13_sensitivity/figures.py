"""Figures of the sensitivity analysis."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from orgsim.analysis.outcome_rows import outcome
from orgsim.figures.style import BLUE, GREY, INK, ORANGE
from orgsim.study.figures import panels
from orgsim.study.interval_figures import name_rows

from .indices import LEVERS, OUTCOMES, PARAMETERS, screened, strongest, strongest_screened

SHOWN = 9
NAMED = 12


def words(key: str) -> str:
    """A factor as people say it."""
    name = key.removesuffix(".mean").rpartition(".")[2]
    return name.replace("_", " ")


def colour(key: str) -> str:
    """Blue for what leaders set, orange for what nobody has measured, grey for who is there."""
    return BLUE if key.startswith(LEVERS) else ORANGE if key.startswith(PARAMETERS) else GREY


def name_bars(axes: Axes, keys: Sequence[str], xlabel: str, title: str) -> None:
    """Factors beside their bars."""
    name_rows(axes, [words(key) for key in keys], fontsize=8.5)
    axes.set_xlim(left=0)
    axes.set(xlabel=xlabel, title=title)


def draw_indices(tables, findings) -> Figure:
    """What the variance of each outcome comes from: total indices, and in full colour the part that
    a factor carries alone. Free of noise, with 95 % intervals.
    """
    figure, axes = panels(2, 2, width=4.6, height=3.3)
    for one, name in zip(np.ravel(axes), OUTCOMES, strict=True):
        top = strongest(tables["sobol"], name, SHOWN)
        for row, (key, alone, total) in enumerate(top):
            one.barh(row, total.value, color=colour(key), alpha=0.35)
            one.barh(row, max(0.0, min(alone, total.value)), color=colour(key))
            one.hlines(row, total.low, total.high, color=INK, linewidth=1)
        title = outcome(name).label.partition(" (")[0]
        name_bars(one, [key for key, _, _ in top], "Total index (share of variance)", title)
    patches = [
        Patch(color=shade, alpha=alpha, label=f"{kind}, {how}")
        for kind, shade in (("lever", BLUE), ("parameter", ORANGE))
        for how, alpha in (("alone", 1.0), ("with others", 0.35))
    ]
    figure.legend(handles=patches, loc="outside lower center", ncols=4, fontsize=8.5)
    return figure


def draw_screening(tables, findings) -> Figure:
    """The strongest elementary effects of everything that has a number, over its whole range. Blue:
    levers; orange: parameters; grey: traits and starting states. Hatched: not among the factors of
    the upper figure.
    """
    figure, axes = panels(2, width=4.6, height=4.0)
    inside = tables["sobol"].factors
    for one, name in zip(axes, ("alignment_end", "performance_end"), strict=True):
        effects = screened(tables["screening"], name)
        most = strongest_screened(tables["screening"], name, NAMED)
        for row, key in enumerate(most):
            hatch = "" if key in inside else "////"
            one.barh(row, effects[key][0], color=colour(key), hatch=hatch, edgecolor="white")
            one.hlines(row, *effects[key][1:], color=INK, linewidth=1)
        name_bars(one, most, "Mean size of the effect, μ* (points)", outcome(name).label)
    return figure
