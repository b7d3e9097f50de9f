"""Figures: places that show quantities and curves, and the figure of an experiment's ablations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.study.declaration import Picture
from orgsim.study.evidence import Estimate, Evidence
from orgsim.study.figures import draw_curves, draw_map, draw_weeks, panels
from orgsim.study.findings import Findings, estimate_of
from orgsim.study.interval_figures import draw_ablation, draw_intervals
from orgsim.study.outcome_curves import Curve
from orgsim.study.quantities import Quantity
from orgsim.study.source_table import Family
from orgsim.study.tables import Tables

WHOLE = "whole model"
Shown = Mapping[str, Curve] | Family
Known = str | Quantity | Estimate
"""Evidence: of a prediction or number by its name, of a quantity, or as an estimate."""


@dataclass(frozen=True)
class Place:
    """One axes of a figure, and what an experiment came to, which can be shown in it."""

    axes: Axes
    tables: Tables
    findings: Findings

    def curves(self, title: str, shown: Shown, ylabel: str, xlabel: str, **layout: Any) -> None:
        """Means over levels with 95 % bands, by name.

        layout  legend, place, ncols, room, zero, ticks … as of `draw_curves`
        """
        levels, found = self.by_name(shown)
        draw_curves(self.axes, levels, found, xlabel, ylabel, title=title, **layout)

    def weeks(self, title: str, shown: Shown, ylabel: str, **layout: Any) -> None:
        """The same by week."""
        draw_weeks(self.axes, *self.by_name(shown), ylabel, title=title, **layout)

    def by_name(self, shown: Shown) -> tuple[np.ndarray, Mapping[str, np.ndarray]]:
        """The levels of curves, of the one that has most, and the values of each."""
        if isinstance(shown, Family):
            return shown(self.tables)
        found = {name: curve(self.tables[curve.source]) for name, curve in shown.items()}
        levels = max((levels for levels, _ in found.values()), key=len)
        for name, (own, _) in found.items():
            if not np.array_equal(own, levels[: len(own)]):
                raise ValueError(f"{name}: over other levels than the curves beside it")
        return levels, {name: values for name, (_, values) in found.items()}

    def map(
        self,
        title: str,
        rows_and_columns: tuple[np.ndarray, np.ndarray, np.ndarray],
        label: str,
        ylabel: str,
        xlabel: str,
        contours: Any = (),
    ) -> None:
        """Means over two factors as colours: levels of the rows, of the columns, and values there."""
        rows, columns, values = rows_and_columns
        labels = {"xlabel": xlabel, "ylabel": ylabel, "title": title}
        draw_map(self.axes, columns, rows, values, label, contours, **labels)

    def intervals(
        self, title: str, shown: Mapping[str, Known], xlabel: str, whole: str = ""
    ) -> None:
        """Estimates with their 95 % intervals, one a row; those without a number are left out.

        whole  which of them the others are compared with, a dotted line
        """
        found = {name: self.evidence(each) for name, each in shown.items()}
        there = {name: each for name, each in found.items() if np.isfinite(each.value)}
        draw_intervals(self.axes, there, xlabel, there.get(whole), title=title)

    def evidence(self, asked: Known) -> Evidence:
        """What a quantity, an estimate, or a prediction or number of this name came to."""
        if isinstance(asked, str):
            return self.findings.evidence()[asked][1]
        return estimate_of(asked)(self.tables)

    def ablation(self, title: str, name: str, xlabel: str, ticks: int = 5) -> None:
        """An effect in the whole model and with one thing off at a time."""
        draw_ablation(self.axes, self.findings.ablations[name], xlabel, title=title)
        self.axes.locator_params(axis="x", nbins=ticks)


Draw = Callable[[Tables, Findings], Figure]


def figure(
    columns: int = 1, rows: int = 1, width: float = 4.6, height: float = 3.8
) -> Callable[[Callable[..., None]], Draw]:
    """Make a figure of a function that fills its places, each of this size in inches."""

    def drawn(fill: Callable[..., None]) -> Draw:
        @wraps(fill)
        def draw(tables: Tables, findings: Findings) -> Figure:
            found, axes = panels(columns, rows, width, height)
            fill(*(Place(each, tables, findings) for each in np.ravel(axes)))
            return found

        return draw

    return drawn


def pictures(*draw: Draw, **declared: Picture) -> dict[str, Picture]:
    """Figures by name: `draw_shape` draws shape.png, and its docstring is the caption.

    declared  others by name, after these
    """
    for each in draw:
        if not each.__doc__:
            raise ValueError(f"{each.__name__}: needs a docstring, which is the figure's caption")
    drawn = {
        each.__name__.removeprefix("draw_"): Picture(each, " ".join((each.__doc__ or "").split()))
        for each in draw
    }
    return drawn | declared


def without_each(whole: str, alone: str, off: Iterable[str]) -> dict[str, str]:
    """What `intervals` shows of an effect: the whole model, and without each of some mechanisms.

    whole  name of the number in the whole model; without effort it is called ALONE_without_effort
    """
    names = {f"without {each}": f"{alone}_without_{each}" for each in off}
    return {WHOLE: whole} | names


def mechanisms(
    effects: str,
    width: float = 5.2,
    height: float = 3.4,
    ticks: int = 5,
    off: str = "mechanism",
    **shown: tuple[str, str],
) -> Picture:
    """Ablations side by side: by name the title of the place and the label of its effect.

    effects  begins the caption, which says the rest of it
    off      of what one is off
    """

    @figure(len(shown), 1, width, height)
    def draw_mechanisms(*places: Place) -> None:
        for place, (name, (title, label)) in zip(places, shown.items(), strict=True):
            place.ablation(title, name, label, ticks)

    caption = f"{effects} in the whole model (dotted) and with one {off} off."
    return Picture(draw_mechanisms, f"{caption} Means with 95 % intervals.")
