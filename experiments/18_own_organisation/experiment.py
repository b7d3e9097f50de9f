"""Does a fit recover a known truth, and what do fewer waves, fewer answers or no ties cost?"""

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS, GREY, INK
from orgsim.inference.backtest import MODEL, RIVALS
from orgsim.study.calculations import Columns, chosen
from orgsim.study.declaration import Calculation, Experiment
from orgsim.study.evidence import mean_of
from orgsim.study.figures import factor_label, panels
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.interval_figures import draw_interval, name_rows
from orgsim.study.pictures import pictures
from orgsim.study.quantities import Quantity
from orgsim.study.source_table import Table

from .fits import (
    ANSWERS,
    BEFORE,
    FEW,
    GROUP_LEVERS,
    LEVERS,
    MANY,
    NO_TIES,
    ONE,
    STATES,
    TWO,
    VARIANTS,
    WHOLE,
    recovered,
    scores,
)

scored = Table("scores", "points")
PERSISTENCE, MIXED = RIVALS


@scored.quantity
def of(
    scores: Columns, column: str, what: str, variant: str = WHOLE, who: str = MODEL
) -> np.ndarray:
    """A column by truth, (truths,), NaN where the variant was not run."""
    try:
        return chosen(scores, column, what=what, variant=variant, who=who)
    except KeyError:
        return np.full(len(np.unique(scores["truth"])), np.nan)


def crps(what: str, variant: str = WHOLE, who: str = MODEL) -> Quantity:
    return of("crps", what, variant, who)


def cost(variant: str, what: str = STATES) -> Quantity:
    """By how much the score is worse than with everything."""
    return crps(what, variant) - crps(what)


def covered(what: str, variant: str = WHOLE, who: str = MODEL) -> Quantity:
    return of("coverage", what, variant, who).measured_in("share")


INFERRED = {
    STATES: "States of departments",
    LEVERS: "Levers of everybody",
    GROUP_LEVERS: "Levers of departments",
}


def draw_costs(tables, findings) -> Figure:
    """The cost of having less information: score and width of 90 % intervals of what is
    inferred, with 95 % intervals over truths. Lower is better.
    """
    figure, axes = panels(2, 3, width=4.8, height=2.6)
    known = [variant for variant in VARIANTS if variant != BEFORE]
    for row, (what, label) in zip(axes, INFERRED.items(), strict=True):
        for place, (column, measure) in zip(
            row, {"crps": "CRPS", "width": "width"}.items(), strict=True
        ):
            shown = [v for v in known if what != GROUP_LEVERS or v != FEW]
            for number, variant in enumerate(shown):
                found = mean_of(of(column, what, variant)(tables["scores"]))
                if np.isfinite(found.value):
                    draw_interval(place, number, found)
            name_rows(place, shown)
            place.locator_params(axis="x", nbins=5)
            place.set_xlabel(f"{label}: {measure} (points)")
    return figure


def draw_forecasts(tables, findings) -> Figure:
    """The last wave from the two before, where a programme began in between: score, and coverage of
    90 % intervals, with 95 % intervals over truths.
    """
    figure, (left, right) = panels(2, width=4.8, height=2.6)
    names = (MODEL, PERSISTENCE, MIXED)
    for number, who in enumerate(names):
        for place, column in ((left, "crps"), (right, "coverage")):
            found = mean_of(of(column, ANSWERS, BEFORE, who)(tables["scores"]))
            draw_interval(place, number, found)
    for place in (left, right):
        name_rows(place, names)
    left.set(xlabel="CRPS of answers (points)", xlim=(0, None))
    right.set(xlabel="Coverage (share)", xlim=(0, 1))
    right.axvline(0.9, color=GREY, linewidth=1, linestyle=":")
    return figure


def draw_recovered(tables, findings) -> Figure:
    """Levers of the case: before the answers (grey), after them, and their true values
    (diamonds). Medians with 90 % intervals.
    """
    case = tables["recovered"]
    figure, place = panels(1, width=7.2, height=4.2)
    for row in range(len(case["lever"])):
        for shift, when, colour in ((-0.15, "before", GREY), (0.15, "after", COLOURS[0])):
            low, median, high = (case[f"{when}_{k}"][row] for k in ("low", "median", "high"))
            place.hlines(row + shift, low, high, color=colour, linewidth=2.2)
            place.plot(median, row + shift, "o", color=colour, markersize=5)
        place.plot(case["true"][row], row, "D", color=INK, markersize=5)
    name_rows(place, [factor_label(f"levers.{name}") for name in case["lever"]])
    place.set(xlabel="Lever of everybody (share)", xlim=(0, 1))
    return figure


EXPERIMENT = Experiment(
    sources={"scores": Calculation(scores), "recovered": Calculation(recovered)},
    predictions=named(
        beats_persistence=predict(
            above(0.0), crps(ANSWERS, BEFORE, PERSISTENCE) - crps(ANSWERS, BEFORE)
        ),
        beats_mixed_model=predict(above(0.0), crps(ANSWERS, BEFORE, MIXED) - crps(ANSWERS, BEFORE)),
        forecast_covers=predict(within(0.85, 0.95), covered(ANSWERS, BEFORE)),
        levers_covered=predict(within(0.85, 0.95), covered(LEVERS)),
        departments_covered=predict(within(0.85, 0.95), covered(GROUP_LEVERS)),
        states_covered=predict(within(0.85, 0.95), covered(STATES)),
        levers_stay_open=predict(above(0.4), of("width", LEVERS)),
        one_wave_costs=predict(above(0.0), cost(ONE)),
        few_answers_cost=predict(above(0.005), cost(FEW)),
        many_answers_add_little=predict(within(-0.005, 0.005), cost(MANY)),
        ties_add_little=predict(below(0.005), cost(NO_TIES)),
    ),
    numbers=named(
        states_error=report("error of states of departments", of("error", STATES)),
        states_width=report("width of their 90 % intervals", of("width", STATES)),
        levers_error=report("error of levers of everybody", of("error", LEVERS)),
        departments_error=report("error of levers of departments", of("error", GROUP_LEVERS)),
        two_waves_cost=report("what two waves in place of three cost, states", cost(TWO)),
        one_wave_levers=report("what one wave costs, levers", cost(ONE, LEVERS)),
        few_answers_levers=report("what 20 % answering costs, levers", cost(FEW, LEVERS)),
        crps_forecast=report("CRPS of the last wave", crps(ANSWERS, BEFORE)),
        crps_persistence=report("CRPS of persistence", crps(ANSWERS, BEFORE, PERSISTENCE)),
        crps_mixed=report("CRPS of the mixed model", crps(ANSWERS, BEFORE, MIXED)),
        persistence_covers=report("coverage of persistence", covered(ANSWERS, BEFORE, PERSISTENCE)),
    ),
    pictures=pictures(draw_recovered, draw_costs, draw_forecasts),
)
