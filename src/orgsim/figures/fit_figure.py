"""A fit drawn: levers before and after the answers, where the gap sits, answers found and predicted."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from orgsim.figures.style import BLUE, COLOURS, GREY, INK, ORANGE, STYLE
from orgsim.measures.declarations import MEASURES
from orgsim.name_text import label_of
from orgsim.number_text import count
from orgsim.organisation.group_text import plain_name

EVERYBODY = "everybody"
ROW = 0.2
"""Height of a group's row in inches."""

MARKERS = "os^DvPX*"
DARK = COLOURS[:-1]
"""Yellow is lost in thin lines."""

OTHER_SCALES = ("hours", "leavers")
"""Items that are not shares; the table has them."""

LONGEST = 26
"""Characters of a group's name that there is room for."""

Summary = Mapping[str, Any]
Row = Mapping[str, Any]


def draw_fit(of: Summary) -> Figure:
    """Levers of everybody, gaps by group and answers above; below levers by group, if there are any."""
    groups = [group["who"] for group in of["groups"]]
    by_group = list(dict.fromkeys(r["lever"] for r in of["levers"] if r["who"] != EVERYBODY))
    above, below = max(14, len(groups) + 1), max(3, len(groups))
    heights = [1.5 + ROW * above, *([1.1 + ROW * below] * -(-len(by_group) // 3))]
    with rc_context(STYLE):
        layout = ConstrainedLayoutEngine(rect=(0.006, 0.006, 0.988, 0.988), hspace=0.03)
        figure = Figure(figsize=(13, sum(heights) + 0.7), layout=layout)
        parts: Any = figure.subfigures(len(heights), 1, squeeze=False, height_ratios=heights)[:, 0]
        levers, gaps, answers = parts[0].subplots(1, 3, width_ratios=(1, 1, 1.15))
        _draw_levers(levers, [row for row in of["levers"] if row["who"] == EVERYBODY], "lever")
        levers.set_title("Levers, everybody")
        _draw_gaps(gaps, of["gaps"], groups)
        _draw_answers(answers, of["answers"])
        for part, first in zip(parts[1:], range(0, len(by_group), 3), strict=True):
            _draw_group_levers(part, of["levers"], by_group[first : first + 3])
        parted = (count(len(of["waves"]), "wave"), count(of["members"], "member"))
        figure.suptitle(f"{of['config']} ({', '.join(parted)})", x=0.01, ha="left", fontsize=13)
        figure.legend(handles=_key(), loc="outside lower center", ncols=4)
    return figure


def _key() -> list[Line2D]:
    return [
        Line2D([], [], color=GREY, lw=5, alpha=0.45, label="before the answers, 90 %"),
        Line2D([], [], color=BLUE, marker="o", markersize=5, label="after them, median and 90 %"),
        Line2D([], [], color=ORANGE, marker="s", markersize=4.5, label="leaders' say–do gap"),
        Line2D([], [], color=INK, ls=(0, (2, 2)), lw=1, label="everybody's median"),
    ]


def _draw_group_levers(part: Any, levers: Sequence[Row], names: Sequence[str]) -> None:
    panels = np.atleast_1d(part.subplots(1, 3))
    for axes, name in zip(panels, names, strict=False):
        rows = [row for row in levers if row["lever"] == name]
        (everybody,) = (row for row in rows if row["who"] == EVERYBODY)
        _draw_levers(axes, [row for row in rows if row["who"] != EVERYBODY], "who")
        axes.axvline(everybody["after"], color=INK, linestyle=(0, (2, 2)), linewidth=1)
        axes.set_title(label_of(name))
    for axes in panels[len(names) :]:
        axes.set_axis_off()


def _draw_levers(axes: Axes, rows: Sequence[Row], label: str) -> None:
    """Intervals before (grey) and after the answers (blue), a row each."""
    for place, row in enumerate(rows):
        before, after = (
            (row["before_low"], row["before_high"]),
            (row["after_low"], row["after_high"]),
        )
        axes.plot(before, (place, place), color=GREY, linewidth=5, alpha=0.45)
        axes.plot(after, (place, place), color=BLUE, linewidth=1.6)
    places = range(len(rows))
    axes.plot([row["before"] for row in rows], places, "|", color=INK, markersize=6, alpha=0.7)
    axes.plot([row["after"] for row in rows], places, "o", color=BLUE, markersize=4.5)
    _rows(axes, [label_of(row[label]) if label == "lever" else row[label] for row in rows])
    axes.set(xlim=(0, 1), xlabel="share")


def _rows(axes: Axes, names: Sequence[str]) -> None:
    """Rows by name from the top down, with lines across for the eye."""
    plain = map(plain_name, names)
    shown = [name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for name in plain]
    axes.set_yticks(range(len(names)), shown, fontsize=8.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="both")


def _draw_gaps(axes: Axes, gaps: Sequence[Row], groups: Sequence[str]) -> None:
    """The message–practice gap of each group, widest first, and the say–do gap of its leaders."""
    found = {(row["measure"], row["who"]): row for row in gaps}
    widest = sorted(groups, key=lambda who: -found["message_practice_gap", who]["median"])
    names = [EVERYBODY, *widest]
    for measure, colour, marker, shift in (
        ("message_practice_gap", BLUE, "o", -0.15),
        ("say_do_gap", ORANGE, "s", 0.15),
    ):
        for place, who in enumerate(names):
            row = found.get((measure, who))
            if row is not None:
                height = place + shift
                axes.plot((row["low"], row["high"]), (height, height), color=colour, linewidth=1.4)
                axes.plot(row["median"], height, marker, color=colour, markersize=4)
    middle = found["message_practice_gap", EVERYBODY]["median"]
    axes.axvline(middle, color=INK, linestyle=(0, (2, 2)), linewidth=1)
    _rows(axes, names)
    axes.set_xlim(left=0)
    axes.set(title=f"{MEASURES['message_practice_gap'].label} now", xlabel="points")


def _draw_answers(axes: Axes, answers: Sequence[Row]) -> None:
    """What was found against what is predicted, with 90 % intervals; hollow outside of them."""
    shares = [row for row in answers if row["item"] not in OTHER_SCALES]
    items = list(dict.fromkeys(row["item"] for row in shares))
    for number, item in enumerate(items):
        colour, marker = DARK[number % len(DARK)], MARKERS[number % len(MARKERS)]
        for row in (row for row in shares if row["item"] == item):
            inside = row["after_low"] <= row["found"] <= row["after_high"]
            ends = (row["after_low"], row["after_high"])
            axes.plot(ends, (row["found"],) * 2, color=colour, linewidth=0.7, alpha=0.45)
            axes.plot(
                row["after"],
                row["found"],
                marker,
                color=colour,
                markersize=4.5,
                markerfacecolor=colour if inside else "white",
            )
        axes.plot([], [], marker, color=colour, label=item)
    axes.axline((0, 0), slope=1, color=INK, linewidth=0.8)
    values = [row[key] for row in shares for key in ("found", "after_low", "after_high")]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = 0.03 * max(high - low, 0.1)
    limits = (max(low, 0) - margin, min(high, 1) + margin)
    axes.set(xlim=limits, ylim=limits, xlabel="predicted, with 90 % intervals", ylabel="found")
    axes.set_title("Answers found and predicted")
    axes.grid(axis="both")
    if items:
        axes.legend(fontsize=8, loc="best")
