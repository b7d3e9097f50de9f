"""Figures as files: the same figure gives the same bytes."""

from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from orgsim.figures.style import STYLE

DOTS_AN_INCH = 150


def save_picture(figure: Figure, path: Path) -> None:
    """Write a figure as PNG or SVG, by the name of the file, without date."""
    metadata = {"Date": None} if path.suffix == ".svg" else {}
    with rc_context(STYLE):
        figure.savefig(path, dpi=DOTS_AN_INCH, metadata=metadata)
