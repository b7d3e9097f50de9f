"""The figure of a short report: nothing of it is cut or lies over another, however long names are."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from orgsim.analysis.bands import Band
from orgsim.analysis.intervals import Estimate
from orgsim.figures.brief_figure import draw_brief

LONG = (
    "Your organisation",
    "Training programme, everyone, from week 9",
    "Leadership development, all leaders, from week 9",
    "Time management, all leaders, from week 9",
    "Recognition programme, all leaders, weeks 9 to 60 and 2 more",
)
SHORT = ("nothing", "training", "presence", "both")


@pytest.mark.parametrize("names", [LONG, SHORT])
def test_names_have_room(names):
    gap = np.linspace(0.3, 0.1, 157)
    band = Band(gap, gap - 0.02, gap + 0.02, gap - 0.1, gap + 0.1)
    closed = {name: Estimate(20.0, 15.0, 25.0) for name in names[1:]}
    figure = draw_brief(dict.fromkeys(names, band), closed)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = canvas.get_renderer()
    whole, (legend,) = figure.bbox, figure.legends
    titles = [axes.title for axes in figure.axes] + [axes._right_title for axes in figure.axes]
    for part in (legend, *titles):
        box = part.get_window_extent(drawn)
        assert box.width == 0 or (whole.x0 <= box.x0 and box.x1 <= whole.x1)
    rows = [label.get_window_extent(drawn) for label in figure.axes[1].get_yticklabels()]
    assert all(above.y0 >= below.y1 - 1 for above, below in pairwise(rows))
