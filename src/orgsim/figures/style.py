"""How every figure looks: one set of Matplotlib settings and one set of colours.

Figures are made as matplotlib.figure.Figure within `with rc_context(STYLE):`, never through pyplot,
which keeps global state and opens windows.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe & Ito (2008), "Color Universal Design": distinguishable for the colour-blind.
BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, YELLOW, BLACK = "#CC79A7", "#56B4E9", "#F0E442", "#000000"
COLOURS = (BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, BLACK, YELLOW)
INK, GREY, PALE = "#333333", "#8C8C8C", "#D9D9D9"

# Matplotlib's type for settings is a list of all their names, hence Any.
STYLE: dict[Any, Any] = {
    "figure.facecolor": "white",
    "figure.dpi": 120,
    "savefig.dpi": 160,
    "savefig.bbox": "tight",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": PALE,
    "grid.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "svg.hashsalt": "orgsim",
    "text.parse_math": False,  # names are drawn as they are written
}


def lines_for_values(axes: "Axes") -> None:
    """Grid lines for values that go across, and neither lines nor ticks for the rows."""
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
