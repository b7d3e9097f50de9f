"""Which level's modelling matters most for employees, and what bridges a middle that does not model?"""

from functools import partial

import numpy as np

from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import Evidence, difference_of, function_of_means, mean_of
from orgsim.study.findings import Number, Prediction, above, below
from orgsim.study.shapes import crossing_at, interaction
from orgsim.study.tables import Tables

from .figures import draw_bridges, draw_levels, draw_mechanisms
from .runs import MECHANISMS, simulate
from .watched import Watched

OF_EMPLOYEES = "points of employees' gap"


def runs_of(tables: Tables) -> Watched:
    return Watched(tables["runs"])


def times_as_much(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A ratio of means; the other taken as at least a trace, so that it is a number."""
    return one / np.maximum(other, 1e-6)


def ratio(one: np.ndarray, other: np.ndarray, what: str = "ratio of means") -> Evidence:
    return function_of_means(times_as_much, one, other, what=what)


def managers_in_total(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    return ratio(seen.closed("managers"), seen.closed("executives"))


def executives_each(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    return ratio(seen.each("executives"), seen.each("managers"))


def mentors_carry_no_deeds(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    mentored, managed = (seen.gap("executives") - seen.gap(name) for name in ("mentoring", "both"))
    return ratio(mentored, managed, "ratio of paired means")


def task_force_stays_inside(tables: Tables) -> Evidence:
    gained = partial(runs_of(tables).gained, "task_force_10")
    return ratio(gained("others"), gained("members"), "ratio of paired means")


def levels_substitute(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    corners = [-seen.gap(name) for name in ("both", "executives", "managers", "neither")]
    return mean_of(interaction(*corners), "paired interaction contrast")


def weeks_to_half(weeks: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """When half of what is closed in the end has been closed; closed (resamples, weeks)."""
    return crossing_at(weeks, closed, closed[..., -1:] / 2)


def executives_take_longer(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    executives, managers = (seen.closed_by_week(level) for level in ("executives", "managers"))
    what = "difference of half-times of mean curves"
    return difference_of(partial(weeks_to_half, seen.weeks), executives, managers, what)


def effect_of(tables: Tables, level: str) -> Evidence:
    return mean_of(runs_of(tables).closed(level))


def effect_without(tables: Tables, level: str, mechanism: str) -> Evidence:
    return mean_of(runs_of(tables).closed(level, f"_without_{mechanism}"))


def message_by_mentors(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    return mean_of(seen.fidelity("mentoring") - seen.fidelity("executives"))


def task_force_as_good(tables: Tables) -> Evidence:
    """The size from which a task force closes what managers' effort would."""
    seen = runs_of(tables)
    sizes, gained = seen.task_forces()
    managed = seen.gap("executives") - seen.gap("both")
    return function_of_means(
        lambda gained, managed: crossing_at(sizes, gained - managed[..., None], 0.0),
        gained,
        managed,
        what="crossing of means",
    )


def meeting_alone(tables: Tables) -> Evidence:
    seen = runs_of(tables)
    return mean_of(seen.gained("ties_alone_10", "members"))


def weeks_of(tables: Tables, level: str) -> Evidence:
    seen = runs_of(tables)
    return function_of_means(
        partial(weeks_to_half, seen.weeks), seen.closed_by_week(level), what="half-time of the mean"
    )


EXPERIMENT = Experiment(
    sources={"runs": Calculation(simulate)},
    predictions=(
        Prediction("managers_in_total", "times as much", managers_in_total, above(2.0)),
        Prediction("executives_each", "times as much", executives_each, above(1.0)),
        Prediction("levels_substitute", OF_EMPLOYEES, levels_substitute, below(0.0)),
        Prediction("executives_take_longer", "weeks", executives_take_longer, above(8.0)),
        Prediction(
            "mentors_carry_no_deeds",
            "of what managers' effort closes",
            mentors_carry_no_deeds,
            below(0.25),
        ),
        Prediction(
            "task_force_stays_inside", "of what members gain", task_force_stays_inside, below(0.1)
        ),
    ),
    numbers=(
        Number(
            "by_executives",
            "what executives' effort closes",
            OF_EMPLOYEES,
            partial(effect_of, level="executives"),
        ),
        Number(
            "by_managers",
            "what managers' effort closes",
            OF_EMPLOYEES,
            partial(effect_of, level="managers"),
        ),
        Number("by_both", "what both close", OF_EMPLOYEES, partial(effect_of, level="both")),
        Number(
            "half_time_managers",
            "weeks until half of what managers close is closed",
            "weeks",
            partial(weeks_of, level="managers"),
        ),
        Number(
            "half_time_executives",
            "weeks until half of what executives close is closed",
            "weeks",
            partial(weeks_of, level="executives"),
        ),
        Number(
            "message_by_mentors",
            "what mentoring adds to what employees know of the message",
            "points of fidelity",
            message_by_mentors,
        ),
        Number(
            "meeting_alone",
            "what members of a task force gain who meet and work out nothing",
            "points of members' gap",
            meeting_alone,
        ),
        Number(
            "task_force_as_good",
            "share of employees in a task force that does what managers' effort would",
            "share of employees",
            task_force_as_good,
        ),
        *(
            Number(
                f"{level}_without_{mechanism}",
                f"what {level}' effort closes without {mechanism}",
                OF_EMPLOYEES,
                partial(effect_without, level=level, mechanism=mechanism),
            )
            for level in ("executives", "managers")
            for mechanism in MECHANISMS
        ),
    ),
    pictures=pictures(draw_levels, draw_mechanisms, draw_bridges),
)
