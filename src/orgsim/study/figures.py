"""Charts that experiments share: curves with bands, maps with a contour, intervals by name.

The framework draws within orgsim's style; an experiment makes a figure, and these fill its axes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.analysis.bands import band
from orgsim.analysis.outcome_rows import outcome
from orgsim.figures.event_line import week_ticks
from orgsim.figures.factor_names import short_names, unit
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import BLUE, COLOURS, GREY, INK, VERMILLION
from orgsim.study.evidence import Evidence
from orgsim.study.findings import Findings, Left

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
) -> None:
    """Means over x with 95 % bands; curves (x, replications) by name, distinguished without colour."""
    for number, (name, values) in enumerate(curves.items()):
        found, colour = band(values), COLOURS[number % len(COLOURS)]
        axes.fill_between(x, found.ci_low, found.ci_high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(
            x,
            found.mean,
            color=colour,
            linestyle=LINES[number % len(LINES)],
            label=legend_label(name),
            marker=MARKERS[number % len(MARKERS)] if markers else None,
            markersize=4.5,
        )
    axes.set(xlabel=xlabel, ylabel=ylabel)
    if len(curves) > 1:
        axes.legend(title=legend or None, fontsize=8.5, title_fontsize=8.5, alignment="left")


def draw_weeks(
    axes: Axes,
    weeks: np.ndarray,
    curves: Mapping[str, np.ndarray],
    ylabel: str,
    legend: str = "",
    events: Mapping[int, str] | None = None,
) -> None:
    """A measure by week: curves (weeks, replications) by name, and lines at the weeks of events."""
    draw_curves(axes, weeks, curves, "Time (weeks)", ylabel, legend, markers=False)
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


def draw_intervals(axes: Axes, found: Mapping[str, Evidence], xlabel: str) -> None:
    """Estimates with their 95 % intervals, one a row."""
    names = list(found)
    for row, name in enumerate(names):
        evidence = found[name]
        axes.hlines(row, evidence.low, evidence.high, color=BLUE, linewidth=2.2)
        axes.plot(evidence.value, row, marker="o", markersize=5.5, color=BLUE)
    axes.axvline(0, color=INK, linewidth=0.8)
    name_rows(axes, names)
    axes.set_xlabel(xlabel)


def name_rows(axes: Axes, names: Sequence[str], **text: Any) -> None:
    """Rows with their names, the first on top, and lines for the values."""
    axes.set_yticks(range(len(names)), names, **text)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)


def draw_ablations(
    findings: Findings,
    shown: Mapping[str, tuple[str, str]],
    width: float = 5.2,
    height: float = 3.4,
    ticks: int = 5,
) -> Figure:
    """Ablations side by side: by name, the title of the panel and the label of its effect."""
    figure, axes = panels(len(shown), width=width, height=height)
    for place, (name, (title, xlabel)) in zip(axes, shown.items(), strict=True):
        draw_ablation(place, findings.ablations[name], xlabel)
        place.set_title(title)
        place.locator_params(axis="x", nbins=ticks)
    return figure


def draw_ablation(axes: Axes, left: Sequence[Left], xlabel: str) -> None:
    """An effect in the whole model and with one thing off at a time, as intervals."""
    names = ["whole model", *(f"without {each.variant}" for each in left[1:])]
    found = {name: each.effect for name, each in zip(names, left, strict=True)}
    draw_intervals(axes, found, xlabel)
    axes.axvline(left[0].effect.value, color=GREY, linewidth=1, linestyle=":")
