"""The report of a simulation: measures by week, and where the gap sits or how scenarios differ."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
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
from orgsim.measures.own_measures import own_in
from orgsim.number_text import count
from orgsim.week_text import day_of, weeks_from

BY_WEEK = measures_shown("report")
A_ROW = 3
"""Panels of user-defined measures side by side."""

LINES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (3, 1)), (0, (14, 2)))
MARKERS = "os^DvPX*"
WIDE, NARROW = 13.0, 9.0
"""Inches of a figure by itself, and of one on a page, where its letters are smaller than drawn."""

DATES = 0.36
"""Inches that a row of panels is higher by where dates stand below its weeks."""


def by_week(summary: Mapping[str, Any]) -> tuple[str, ...]:
    """The measures that the report draws week by week: declared ones, then one's own."""
    return (*BY_WEEK, *own_in(summary))


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
        own = own_in(summary)
        more = [(2.9 + dates) * ceil(len(own) / A_ROW)] if own else []
        heights = [0.9 + 0.22 * rows + dates, 5.6 + 2 * dates, *more, 2.9 + dates][rows == 0 :]
        margins = ConstrainedLayoutEngine(rect=(0.006, 0.006, 0.988, 0.988))
        width, most = (NARROW, 4) if narrow else (WIDE, 8)
        figure = Figure(figsize=(width, sum(heights) + 1), layout=margins)
        parts: Any = figure.subfigures(len(heights), height_ratios=heights)
        *above, middle = parts[: len(parts) - len(more) - 1]
        for part in above:
            colours = {name: look.colour for name, look in looks.items()}
            draw_timeline(part.subplots(), events, summary["weeks"], colours, begins)
        panels = list(middle.subplots(2, 3).flat)
        last = parts[-1].subplots(1, 2 if len(looks) > 1 else 3, width_ratios=_widths(looks))
        places = [*panels, last[0], *(_own_panels(parts[-2], len(own)) if own else ())]
        for axes, measure in zip(places, (*BY_WEEK, *own), strict=True):
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


def _own_panels(part: Any, number: int) -> list[Axes]:
    """Panels of user-defined measures; the last row may be incomplete."""
    panels = list(part.subplots(ceil(number / A_ROW), A_ROW, squeeze=False).flat)
    for empty in panels[number:]:
        empty.remove()
    return panels[:number]


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
