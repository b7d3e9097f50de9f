"""Which level's modelling matters most for employees, and what bridges a middle that does not model?"""

from collections.abc import Callable
from functools import partial

import numpy as np

from orgsim.study.calculations import Columns, chosen, numbered
from orgsim.study.case_reports import report_each
from orgsim.study.declaration import Calculation, Experiment
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.outcome_curves import Curve, of_means
from orgsim.study.pictures import WHOLE, Place, figure, pictures, without_each
from orgsim.study.quantities import Quantity, beyond_sum
from orgsim.study.shapes import crossing_at, half_effect_at
from orgsim.study.source_table import Table
from orgsim.study.tables import Levels

from .runs import LEADERS, MECHANISMS, map_name, simulate

OF_EMPLOYEES = "points of employees' gap"
CLOSED = "Closed of employees' gap (points)"
TASK_FORCES = {share: f"task_force_{100 * share:02.0f}" for share in (0.05, 0.1, 0.2, 0.4)}

table = Table("runs", OF_EMPLOYEES)
column = table.quantity(chosen)


@table.levels
def gap_by_week(runs: Columns, variant: str) -> Levels:
    """Weeks, and the employees' message–practice gap then, (weeks, replications)."""
    return numbered(runs, f"{variant}.gap.")


def gap(variant: str, without: str = "") -> Quantity:
    """The gap at the end, with a mechanism off or not."""
    return gap_by_week(f"{variant}_without_{without}" if without else variant).nth(-1)


def closed_by_week(variant: str) -> Curve:
    """What a variant closes beyond the least effort of all leaders."""
    return gap_by_week("neither") - gap_by_week(variant)


def closed(variant: str, without: str = "") -> Quantity:
    """The same at the end, with a mechanism off or not."""
    return gap("neither", without) - gap(variant, without)


def by_each(level: str) -> Quantity:
    """What a level closes for each of its leaders."""
    return closed(level) / column(f"{level}_leaders")


def bridged(variant: str) -> Quantity:
    """What a bridge closes past managers who do not model."""
    return gap("executives") - gap(variant)


def gained(bridge: str, whom: str) -> Quantity:
    """How much smaller the gap of members or others is than that of all employees without a bridge.

    Who is in a task force is drawn at random, so both are like all employees before it.
    """
    return gap("executives") - column(f"{bridge}.{whom}")


TOGETHER = beyond_sum(*(gap(name) * -1 for name in ("both", "executives", "managers", "neither")))


def times_as_much(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A ratio of means; the other taken as at least a trace, so that it is a number."""
    return one / np.maximum(other, 1e-6)


ratio = partial(of_means, times_as_much, what="ratio of paired means")
more = partial(of_means, times_as_much, what="ratio of means", unit="times as much")


def by_share(asked: Callable[[str], Quantity]) -> Curve:
    """What is asked of ever larger task forces, by their percentage of employees."""
    return table.through({100 * share: asked(name) for share, name in TASK_FORCES.items()})


def size_as_good(gained: np.ndarray, managed: np.ndarray) -> np.ndarray:
    """The size from which a task force closes what managers' effort would."""
    sizes, none = np.array([0.0, *TASK_FORCES]), np.zeros_like(gained[..., :1])
    return crossing_at(sizes, np.concatenate([none, gained], -1) - managed[..., None], 0.0)


BY_EXECUTIVES, BY_MANAGERS = closed_by_week("executives"), closed_by_week("managers")


@figure(2)
def draw_levels(left: Place, right: Place) -> None:
    """Left: share of the employees' first gap closed after three years, by the effort of executives
    and of managers; along a line, one replaces the other. Right: what one level's effort closes
    week by week, with 95 % bands.
    """
    runs = left.tables["runs"]
    efforts = np.array(sorted({float(name.split("_")[1]) for name in runs if "map_" in name}))
    ends = [[gap_by_week(map_name(e, m))(runs)[1] for m in efforts] for e in efforts]
    shares = np.array([[1 - (each[-1] / each[0]).mean() for each in row] for row in ends])
    lines = tuple(np.linspace(shares.min(), shares.max(), 8)[1:-1].round(3))
    labels = "Executives' effort (points)", "Managers' effort (points)"
    title, what = "Which level's effort counts", "Closed of employees' first gap (share)"
    left.map(title, (efforts, efforts, shares), what, *labels, lines)
    shown = {"managers alone": "managers", "executives alone": "executives", "both": "both"}
    curves = {name: closed_by_week(variant) for name, variant in shown.items()}
    right.weeks("How long it takes to arrive", curves, CLOSED)


@figure(2)
def draw_mechanisms(*places: Place) -> None:
    """What the effort of executives or of managers closes for employees, in the whole model
    (dotted) and with one mechanism off. Means with 95 % intervals.
    """
    for place, level in zip(places, LEADERS, strict=True):
        shown = without_each(f"by_{level}", level, MECHANISMS)
        place.intervals(f"By {level}' effort", shown, CLOSED, WHOLE)


@figure(2, height=3.6)
def draw_bridges(left: Place, right: Place) -> None:
    """Executives model, managers do not. Left: how much of the employees' gap bridges close,
    compared with managers' effort. Right: task forces of more and more employees, inside and
    outside. Means with 95 % intervals.
    """
    bridges = {
        "mentoring": "mentoring",
        "task force that only meets, 10 %": "ties_alone_10",
        **{f"task force, {100 * share:g} %": name for share, name in TASK_FORCES.items()},
        "managers' own effort": "both",
    }
    found = {label: bridged(name) for label, name in bridges.items()}
    left.intervals("Past managers who do not model", found, CLOSED)
    whom = {"its members": "members", "other employees": "others"}
    curves = {label: by_share(partial(gained, whom=who)) for label, who in whom.items()}
    label, title = "Employees in the task force (%)", "Inside and outside the task force"
    right.curves(title, curves, CLOSED, label, ylim=(0, None))


EXPERIMENT = Experiment(
    sources={"runs": Calculation(simulate)},
    predictions=named(
        managers_in_total=predict(above(2.0), more(closed("managers"), closed("executives"))),
        executives_each=predict(above(1.0), more(by_each("executives"), by_each("managers"))),
        levels_substitute=predict(below(0.0), TOGETHER),
        executives_take_longer=predict(
            above(8.0),
            BY_EXECUTIVES.place(
                half_effect_at, "difference of half-times of mean curves", "weeks", BY_MANAGERS
            ),
        ),
        mentors_carry_no_deeds=predict(
            below(0.25),
            ratio(bridged("mentoring"), bridged("both"), unit="of what managers' effort closes"),
        ),
        task_force_stays_inside=predict(
            below(0.1),
            ratio(
                *(gained("task_force_10", whom) for whom in ("others", "members")),
                unit="of what members gain",
            ),
        ),
    ),
    numbers=named(
        by_executives=report("what executives' effort closes", closed("executives")),
        by_managers=report("what managers' effort closes", closed("managers")),
        by_both=report("what both close", closed("both")),
        half_time_managers=report(
            "weeks until half of what managers close is closed",
            BY_MANAGERS.place(half_effect_at, "half-time of the mean", "weeks"),
        ),
        half_time_executives=report(
            "weeks until half of what executives close is closed",
            BY_EXECUTIVES.place(half_effect_at, "half-time of the mean", "weeks"),
        ),
        message_by_mentors=report(
            "what mentoring adds to what employees know of the message",
            "points of fidelity",
            column("mentoring.fidelity") - column("executives.fidelity"),
        ),
        meeting_alone=report(
            "what members of a task force gain who meet and work out nothing",
            "points of members' gap",
            gained("ties_alone_10", "members"),
        ),
        task_force_as_good=report(
            "share of employees in a task force that does what managers' effort would",
            "share of employees",
            of_means(size_as_good, by_share(bridged), bridged("both"), what="crossing of means"),
        ),
        **report_each(
            "{}_without_{}", "what {}' effort closes without {}", closed, LEADERS, MECHANISMS
        ),
    ),
    pictures=pictures(draw_levels, draw_mechanisms, draw_bridges),
)
