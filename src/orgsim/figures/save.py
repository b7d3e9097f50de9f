"""Figures as files: the same figure gives the same bytes."""

from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from orgsim.figures.plain_labels import missing_signs_accepted, plain_powers
from orgsim.figures.style import STYLE

DOTS_AN_INCH = 150


def lay_out(figure: Figure) -> Figure:
    """The figure with everything in its final place, so that saving need not work it out again."""
    with rc_context(STYLE), missing_signs_accepted():
        plain_powers(figure)
        figure.set_dpi(DOTS_AN_INCH)
        layout = figure.get_layout_engine()
        if layout is not None and figure.axes:
            layout.execute(figure)
        figure.set_layout_engine(None)
        _round(figure)
    return figure


def _round(figure: Figure) -> None:
    """Put parts and axes on round places: the layout's last bits differ from time to time."""
    for part in figure.subfigs:
        box = part.bbox_relative
        box.p0, box.p1 = box.p0.round(6), box.p1.round(6)
    for axes in figure.axes:
        axes.set_position(Bbox(axes.get_position(original=True).get_points().round(6)))


def save_picture(figure: Figure, path: Path) -> None:
    """Write a figure as PNG or SVG, by the name of the file, without date."""
    metadata = {"Date": None} if path.suffix == ".svg" else {}
    laid_out = figure.get_layout_engine() is None
    boxed = {**STYLE, "savefig.bbox": None if laid_out else "tight"}
    with rc_context(boxed), missing_signs_accepted():
        plain_powers(figure)
        figure.savefig(path, dpi=DOTS_AN_INCH, metadata=metadata)


def png_of(figure: Figure, dots_an_inch: int = 110) -> bytes:
    """A figure as the bytes of a PNG file."""
    stream = BytesIO()
    with missing_signs_accepted():
        metadata = {"Software": None}
        figure.savefig(stream, format="png", dpi=dots_an_inch, metadata=metadata)
    return stream.getvalue()
