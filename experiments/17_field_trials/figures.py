"""The figures: every part beside its band, what failed first; and what was followed for longer."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import NullLocator

from orgsim.evidence.facts import Part
from orgsim.evidence.field_trials import FIELD_TRIALS, FieldTrial, Role
from orgsim.evidence.off_scale import compressed
from orgsim.figures.style import BLUE, GREY, INK, ORANGE, PALE, lines_for_values
from orgsim.number_text import fixed
from orgsim.study.calculations import Columns
from orgsim.study.figures import LINES, panels

from .bands import of_course, of_part
from .published import COURSES, POINTS

LOOKS: Mapping[Role, dict[str, Any]] = {
    Role.TUNED: {"color": BLUE, "marker": "o"},
    Role.HELD_OUT: {"color": ORANGE, "marker": "D"},
}
PUBLISHED: dict[str, Any] = {
    "markeredgecolor": INK,
    "ecolor": INK,
    "capsize": 3,
    "markersize": 6,
    "zorder": 5,
}
"""How what was published is marked, beside its colour."""

MIDDLE = (5, 50, 95)
"""Percentiles: the 90 % predictive interval, and the median."""

TICKS = (-30, -10, -3, -1, 0, 1, 3, 10, 30)
EDGE = 32.0
"""Half widths at which the picture ends."""


def draw_trials(tables: Any, findings: Any) -> Figure:
    """All numbers of all trials, those that failed first. Bands are from −1 to 1, or open to one side
    (grey); marks are medians with 90 % predictive intervals over parameter sets: circles tuned, diamonds
    held out, hollow where the median is outside. Black lines: what was published, where it is a
    number. On the right: median and band.
    """
    runs = tables["trials"]
    failed = [trial for trial in FIELD_TRIALS if not _holds(runs, trial)]
    blocks = (("Failed", failed), ("Met", [t for t in FIELD_TRIALS if t not in failed]))
    rows = [(title, trial) for title, block in blocks for trial in block]
    height = sum(len(trial.parts) for _, trial in rows) + 2
    figure, axes = panels(1, 1, 6.6, 0.158 * height + 0.9)
    place, names = 0.0, {}
    for title, block in blocks:
        numbers = ", ".join(str(trial.number) for trial in block) or "none"
        names[place] = f"{title}: {numbers}"
        for part, trial in ((part, each) for each in block for part in each.parts):
            place += 1
            names[place] = f"{trial.number}  {part.name.replace('_', ' ')}"
            _draw_part(axes, place, part, trial.role, of_part(runs, part.name))
        place += 1
    _lay_out(axes, names)
    return figure


def _holds(runs: Columns, trial: FieldTrial) -> bool:
    """Whether the median of every part is in its band."""
    return all(part.holds(_percentiles(of_part(runs, part.name))[1]) for part in trial.parts)


def _percentiles(values: np.ndarray) -> np.ndarray:
    """Of values (…, replications), those that exist, (3, …)."""
    known = [row[np.isfinite(row)] for row in np.atleast_2d(values)]
    nothing = np.full(len(MIDDLE), np.nan)
    found = np.array([np.percentile(row, MIDDLE) if len(row) else nothing for row in known]).T
    return found.reshape(len(MIDDLE), *values.shape[:-1])


def _draw_part(axes: Axes, row: float, part: Part, role: Role, values: np.ndarray) -> None:
    low, middle, high = _percentiles(values)
    ends = [_place(part, end) for end in (part.low, part.high)]
    axes.fill_between(ends, row - 0.4, row + 0.4, color=PALE, linewidth=0, zorder=1)
    look = LOOKS[role]
    left, right = (_place(part, end) for end in (low, high))
    axes.hlines(row, left, right, color=look["color"], linewidth=2, zorder=3)
    face = look["color"] if part.holds(float(middle)) else "white"
    place, colour = _place(part, middle), look["color"]
    axes.plot(
        place, row, look["marker"], color=colour, markerfacecolor=face, markersize=5, zorder=4
    )
    if part.name in POINTS:
        axes.plot(_place(part, POINTS[part.name]), row, "|", color=INK, markersize=9, zorder=5)
    text = _text(part, float(middle))
    axes.text(1.01, row, text, transform=axes.get_yaxis_transform(), fontsize=6.8, va="center")


def _text(part: Part, middle: float) -> str:
    """The median and the band."""
    decimals = 3 if part.high - part.low < 0.1 else 2
    value, low, high = (fixed(each, decimals) for each in (middle, part.low, part.high))
    if np.isinf(part.high):
        return f"{value}  (≥ {low})"
    return f"{value}  (≤ {high})" if np.isinf(part.low) else f"{value}  ({low} … {high})"


def _place(part: Part, value: float) -> float:
    """Where a value stands: in half widths from the middle, and beyond ±1 by their logarithm.

    Of a band with one end, from that end in sizes of it.
    """
    low, high = part.low, part.high
    if np.isfinite(low) and np.isfinite(high):
        z = (value - part.target) / ((high - low) / 2)
    else:
        end, side = (low, -1) if np.isfinite(low) else (high, 1)
        z = side + (value - end) / abs(end)
    return float(compressed(np.clip(z, -EDGE, EDGE)))


def _lay_out(axes: Axes, names: Mapping[float, str]) -> None:
    axes.set_yticks(list(names), list(names.values()), fontsize=7.2)
    for label in axes.get_yticklabels():
        if label.get_text().startswith(("Failed", "Met")):
            label.set_fontweight("bold")
    axes.set_ylim(max(names) + 0.7, -0.7)
    axes.set_xlim(*compressed(np.array([-EDGE, EDGE])))
    axes.set_xticks(compressed(np.array(TICKS)), [fixed(tick, 0) for tick in TICKS])
    axes.xaxis.set_minor_locator(NullLocator())
    lines_for_values(axes)
    axes.set_xlabel("Distance from the middle of the band (half widths)")
    handles = [
        Line2D([], [], linestyle="none", markersize=5.5, label=str(role), **look)
        for role, look in LOOKS.items()
    ]
    handles.append(Line2D([], [], linestyle="none", marker="|", color=INK, label="published"))
    axes.legend(handles=handles, ncols=3, fontsize=8.5, loc="lower right", bbox_to_anchor=(1, 1))


def draw_courses(tables: Any, findings: Any) -> Figure:
    """What studies followed for longer, from a state at rest: medians (lines) with 90 % predictive
    intervals over parameter sets, and what was published (marks, with errors where they are known).
    G is the share of the gap closed beyond the control.
    """
    runs = tables["trials"]
    figure, axes = panels(3, 2, 2.9, 2.35)
    closed, weeks = "Gap closed, G (share)", "Time (weeks)"
    for place, (title, shown, ylabel, xlabel) in zip(
        np.ravel(axes),
        (
            ("3 Huis: bundle", {"bundle": "bundle", "with_leaders": "with leaders"}, closed, weeks),
            ("4 Zohar: attention, 8 weeks", {"attention": ""}, closed, weeks),
            (
                "6 PSYGIENE: a campaign",
                {"campaign": "campaign", "campaign_with_heads": "with heads"},
                closed,
                weeks,
            ),
            ("7 Friebel: time, 39 weeks", {"quits": ""}, "Change of quits (share)", weeks),
            ("11 Saks & Belcourt", {"in_use": ""}, "Training in use (share)", weeks),
            ("8 banddat", {"answers": ""}, "Autocorrelation (r)", "Weeks apart (weeks)"),
        ),
        strict=True,
    ):
        for number, (name, label) in enumerate(shown.items()):
            _draw_course(place, runs, name, label, number)
        place.set_title(title, fontsize=10)
        place.set(xlabel=xlabel, ylabel=ylabel)
        if len(shown) > 1:
            place.legend(fontsize=7.5)
        if ylabel != "Change of quits (share)":
            place.set_ylim(bottom=0)
        else:
            place.axhline(0, color=GREY, linewidth=0.8)
    return figure


def _draw_course(axes: Axes, runs: Columns, name: str, label: str, number: int) -> None:
    weeks, values = of_course(runs, name)
    low, middle, high = _percentiles(values)
    colour, marker = ((BLUE, "o"), (ORANGE, "D"))[number]
    axes.fill_between(weeks, low, high, color=colour, alpha=0.2, linewidth=0)
    axes.plot(weeks, middle, color=colour, linestyle=LINES[number], label=label or None)
    style = PUBLISHED | {"color": colour, "marker": marker}
    for point in COURSES[name]:
        axes.errorbar(point.week, point.value, point.error or None, **style)
