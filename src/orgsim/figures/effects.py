"""What matters, drawn: factors ranked with their intervals, and the indices behind the ranking."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.analysis.indices import Index, Indices
from orgsim.analysis.sensitivity import EFFECTS, Effect
from orgsim.figures.factor_names import full_names, short_names
from orgsim.figures.style import BLUE, GREY, INK, ORANGE, SKY, STYLE

MOST_SHOWN = 25
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

    A hollow dot is not above what noise alone gives; the dotted line is that limit.
    """
    short = short_names(names)
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    most = max(min(len(effects), MOST_SHOWN) for _, _, effects, _ in panels)
    with rc_context(STYLE):
        figure = Figure(figsize=(5.2 * columns, rows * (1.15 + ROW * most)), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False).ravel()
        for place, (title, unit, effects, indices) in enumerate(panels):
            _dots(axes[place], effects[:MOST_SHOWN], indices, short)
            axes[place].set(title=_title(title, effects), xlabel=_axis(indices, unit))
        for left in axes[len(panels) :]:
            left.set_axis_off()
        _footer(figure, names, short)
    return figure


def _title(title: str, effects: Sequence[Effect]) -> str:
    left = len(effects) - MOST_SHOWN
    return f"{title} (the first {MOST_SHOWN} of {len(effects)})" if left > 0 else title


def _axis(indices: Indices, unit: str) -> str:
    text = EFFECTS[indices.ranks_by]
    return f"{text}\n[{unit}]" if indices.ranks_by == "mu_star" else text


def _dots(
    axes: Axes, effects: Sequence[Effect], indices: Indices, short: Mapping[str, str]
) -> None:
    rows = np.arange(len(effects))
    value = np.array([effect.effect for effect in effects])
    low = np.array([effect.low for effect in effects])
    high = np.array([effect.high for effect in effects])
    axes.hlines(rows, np.where(np.isnan(low), value, low), np.where(np.isnan(high), value, high),
                color=BLUE, linewidth=1.4)  # fmt: skip
    sure = np.array([effect.above_noise is not False for effect in effects])
    axes.scatter(value, rows, s=40, c=np.where(sure, BLUE, "white"), edgecolors=BLUE, zorder=3)
    if indices.floor > 0:
        axes.axvline(indices.floor, color=GREY, linewidth=1, linestyle=":")
    axes.set_yticks(rows, [f"{short[e.factor]}{ARROWS.get(e.direction, '')}" for e in effects])
    axes.set_ylim(len(effects) - 0.4, -0.6)
    top = np.nanmax([*value, *high]) if np.isfinite(high).any() else value.max()
    axes.set_xlim(0, max(1.04 * top, 1.0 if indices.ranks_by != "mu_star" else 0))
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)


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
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.set(title=_title(title, effects), xlabel=_scale(indices, unit))
        figure.legend(loc="outside lower center", ncols=3)
        _footer(figure, names, short)
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
            without, places, s=22, marker="D", facecolors="white", edgecolors=INK, linewidths=0.8,
            zorder=3, label="without noise" if colour == BLUE or label.startswith("sigma") else None,
        )  # fmt: skip


def _footer(figure: Figure, names: Sequence[str], short: Mapping[str, str]) -> None:
    text = full_names(names, short, int(figure.get_figwidth() * 16))
    if text:
        figure.supxlabel(text, x=0.01, ha="left", fontsize=7, color=GREY)


footer = _footer
