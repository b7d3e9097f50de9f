"""Charts that experiments share: curves with bands, maps with a contour, intervals by name.

The framework draws within orgsim's style; an experiment makes a figure, and these fill its axes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from orgsim.analysis.bands import band
from orgsim.analysis.outcome_rows import outcome
from orgsim.figures.event_line import week_ticks
from orgsim.figures.factor_names import short_names, unit
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import COLOURS, INK, VERMILLION

MARKERS = "osD^vPX*"
LINES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)))


def panels(
    columns: int = 1, rows: int = 1, width: float = 4.2, height: float = 3.4
) -> tuple[Figure, Any]:
    """A figure and its axes: one, a list, or a table of them, each of this size in inches."""
    figure = Figure(figsize=(width * columns, height * rows), layout="constrained")
    return figure, figure.subplots(rows, columns)


def outcome_label(name: str) -> str:
    """An outcome of a sweep with its unit: `alignment_end` is Alignment, end (points)."""
    found = outcome(name)
    return f"{found.label} ({found.unit})"


def factor_label(key: str) -> str:
    """A factor of a sweep with its unit: `levers.broadcast` is Broadcast (share a week)."""
    words = short_names([key])[key].replace("_", " ").replace(".", " ")
    of = unit(key)
    return f"{words[:1].upper()}{words[1:]}{f' ({of})' if of else ''}"


def draw_curves(
    axes: Axes,
    x: np.ndarray,
    curves: Mapping[str, np.ndarray],
    xlabel: str,
    ylabel: str,
    legend: str = "",
    markers: bool = True,
    place: str = "best",
    ncols: int = 1,
    room: float = 1.0,
    zero: bool = False,
    ticks: bool | str = False,
    **labels: Any,
) -> None:
    """Means over x with 95 % bands; curves (x, replications) by name, distinguished without colour.

    legend  its title; it stands at `place` in `ncols` columns
    room    the axis goes so much higher than the curves need, for the legend
    zero    whether there is a line at 0
    ticks   whether the levels of x are the ticks, evenly or ("log") by their ratios
    labels  title, ylim and other properties of the axes
    """
    for number, (name, values) in enumerate(curves.items()):
        found, colour = band(values), COLOURS[number % len(COLOURS)]
        levels = x[: len(values)]
        axes.fill_between(levels, found.ci_low, found.ci_high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(
            levels,
            found.mean,
            color=colour,
            linestyle=LINES[number % len(LINES)],
            label=legend_label(name),
            marker=MARKERS[number % len(MARKERS)] if markers else None,
            markersize=4.5,
        )
    axes.set(xlabel=xlabel, ylabel=ylabel, **labels)
    if zero:
        axes.axhline(0, color=INK, linewidth=0.8)
    if room > 1:
        axes.set_ylim(top=room * axes.get_ylim()[1])
    if ticks:
        tick_levels(axes, x, log=ticks == "log")
    if len(curves) > 1 and place:
        layout: Any = {"title": legend or None, "loc": place, "ncols": ncols}
        axes.legend(**layout, fontsize=8.5, title_fontsize=8.5, alignment="left")


def tick_levels(
    axes: Axes, levels: Sequence[float] | np.ndarray, log: bool = True, axis: str = "x"
) -> None:
    """Ticks at some levels and nowhere else, evenly or by their ratios."""
    one = axes.xaxis if axis == "x" else axes.yaxis
    if log:
        axes.set(**{f"{axis}scale": "log"})
    one.set_ticks(levels, [f"{level:,g}" for level in levels])
    one.set_minor_locator(NullLocator())


def draw_weeks(
    axes: Axes,
    weeks: np.ndarray,
    curves: Mapping[str, np.ndarray],
    ylabel: str,
    legend: str = "",
    events: Mapping[int, str] | None = None,
    xlabel: str = "Time (weeks)",
    **layout: Any,
) -> None:
    """A measure by week: curves (weeks, replications) by name, and lines at the weeks of events.

    layout  place, ncols, room, zero, title … as of `draw_curves`
    """
    draw_curves(axes, weeks, curves, xlabel, ylabel, legend, markers=False, **layout)
    axes.set_xlim(weeks[0], weeks[-1])
    week_ticks(axes, int(weeks[-1]))
    for week, event in (events or {}).items():
        axes.axvline(week, color=INK, linewidth=0.9, linestyle=(0, (5, 2)), alpha=0.6, zorder=1)
        axes.annotate(
            event,
            (week, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, -2),
            textcoords="offset points",
            va="top",
            fontsize=8,
        )


def draw_map(
    axes: Axes,
    columns: np.ndarray,
    rows: np.ndarray,
    values: np.ndarray,
    label: str,
    contours: Sequence[float] = (),
    **labels: str,
) -> None:
    """Means over two factors as colours, with a colour bar and lines at some levels.

    values  (rows, columns) or (rows, columns, replications)
    labels  xlabel, ylabel, title
    """
    means = values.mean(axis=-1) if values.ndim == 3 else values
    image = axes.pcolormesh(columns, rows, means, cmap="cividis", shading="nearest")
    there = [level for level in contours if means.min() < level < means.max()]
    if there:
        lines = axes.contour(columns, rows, means, levels=sorted(there), colors=VERMILLION)
        axes.clabel(lines, fontsize=8, fmt="%g")
    axes.grid(visible=False)
    axes.set(**labels)
    figure = axes.get_figure()
    assert figure is not None
    figure.colorbar(image, ax=axes, label=label)
