"""The stylised facts as a figure: a row a number, on the scale of its band."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.style import BLUE, GREEN, GREY, INK, PALE, STYLE, VERMILLION
from orgsim.number_text import fixed

ROW = 0.27
ENDS = (-1.0, 2.0)
"""The axis reaches one width of the band beyond it; what is further out is an arrow at the end."""


def draw_facts(summary: Mapping[str, Any]) -> Figure:
    """Value and 95 % interval of each number against its band and target."""
    parts = [part for fact in summary["facts"] for part in fact["parts"]]
    first = [part["name"] for part in (fact["parts"][0] for fact in summary["facts"])]
    with rc_context(STYLE):
        figure = Figure(figsize=(9.0, 1.5 + ROW * len(parts)), layout="constrained")
        axes = figure.subplots()
        axes.axvspan(0, 1, color=PALE, alpha=0.6, linewidth=0)
        for row, part in enumerate(parts):
            _draw_part(axes, row, part)
        axes.set_yticks(np.arange(len(parts)), [part["name"] for part in parts])
        for label, part in zip(axes.get_yticklabels(), parts, strict=True):
            label.set(fontsize=8.5, color=INK if part["name"] in first else GREY)
        _number_facts(axes, summary["facts"])
        axes.set(xlim=ENDS, ylim=(len(parts) - 0.4, -0.6), xlabel=_AXIS)
        axes.set_xticks([0, 1], ["low end", "high end"])
        axes.grid(visible=False)
        axes.tick_params(length=0)
        axes.set_title(
            f"{summary['inside']} of {len(summary['facts'])} facts inside their bands"
            f" ({summary['replications']} replications)"
        )
    return figure


_AXIS = (
    "band (grey), target (bar), mean over replications with its 95 % interval (dot); right: value"
)


def _draw_part(axes: Axes, row: int, part: Mapping[str, Any]) -> None:
    low, width = part["low"], part["high"] - part["low"]

    def scaled(value: float) -> float:
        return (value - low) / width

    axes.plot([scaled(part["target"])] * 2, [row - 0.32, row + 0.32], color=INK, linewidth=1.2)
    text = fixed(part["value"], 2)
    axes.annotate(text, (1.01, row), xycoords=axes.get_yaxis_transform(), va="center", fontsize=8.5)
    if part["value"] is None:
        return
    place, colour = scaled(part["value"]), BLUE if part["inside"] else VERMILLION
    if ENDS[0] < place < ENDS[1]:
        ends = [scaled(end) for end in part["interval"] if end is not None]
        axes.plot(np.clip(ends, *ENDS), [row] * len(ends), color=colour, linewidth=1.6)
        axes.plot(place, row, marker="o", markersize=5, color=colour)
    else:
        left = place <= ENDS[0]
        axes.plot(
            ENDS[0] + 0.15 if left else ENDS[1] - 0.03,
            row,
            marker="<" if left else ">",
            markersize=6,
            color=colour,
            clip_on=False,
        )


def _number_facts(axes: Axes, facts: Sequence[Mapping[str, Any]]) -> None:
    """The number of each fact left of its rows, green where the fact is inside, and lines between."""
    row = 0
    for fact in facts:
        axes.annotate(
            str(fact["number"]),
            (0.012, row),
            xycoords=axes.get_yaxis_transform(),
            va="center",
            fontsize=8.5,
            fontweight="bold",
            color=GREEN if fact["inside"] else VERMILLION,
        )
        axes.axhline(row - 0.5, color=PALE, linewidth=0.6)
        row += len(fact["parts"])
