"""Which level's modelling matters most for employees, and what bridges a middle that does not model?"""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from orgsim.study.calculations import Columns, numbered
from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import INTERACTION, mean_in, mean_of, means_in, place_in
from orgsim.study.figures import draw_curves, draw_map, draw_weeks, panels
from orgsim.study.findings import Findings, above, below, named, predict, report
from orgsim.study.interval_figures import draw_intervals
from orgsim.study.quantities import Levels, Quantity, quantity
from orgsim.study.shapes import crossing_at, interaction
from orgsim.study.tables import Tables

from .runs import MECHANISMS, map_name, simulate

OF_EMPLOYEES = "points of employees' gap"
CLOSED = "Closed of employees' gap (points)"
TASK_FORCES = {share: f"task_force_{100 * share:02.0f}" for share in (0.05, 0.1, 0.2, 0.4)}


def gap_by_week(runs: Columns, variant: str) -> Levels:
    """Weeks, and the employees' message–practice gap then, (weeks, replications)."""
    return numbered(runs, f"{variant}.gap.")


@quantity
def gap(runs: Columns, variant: str) -> np.ndarray:
    """The gap at the end, (replications,)."""
    return gap_by_week(runs, variant)[1][-1]


@quantity
def column(runs: Columns, name: str) -> np.ndarray:
    return runs[name]


def closed(variant: str, suffix: str = "") -> Quantity:
    """What a variant closes at the end beyond the least effort of all leaders."""
    return gap(f"neither{suffix}") - gap(f"{variant}{suffix}")


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


TOGETHER = interaction(*(gap(name) * -1 for name in ("both", "executives", "managers", "neither")))


def closed_by_week(runs: Columns, variant: str) -> Levels:
    weeks, neither = gap_by_week(runs, "neither")
    return weeks, neither - gap_by_week(runs, variant)[1]


def times_as_much(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A ratio of means; the other taken as at least a trace, so that it is a number."""
    return one / np.maximum(other, 1e-6)


ratio = partial(means_in, "runs", times_as_much)
PAIRED = "ratio of paired means"


def task_forces(runs: Columns) -> np.ndarray:
    """What ever larger task forces close for all employees, none first, (sizes, replications)."""
    found = [bridged(name)(runs) for name in TASK_FORCES.values()]
    return np.stack([np.zeros_like(found[0]), *found])


def size_as_good(gained: np.ndarray, managed: np.ndarray) -> np.ndarray:
    """The size from which a task force closes what managers' effort would."""
    return crossing_at(np.array([0.0, *TASK_FORCES]), gained - managed[..., None], 0.0)


def weeks_to_half(weeks: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """When half of what is closed in the end has been closed; closed (resamples, weeks)."""
    return crossing_at(weeks, closed, closed[..., -1:] / 2)


in_runs = partial(mean_in, "runs")
half_time = partial(place_in, "runs", weeks_to_half)
BY_EXECUTIVES, BY_MANAGERS = (
    partial(closed_by_week, variant=level) for level in ("executives", "managers")
)


def draw_levels(tables: Tables, findings: Findings) -> Figure:
    """Left: share of the employees' first gap closed after three years, by the effort of executives
    and of managers; along a line, one replaces the other. Right: what one level's effort closes
    week by week, with 95 % bands.
    """
    runs = tables["runs"]
    figure, (left, right) = panels(2, width=4.6, height=3.8)
    efforts = np.array(sorted({float(name.split("_")[1]) for name in runs if "map_" in name}))
    ends = [[gap_by_week(runs, map_name(e, m))[1] for m in efforts] for e in efforts]
    shares = np.array([[1 - (each[-1] / each[0]).mean() for each in row] for row in ends])
    draw_map(
        left,
        efforts,
        efforts,
        shares,
        "Closed of employees' first gap (share)",
        tuple(np.linspace(shares.min(), shares.max(), 8)[1:-1].round(3)),
        xlabel="Managers' effort (points)",
        ylabel="Executives' effort (points)",
        title="Which level's effort counts",
    )
    shown = {"managers alone": "managers", "executives alone": "executives", "both": "both"}
    curves = {name: closed_by_week(runs, variant)[1] for name, variant in shown.items()}
    weeks, title = closed_by_week(runs, "both")[0], "How long it takes to arrive"
    draw_weeks(right, weeks, curves, CLOSED, title=title)
    return figure


def draw_mechanisms(tables: Tables, findings: Findings) -> Figure:
    """What the effort of executives or of managers closes for employees, in the whole model
    (dotted) and with one mechanism off. Means with 95 % intervals.
    """
    figure, axes = panels(2, width=4.6, height=3.8)
    known = findings.evidence()
    for place, level in zip(axes, ("executives", "managers"), strict=True):
        whole = known[f"by_{level}"][1]
        found = {name: known[f"{level}_{name.replace(' ', '_')}"][1] for name in WITHOUT}
        title = f"By {level}' effort"
        draw_intervals(place, {"whole model": whole, **found}, CLOSED, whole, title=title)
    return figure


WITHOUT = [f"without {mechanism}" for mechanism in MECHANISMS]


def draw_bridges(tables: Tables, findings: Findings) -> Figure:
    """Executives model, managers do not. Left: what bridges close of the employees' gap, beside
    what managers' effort would. Right: task forces of more and more employees, inside and outside.
    Means with 95 % intervals.
    """
    runs = tables["runs"]
    figure, (left, right) = panels(2, width=4.6, height=3.6)
    bridges = {
        "mentoring": "mentoring",
        "task force that only meets, 10 %": "ties_alone_10",
        **{f"task force, {100 * share:g} %": name for share, name in TASK_FORCES.items()},
        "managers' own effort": "both",
    }
    found = {label: mean_of(bridged(name)(runs)) for label, name in bridges.items()}
    draw_intervals(left, found, CLOSED, title="Past managers who do not model")
    curves = {
        label: np.stack([gained(name, whom)(runs) for name in TASK_FORCES.values()])
        for label, whom in (("its members", "members"), ("other employees", "others"))
    }
    percent, label = 100 * np.array([*TASK_FORCES]), "Employees in the task force (%)"
    title = "Inside and outside the task force"
    draw_curves(right, percent, curves, label, CLOSED, ylim=(0, None), title=title)
    return figure


EXPERIMENT = Experiment(
    sources={"runs": Calculation(simulate)},
    predictions=named(
        managers_in_total=predict(
            above(2.0),
            "times as much",
            ratio(closed("managers"), closed("executives"), what="ratio of means"),
        ),
        executives_each=predict(
            above(1.0),
            "times as much",
            ratio(by_each("executives"), by_each("managers"), what="ratio of means"),
        ),
        levels_substitute=predict(below(0.0), OF_EMPLOYEES, in_runs(TOGETHER, what=INTERACTION)),
        executives_take_longer=predict(
            above(8.0),
            "weeks",
            half_time(BY_EXECUTIVES, "difference of half-times of mean curves", BY_MANAGERS),
        ),
        mentors_carry_no_deeds=predict(
            below(0.25),
            "of what managers' effort closes",
            ratio(bridged("mentoring"), bridged("both"), what=PAIRED),
        ),
        task_force_stays_inside=predict(
            below(0.1),
            "of what members gain",
            ratio(*(gained("task_force_10", who) for who in ("others", "members")), what=PAIRED),
        ),
    ),
    numbers=named(
        by_executives=report(
            "what executives' effort closes", OF_EMPLOYEES, in_runs(closed("executives"))
        ),
        by_managers=report(
            "what managers' effort closes", OF_EMPLOYEES, in_runs(closed("managers"))
        ),
        by_both=report("what both close", OF_EMPLOYEES, in_runs(closed("both"))),
        half_time_managers=report(
            "weeks until half of what managers close is closed",
            "weeks",
            half_time(BY_MANAGERS, "half-time of the mean"),
        ),
        half_time_executives=report(
            "weeks until half of what executives close is closed",
            "weeks",
            half_time(BY_EXECUTIVES, "half-time of the mean"),
        ),
        message_by_mentors=report(
            "what mentoring adds to what employees know of the message",
            "points of fidelity",
            in_runs(column("mentoring.fidelity") - column("executives.fidelity")),
        ),
        meeting_alone=report(
            "what members of a task force gain who meet and work out nothing",
            "points of members' gap",
            in_runs(gained("ties_alone_10", "members")),
        ),
        task_force_as_good=report(
            "share of employees in a task force that does what managers' effort would",
            "share of employees",
            means_in(
                "runs",
                size_as_good,
                task_forces,
                bridged("both"),
                what="crossing of means",
            ),
        ),
        **{
            f"{level}_without_{mechanism}": report(
                f"what {level}' effort closes without {mechanism}",
                OF_EMPLOYEES,
                in_runs(closed(level, f"_without_{mechanism}")),
            )
            for level in ("executives", "managers")
            for mechanism in MECHANISMS
        },
    ),
    pictures=pictures(draw_levels, draw_mechanisms, draw_bridges),
)
