"""Figures of the real organisations and their imitations."""

from functools import partial

from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS
from orgsim.study.calculations import chosen
from orgsim.study.evidence import mean_of
from orgsim.study.figures import LINES, panels, tick_levels
from orgsim.study.interval_figures import draw_interval, draw_intervals, name_rows

from .organisations import ADVICE, FRIENDS, GENERATED, IMITATIONS, MANUFACTURER, REAL, REWIRED
from .runs import WITHOUT

ORGANISATIONS = (MANUFACTURER, ADVICE, FRIENDS)
SHOWN = {
    "alignment": "Alignment, end (points)",
    "practice_dispersion": "Dispersion of practice, end (points)",
    "walking": "Gain by walking the talk (points)",
    "targeted": "Gain by whom one trains (points)",
}


def draw_imitations(tables, findings) -> Figure:
    """Three real networks and ever coarser imitations. Means with 95 % intervals over drawings (of
    random variation alone for what is not drawn).
    """
    figure, axes = panels(2, 2, width=4.6, height=3.1)
    for place, (one, (column, label)) in enumerate(zip(axes.ravel(), SHOWN.items(), strict=True)):
        for number, organisation in enumerate(ORGANISATIONS):
            for row, imitation in enumerate(IMITATIONS):
                where = {"organisation": organisation, "imitation": imitation}
                found = mean_of(chosen(tables["compared"], column, **where))
                name = organisation if row == 0 else ""
                draw_interval(one, row + 0.2 * (number - 1), found, number, name)
        name_rows(one, IMITATIONS if place % 2 == 0 else [""] * len(IMITATIONS))
        one.locator_params(axis="x", nbins=5)
        one.set_xlabel(label)
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, fontsize=8.5)
    return figure


def draw_structure(tables, findings) -> Figure:
    """Left: how much each person counts among the ties of others. Right: what it adds to train
    those most listened to, in the whole model and with one mechanism off.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.6)
    for number, imitation in enumerate((REAL, REWIRED, GENERATED)):
        of = partial(chosen, tables["structure"], organisation=MANUFACTURER, imitation=imitation)
        style = {"color": COLOURS[number], "linestyle": LINES[number], "label": imitation}
        left.plot(of("rank"), of("influence"), **style)
    left.set(xlabel="Rank among the 154 (people)", ylabel="Influence on others (persons' worth)")
    left.set(ylim=(0, None), title="Who is listened to, by e-mail")
    tick_levels(left, (1, 10, 100))
    left.legend(fontsize=8.5)
    gains = {
        variant: mean_of(chosen(tables["ablated"], "targeted", variant=variant))
        for variant in WITHOUT
    }
    title = "Those most listened to, not anybody"
    draw_intervals(right, gains, SHOWN["targeted"], title=title)
    return figure
