"""A sweep drawn: an outcome over each factor, over pairs of factors, and as a map of two."""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.analysis.factors.levels import LevelMeans, Levels
from orgsim.analysis.result_schema import ResultColumn
from orgsim.figures.effects import footer
from orgsim.figures.factor_names import cut, short_names, some, with_unit
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import BLUE, COLOURS, GREY, INK, STYLE
from orgsim.number_text import fixed, plain

MOST_PANELS = 12
COLUMNS = 4
MOST_LINES = 8
MOST_TICKS = 30
"""Levels of text beyond these are named by every second, third … of them."""

MARKERS = "osD^vPX*"

MainEffect = tuple[str, Levels, LevelMeans]
Pair = tuple[str, str, Levels, Levels, LevelMeans]


def draw_main_effects(
    outcome: ResultColumn, average: float, effects: Sequence[MainEffect], names: Sequence[str]
) -> Figure:
    """Mean of an outcome at the levels of each factor with intervals, all on one scale."""
    shown = effects[:MOST_PANELS]
    columns = min(COLUMNS, len(shown))
    rows = -(-len(shown) // columns)
    short = short_names(names)
    with rc_context(STYLE):
        figure = Figure(figsize=(0.6 + 2.7 * columns, 0.5 + 2.5 * rows), layout="constrained")
        panels = figure.subplots(rows, columns, sharey=True, squeeze=False).ravel()
        for axes, (factor, levels, means) in zip(panels, shown, strict=False):
            axes.axhline(average, color=GREY, linewidth=0.8, linestyle=":")
            _curve(axes, levels, means, BLUE, "o", "")
            _level_axis(axes, levels)
            axes.set_xlabel(with_unit(factor, short))
        panels[0].set_ylim(_limits([means for _, _, means in shown]))
        for axes in panels[len(shown) :]:
            axes.set_axis_off()
        left = len(effects) - len(shown)
        more = f" (the first {len(shown)} of {len(effects)} factors)" if left else ""
        figure.suptitle(f"{outcome.label}: mean by factor{more}", x=0.01, ha="left", fontsize=11)
        figure.supylabel(_with_unit(outcome), fontsize=10)
        footer(figure, [factor for factor, _, _ in shown], short)
    return figure


def _curve(
    axes: Axes,
    levels: Levels,
    means: LevelMeans,
    colour: str,
    marker: str,
    label: str,
    aside: float = 0.0,
) -> None:
    """Means with intervals; `aside` moves them by a share of the axis, so that intervals show."""
    known = np.isfinite(means.mean)
    place = levels.centres[known] + aside * np.ptp(levels.centres)
    mean, low, high = means.mean[known], means.low[known], means.high[known]
    axes.plot(
        place,
        mean,
        marker=marker,
        markersize=5,
        color=colour,
        label=legend_label(label),
        linestyle="-" if levels.numeric else "none",
    )
    sure = np.isfinite(low)
    axes.vlines(place[sure], low[sure], high[sure], color=colour, linewidth=1.2, alpha=0.8)


def _limits(found: Sequence[LevelMeans]) -> tuple[float, float]:
    """Room for all means and for intervals, but for those that would squeeze the means."""
    low, high = (
        float(end(np.concatenate([means.mean for means in found])))
        for end in (np.nanmin, np.nanmax)
    )
    ends = np.concatenate([part for means in found for part in (means.mean, means.low, means.high)])
    room = max(high - low, 1e-9)
    bottom, top = max(np.nanmin(ends), low - room), min(np.nanmax(ends), high + room)
    margin = max(0.05 * (top - bottom), 1e-9)
    return bottom - margin, top + margin


def _level_axis(axes: Axes, levels: Levels) -> None:
    """Ticks with the levels' names if they are not numbers."""
    if not levels.numeric:
        many = len(levels.labels) > MOST_LINES
        long = max(len(label) for label in levels.labels) > 8
        every = -(-len(levels.labels) // MOST_TICKS)
        axes.set_xticks(
            levels.centres[::every],
            [cut(label) for label in levels.labels[::every]],
            rotation=90 if many else 30 if long else 0,
            ha="right" if long or many else "center",
            va="center" if many else "top",
            rotation_mode="anchor",
            fontsize=6 if many else 9,
        )
        axes.set_xlim(-0.5, len(levels.labels) - 0.5)
    else:
        axes.margins(x=0.08)


def _with_unit(outcome: ResultColumn) -> str:
    return f"{outcome.label.split(' (')[0]} [{outcome.unit}]"


def draw_interactions(outcome: ResultColumn, pairs: Sequence[Pair], names: Sequence[str]) -> Figure:
    """An outcome over one factor at levels of another; parallel lines mean no interaction."""
    short = short_names(names)
    with rc_context(STYLE):
        figure = Figure(figsize=(0.6 + 3.6 * len(pairs), 4.4), layout="constrained")
        panels = figure.subplots(1, len(pairs), sharey=True, squeeze=False).ravel()
        for axes, (one, other, rows, columns, means) in zip(panels, pairs, strict=True):
            table = [part.reshape(len(rows.labels), len(columns.labels)) for part in means]
            labels = columns.labels[:MOST_LINES]
            for level, label in enumerate(labels):
                line = LevelMeans(*(part[:, level] for part in table))
                _curve(
                    axes,
                    rows,
                    line,
                    COLOURS[level % len(COLOURS)],
                    MARKERS[level % len(MARKERS)],
                    cut(label, 28),
                    0.012 * (level - (len(labels) - 1) / 2),
                )
            _level_axis(axes, rows)
            axes.set_xlabel(with_unit(one, short))
            axes.legend(
                title=with_unit(other, short) + some(len(labels), len(columns.labels)),
                loc="lower left",
                bbox_to_anchor=(0, 1.0),
                fontsize=8,
                title_fontsize=8,
                alignment="left",
                ncols=1 + (len(labels) > 4),
            )
        panels[0].set_ylabel(_with_unit(outcome))
        panels[0].set_ylim(_limits([pair[4] for pair in pairs]))
        figure.suptitle(f"{outcome.label}: pairs of factors", x=0.01, ha="left", fontsize=11)
        footer(figure, [name for pair in pairs for name in pair[:2]], short)
    return figure


def draw_map(
    outcome: ResultColumn, pair: Pair, names: Sequence[str], threshold: float | None = None
) -> Figure:
    """Means of an outcome in the cells of two factors, with the line where it reaches a threshold."""
    one, other, rows, columns, means = pair
    short = short_names(names)
    values = means.mean.reshape(len(rows.labels), len(columns.labels))
    with rc_context(STYLE):
        wide, high = 2.6 + 0.72 * values.shape[1], 2.1 + 0.5 * values.shape[0]
        figure = Figure(figsize=(max(5.0, wide), max(3.6, high)), layout="constrained")
        axes = figure.subplots()
        axes.set_facecolor("#EEEEEE")
        image = axes.pcolormesh(values, cmap="cividis", edgecolors="white", linewidth=0.8)
        _write_values(axes, values)
        numeric = rows.numeric and columns.numeric
        crossed = numeric and threshold is not None and _draw_threshold(axes, values, threshold)
        for axis, levels in ((axes.yaxis, rows), (axes.xaxis, columns)):
            axis.set_ticks(np.arange(len(levels.labels)) + 0.5, [cut(t) for t in levels.labels])
        if max(len(label) for label in columns.labels) > 6:
            axes.tick_params(axis="x", rotation=30)
            for label in axes.get_xticklabels():
                label.set(ha="right", rotation_mode="anchor")
        axes.grid(visible=False)
        axes.tick_params(length=0)
        line = f"; red line: converged ({plain(threshold)})" if crossed else ""
        axes.set(
            xlabel=with_unit(other, short),
            ylabel=with_unit(one, short),
            title=f"{outcome.label}{line}",
        )
        figure.colorbar(image, ax=axes, label=_with_unit(outcome))
        footer(figure, [one, other], short)
    return figure


def _write_values(axes: Axes, values: np.ndarray) -> None:
    low, high = np.nanmin(values), np.nanmax(values)
    colours = colormaps["cividis"]
    decimals = int(np.clip(1 - np.floor(np.log10(max(high - low, 1e-12))), 0, 5))
    size = 8 if values.shape[1] <= 8 else 6.5
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            red, green, blue, _ = colours((value - low) / (high - low) if high > low else 0.0)
            bright = 0.299 * red + 0.587 * green + 0.114 * blue > 0.55
            text = fixed(value, decimals)
            axes.text(
                column + 0.5,
                row + 0.5,
                text,
                ha="center",
                va="center",
                fontsize=size,
                color=INK if bright else "white",
            )


def _draw_threshold(axes: Axes, values: np.ndarray, threshold: float) -> bool:
    """The contour between cells' centres; whether there is one."""
    if min(values.shape) < 2 or not np.nanmin(values) < threshold < np.nanmax(values):
        return False
    rows, columns = (np.arange(size) + 0.5 for size in values.shape)
    axes.contour(
        columns,
        rows,
        np.ma.masked_invalid(values),
        levels=[threshold],
        colors="#D55E00",
        linewidths=2,
    )
    return True
