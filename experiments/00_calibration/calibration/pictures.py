"""Figures of what was found: parameters, trade-offs, predictions, coverage, trials left out."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from calibration.coverage import COVERED, OUTCOME, PARAMETER, covered
from calibration.observations import HELD_OUT, OBSERVATIONS, Observation
from orgsim.evidence.field_trials import Role
from orgsim.evidence.off_scale import expanded
from orgsim.figures.style import BLUE, GREY, INK, ORANGE, PALE, STYLE, VERMILLION

FURTHEST = 3.0
"""Half widths of the band from what was found at which a value is drawn at the edge."""

OFFSET = 0.16
"""By how much rows of two organisations are apart."""

_OF = {each.name: each for each in (*OBSERVATIONS, *HELD_OUT)}


def _rows_figure(rows: int, width: float = 8.0, height: float = 0.21) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height * rows + 1.4), layout="constrained")
    axes: Axes = figure.subplots()
    axes.set_ylim(rows - 0.4, -0.6)
    axes.grid(visible=False)
    return figure, axes


def parameters_figure(found: pd.DataFrame) -> Figure:
    """Prior range (the whole width), 90 % of the sets and the centre; most narrowed first."""
    ordered = found.sort_values("narrowed", ascending=False, kind="stable")
    rows = np.arange(len(ordered))
    with rc_context(STYLE):
        figure, axes = _rows_figure(len(rows))
        axes.hlines(rows, 0, 1, color=PALE, lw=6)
        axes.hlines(rows, ordered["place_low"], ordered["place_high"], color=BLUE, lw=3)
        axes.plot(ordered["place_centre"], rows, "o", color=VERMILLION, ms=4)
        for row, share in zip(rows, ordered["narrowed"], strict=True):
            axes.text(
                1.03, float(row), f"{share:.0%}", va="center", ha="left", fontsize=8, color=INK
            )
        names = [
            prior.split(".", 1)[-1] + (" (log)" if log else "")
            for prior, log in zip(ordered["prior"], ordered["log"], strict=True)
        ]
        axes.set_yticks(rows, names, fontsize=8)
        axes.set_xlim(-0.02, 1.14)
        axes.set_xticks([0, 1], ["lowest", "highest"])
        axes.set_xlabel(
            "prior range; blue: 90 % of the sets, dot: centre\n"
            "at the right: how far the evidence narrows it"
        )
    return figure


def trade_offs_figure(found: pd.DataFrame) -> Figure:
    """The strongest correlations between parameters over the sets."""
    with rc_context(STYLE):
        figure, axes = _rows_figure(len(found), height=0.24)
        rows = np.arange(len(found))
        colours = [BLUE if r > 0 else VERMILLION for r in found["r"]]
        axes.barh(rows, found["r"], color=colours, height=0.6)
        axes.axvline(0, color=GREY, lw=0.8)
        short = [
            f"{first.split('.', 1)[-1]} – {second.split('.', 1)[-1]}"
            for first, second in zip(found["first"], found["second"], strict=True)
        ]
        axes.set_yticks(rows, short, fontsize=8)
        axes.set_xlim(-1, 1)
        axes.set_xlabel("correlation over the sets, of normal scores")
    return figure


def predictions_figure(found: pd.DataFrame) -> Figure:
    """What the sets predict of every part against its band; what was held out has another colour."""
    shown = found[found["part"].isin(list(_OF))]
    names = list(dict.fromkeys(shown["part"]))
    numbers = dict(
        zip(shown["part"], shown["kind"] + " " + shown["number"].astype(str), strict=True)
    )
    with rc_context(STYLE):
        figure, axes = _rows_figure(len(names), height=0.22)
        _band(axes)
        for organisation, (shift, filled) in _places(shown).items():
            of = shown[shown["organisation"] == organisation]
            for row in of.to_dict("records"):
                colour = BLUE if row["role"] == str(Role.TUNED) else ORANGE
                ends = [row[name] for name in ("predicted_low", "predicted_high", "median")]
                _interval(
                    axes, _OF[row["part"]], names.index(row["part"]) + shift, ends, colour, filled
                )
        axes.set_yticks(
            range(len(names)), [f"{name}  ({numbers[name]})" for name in names], fontsize=8
        )
        _legend(figure, shown, {"inferred from": BLUE, "held out": ORANGE})
    return figure


def left_out_figure(found: pd.DataFrame) -> Figure:
    """What is predicted of a trial by a posterior that was told of it, and by one that was not."""
    names = list(dict.fromkeys(found["part"]))
    numbers = dict(zip(found["part"], found["trial"].astype(str), strict=True))
    first = found[found["organisation"] == found["organisation"].iloc[0]]
    with rc_context(STYLE):
        figure, axes = _rows_figure(len(names), height=0.25)
        _band(axes)
        for name, shift, colour in (("with", -OFFSET, GREY), ("without", OFFSET, VERMILLION)):
            for row in first.to_dict("records"):
                ends = [row[f"{name}_{end}"] for end in ("low", "high", "median")]
                _interval(
                    axes, _OF[row["part"]], names.index(row["part"]) + shift, ends, colour, True
                )
        axes.set_yticks(
            range(len(names)), [f"{name}  (trial {numbers[name]})" for name in names], fontsize=8
        )
        _legend(figure, first, {"told of the trial": GREY, "not told": VERMILLION})
    return figure


def coverage_figure(found: pd.DataFrame) -> Figure:
    """Share of made-up truths within 90 % intervals, of parameters and of held-out outcomes."""
    shares = covered(found)
    with rc_context(STYLE):
        figure = Figure(figsize=(9, 3.6), layout="constrained")
        panels = figure.subplots(1, 2, sharey=True)
        for axes, kind in zip(panels, (PARAMETER, OUTCOME), strict=True):
            of = shares[shares["kind"] == kind].sort_values("share", kind="stable")
            axes.axhspan(*COVERED, color=PALE, alpha=0.6, lw=0)
            axes.plot(np.arange(len(of)), of["share"], "o", color=BLUE, ms=4)
            mean = found[found["kind"] == kind]["within"].mean()
            axes.axhline(mean, color=VERMILLION, lw=1)
            axes.set_title(f"{mean:.0%} in the mean", fontsize=10)
            axes.set_xlabel(
                f"{kind}s, from the least covered on" if kind == PARAMETER else "held-out outcomes"
            )
            axes.set_ylim(0, 1.03)
        panels[0].set_ylabel(f"share of {found['truth'].nunique()} truths within")
    return figure


def iterations_figure(found: pd.DataFrame) -> Figure:
    """How far off the ensemble is by iteration: from what it is inferred, and what is held out."""
    with rc_context(STYLE):
        figure = Figure(figsize=(6, 3.2), layout="constrained")
        axes = figure.subplots()
        axes.plot(
            found["iteration"], found["misfit_median"], "o-", color=BLUE, label="inferred from"
        )
        axes.plot(
            found["iteration"],
            found["held_out_misfit_median"],
            "o-",
            color=ORANGE,
            label="held out",
        )
        axes.set_ylim(0, None)
        axes.set_xticks(found["iteration"])
        axes.set_xlabel("iteration; 0 is the prior")
        axes.set_ylabel("mean square off, half widths")
        axes.legend()
    return figure


def chains_figure(found: pd.DataFrame) -> Figure:
    """How wide the chains are, step by step, and which share of them meets what is asked for."""
    with rc_context(STYLE):
        figure = Figure(figsize=(6, 3.2), layout="constrained")
        axes = figure.subplots()
        steps = found["step"]
        axes.plot(steps, found["spread"], "o-", color=BLUE, label="spread, of the priors'")
        axes.plot(steps, found["met_enough"], "s-", color=ORANGE, label="meet enough bands")
        moved = found.iloc[1:]
        axes.plot(moved["step"], moved["moved"], "^-", color=GREY, label="moved in the step")
        axes.set_ylim(0, 1.03)
        axes.set_xticks(steps)
        axes.set_xlabel("step; 0 is the smoother's ensemble")
        axes.set_ylabel("share")
        figure.legend(loc="outside upper left", ncols=3, fontsize=8)
    return figure


def _band(axes: Axes) -> None:
    axes.axvspan(-1, 1, color=PALE, alpha=0.6, lw=0)
    axes.axvline(0, color=GREY, lw=0.8)
    axes.set_xlim(-FURTHEST - 0.2, FURTHEST + 0.2)
    axes.set_xlabel("from what was found, in half widths of the band; at the edges: further off")


def _interval(
    axes: Axes, observation: Observation, row: float, ends: list[float], colour: str, filled: bool
) -> None:
    """A line from low to high and a dot at the median; nothing where there is none."""
    if not np.isfinite(ends).all():
        return
    low, high, median = np.clip(expanded(observation.off(np.array(ends))), -FURTHEST, FURTHEST)
    axes.hlines(row, low, high, color=colour, lw=1.4)
    axes.plot(median, row, "o", color=colour, ms=4, mfc=colour if filled else "white")


def _places(found: pd.DataFrame) -> dict[str, tuple[float, bool]]:
    """By organisation: how far from the middle of a row it is drawn, and whether dots are filled."""
    names = list(dict.fromkeys(found["organisation"]))
    shifts = (0.0,) if len(names) == 1 else (-OFFSET, OFFSET)
    return {name: (shift, shift <= 0) for name, shift in zip(names, shifts, strict=True)}


def _legend(figure: Figure, found: pd.DataFrame, colours: Mapping[str, str]) -> None:
    handles = [Line2D([], [], color=colour, label=label) for label, colour in colours.items()]
    for name, (_, filled) in _places(found).items():
        dot = INK if filled else "white"
        handles.append(Line2D([], [], color=INK, marker="o", ls="", ms=4, mfc=dot, label=name))
    figure.legend(handles=handles, loc="outside upper left", ncols=len(handles), fontsize=8)
