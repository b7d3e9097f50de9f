"""Does the fine structure of real organisations matter, beside generated ones of the same statistics?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS
from orgsim.study.calculations import Columns, chosen
from orgsim.study.declaration import Calculation, Experiment
from orgsim.study.evidence import Estimate, mean_of
from orgsim.study.figures import LINES, panels, tick_levels
from orgsim.study.findings import above, named, predict, report, within
from orgsim.study.interval_figures import draw_interval, draw_intervals, name_rows
from orgsim.study.outcome_curves import of_means, ratio
from orgsim.study.pictures import pictures
from orgsim.study.source_table import Table

from .organisations import (
    ADVICE,
    FRIENDS,
    GENERATED,
    IMITATIONS,
    MANUFACTURER,
    REAL,
    REWIRED,
    UNWEIGHTED,
)
from .runs import WITHOUT, ablate, compare, structure

compared, ablated = Table("compared", "points"), Table("ablated", "points")


@compared.quantity
def of(
    compared: Columns, imitation: str, column: str = "alignment", organisation: str = MANUFACTURER
) -> np.ndarray:
    """A column of an imitation by drawing, (drawings,)."""
    return chosen(compared, column, organisation=organisation, imitation=imitation)


def times(column: str, top: str, bottom: str) -> Estimate:
    return ratio(of(top, column), of(bottom, column))


ABSOLUTE = "difference of absolute differences"

chart_before_ties = of_means(
    lambda real, rewired, generated: np.abs(generated - rewired) - np.abs(rewired - real),
    *(of(imitation) for imitation in (REAL, REWIRED, GENERATED)),
    what=ABSOLUTE,
)
"""How far drawing the chart anew moves alignment, less how far drawing the ties anew does."""

worse_when_small = of_means(
    lambda a, b, c, d: np.abs(a - b) - np.abs(c - d),
    *(
        of(imitation, organisation=organisation)
        for organisation in (ADVICE, MANUFACTURER)
        for imitation in (REAL, GENERATED)
    ),
    what=ABSOLUTE,
)
"""How far the imitation of 21 managers is off in alignment, less that of 154 people."""


ORGANISATIONS = (MANUFACTURER, ADVICE, FRIENDS)
SHOWN = {
    "alignment": "Alignment, end (points)",
    "practice_dispersion": "Dispersion of practice, end (points)",
    "walking": "Gain by walking the talk (points)",
    "targeted": "Gain by whom one trains (points)",
}


def draw_imitations(tables, findings) -> Figure:
    """Three real networks and increasingly coarse imitations. Means with 95 % intervals over
    drawings (of random variation alone for what is not drawn).
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


EXPERIMENT = Experiment(
    sources={
        "compared": Calculation(compare),
        "ablated": Calculation(ablate),
        "structure": Calculation(structure),
    },
    predictions=named(
        means_are_alike=predict(within(-0.01, 0.01), of(REAL) - of(GENERATED)),
        effects_are_alike=predict(
            within(0.8, 1.2), "ratio", times("walking", top=REAL, bottom=GENERATED)
        ),
        chart_before_ties=predict(above(0.0), "points", chart_before_ties),
        people_differ_more=predict(
            above(1.05), "ratio", times("practice_dispersion", top=REAL, bottom=REWIRED)
        ),
        hubs_pay=predict(above(0.0), of(REAL, "targeted") - of(GENERATED, "targeted") * 2),
        small_ones_are_themselves=predict(above(0.0), "points", worse_when_small),
    ),
    numbers=named(
        alike_but_weights=report(
            "dispersion of practice with ties weighed alike, to drawn anew",
            "ratio",
            times("practice_dispersion", top=UNWEIGHTED, bottom=REWIRED),
        ),
        anybody_gains=report(
            "what training any tenth of employees gains over the year after", of(REAL, "trained")
        ),
        **{
            f"gain_{variant.replace(' ', '_')}": report(
                f"what it adds to train those most listened to, {variant}",
                ablated.quantity(chosen)("targeted", variant=variant),
            )
            for variant in WITHOUT
        },
    ),
    pictures=pictures(draw_imitations, draw_structure),
)
