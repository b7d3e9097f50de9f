"""Does the model come to what theory and published examples say it must?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS, GREY, INK
from orgsim.study.calculations import chosen
from orgsim.study.declaration import Calculation, Experiment
from orgsim.study.evidence import Evidence, exactly, function_of_means
from orgsim.study.figures import MARKERS, panels, tick_levels
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.interval_figures import draw_points
from orgsim.study.pictures import pictures
from orgsim.study.tables import Tables

from .closed_forms import CONTAGION, DEGROOT, FRIEDKIN_JOHNSEN, closed_forms, four_people
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


SHOWN = ("practice", "trust", "engagement", "message")
SHAPES = (
    (FLAT, "message", "message, one leader"),
    (FLAT, "practice", "practice, one leader and peers"),
    (HIERARCHY, "message", "message, spans of five"),
)


def draw_paths(tables, findings) -> Figure:
    """Left: the published example week by week. Right: means of 400 employees over 16 replications
    beside the solution of the mean-field equations.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.7)
    beside = {"textcoords": "offset points", "fontsize": 8.5, "ha": "right", "va": "center"}
    for person in range(4):
        of = partial(chosen, tables["four_people"], case=1, person=person)
        week, found = of("week")[:13], of("found")[:13]
        left.plot(week, found, color=COLOURS[person], marker="o", markersize=3)
        left.hlines(of("printed")[:1], 0, 12, color=COLOURS[person], linestyle=":")
        name, start = f"person {person + 1}", (week[0], found[0])
        left.annotate(name, start, (-6, 0), color=COLOURS[person], **beside)
    left.set(xlabel="Time (weeks)", ylabel="Opinion (points of the published example)")
    left.set(xlim=(-3.2, None), xticks=range(0, 13, 2), title="Four people; dotted: as published")
    table = tables["mean_field"]
    for number, state in enumerate(SHOWN):
        of = partial(chosen, table, state=state, epsilon=0.025)
        time = np.unique(of("time"))
        mean, due = ([of(name, time=at).mean() for at in time] for name in ("found", "expected"))
        right.plot(time, due, color=COLOURS[number])
        style = {"linestyle": "", "marker": MARKERS[number], "markersize": 4}
        right.plot(time, mean, color=COLOURS[number], label=state, **style)
    right.set(xlabel="Time (1/ε weeks)", ylabel="Mean of the employees (points)")
    right.set_title("Lines: mean field; marks: simulated, ε = 0.025")
    right.legend(fontsize=8.5, ncols=2, loc="upper right")
    right.set_ylim(top=right.get_ylim()[1] + 0.15)
    return figure


def draw_scaling(tables, findings) -> Figure:
    """Left: distance from the mean field by the size of the rates. Right: how far means stray from
    their expectation by size, with 95 % intervals.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.7)
    epsilons, off = error_by_rate(tables["mean_field"])
    size = np.linalg.norm(off.mean(axis=-1), axis=1)
    left.plot(epsilons, size, marker="o")
    left.plot(
        epsilons, size[0] * epsilons / epsilons[0], color=GREY, linestyle=":", label="slope 1"
    )
    left.set(xlabel="Rates ε (share)", ylabel="Distance from the mean field (points)")
    left.set_title("Slower is closer")
    left.legend(fontsize=8.5)
    for number, (shape, state, label) in enumerate(SHAPES):
        people, squares = squares_by_size(tables["finite_size"], shape, state)
        found = [function_of_means(np.sqrt, each) for each in squares]
        draw_points(right, people, found, number, label, linestyle="-")
        if shape == FLAT:
            due = found[0].value * np.sqrt(people[0] / people)
            right.plot(people, due, color=INK, linewidth=0.8, linestyle=":")
    right.set(xlabel="Size (people below the top)", ylabel="Deviation of the mean, r.m.s. (points)")
    right.set_title("Dotted: one over the root of the size")
    right.legend(fontsize=8.5, loc="lower left")
    for axes, across, up in (
        (left, epsilons, (0.004, 0.006, 0.008, 0.01, 0.015)),
        (right, (10, 100, 1000), (0.001, 0.002, 0.005, 0.01)),
    ):
        tick_levels(axes, across)
        tick_levels(axes, up, axis="y")
    right.set_ylim(bottom=5e-4)
    return figure


def error_by_rate(table) -> tuple[np.ndarray, np.ndarray]:
    """ε, and differences from the solution (ε, times × states, replications)."""
    replications = int(table["replication"].max()) + 1
    epsilons = np.array(list(dict.fromkeys(table["epsilon"].tolist())))
    off = (table["found"] - table["expected"]).reshape(len(epsilons), -1, replications)
    return epsilons, off


def squares_by_size(table, shape: str, state: str) -> tuple[np.ndarray, np.ndarray]:
    """Sizes, and squared deviations (sizes, replications)."""
    of = partial(chosen, table, shape=shape, state=state)
    sizes = np.unique(of("employees"))
    each = [of("deviation", employees=size) ** 2 for size in sizes]
    return sizes.astype(float), np.stack(each)


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
