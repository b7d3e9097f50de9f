"""The report of a simulation: measures by week, and where the gap sits or how scenarios differ."""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, MultipleLocator

from orgsim.analysis.bands import Band
from orgsim.figures.style import BLUE, COLOURS, GREY, INK, STYLE
from orgsim.figures.timeline import MOST_DRAWN, Event, draw_timeline

BY_WEEK = (
    "message_practice_gap", "say_do_gap", "message_fidelity", "trust", "engagement", "performance",
    "leavers",
)  # fmt: skip
COMPARED = (
    "message_practice_gap", "say_do_gap", "message_fidelity", "practice_dispersion", "engagement",
    "engaged_share", "trust", "performance", "leavers",
)  # fmt: skip
LINES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (3, 1)), (0, (1, 3)))

LEAST_RANGE = 0.1
"""Least height of an axis, so that noise does not look like news."""

Bands = Mapping[str, Mapping[str, Band]]


def draw_report(
    summary: Mapping[str, Any], bands: Bands, events: list[Event], smoothed: Mapping[str, int]
) -> Figure:
    """One scenario: measures, and the gap by level and theme; several: measures and differences.

    bands     the band of every measure drawn, by scenario and measure
    smoothed  over how many weeks a measure's band is averaged, where more than one
    """
    with rc_context(STYLE):
        drawn = min(MOST_DRAWN, sum(event.first <= summary["weeks"] for event in events))
        heights = [0.35 + 0.22 * drawn] * (drawn > 0) + [2.8] * 3
        figure = Figure(figsize=(13, sum(heights) + 1.4), layout="constrained")
        grid = figure.add_gridspec(len(heights), 3, height_ratios=heights)
        looks = _looks(list(summary["scenarios"]))
        if drawn:
            colours = (
                {name: colour for name, (colour, _) in looks.items()} if len(looks) > 1 else {}
            )
            draw_timeline(figure.add_subplot(grid[0, :]), events, summary["weeks"], colours)
        first = len(heights) - 3
        for place, measure in enumerate(BY_WEEK):
            axes = figure.add_subplot(grid[first + place // 3, place % 3])
            _draw_weeks(axes, summary, measure, bands, looks)
            _mark_events(axes, events, summary["weeks"])
            if smoothed.get(measure, 1) > 1:
                axes.set_title(f"mean of {smoothed[measure]} weeks", loc="right", fontsize=8.5)
        if len(looks) > 1:
            _draw_differences(figure.add_subplot(grid[first + 2, 1:]), summary, looks)
        else:
            (scenario,) = summary["scenarios"].values()
            _draw_levels(figure.add_subplot(grid[first + 2, 1]), scenario)
            _draw_themes(figure.add_subplot(grid[first + 2, 2]), scenario)
        _title_and_legend(figure, summary, looks)
        return figure


def _looks(names: list[str]) -> dict[str, tuple[str, Any]]:
    """Colour and kind of line of each scenario."""
    number = len(COLOURS)
    return {
        name: (COLOURS[k % number], LINES[(k + k // number) % len(LINES)])
        for k, name in enumerate(names)
    }


def _draw_weeks(
    axes: Axes, summary: Mapping[str, Any], measure: str, bands: Bands, looks: Mapping
) -> None:
    alone = len(looks) == 1
    for name, (colour, line) in looks.items():
        found = bands[name][measure]
        week = np.arange(len(found.mean))
        if alone:
            axes.fill_between(week, found.low, found.high, color=colour, alpha=0.18, linewidth=0)
        axes.fill_between(
            week,
            found.ci_low,
            found.ci_high,
            color=colour,
            alpha=0.35 if alone else 0.2,
            linewidth=0,
        )
        axes.plot(week, found.mean, color=colour, linestyle=line)
    values = summary["scenarios"][summary["reference"]]["measures"][measure]
    axes.set(
        title=values["label"], ylabel=values["unit"], xlabel="week", xlim=(0, summary["weeks"])
    )
    _week_ticks(axes, summary["weeks"])
    if measure == "message_practice_gap":
        _draw_thresholds(axes, summary)
    low, high = axes.get_ylim()
    missing = max(0.0, LEAST_RANGE - (high - low)) / 2
    low, high = low - missing, high + missing
    axes.set_ylim(max(0.0, low), high + max(0.0, -low) if missing else high)


def _week_ticks(axes: Axes, weeks: int) -> None:
    years = next((step for step in (13, 26, 52, 104, 260) if weeks / step <= 6), 0)
    if weeks >= 26 and years:
        axes.xaxis.set_major_locator(MultipleLocator(years))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))


def _draw_thresholds(axes: Axes, summary: Mapping[str, Any]) -> None:
    """The gaps that count as converged, and the weeks from which half of the runs stay below."""
    reference = summary["scenarios"][summary["reference"]]
    share, gap = reference["convergence"]["share"], reference["convergence"]["gap"]
    start = reference["measures"]["message_practice_gap"]["start"]
    heights = (share["threshold"] * start, gap["threshold"])
    labels = (f"{share['threshold']:.0%} of the start", f"{gap['threshold']:g} points")
    for place, (height, label) in enumerate(zip(heights, labels, strict=True)):
        axes.axhline(height, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
        axes.annotate(
            label,
            (0.02 + 0.3 * place, height),
            xycoords=("axes fraction", "data"),
            xytext=(0, 2),
            textcoords="offset points",
            fontsize=8,
            color=INK,
        )
    axes.set_ylim(bottom=0)


def _mark_events(axes: Axes, events: list[Event], weeks: int) -> None:
    for event in events:
        if event.first <= weeks:
            line = (0, (5, 2)) if event.shock else (0, (1, 2))
            axes.axvline(event.first, color=INK, linewidth=0.9, linestyle=line, alpha=0.6, zorder=1)


def _draw_levels(axes: Axes, scenario: Mapping[str, Any]) -> None:
    rows = scenario["levels"]
    names = ["top" if row["level"] == 0 else str(row["level"]) for row in rows]
    _draw_change(axes, names, rows)
    axes.set(title="Gap by level", xlabel="points", ylabel="level")


def _draw_themes(axes: Axes, scenario: Mapping[str, Any]) -> None:
    rows = scenario["themes"]
    _draw_change(axes, [shorten(row["theme"], 18, placeholder="…") for row in rows], rows)
    axes.set(title="Gap by theme", xlabel="points")


def _draw_change(axes: Axes, names: list[str], rows: list[Mapping[str, Any]]) -> None:
    """From where each gap started (hollow) to where it ended (full)."""
    place = np.arange(len(rows))
    start = np.array([row["start"] for row in rows], float)
    end = np.array([row["end"] for row in rows], float)
    axes.barh(place, end, height=0.55, color=BLUE, label="end")
    axes.plot(
        start, place, linestyle="", marker="o", markerfacecolor="white", markeredgecolor=INK,
        label="start",
    )  # fmt: skip
    axes.set_yticks(place, names)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 1.12 * float(np.nanmax([start, end, np.full(len(rows), 0.01)])))
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.legend(loc="upper right", ncols=2, bbox_to_anchor=(1, 1.16), borderaxespad=0, fontsize=8.5)


def _draw_differences(axes: Axes, summary: Mapping[str, Any], looks: Mapping) -> None:
    """Paired differences from the first scenario, with intervals; hollow where 0 is not left out."""
    others = summary["paired_differences"]
    for number, (name, measures) in enumerate(others.items()):
        colour = looks[name][0]
        shift = (number - (len(others) - 1) / 2) * 0.8 / len(others)
        for row, measure in enumerate(COMPARED):
            found = measures[measure]
            if found["difference"] is None:
                continue
            if found["ci_low"] is not None:
                axes.plot([found["ci_low"], found["ci_high"]], [row + shift] * 2, color=colour)
            face = colour if found["decided"] else "white"
            axes.plot(
                found["difference"], row + shift, marker="o", markersize=5, color=colour,
                markerfacecolor=face,
            )  # fmt: skip
    labels = summary["scenarios"][summary["reference"]]["measures"]
    names = [
        labels[name]["label"]
        + (f" ({labels[name]['unit']})" if "share" in labels[name]["unit"] else "")
        for name in COMPARED
    ]
    axes.set_yticks(range(len(COMPARED)), names)
    axes.set_ylim(len(COMPARED) - 0.5, -0.5)
    for row in range(1, len(COMPARED), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=GREY, alpha=0.08, linewidth=0)
    axes.axvline(0, color=INK, linewidth=1)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set(
        title=f"Difference from {summary['reference']} at the end, with 95 % intervals",
        xlabel="points; hollow: not decided",
    )


def _title_and_legend(figure: Figure, summary: Mapping[str, Any], looks: Mapping) -> None:
    runs = summary["replications"]
    counts = (
        f"{summary['people']:,} people, {summary['weeks']} weeks, {runs} replication"
        f"{'s' if runs > 1 else ''}, seed {summary['seed']}"
    )
    figure.suptitle(f"{summary['config']}: {counts}", x=0.01, ha="left", fontsize=13)
    if len(looks) > 1:
        handles: list[Any] = [
            Line2D([], [], color=colour, linestyle=line, label=name)
            for name, (colour, line) in looks.items()
        ]
        columns = min(len(handles), 5)
        title = "Means over replications, with 95 % intervals" if runs > 1 else None
    else:
        ((colour, _),) = looks.values()
        handles = [
            Line2D(
                [], [], color=colour, label="mean of the replications" if runs > 1 else "the run"
            )
        ]
        if runs > 1:
            handles += [
                Patch(color=colour, alpha=0.45, linewidth=0, label="95 % interval of the mean"),
                Patch(
                    color=colour, alpha=0.18, linewidth=0, label="middle 80 % of the replications"
                ),
            ]
        columns, title = len(handles), None
    figure.legend(handles=handles, loc="outside lower center", ncols=columns, title=title)
