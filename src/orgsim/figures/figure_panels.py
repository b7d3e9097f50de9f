"""The panels of a report: a measure by week, where the gap sits, how scenarios differ."""

from collections.abc import Mapping, Sequence
from textwrap import fill, shorten
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from orgsim.analysis.bands import Band
from orgsim.figures.event_line import Event
from orgsim.figures.style import BLUE, GREY, INK
from orgsim.measures.declarations import MEASURES, measures_shown
from orgsim.measures.own_measures import told_of
from orgsim.measures.shown_units import shown
from orgsim.number_text import plain, unbroken

COMPARED = measures_shown("panel")

START_AND_END = "points; ring: at the start"
"""Quantity of panels that show how a gap changed; a legend would lie over their titles."""

LEAST_RANGE = 0.1
"""Least height of an axis, so that noise does not look like news."""

LABEL = (0.32, 0.1)
"""Width and height that the name of a threshold takes, in shares of a panel."""

MOST_BANDS = 4
"""More scenarios than that are drawn without bands, which would hide each other."""

Bands = Mapping[str, Mapping[str, Band]]


class Look(NamedTuple):
    """How a scenario is drawn: distinguishable without colours as well."""

    colour: str
    line: Any
    marker: str


Looks = Mapping[str, Look]


def draw_weeks(
    axes: Axes, summary: Mapping[str, Any], measure: str, bands: Bands, looks: Looks
) -> None:
    """A measure by week: the mean of each scenario, with bands if there are few."""
    values = summary["scenarios"][summary["reference"]]["measures"][measure]
    unit, times, _ = shown(told_of(measure, values))
    for name, look in looks.items():
        found = Band(*(times * values for values in bands[name][measure]))
        week = np.arange(len(found.mean))
        if len(looks) == 1:
            _fill(axes, week, found.low, found.high, look.colour, 0.18)
        if len(looks) <= MOST_BANDS:
            _fill(
                axes, week, found.ci_low, found.ci_high, look.colour, 0.2 + 0.15 * (len(looks) == 1)
            )
        axes.plot(week, found.mean, color=look.colour, linestyle=look.line)
    axes.set(title=values["label"], ylabel=unit, xlabel="week")
    axes.set_xlim(0, summary["weeks"])
    if measure == "message_practice_gap":
        _draw_thresholds(axes, summary)
    if measure in MEASURES:
        _widen(axes, times * LEAST_RANGE)


def _fill(
    axes: Axes, week: np.ndarray, low: np.ndarray, high: np.ndarray, colour: str, alpha: float
) -> None:
    axes.fill_between(week, low, high, color=colour, alpha=alpha, linewidth=0)


def _widen(axes: Axes, least: float) -> None:
    """Give the axis its least height, without going below 0."""
    low, high = axes.get_ylim()
    missing = max(0.0, least - (high - low))
    low = max(0.0, low - missing / 2)
    axes.set_ylim(low, max(high, low + least, high + missing / 2 if missing else high))


def _draw_thresholds(axes: Axes, summary: Mapping[str, Any]) -> None:
    """The gaps that count as converged, each named beside its line where that covers least."""
    reference = summary["scenarios"][summary["reference"]]
    share, gap = reference["convergence"]["share"], reference["convergence"]["gap"]
    start = reference["measures"]["message_practice_gap"]["start"]
    thresholds = {
        f"{plain(100 * share['threshold'])} % of the start": share["threshold"] * start,
        f"{plain(gap['threshold'])} points": gap["threshold"],
    }
    axes.set_ylim(bottom=0)
    curves, taken = axes.get_lines(), list[tuple[float, float]]()
    for label, height in thresholds.items():
        axes.axhline(height, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
        left, bottom = _free_place(axes, curves, height, taken)
        taken.append((left, bottom))
        axes.annotate(
            label,
            (left, bottom + LABEL[1] / 2),
            xycoords="axes fraction",
            va="center",
            fontsize=8,
            zorder=3,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )


def _free_place(
    axes: Axes, curves: Sequence[Line2D], height: float, taken: list[tuple[float, float]]
) -> tuple[float, float]:
    """Left and lower edge of a label below or above `height` that covers least, in shares of the axes.

    Among those that cover as little, the first is lower left. `taken` are edges of other labels.
    """
    inverse = axes.transAxes.inverted()
    points = np.concatenate(
        [inverse.transform(axes.transData.transform(curve.get_xydata())) for curve in curves]
    )
    line = inverse.transform(axes.transData.transform((0, height)))[1]
    wide, tall = LABEL

    def covered(place: tuple[float, float]) -> int:
        inside = ((points >= place) & (points <= np.add(place, LABEL))).all(axis=1).sum()
        meets = [abs(place[0] - x) < wide and abs(place[1] - y) < tall for x, y in taken]
        return int(inside) + len(points) * (sum(meets) + (place[1] < 0))

    places = [(x, y) for y in (line - tall, line) for x in (0.02, 0.98 - wide, 0.5 - wide / 2)]
    return min(places, key=covered)


def mark_events(axes: Axes, events: list[Event], weeks: int) -> None:
    """When interventions begin (dotted) and shocks come (dashed)."""
    for event in events:
        if event.first <= weeks:
            line = (0, (5, 2)) if event.shock else (0, (1, 2))
            axes.axvline(event.first, color=INK, linewidth=0.9, linestyle=line, alpha=0.6, zorder=1)


def draw_levels(axes: Axes, scenario: Mapping[str, Any]) -> None:
    """The gap of each level."""
    rows = scenario["levels"]
    names = ["top" if row["level"] == 0 else str(row["level"]) for row in rows]
    _draw_change(axes, names, rows)
    axes.set(title="Gap by level", xlabel=START_AND_END, ylabel="level")


def draw_themes(axes: Axes, scenario: Mapping[str, Any]) -> None:
    """The gap of each theme."""
    rows = scenario["themes"]
    _draw_change(axes, [shorten(row["theme"], 18, placeholder="…") for row in rows], rows)
    axes.set(title="Gap by theme", xlabel=START_AND_END)


def _draw_change(axes: Axes, names: list[str], rows: list[Mapping[str, Any]]) -> None:
    """From where each gap started (hollow) to where it ended (full)."""
    place = np.arange(len(rows))
    start = np.array([row["start"] for row in rows], float)
    end = np.array([row["end"] for row in rows], float)
    axes.barh(place, end, height=0.55, color=BLUE)
    axes.plot(start, place, linestyle="", marker="o", markerfacecolor="white", markeredgecolor=INK)
    axes.set_yticks(place, names, fontsize=10 if len(rows) <= 9 else 7.5)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 1.12 * float(np.nanmax([start, end, np.full(len(rows), 0.01)])))
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")


def draw_differences(axes: Axes, summary: Mapping[str, Any], looks: Looks) -> None:
    """Paired differences from the first scenario, with intervals; hollow where 0 is not left out."""
    others = summary["paired_differences"]
    for number, (name, measures) in enumerate(others.items()):
        colour, _, marker = looks[name]
        shift = (number - (len(others) - 1) / 2) * 0.8 / len(others)
        for row, measure in enumerate(COMPARED):
            found = measures[measure]
            if found["difference"] is None:
                continue
            if found["ci_low"] is not None:
                axes.plot([found["ci_low"], found["ci_high"]], [row + shift] * 2, color=colour)
            face = colour if found["decided"] else "white"
            axes.plot(
                found["difference"],
                row + shift,
                marker=marker,
                markersize=5.5,
                color=colour,
                markerfacecolor=face,
            )
    labels = summary["scenarios"][summary["reference"]]["measures"]
    names = [
        labels[name]["label"]
        + (f" (1 is 100 {shown(name).unit})" if "share" in labels[name]["unit"] else "")
        for name in COMPARED
    ]
    axes.set_yticks(range(len(COMPARED)), names)
    axes.set_ylim(len(COMPARED) - 0.5, -0.5)
    for row in range(1, len(COMPARED), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=GREY, alpha=0.08, linewidth=0)
    axes.axvline(0, color=INK, linewidth=1)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    title = unbroken(f"Difference from {summary['reference']} at the end, with 95 % intervals")
    axes.set(
        title=fill(title, 44),
        xlabel="points; hollow: open",
    )
