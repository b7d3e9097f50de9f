"""A backtest drawn: scores by item of all who predicted, and predictions against what was found."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from orgsim.figures.style import BLUE, GREEN, INK, ORANGE, STYLE

LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"))


def draw_backtest(of: Mapping[str, Any], rows: Mapping[str, np.ndarray]) -> Figure:
    """Scores and coverage by item, and predictions against what was found.

    rows  columns of `backtest_table` by name
    """
    scores, names = of["scores"], list(of["scores"][0]["crps"])
    looks = dict(zip(names, LOOKS, strict=False))
    with rc_context(STYLE):
        layout = ConstrainedLayoutEngine(rect=(0.006, 0.006, 0.988, 0.988))
        figure = Figure(figsize=(13, 2.4 + 0.32 * max(6, len(scores))), layout=layout)
        crps, coverage, found = figure.subplots(1, 3, width_ratios=(1.2, 1, 1.1))
        for name, look in looks.items():
            _dots(crps, scores, [row["crps"][name] for row in scores], look, name)
            shares = [100 * row["coverage"][name] for row in scores]
            _dots(coverage, scores, shares, look, name)
            _against(found, rows, name, look)
        crps.set(title="CRPS, smaller is better", xlabel="unit of answers", xlim=(0, None))
        share = 100 * of["interval"]
        coverage.axvline(share, color=INK, linestyle=(0, (2, 2)), linewidth=1)
        coverage.set(title=f"Inside the {share:.0f} % interval", xlabel="%", xlim=(0, 103))
        coverage.set_yticklabels([])
        ends = [*found.get_xlim(), *found.get_ylim()]
        limits = (min(ends), max(ends))
        found.axline((0.5, 0.5), slope=1, color=INK, linewidth=0.8)
        found.set(title="The last wave", xlabel="predicted, median", ylabel="found")
        found.set(xlim=limits, ylim=limits)
        found.grid(axis="both")
        handles, labels = crps.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3)
    return figure


def _dots(axes: Axes, scores: Any, values: Any, look: tuple[str, str], name: str) -> None:
    colour, marker = look
    places = np.arange(len(scores))
    axes.plot(values, places, marker, color=colour, markersize=6, alpha=0.85, label=name)
    axes.set_yticks(places, [row["item"] for row in scores])
    axes.set_ylim(len(scores) - 0.5, -0.5)
    axes.grid(axis="both")


def _against(axes: Axes, rows: Mapping[str, np.ndarray], name: str, look: tuple[str, str]) -> None:
    chosen = rows["by"] == name
    colour, marker = look
    axes.plot(
        rows["median"][chosen],
        rows["found"][chosen],
        marker,
        color=colour,
        markersize=4,
        alpha=0.6,
    )
