"""The report of a simulation: measures by week, and where the gap sits or how scenarios differ."""

from collections.abc import Mapping
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orgsim.figures.event_line import Event, draw_timeline, drawn, week_ticks
from orgsim.figures.figure_panels import (
    MOST_BANDS,
    Bands,
    Look,
    Looks,
    draw_differences,
    draw_levels,
    draw_themes,
    draw_weeks,
    mark_events,
)
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import COLOURS, STYLE
from orgsim.measures.declarations import measures_shown
from orgsim.number_text import count
from orgsim.week_text import day_of, weeks_from

BY_WEEK = measures_shown("report")
LINES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (3, 1)), (0, (14, 2)))
MARKERS = "os^DvPX*"
WIDE, NARROW = 13.0, 9.0
"""Inches of a figure by itself, and of one on a page, where its letters are smaller than drawn."""

DATES = 0.36
"""Inches that a row of panels is higher by where dates stand below its weeks."""


def draw_report(
    summary: Mapping[str, Any],
    bands: Bands,
    events: list[Event],
    smoothed: Mapping[str, int],
    narrow: bool = False,
) -> Figure:
    """One scenario: measures, and the gap by level and theme; several: measures and differences.

    bands     the band of every measure drawn, by scenario and measure
    smoothed  over how many weeks a measure's band is averaged, where more than one
    narrow    whether it is for a page of a report, which has its own title
    """
    with rc_context(STYLE):
        looks = looks_of(list(summary["scenarios"]))
        rows = len(drawn(events, summary["weeks"]))
        begins = day_of(summary["start_date"])
        dates = DATES * (begins is not None)
        heights = [0.9 + 0.22 * rows + dates, 5.6 + 2 * dates, 2.9 + dates][rows == 0 :]
        margins = ConstrainedLayoutEngine(rect=(0.006, 0.006, 0.988, 0.988))
        width, most = (NARROW, 4) if narrow else (WIDE, 8)
        figure = Figure(figsize=(width, sum(heights) + 1), layout=margins)
        parts: Any = figure.subfigures(len(heights), height_ratios=heights)
        *above, middle, below = parts
        for part in above:
            colours = {name: look.colour for name, look in looks.items()}
            draw_timeline(part.subplots(), events, summary["weeks"], colours, begins)
        panels = list(middle.subplots(2, 3).flat)
        last = below.subplots(1, 2 if len(looks) > 1 else 3, width_ratios=_widths(looks))
        for axes, measure in zip([*panels, last[0]], BY_WEEK, strict=True):
            draw_weeks(axes, summary, measure, bands, looks)
            week_ticks(axes, summary["weeks"], begins, most)
            mark_events(axes, events, summary["weeks"])
            if smoothed.get(measure, 1) > 1:
                axes.set_title(f"mean of {smoothed[measure]} weeks", loc="right", fontsize=8.5)
        if len(looks) > 1:
            draw_differences(last[1], summary, looks)
        else:
            (scenario,) = summary["scenarios"].values()
            draw_levels(last[1], scenario)
            draw_themes(last[2], scenario)
        if not narrow:
            _title(figure, summary)
        _legend(figure, summary, looks, width)
        return figure


def _widths(looks: Looks) -> tuple[float, ...]:
    return (1.0, 2.0) if len(looks) > 1 else (1.0, 1.0, 1.0)


def looks_of(names: list[str]) -> dict[str, Look]:
    """How scenarios are drawn, in their order."""
    number = len(COLOURS)
    return {
        name: Look(
            COLOURS[k % number],
            LINES[(k + k // number) % len(LINES)],
            MARKERS[(k + k // number) % len(MARKERS)],
        )
        for k, name in enumerate(names)
    }


def _title(figure: Figure, summary: Mapping[str, Any]) -> None:
    counts = (
        count(summary["people"], "person", "people"),
        weeks_from(summary["weeks"], day_of(summary["start_date"])),
        count(summary["replications"], "replication"),
        f"seed {summary['seed']}",
    )
    figure.suptitle(f"{summary['config']} ({', '.join(counts)})", x=0.01, ha="left", fontsize=13)


def _legend(figure: Figure, summary: Mapping[str, Any], looks: Looks, width: float) -> None:
    runs, title = summary["replications"], None
    if len(looks) > 1:
        handles = [_line(name, look, name == summary["reference"]) for name, look in looks.items()]
        title = "Means over replications" if runs > 1 else None
        if runs > 1 and len(looks) <= MOST_BANDS:
            title = "Means over replications, with 95 % intervals"
    else:
        handles = _bands_named(next(iter(looks.values())).colour, runs)
    longest = max(len(handle.get_label()) for handle in handles)
    columns = max(1, min(len(handles), 5, int(10 * width) // (longest + 8)))
    figure.legend(
        handles=handles, loc="outside lower center", ncols=columns, title=title, handlelength=3
    )


def _line(name: str, look: Look, is_reference: bool) -> Any:
    """A scenario's line, and but for the reference the mark of its differences."""
    line = Line2D([], [], color=look.colour, linestyle=look.line, markersize=5.5)
    line.set_label(legend_label(name))
    line.set_marker("" if is_reference else look.marker)
    return line


def _bands_named(colour: str, runs: int) -> list[Any]:
    if runs == 1:
        return [Line2D([], [], color=colour, label="the run")]
    ranges = {"95 % interval of the mean": 0.45, "middle 80 % of the replications": 0.18}
    return [
        Line2D([], [], color=colour, label="mean of the replications"),
        *(
            Patch(color=colour, alpha=alpha, linewidth=0, label=label)
            for label, alpha in ranges.items()
        ),
    ]
