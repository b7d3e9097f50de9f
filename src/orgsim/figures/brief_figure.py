"""The one figure of a short report: the gap by week, and how much of it each scenario closes."""

import textwrap
from collections.abc import Mapping

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from orgsim.analysis.bands import Band
from orgsim.analysis.intervals import Estimate
from orgsim.figures.figure_panels import MOST_BANDS, Looks
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.scenario_figure import looks_of
from orgsim.figures.style import GREY, STYLE

WIDTH, HEIGHT = 9.6, 4.2
"""Inches."""


def draw_brief(gaps: Mapping[str, Band], closed: Mapping[str, Estimate]) -> Figure:
    """The message–practice gap by week, and beside it percent of the reference's gap closed at the end.

    closed  by scenario, without the reference; where there is none, the gap alone is drawn
    """
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout=ConstrainedLayoutEngine())
        axes = figure.subplots(1, 2 if closed else 1, squeeze=False)[0]
        looks = looks_of(list(gaps))
        _draw_gaps(axes[0], gaps, looks)
        if closed:
            _draw_closed(axes[1], closed, looks)
        if len(gaps) > 1:
            lines = axes[0].get_lines()
            figure.legend(handles=lines, loc="outside lower center", ncols=3, handlelength=3)
    return figure


def _draw_gaps(axes: Axes, gaps: Mapping[str, Band], looks: Looks) -> None:
    for name, found in gaps.items():
        look, week = looks[name], np.arange(len(found.mean))
        label = legend_label(name)
        axes.plot(week, found.mean, color=look.colour, linestyle=look.line, label=label)
        if len(gaps) <= MOST_BANDS:
            low, high = found.ci_low, found.ci_high
            axes.fill_between(week, low, high, color=look.colour, alpha=0.2, linewidth=0)
    axes.set(title="Message–practice gap", xlabel="week", ylabel="points")
    axes.set_xlim(0, len(found.mean) - 1)
    axes.set_ylim(bottom=0)


def _draw_closed(axes: Axes, closed: Mapping[str, Estimate], looks: Looks) -> None:
    rows = np.arange(len(closed))
    for row, (name, found) in zip(rows, closed.items(), strict=True):
        colour = looks[name].colour
        axes.plot([found.low, found.high], [row, row], color=colour, linewidth=2.5)
        axes.plot(found.mean, row, marker=looks[name].marker, color=colour, markersize=7)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(rows, [textwrap.fill(name, 18) for name in closed])
    axes.set_ylim(len(closed) - 0.5, -0.5)
    axes.set(
        title="Gap closed at the end, with 95 % interval", xlabel="percent of the reference’s gap"
    )
