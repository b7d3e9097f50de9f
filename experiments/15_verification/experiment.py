"""Does the model come to what theory and published examples say it must?"""

import numpy as np

from orgsim.study.calculations import chosen
from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import Evidence, exactly, function_of_means
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.tables import Tables

from .closed_forms import CONTAGION, DEGROOT, FRIEDKIN_JOHNSEN, closed_forms, four_people
from .figures import draw_paths, draw_scaling, error_by_rate, squares_by_size
from .limits import FLAT, HIERARCHY, finite_size, mean_field

ROUNDING = 1e-15


def as_published(tables: Tables) -> Evidence:
    """The largest difference at the end, in halves of the last digit printed."""
    table = tables["four_people"]
    end = table["week"] == table["week"].max()
    off = np.abs(table["found"] - table["printed"])[end] / table["half_a_digit"][end]
    return exactly(off.max(), "largest of eight differences")


def to_rounding(tables: Tables, *kinds: str) -> Evidence:
    """The largest difference from a closed form, in units of rounding."""
    errors = [chosen(tables["closed_forms"], "error", kind=kind).max() for kind in kinds]
    return exactly(max(errors) / ROUNDING, "largest difference")


def slope(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least squares slope of log y (…, sizes) on log x (sizes,)."""
    centred = np.log(x) - np.log(x).mean()
    return np.log(y) @ centred / (centred @ centred)


def order_of_error(tables: Tables) -> Evidence:
    epsilons, off = error_by_rate(tables["mean_field"])
    return function_of_means(
        lambda means: slope(epsilons, np.linalg.norm(means, axis=-1)), off, what="log–log slope"
    )


def left_in_the_limit(tables: Tables) -> Evidence:
    """Twice the error at the smallest rates less the error at twice these: what is left at none."""
    _, off = error_by_rate(tables["mean_field"])
    return function_of_means(
        lambda means: np.abs(2 * means[:, -1] - means[:, -2]).max(axis=-1),
        off,
        what="largest extrapolated difference",
    )


def scaling(tables: Tables, shape: str, state: str) -> Evidence:
    people, squares = squares_by_size(tables["finite_size"], shape, state)
    return function_of_means(
        lambda means: slope(people, np.sqrt(means)), squares, what="log–log slope"
    )


EXPERIMENT = Experiment(
    sources={
        "four_people": Calculation(four_people),
        "closed_forms": Calculation(closed_forms),
        "mean_field": Calculation(mean_field),
        "finite_size": Calculation(finite_size),
    },
    predictions=named(
        as_published=predict(below(1.0), "half units of the last digit", as_published),
        closed_forms_hold=predict(
            below(1000.0), "10⁻¹⁵ points", to_rounding, FRIEDKIN_JOHNSEN, DEGROOT, CONTAGION
        ),
        first_order=predict(within(0.8, 1.2), "slope", order_of_error),
        same_limit=predict(below(0.004), "points", left_in_the_limit),
        root_of_people=predict(within(-0.55, -0.45), "slope", scaling, FLAT, "message"),
        peers_change_nothing=predict(within(-0.55, -0.45), "slope", scaling, FLAT, "practice"),
        hierarchies_do_not_average_out=predict(
            above(-0.15), "slope", scaling, HIERARCHY, "message"
        ),
    ),
    numbers=named(
        **{
            name: report(
                f"largest difference from the closed form: {kind}",
                "10⁻¹⁵ points",
                to_rounding,
                kind,
            )
            for name, kind in (
                ("friedkin_johnsen", FRIEDKIN_JOHNSEN),
                ("degroot", DEGROOT),
                ("contagion", CONTAGION),
            )
        }
    ),
    pictures=pictures(draw_paths, draw_scaling),
)
