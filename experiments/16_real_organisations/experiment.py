"""Does the fine structure of real organisations matter, beside generated ones of the same statistics?"""

from functools import partial

import numpy as np

from orgsim.study.calculations import Columns, chosen
from orgsim.study.contrasts import quantity
from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import Estimate, mean_in, means_in
from orgsim.study.findings import above, named, predict, report, within

from .figures import draw_imitations, draw_structure
from .organisations import ADVICE, GENERATED, MANUFACTURER, REAL, REWIRED, UNWEIGHTED
from .runs import WITHOUT, ablate, compare, structure


@quantity
def of(
    compared: Columns, imitation: str, column: str = "alignment", organisation: str = MANUFACTURER
) -> np.ndarray:
    """A column of an imitation by drawing, (drawings,)."""
    return chosen(compared, column, organisation=organisation, imitation=imitation)


def ratio(column: str, top: str, bottom: str) -> Estimate:
    values = of(top, column), of(bottom, column)
    return means_in("compared", np.divide, *values, what="ratio of means")


ABSOLUTE = "difference of absolute differences"

chart_before_ties = means_in(
    "compared",
    lambda real, rewired, generated: np.abs(generated - rewired) - np.abs(rewired - real),
    *(of(imitation) for imitation in (REAL, REWIRED, GENERATED)),
    what=ABSOLUTE,
)
"""How far drawing the chart anew moves alignment, less how far drawing the ties anew does."""

worse_when_small = means_in(
    "compared",
    lambda a, b, c, d: np.abs(a - b) - np.abs(c - d),
    *(
        of(imitation, organisation=organisation)
        for organisation in (ADVICE, MANUFACTURER)
        for imitation in (REAL, GENERATED)
    ),
    what=ABSOLUTE,
)
"""How far the imitation of 21 managers is off in alignment, less that of 154 people."""

in_compared = partial(mean_in, "compared")

EXPERIMENT = Experiment(
    sources={
        "compared": Calculation(compare),
        "ablated": Calculation(ablate),
        "structure": Calculation(structure),
    },
    predictions=named(
        means_are_alike=predict(
            within(-0.01, 0.01), "points", in_compared(of(REAL) - of(GENERATED))
        ),
        effects_are_alike=predict(
            within(0.8, 1.2), "ratio", ratio("walking", top=REAL, bottom=GENERATED)
        ),
        chart_before_ties=predict(above(0.0), "points", chart_before_ties),
        people_differ_more=predict(
            above(1.05), "ratio", ratio("practice_dispersion", top=REAL, bottom=REWIRED)
        ),
        hubs_pay=predict(
            above(0.0), "points", in_compared(of(REAL, "targeted") - of(GENERATED, "targeted") * 2)
        ),
        small_ones_are_themselves=predict(above(0.0), "points", worse_when_small),
    ),
    numbers=named(
        alike_but_weights=report(
            "dispersion of practice with ties weighed alike, to drawn anew",
            "ratio",
            ratio("practice_dispersion", top=UNWEIGHTED, bottom=REWIRED),
        ),
        anybody_gains=report(
            "what training any tenth of employees gains over the year after",
            "points",
            in_compared(of(REAL, "trained")),
        ),
        **{
            f"gain_{variant.replace(' ', '_')}": report(
                f"what it adds to train those most listened to, {variant}",
                "points",
                mean_in("ablated", chosen, "targeted", variant=variant),
            )
            for variant in WITHOUT
        },
    ),
    pictures=pictures(draw_imitations, draw_structure),
)
