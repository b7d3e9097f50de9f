"""Figures: facts before and after, how the loss fell, what is pinned down, what moves which fact."""

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from calibration.misfit import NAMES, PARTS
from calibration.search import Searched
from calibration.two_worlds import WORLDS
from orgsim.evidence import FACTS
from orgsim.figures.save import lay_out, save_picture
from orgsim.figures.style import BLUE, GREY, INK, PALE, STYLE, VERMILLION

FURTHEST = 3.0
"""Half-widths of the band from its middle at which a fact is drawn at the edge."""


def draw(figures: dict[str, Figure], folder: Path) -> None:
    """Each as PNG and SVG."""
    for name, figure in figures.items():
        lay_out(figure)
        for suffix in (".png", ".svg"):
            save_picture(figure, folder / f"{name}{suffix}")


def facts_figure(validation: pd.DataFrame) -> Figure:
    """Every part against its band, before and after, in both organisations."""
    with rc_context({**STYLE, "axes.grid": False}):
        figure = Figure(figsize=(10, 0.27 * len(NAMES) + 1.4), layout="constrained")
        panels = figure.subplots(1, len(WORLDS), sharey=True)
        rows = np.arange(len(NAMES))
        middle = np.array([(part.low + part.high) / 2 for part in PARTS])
        half = np.array([(part.high - part.low) / 2 for part in PARTS])
        target = np.array([part.target for part in PARTS])
        for axes, world in zip(panels, WORLDS, strict=True):
            axes.axvspan(-1, 1, color=PALE, alpha=0.6, lw=0)
            axes.plot((target - middle) / half, rows, "|", color=INK, ms=9, label="target")
            for moment, colour in (("before", GREY), ("after", BLUE)):
                of = validation[(validation.organisation == world) & (validation.moment == moment)]
                of = of.set_index("part").loc[list(NAMES)]
                at = np.clip((of["mean"] - middle) / half, -FURTHEST, FURTHEST)
                error = np.minimum(of["half_width"] / half, FURTHEST)
                axes.errorbar(at, rows, xerr=error, fmt="o", color=colour, ms=5, lw=1, label=moment)
            axes.set_xlim(-FURTHEST - 0.2, FURTHEST + 0.2)
            axes.set_title(world)
            axes.set_xlabel("half-widths of the band from its middle")
        panels[0].set_yticks(rows, list(NAMES))
        panels[0].set_ylim(len(NAMES) - 0.4, -0.6)
        handles = panels[0].get_legend_handles_labels()
        figure.legend(*handles, loc="outside upper right", ncols=3)
    return figure


def convergence_figure(searched: Searched, inside: np.ndarray) -> Figure:
    """Loss of all points, and facts inside of the best of each generation, by generation."""
    with rc_context(STYLE):
        figure = Figure(figsize=(8, 4.6), layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
        above.plot(searched.generation + 1, searched.loss, ".", color=GREY, ms=3, alpha=0.5)
        by_generation = pd.Series(searched.loss).groupby(searched.generation)
        generation = np.array(list(by_generation.groups)) + 1
        above.plot(generation, by_generation.median(), color=BLUE, label="median")
        above.plot(generation, by_generation.min().cummin(), color=VERMILLION, label="least so far")
        above.set_title("Loss of the points of each generation")
        above.set_ylim(0, np.quantile(searched.loss, 0.99) * 1.05)
        above.legend()
        best = by_generation.idxmin().to_numpy()
        for world, name in enumerate(WORLDS):
            below.plot(generation, inside[best, world], color=(BLUE, VERMILLION)[world], label=name)
        below.set_title("Facts inside, of the best of each generation")
        below.set_xlabel("generation")
        below.legend(fontsize=8)
        below.set_ylim(0, len(FACTS))
        below.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def pinned_figure(ranges: pd.DataFrame) -> Figure:
    """Prior range (the whole width), range of accepted points, assumed and tuned value of each key."""
    with rc_context({**STYLE, "axes.grid": False}):
        figure = Figure(figsize=(9, 0.22 * len(ranges) + 1.2), layout="constrained")
        axes: Axes = figure.subplots()
        ordered = ranges.sort_values("shrinkage", ascending=False)
        rows = np.arange(len(ordered))
        axes.hlines(rows, 0, 1, color=PALE, lw=6)
        axes.hlines(rows, ordered["unit_low"], ordered["unit_high"], color=BLUE, lw=3)
        axes.plot(ordered["unit_assumed"], rows, "|", color=INK, ms=9, label="assumed")
        axes.plot(ordered["unit_tuned"], rows, "o", color=VERMILLION, ms=5, label="tuned")
        short = ordered["key"].str.split(".", n=1).str[-1]
        names = list(short + np.where(ordered["log"], " (log)", ""))
        axes.set_yticks(rows, names, fontsize=8)
        axes.set_ylim(len(ordered) - 0.4, -0.6)
        axes.set_xticks([0, 1], ["lowest", "highest"])
        axes.set_xlabel("prior range; blue: 5–95 % of the accepted points")
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return figure


def sensitivity_figure(correlations: pd.DataFrame) -> Figure:
    """Rank correlations of parts and keys."""
    with rc_context({**STYLE, "axes.grid": False}):
        rows, columns = correlations.shape
        figure = Figure(figsize=(0.21 * columns + 3, 0.2 * rows + 2.4), layout="constrained")
        axes = figure.subplots()
        picture = axes.imshow(correlations, cmap="PuOr", vmin=-0.8, vmax=0.8, aspect="auto")
        names = [key.split(".", 1)[-1] for key in correlations.columns]
        axes.set_xticks(range(columns), names, rotation=90, fontsize=7)
        axes.set_yticks(range(rows), list(correlations.index), fontsize=7)
        figure.colorbar(picture, ax=axes, shrink=0.6, label="rank correlation")
    return figure
