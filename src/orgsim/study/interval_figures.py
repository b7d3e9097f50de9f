"""Charts of evidence: intervals by name and over a factor, shares not yet reached, ablations."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from orgsim.analysis.survival import kaplan_meier
from orgsim.figures.plain_labels import legend_label
from orgsim.figures.style import COLOURS, GREY, INK, lines_for_values
from orgsim.study.evidence import Evidence
from orgsim.study.figures import LINES, MARKERS
from orgsim.study.findings import Left


def draw_points(
    axes: Axes,
    x: Sequence[float] | np.ndarray,
    found: Sequence[Evidence],
    number: int = 0,
    label: str = "",
    **style: Any,
) -> None:
    """Estimates over x with their 95 % intervals, as curve `number` of its axes."""
    value, low, high = (
        np.array([getattr(each, name) for each in found]) for name in ("value", "low", "high")
    )
    usual = {
        "color": COLOURS[number % len(COLOURS)],
        "linestyle": LINES[number % len(LINES)],
        "marker": MARKERS[number % len(MARKERS)],
        "markersize": 4.5,
        "capsize": 3,
    }
    errors = [value - low, high - value]
    axes.errorbar(x, value, errors, label=legend_label(label) if label else None, **usual | style)


def draw_survival(
    axes: Axes,
    weeks: np.ndarray,
    horizon: float,
    number: int,
    label: str,
    reached: bool = False,
    cluster: np.ndarray | None = None,
    **style: Any,
) -> None:
    """Share of runs in which something has not happened yet (Kaplan & Meier 1958), with its band.

    weeks    of each run when it happened, (points, replications); at the horizon or NaN: it had not, and
             is censored
    reached  whether the share in which it has happened is drawn instead
    cluster  which replications belong together, (replications,); without it each is by itself. Runs of
             one replication always do, for all points share its draws
    """
    if cluster is None:
        cluster = np.arange(weeks.shape[-1])
    of_run = np.broadcast_to(cluster, weeks.shape).ravel()
    weeks = weeks.ravel()
    there = weeks < horizon
    curve = kaplan_meier(np.where(there, weeks, horizon), there, of_run)
    at = np.concatenate([[0.0], curve.week, [horizon]])
    share, low, high = (
        np.concatenate([[1.0], part, part[-1:]])
        for part in (
            curve.share,
            *(np.where(np.isfinite(end), end, curve.share) for end in (curve.low, curve.high)),
        )
    )
    if reached:
        share, low, high = 1 - share, 1 - low, 1 - high
    usual: dict[str, Any] = {
        "color": COLOURS[number % len(COLOURS)],
        "linestyle": LINES[number % len(LINES)],
    }
    usual |= style
    axes.fill_between(at, low, high, step="post", color=usual["color"], alpha=0.15, linewidth=0)
    axes.step(at, share, where="post", label=legend_label(label), **usual)
    if not there.all():
        axes.plot(horizon, share[-1], "|", color=usual["color"], markersize=9, clip_on=False)


def draw_intervals(
    axes: Axes,
    found: Mapping[str, Evidence],
    xlabel: str,
    whole: Evidence | None = None,
    **labels: Any,
) -> None:
    """Estimates with their 95 % intervals, one a row.

    whole  what the others are compared with, a dotted line
    """
    for row, evidence in enumerate(found.values()):
        draw_interval(axes, row, evidence)
    axes.axvline(0, color=INK, linewidth=0.8)
    if whole:
        axes.axvline(whole.value, color=GREY, linewidth=1, linestyle=":")
    name_rows(axes, list(found))
    axes.locator_params(axis="x", nbins=5)
    axes.set(xlabel=xlabel, **labels)


def draw_interval(
    axes: Axes, row: float, evidence: Evidence, number: int = 0, label: str = ""
) -> None:
    """One estimate with its 95 % interval in a row, as one of series `number`."""
    colour = COLOURS[number % len(COLOURS)]
    axes.hlines(row, evidence.low, evidence.high, color=colour, linewidth=2.2)
    style: Any = {
        "marker": MARKERS[number % len(MARKERS)],
        "markersize": 5.5,
        "linestyle": "none",
    }
    axes.plot(evidence.value, row, color=colour, label=label or None, **style)


def name_rows(axes: Axes, names: Sequence[str], **text: Any) -> None:
    """Rows with their names, the first on top, and lines for the values."""
    axes.set_yticks(range(len(names)), names, **text)
    axes.set_ylim(len(names) - 0.5, -0.5)
    lines_for_values(axes)


def draw_ablation(axes: Axes, left: Sequence[Left], xlabel: str, **labels: Any) -> None:
    """An effect in the whole model and with one thing off at a time, as intervals."""
    names = ["whole model", *(f"without {each.variant}" for each in left[1:])]
    found = {name: each.effect for name, each in zip(names, left, strict=True)}
    draw_intervals(axes, found, xlabel, left[0].effect, **labels)
