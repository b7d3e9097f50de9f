"""What matters, drawn: factors ranked with their intervals, and the indices behind the ranking."""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from orgsim.analysis.factors.indices import Index, Indices
from orgsim.analysis.factors.sensitivity import Effect
from orgsim.figures.factor_names import full_names, short_names
from orgsim.figures.style import BLUE, GREY, INK, ORANGE, SKY, STYLE, lines_for_values

MOST_SHOWN = 25
MOST_IN_PANEL = 10
KEY = (
    "↑ ↓ the outcome rises, falls with the factor; hollow: not shown to matter; dotted line: what noise"
    " alone would give."
)
ROW = 0.3
"""Height of a factor's row in inches."""

SERIES = {
    "total": (
        ("first", "first order: by itself", SKY),
        ("total", "total: with interactions", BLUE),
    ),
    "mu_star": (("mu_star", "mu*: mean size of effects", BLUE), ("sigma", "sigma: spread", ORANGE)),
    "prcc": (("prcc", "PRCC", BLUE), ("srrc", "SRRC", SKY)),
}


def draw_matters(
    panels: Sequence[tuple[str, str, Sequence[Effect], Indices]], names: Sequence[str]
) -> Figure:
    """Dot plots of (title, unit, effects, indices), one a panel: factors by rank, with intervals.

    A hollow dot is not shown to matter; the dotted line is what noise alone gives.
    """
    short = short_names(names)
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    most = max(min(len(effects), MOST_IN_PANEL) for _, _, effects, _ in panels)
    with rc_context(STYLE):
        size = (5.2 * columns, 0.5 + rows * (1.25 + ROW * most))
        figure = Figure(figsize=size, layout=ConstrainedLayoutEngine(hspace=0.06))
        axes = figure.subplots(rows, columns, squeeze=False).ravel()
        for place, (title, unit, effects, indices) in enumerate(panels):
            _dots(axes[place], effects[:MOST_IN_PANEL], indices, short)
            title = _title(title, effects, MOST_IN_PANEL)
            axes[place].set(title=title, xlabel=_axis(indices, unit))
        for left in axes[len(panels) :]:
            left.set_axis_off()
        drawn = [e.factor for _, _, effects, _ in panels for e in effects[:MOST_IN_PANEL]]
        footer(figure, drawn, short, KEY)
    return figure


def _title(title: str, effects: Sequence[Effect], most: int) -> str:
    return f"{title} (the first {most} of {len(effects)})" if len(effects) > most else title


def _axis(indices: Indices, unit: str) -> str:
    return {
        "total": "total index [share of variance]",
        "mu_star": f"mu* [{unit}]",
        "prcc": "PRCC, without its sign",
    }[indices.ranks_by]


def _dots(
    axes: Axes, effects: Sequence[Effect], indices: Indices, short: Mapping[str, str]
) -> None:
    rows = np.arange(len(effects))
    value = np.array([effect.effect for effect in effects])
    low = np.array([effect.low for effect in effects])
    high = np.array([effect.high for effect in effects])
    axes.hlines(
        rows,
        np.where(np.isnan(low), value, low),
        np.where(np.isnan(high), value, high),
        color=BLUE,
        linewidth=1.4,
    )
    sure = np.array([bool(effect.above_noise) for effect in effects])
    axes.scatter(value, rows, s=40, c=np.where(sure, BLUE, "white"), edgecolors=BLUE, zorder=3)
    if indices.floor > 0:
        axes.axvline(indices.floor, color=GREY, linewidth=1, linestyle=":")
    axes.set_yticks(rows, [f"{short[e.factor]}{ARROWS.get(e.direction, '')}" for e in effects])
    axes.set_ylim(len(effects) - 0.4, -0.6)
    axes.set_xlim(0, _right_end(value, high, indices.ranks_by != "mu_star"))
    lines_for_values(axes)


def _right_end(value: np.ndarray, high: np.ndarray, is_share: bool) -> float:
    """Room for all values and intervals; shares end soon after 1, wherever their intervals do."""
    if is_share:
        return max(1.05, 1.05 * float(value.max()))
    top = float(np.nanmax([*value, *high]))
    return 1.04 * top if top > 0 else 1.0


ARROWS = {"rises": " ↑", "falls": " ↓"}


def draw_indices(
    title: str, unit: str, effects: Sequence[Effect], indices: Indices, names: Sequence[str]
) -> Figure:
    """Bars of the indices behind a ranking, with intervals; diamonds are values without noise."""
    shown = effects[:MOST_SHOWN]
    short = short_names(names)
    with rc_context(STYLE):
        figure = Figure(figsize=(7.4, 1.6 + 1.5 * ROW * len(shown)), layout="constrained")
        axes = figure.subplots()
        series = SERIES[indices.ranks_by]
        thick = 0.8 / len(series)
        for number, (kind, label, colour) in enumerate(series):
            found = {index.factor: index for index in indices.of(kind)}
            rows = np.arange(len(shown)) + (number - (len(series) - 1) / 2) * thick
            _bars(axes, [found.get(e.factor) for e in shown], rows, thick, label, colour)
        axes.set_yticks(np.arange(len(shown)), [short[effect.factor] for effect in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.axvline(0, color=INK, linewidth=0.8)
        lines_for_values(axes)
        axes.set_xlabel(_scale(indices, unit))
        if indices.ranks_by != "mu_star":
            limits = axes.get_xlim()
            axes.set_xlim(
                max(-1.05, limits[0]),
                min(
                    limits[1],
                    _right_end(
                        np.array([index.value for index in indices.indices if not index.other]),
                        np.zeros(1),
                        True,
                    ),
                ),
            )
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=8)
        figure.suptitle(_title(title, effects, MOST_SHOWN), x=0.01, ha="left", fontsize=11)
        footer(figure, [effect.factor for effect in shown], short)
    return figure


def _scale(indices: Indices, unit: str) -> str:
    if indices.ranks_by == "mu_star":
        return f"change over the factor's whole range [{unit}]"
    return "share of variance" if indices.ranks_by == "total" else "coefficient of ranks"


def _bars(
    axes: Axes,
    found: Sequence[Index | None],
    rows: np.ndarray,
    thick: float,
    label: str,
    colour: str,
) -> None:
    there = [(row, index) for row, index in zip(rows, found, strict=True) if index is not None]
    if not there:
        return
    places = np.array([row for row, _ in there])
    value, low, high, without = np.array(
        [(index.value, index.low, index.high, index.without_noise) for _, index in there]
    ).T
    axes.barh(places, value, 0.9 * thick, color=colour, label=label)
    known = np.isfinite(low)
    axes.hlines(places[known], low[known], high[known], color=INK, linewidth=1)
    if np.isfinite(without).any():
        axes.scatter(
            without,
            places,
            s=22,
            marker="D",
            facecolors="white",
            edgecolors=INK,
            linewidths=0.8,
            zorder=3,
            label="without noise" if colour == BLUE or label.startswith("sigma") else None,
        )


def footer(figure: Figure, names: Sequence[str], short: Mapping[str, str], key: str = "") -> None:
    """What the figure's signs mean, and what short names stand for, at its foot."""
    width = int(figure.get_figwidth() * 15)
    lines = [*textwrap.wrap(key, width), full_names(names, short, width)]
    text = "\n".join(line for line in lines if line)
    if text:
        figure.supxlabel(text, x=0.01, ha="left", fontsize=7, color=GREY)
