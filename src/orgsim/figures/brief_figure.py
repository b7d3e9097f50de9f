"""The one figure of a short report: the gap by week, and how much of it each scenario closes."""

import textwrap
from collections.abc import Mapping
from datetime import date

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from orgsim.analysis.bands import Band
from orgsim.analysis.intervals import Estimate
from orgsim.figures.event_line import week_ticks
from orgsim.figures.figure_panels import MOST_BANDS, Looks
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.scenario_figure import looks_of
from orgsim.figures.style import GREY, STYLE

WIDTH, HEIGHT = 7.4, 3.5
"""Inches: about those of a page, so that letters have the size there that they have here."""

ROOM, ROW = 1.3, 0.42
"""Inches for what stands around rows, and for a row with a name of two lines."""

SHORT, LINE = 24, 36
"""Letters of a name of which three have room beside each other, and of a line of which two have."""

ROW_LINE = 22
"""Letters of a line of a name beside its row."""

MOST_TICKS = 5
"""Weeks below the axis, so that dates have room."""


def draw_brief(
    gaps: Mapping[str, Band], closed: Mapping[str, Estimate], week_one: date | None = None
) -> Figure:
    """The message–practice gap by week, and beside it percent of the reference's gap closed at the end.

    closed    by scenario, without the reference; of a single one its sentence says it, and the gap alone
              is drawn
    week_one  the day on which week 1 begins, which then stands below weeks
    """
    with rc_context(STYLE):
        lines = max((len(textwrap.wrap(name, ROW_LINE)) for name in closed), default=1)
        rows = ROW * len(closed) * max(1.0, lines / 2)
        height = max(HEIGHT, ROOM + rows + (ROW if max(map(len, gaps)) > SHORT else 0.0))
        figure = Figure(figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(wspace=0.06))
        axes = figure.subplots(1, 2 if len(closed) > 1 else 1, squeeze=False)[0]
        looks = looks_of(list(gaps))
        _draw_gaps(axes[0], gaps, looks, week_one)
        if len(closed) > 1:
            _draw_closed(axes[1], closed, looks)
        if len(gaps) > 1:
            columns = 3 if max(map(len, gaps)) <= SHORT else 2
            figure.legend(
                handles=axes[0].get_lines(),
                loc="outside lower center",
                ncols=columns,
                handlelength=3,
            )
    return figure


def _draw_gaps(axes: Axes, gaps: Mapping[str, Band], looks: Looks, week_one: date | None) -> None:
    for name, found in gaps.items():
        look, week = looks[name], np.arange(len(found.mean))
        label = legend_label(textwrap.fill(name, LINE))
        axes.plot(week, found.mean, color=look.colour, linestyle=look.line, label=label)
        if len(gaps) <= MOST_BANDS:
            low, high = found.ci_low, found.ci_high
            axes.fill_between(week, low, high, color=look.colour, alpha=0.2, linewidth=0)
    weeks = len(found.mean) - 1
    axes.set(title="Message–practice gap, in points", xlabel="week")
    axes.set_xlim(0, weeks)
    axes.set_ylim(bottom=0)
    week_ticks(axes, weeks, week_one, MOST_TICKS)


def _draw_closed(axes: Axes, closed: Mapping[str, Estimate], looks: Looks) -> None:
    rows = np.arange(len(closed))
    for row, (name, found) in zip(rows, closed.items(), strict=True):
        colour = looks[name].colour
        axes.plot([found.low, found.high], [row, row], color=colour, linewidth=2.5)
        axes.plot(found.mean, row, marker=looks[name].marker, color=colour, markersize=7)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(rows, [textwrap.fill(name, ROW_LINE) for name in closed])
    axes.set_ylim(len(closed) - 0.5, -0.5)
    axes.set_title(
        "How much smaller it is at the end", loc="right"
    )  # beside long names it is narrow
    axes.set_xlabel("% of the reference’s gap")
