"""A forecast drawn: fans of measures and of answers, with what waves found before week 0 as dots."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orgsim.analysis.intervals import ERRORS_OF_90
from orgsim.figures.style import BLUE, GREY, INK, STYLE, VERMILLION
from orgsim.number_text import count

COLUMNS = 3
NARROW, WIDE = 0.42, 0.2
"""How dark the 50 and the 90 % of a fan are."""

LEAST_RANGE = 0.1

Curve = Mapping[str, Any]


def draw_forecast(of: Mapping[str, Any], curves: Sequence[Curve]) -> Figure:
    """A panel a curve (see `orgsim.inference.findings.forecast_summary.curves`)."""
    rows = -(-len(curves) // COLUMNS)
    with rc_context(STYLE):
        layout = ConstrainedLayoutEngine(rect=(0.006, 0.006, 0.988, 0.988))
        figure = Figure(figsize=(13, 0.9 + 2.9 * rows), layout=layout)
        panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
        for axes, curve in zip(panels, curves, strict=False):
            _fan(axes, curve, of["weeks"])
        for axes in panels[len(curves) :]:
            axes.set_axis_off()
        done = "nothing is done" if of["scenario"] is None else f"scenario {of['scenario']}"
        about = f"{of['config']}: {done} ({count(of['members'], 'member')})"
        figure.suptitle(about, x=0.01, ha="left", fontsize=13)
        figure.legend(handles=_key(), loc="outside lower center", ncols=4)
    return figure


def _key() -> list[Any]:
    return [
        Line2D([], [], color=BLUE, label="median"),
        Patch(color=BLUE, alpha=NARROW + WIDE, linewidth=0, label="middle 50 %"),
        Patch(color=BLUE, alpha=WIDE, linewidth=0, label="middle 90 %"),
        Line2D([], [], color=VERMILLION, marker="o", ls="-", lw=1, label="waves, with 90 % errors"),
    ]


def _fan(axes: Axes, curve: Curve, weeks: int) -> None:
    ends, week = curve["ends"], np.arange(weeks + 1)
    for share, alpha in (("90", WIDE), ("50", NARROW)):
        low, high = ends[f"low_{share}"], ends[f"high_{share}"]
        axes.fill_between(week, low, high, color=BLUE, alpha=alpha, linewidth=0)
    axes.plot(week, ends["median"], color=BLUE)
    for wave in curve["found"]:
        half = ERRORS_OF_90 * wave["error"]
        axes.errorbar(
            wave["week"], wave["mean"], half, fmt="o", color=VERMILLION, markersize=4.5, lw=1.1
        )
    if curve["found"]:
        axes.axvline(0, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.set_title(curve["label"])
    axes.set(xlabel="week (0 is now)", ylabel=curve["unit"])
    axes.yaxis.label.set_color(INK)
    low, high = axes.get_ylim()
    missing = max(0.0, LEAST_RANGE - (high - low)) / 2
    axes.set_ylim(low - missing, high + missing)
