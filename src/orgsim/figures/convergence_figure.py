"""Convergence drawn: the share of runs that have converged by each week, by level of a factor."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from orgsim.analysis.survival import Curve
from orgsim.analysis.sweep_analysis import Convergence, FactorConvergence
from orgsim.figures.effects import footer
from orgsim.figures.factor_names import cut, short_names, some, with_unit
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import COLOURS, STYLE
from orgsim.number_text import p_value

MOST_PANELS = 6
DASHES: tuple[str | tuple, ...] = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))


def draw_convergence(found: Convergence, names: Sequence[str]) -> Figure:
    """Kaplan–Meier curves with bands and numbers at risk, a panel a factor, clearest first."""
    shown = [_first_levels(factor) for factor in found.factors[:MOST_PANELS]]
    short = short_names(names)
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    most = max(len(factor.curves) for factor in shown)
    highest = _highest(shown)
    with rc_context(STYLE):
        figure = Figure(
            figsize=(0.4 + 5.2 * columns, 0.5 + rows * (3.5 + 0.2 * most)), layout="constrained"
        )
        grid = figure.add_gridspec(rows, columns)
        for place, factor in enumerate(shown):
            inner = grid[place // columns, place % columns].subgridspec(
                2, 1, height_ratios=[3.0, 0.3 + 0.2 * most], hspace=0.02
            )
            curves = figure.add_subplot(inner[0])
            numbers = figure.add_subplot(inner[1])
            _draw_curves(curves, factor, found.weeks, with_unit(factor.factor, short))
            curves.set_ylim(0, highest)
            _draw_numbers(numbers, factor, found.weeks)
        left = len(found.factors) - len(shown)
        more = f"; {len(shown)} of {len(found.factors)} factors" if left else ""
        others = ", the others are censored" if found.converged < found.runs else ""
        figure.suptitle(
            f"Convergence: {found.converged:,} of {found.runs:,} runs converged{others}{more}",
            x=0.01,
            ha="left",
            fontsize=11,
        )
        footer(figure, [factor.factor for factor in shown], short)
    return figure


def _first_levels(factor: FactorConvergence) -> FactorConvergence:
    """The levels that there are colours for."""
    labels = factor.levels.labels[: len(COLOURS)]
    levels = factor.levels._replace(labels=labels)
    return replace(factor, levels=levels, curves=factor.curves[: len(labels)])


def _highest(shown: Sequence[FactorConvergence]) -> float:
    """Where the axis of shares ends: the same for all panels, with room for the bands."""
    lows = [_steps(curve, 0)[2].min() for factor in shown for curve in factor.curves]
    return min(1.02, max(0.05, 1.1 * (1 - float(min(lows)))))


def _draw_curves(axes: Axes, factor: FactorConvergence, weeks: int, title: str) -> None:
    for level, (label, curve) in enumerate(zip(factor.levels.labels, factor.curves, strict=True)):
        colour = COLOURS[level % len(COLOURS)]
        week, share, low, high = _steps(curve, weeks)
        axes.fill_between(week, 1 - high, 1 - low, step="post", color=colour, alpha=0.18, lw=0)
        axes.step(
            week,
            1 - share,
            where="post",
            color=colour,
            label=legend_label(label),
            linestyle=DASHES[level % len(DASHES)],
        )
    axes.set_xlim(0, weeks)
    axes.set_ylabel("runs converged")
    shown = some(len(factor.curves), len(factor.runs))
    axes.set_title(title + shown + _test(factor), fontsize=10)
    axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.tick_params(axis="x", labelbottom=False)
    axes.legend(loc="best", fontsize=8)


def _test(factor: FactorConvergence) -> str:
    if factor.p_holm is None:
        return ""
    p = p_value(factor.p_holm)
    return "; log-rank p " + (p if p.startswith("<") else f"= {p}")


def _steps(curve: Curve, weeks: int) -> tuple[np.ndarray, ...]:
    """The curve from week 0 on; without an interval, the estimate itself."""
    low = np.where(np.isfinite(curve.low), curve.low, curve.share)
    high = np.where(np.isfinite(curve.high), curve.high, curve.share)
    whole = [np.concatenate([[1.0], part, part[-1:]]) for part in (curve.share, low, high)]
    end = max(float(weeks), float(curve.week[-1]))
    return np.concatenate([[0.0], curve.week, [end]]), *whole


def _draw_numbers(axes: Axes, factor: FactorConvergence, weeks: int) -> None:
    """How many runs are neither converged nor censored at the weeks of the axis."""
    ticks = [int(t) for t in MaxNLocator(5, integer=True).tick_values(0, weeks) if 0 <= t <= weeks]
    for level, curve in enumerate(factor.curves):
        for tick in ticks:
            place = np.searchsorted(curve.week, tick, side="left")
            left = curve.at_risk[place] if place < len(curve.week) else 0
            axes.text(tick, level, f"{left:,}", ha="center", va="center", fontsize=8)
    axes.set(xlim=(0, weeks), ylim=(len(factor.curves) - 0.5, -0.7), xlabel="week")
    axes.set_title("runs left", fontsize=8, pad=2)
    axes.set_xticks(ticks)
    axes.set_yticks(range(len(factor.curves)), map(cut, factor.levels.labels), fontsize=8)
    axes.tick_params(axis="y", length=0, pad=14)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
