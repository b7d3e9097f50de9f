"""An organisation drawn: a radial tree with its ties, or bars where there are too many people."""

import numpy as np
from matplotlib import colormaps, rc_context
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from orgsim.figures.style import BLACK, BLUE, GREEN, INK, ORANGE, PURPLE, SKY, STYLE, VERMILLION
from orgsim.number_text import count, fixed, plain
from orgsim.organisation import Organisation
from orgsim.organisation.sectors import sectors

MOST_DRAWN = 2_000
_MOST_TIES_DRAWN = 20_000
_LEVEL_COLOURS = (VERMILLION, BLUE, ORANGE, GREEN, PURPLE, SKY, BLACK)


def draw_organisation(organisation: Organisation) -> Figure:
    """The reporting tree around its top, ties faint behind it; bars for more than 2,000 people."""
    with rc_context(STYLE):
        if organisation.people > MOST_DRAWN:
            return _draw_bars(organisation)
        return _draw_tree(organisation)


def tree_layout(organisation: Organisation) -> np.ndarray:
    """Places (n, 2): the level is the distance from the top, and every branch fills its own sector.

    People without reports get the same length of arc on every level, so outer ones a smaller angle.
    """
    level = organisation.level
    angle, _ = sectors(organisation.superior, level, 1 / np.maximum(level, 1))
    return level[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])


def _draw_tree(organisation: Organisation) -> Figure:
    figure = Figure(figsize=(8, 8.6), layout="constrained")
    axes = figure.add_subplot()
    place = tree_layout(organisation)
    _draw_ties(axes, organisation, place)
    _draw_lines(axes, organisation, place)
    _draw_people(axes, organisation, place)
    low, high = place.min(axis=0), place.max(axis=0)
    middle, reach = (low + high) / 2, (high - low).max() * 0.54 + 0.1
    limits = np.column_stack([middle - reach, middle + reach])
    axes.set(xlim=limits[0], ylim=limits[1], aspect="equal", title=_headline(organisation))
    axes.set_axis_off()
    _level_legend(figure, organisation)
    return figure


def _draw_ties(axes: Axes, organisation: Organisation, place: np.ndarray) -> None:
    """Ties as arcs bent towards the top, the more of them the fainter."""
    people = organisation.people
    source = np.repeat(np.arange(people), np.diff(organisation.tie_start))
    target = organisation.tie_to.astype(np.int64)
    pairs = np.unique(np.minimum(source, target) * people + np.maximum(source, target))
    pairs = pairs[:: 1 + len(pairs) // _MOST_TIES_DRAWN]
    begin, end = place[pairs // people], place[pairs % people]
    bend = 0.35 * (begin + end)
    paths = [
        Path(points, [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        for points in np.stack([begin, bend, end], axis=1)
    ]
    alpha = float(np.clip(5 / np.sqrt(len(pairs) + 1), 0.06, 0.5))
    axes.add_collection(
        PathCollection(paths, facecolors="none", edgecolors=SKY, linewidths=0.7, alpha=alpha)
    )


def _draw_lines(axes: Axes, organisation: Organisation, place: np.ndarray) -> None:
    """The lines of the tree leave a superior outwards and reach a report from inwards."""
    report = np.arange(1, organisation.people)
    begin, end = place[organisation.superior[report]], place[report]
    far = np.maximum(organisation.level[report], 1)[:, None]
    middle = (far - 0.5) / far
    leave = begin * (middle * far / np.maximum(far - 1, 1))
    arrive = end * middle
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    paths = [Path(points, codes) for points in np.stack([begin, leave, arrive, end], axis=1)]
    axes.add_collection(
        PathCollection(
            paths,
            facecolors="none",
            edgecolors=INK,
            linewidths=_line_width(organisation),
            alpha=0.7,
        )
    )


def _line_width(organisation: Organisation) -> float:
    return float(np.clip(14 / np.sqrt(organisation.people), 0.35, 1.4))


def _draw_people(axes: Axes, organisation: Organisation, place: np.ndarray) -> None:
    size = np.clip(2_600 / organisation.people, 5, 90) * (1 + 1.5 * np.sqrt(organisation.span))
    axes.scatter(
        place[:, 0],
        place[:, 1],
        s=np.minimum(size, 420),
        c=_level_colours(organisation.levels)[organisation.level],
        edgecolors="white",
        linewidths=0.5,
        zorder=3,
    )


def _level_colours(levels: int) -> np.ndarray:
    """A colour for each level (levels, 4): distinct if few, else from dark to light."""
    if levels <= len(_LEVEL_COLOURS):
        return to_rgba_array(_LEVEL_COLOURS[:levels])
    return colormaps["cividis"](np.linspace(0, 1, levels))


def _level_legend(figure: Figure, organisation: Organisation) -> None:
    colours = _level_colours(organisation.levels)
    people = np.bincount(organisation.level)
    shown = np.unique(np.linspace(0, organisation.levels - 1, len(_LEVEL_COLOURS), dtype=int))
    dots = [
        Line2D([], [], color=colours[level], marker="o", linestyle="", markersize=7)
        for level in shown
    ]
    labels = [f"{level}: {count(int(people[level]), 'person', 'people')}" for level in shown]
    figure.legend(dots, labels, loc="outside lower center", ncols=4, title="Level")


def _draw_bars(organisation: Organisation) -> Figure:
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    by_level, spans, degrees = figure.subplots(1, 3)
    _draw_levels(by_level, organisation)
    leaders = organisation.span[organisation.leaders]
    _draw_counts(spans, leaders, "Spans of control", "reports of a leader", "leaders", ORANGE)
    degree = np.diff(organisation.tie_start)
    _draw_counts(degrees, degree, "Ties", "ties of a person", "people", GREEN)
    figure.suptitle(_headline(organisation), x=0.01, ha="left", fontsize=11)
    return figure


def _draw_levels(axes: Axes, organisation: Organisation) -> None:
    people = np.bincount(organisation.level)
    leaders = np.bincount(organisation.level[organisation.leaders], minlength=len(people))
    edges = np.arange(len(people) + 1) - 0.5
    for people_here, label, alpha in ((people, "people", 0.35), (leaders, "of them leaders", 1)):
        axes.stairs(
            people_here,
            edges,
            orientation="horizontal",
            fill=True,
            color=BLUE,
            alpha=alpha,
            label=label,
        )
    axes.set(xscale="log", xlim=(0.7, None), xlabel="people", ylabel="level", title="Levels")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.invert_yaxis()
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.legend(loc="upper right")


def _draw_counts(
    axes: Axes, counts: np.ndarray, title: str, what: str, who: str, colour: str
) -> None:
    width = 1 + int(counts.max()) // 40
    edges = np.arange(0, counts.max() + 1 + width, width) - 0.5
    axes.stairs(np.histogram(counts, edges)[0], edges, fill=True, color=colour, alpha=0.8)
    mean, median = counts.mean(), np.median(counts)
    axes.axvline(mean, color=INK, linewidth=1, label=f"mean {fixed(mean, 1)}")
    axes.axvline(median, color=INK, linewidth=1, linestyle=":", label=f"median {plain(median)}")
    axes.legend(loc="upper right")
    axes.set(title=title, xlabel=what, ylabel=who)
    axes.yaxis.set_major_formatter("{x:,.0f}")


def _headline(organisation: Organisation) -> str:
    parts = [
        f"{count(organisation.people, 'person', 'people')} on {count(organisation.levels, 'level')}"
    ]
    leaders = organisation.leaders
    if len(leaders):
        mean = organisation.span[leaders].mean()
        parts.append(f"{len(leaders):,} with reports, {fixed(mean, 1)} on average")
    if len(organisation.tie_to):
        parts.append(f"{fixed(len(organisation.tie_to) / organisation.people, 1)} ties per person")
    return "; ".join(parts)
