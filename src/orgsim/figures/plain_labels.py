"""Text of users on figures: never mathematics, never a sign to Matplotlib, never a warning.

The style turns mathematics off for all text, so the powers of logarithmic axes, which Matplotlib
writes as mathematics, are written with raised digits instead.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatterSciNotation

_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def legend_label(text: str) -> str:
    """A label that a legend shows; Matplotlib leaves out those that begin with an underscore."""
    return f"\N{WORD JOINER}{text}" if text.startswith("_") else text


class RaisedPowers(LogFormatterSciNotation):
    """Powers without mathematics: 10³, 2×10³."""

    def __call__(self, x: float, pos: Any = None) -> str:
        """The label of a tick, "" where it has none."""
        text = super().__call__(x, pos).removeprefix(r"$\mathdefault{").removesuffix("}$")
        number, raised, power = text.replace(r"\times", "×").partition("^{")
        return number + power.removesuffix("}").translate(_RAISED) if raised else number


def plain_powers(figure: Figure) -> None:
    """Give logarithmic axes labels that need no mathematics."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is LogFormatterSciNotation:
                axis.set_major_formatter(_like(axis.get_major_formatter()))
            if type(axis.get_minor_formatter()) is LogFormatterSciNotation:
                axis.set_minor_formatter(_like(axis.get_minor_formatter()))


def _like(formatter: Any) -> RaisedPowers:
    return RaisedPowers(
        formatter._base,
        formatter.labelOnlyBase,
        formatter.minor_thresholds,
        formatter._linthresh,
    )


@contextmanager
def missing_signs_accepted() -> Iterator[None]:
    """Signs that the font does not have are drawn as boxes, which say enough."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph .* missing from font", UserWarning)
        yield
