"""Does the fine structure of real organisations matter, beside generated ones of the same statistics?"""

from functools import partial

import numpy as np

from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import Evidence, function_of_means, mean_of, ratio_of
from orgsim.study.findings import Number, Prediction, above, within
from orgsim.study.tables import Tables

from .figures import draw_imitations, draw_structure, values
from .organisations import ADVICE, GENERATED, MANUFACTURER, REAL, REWIRED, UNWEIGHTED
from .runs import WITHOUT, ablate, compare, structure


def of(tables: Tables, imitation: str, column: str, organisation: str = MANUFACTURER) -> np.ndarray:
    return values(tables["compared"], organisation, imitation, column)


def difference(tables: Tables, column: str) -> Evidence:
    """The manufacturer less its imitation from a handful of numbers."""
    return mean_of(of(tables, REAL, column) - of(tables, GENERATED, column))


def ratio(tables: Tables, column: str, top: str, bottom: str) -> Evidence:
    return ratio_of(of(tables, top, column), of(tables, bottom, column), "ratio of means")


def chart_before_ties(tables: Tables) -> Evidence:
    """How far drawing the chart anew moves alignment, less how far drawing the ties anew does."""
    return function_of_means(
        lambda real, rewired, generated: np.abs(generated - rewired) - np.abs(rewired - real),
        *(of(tables, imitation, "alignment") for imitation in (REAL, REWIRED, GENERATED)),
        what="difference of absolute differences",
    )


def twice_the_gain(tables: Tables) -> Evidence:
    return mean_of(of(tables, REAL, "targeted") - 2 * of(tables, GENERATED, "targeted"))


def worse_when_small(tables: Tables) -> Evidence:
    """How far the imitation of 21 managers is off in alignment, less that of 154 people."""
    small = (of(tables, imitation, "alignment", ADVICE) for imitation in (REAL, GENERATED))
    large = (of(tables, imitation, "alignment") for imitation in (REAL, GENERATED))
    return function_of_means(
        lambda a, b, c, d: np.abs(a - b) - np.abs(c - d),
        *small,
        *large,
        what="difference of absolute differences",
    )


def without(tables: Tables, variant: str) -> Evidence:
    ablated = tables["ablated"]
    return mean_of(ablated["targeted"][ablated["variant"] == variant])


EXPERIMENT = Experiment(
    sources={
        "compared": Calculation(compare),
        "ablated": Calculation(ablate),
        "structure": Calculation(structure),
    },
    predictions=(
        Prediction(
            "means_are_alike",
            "points",
            partial(difference, column="alignment"),
            within(-0.01, 0.01),
        ),
        Prediction(
            "effects_are_alike",
            "ratio",
            partial(ratio, column="walking", top=REAL, bottom=GENERATED),
            within(0.8, 1.2),
        ),
        Prediction("chart_before_ties", "points", chart_before_ties, above(0.0)),
        Prediction(
            "people_differ_more",
            "ratio",
            partial(ratio, column="practice_dispersion", top=REAL, bottom=REWIRED),
            above(1.05),
        ),
        Prediction("hubs_pay", "points", twice_the_gain, above(0.0)),
        Prediction("small_ones_are_themselves", "points", worse_when_small, above(0.0)),
    ),
    numbers=(
        Number(
            "alike_but_weights",
            "dispersion of practice with ties weighed alike, to drawn anew",
            "ratio",
            partial(ratio, column="practice_dispersion", top=UNWEIGHTED, bottom=REWIRED),
        ),
        Number(
            "anybody_gains",
            "what training any tenth of employees gains over the year after",
            "points",
            lambda tables: mean_of(of(tables, REAL, "trained")),
        ),
        *(
            Number(
                f"gain_{variant.replace(' ', '_')}",
                f"what it adds to train those most listened to, {variant}",
                "points",
                partial(without, variant=variant),
            )
            for variant in WITHOUT
        ),
    ),
    pictures=pictures(draw_imitations, draw_structure),
)
