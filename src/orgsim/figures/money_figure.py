"""Net benefit week by week: what fewer leavers save less what programmes cost, up to each week."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter

from orgsim.analysis.bands import Band
from orgsim.figures.event_line import week_ticks
from orgsim.figures.figure_panels import Looks
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import GREY, STYLE
from orgsim.number_text import fixed

WIDTH, HEIGHT = 7.4, 3.4
"""Inches: about those of a page."""


def draw_net_benefit(
    nets: Mapping[str, Band],
    paybacks: Mapping[str, int | None],
    looks: Looks,
    currency: str,
    week_one: date | None = None,
) -> Figure:
    """Net benefit of each scenario up to each week from 0 on, its 95 % interval, and when it pays back.

    paybacks  the week from which on the mean stays at 0 or above; None where there is none
    """
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout=ConstrainedLayoutEngine())
        axes = figure.subplots()
        for name, found in nets.items():
            look, week = looks[name], np.arange(len(found.mean))
            axes.fill_between(
                week, found.ci_low, found.ci_high, color=look.colour, alpha=0.15, linewidth=0
            )
            label = legend_label(name)
            axes.plot(week, found.mean, color=look.colour, linestyle=look.line, label=label)
            if (pays := paybacks[name]) is not None:
                axes.plot(pays, found.mean[pays], "o", color=look.colour, markersize=7)
        axes.axhline(0, color=GREY, linewidth=1)
        axes.set(title=f"Net benefit so far, in {currency}", xlabel="week")
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: fixed(value, 0)))
        axes.set_xlim(0, len(week) - 1)
        week_ticks(axes, len(week) - 1, week_one, 6)
        figure.legend(loc="outside lower center", ncols=3, handlelength=3)
    return figure
