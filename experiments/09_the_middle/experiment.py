"""Which level's modelling matters most for employees, and what bridges a middle that does not model?"""

from collections.abc import Callable
from functools import partial

import numpy as np

from orgsim.study import (
    Calculation,
    Evidence,
    Experiment,
    Number,
    Picture,
    Prediction,
    above,
    below,
    function_of_means,
    mean_of,
)
from orgsim.study.shapes import crossing_at, interaction
from orgsim.study.tables import Tables

from .figures import draw_bridges, draw_levels, draw_mechanisms
from .lives import MECHANISMS, live
from .watched import Watched

OF_EMPLOYEES = "points of employees' gap"


def lives(tables: Tables) -> Watched:
    return Watched(tables["lives"])


def times_as_much(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A ratio of means; the other taken as at least a trace, so that it is a number."""
    return one / np.maximum(other, 1e-6)


def managers_in_total(tables: Tables) -> Evidence:
    seen = lives(tables)
    return function_of_means(
        times_as_much, seen.closed("managers"), seen.closed("executives"), what="ratio of means"
    )


def executives_each(tables: Tables) -> Evidence:
    seen = lives(tables)
    return function_of_means(
        times_as_much, seen.each("executives"), seen.each("managers"), what="ratio of means"
    )


def levels_substitute(tables: Tables) -> Evidence:
    seen = lives(tables)
    corners = [-seen.gap(name) for name in ("both", "executives", "managers", "neither")]
    return mean_of(interaction(*corners), "paired interaction contrast")


def weeks_to_half(weeks: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """When half of what is closed in the end has been closed; closed (resamples, weeks)."""
    return crossing_at(weeks, closed, closed[..., -1:] / 2)


def executives_take_longer(tables: Tables) -> Evidence:
    seen = lives(tables)

    def lag(executives: np.ndarray, managers: np.ndarray) -> np.ndarray:
        return weeks_to_half(seen.weeks, executives) - weeks_to_half(seen.weeks, managers)

    return function_of_means(
        lag, seen.closed_by_week("executives"), seen.closed_by_week("managers"),
        what="difference of half-times of mean curves",
    )  # fmt: skip


def mentors_carry_no_deeds(tables: Tables) -> Evidence:
    seen = lives(tables)
    mentored = seen.gap("executives") - seen.gap("mentoring")
    managed = seen.gap("executives") - seen.gap("both")
    return function_of_means(times_as_much, mentored, managed, what="ratio of paired means")


def task_force_stays_inside(tables: Tables) -> Evidence:
    seen = lives(tables)
    outside, inside = (
        seen.gained("task_force_10", "others"),
        seen.gained("task_force_10", "members"),
    )
    return function_of_means(times_as_much, outside, inside, what="ratio of paired means")


def effect_of(tables: Tables, level: str) -> Evidence:
    return mean_of(lives(tables).closed(level))


def effect_without(tables: Tables, level: str, mechanism: str) -> Evidence:
    return mean_of(lives(tables).closed(level, f"_without_{mechanism}"))


def message_by_mentors(tables: Tables) -> Evidence:
    seen = lives(tables)
    return mean_of(seen.fidelity("mentoring") - seen.fidelity("executives"))


def task_force_as_good(tables: Tables) -> Evidence:
    """The size from which a task force closes what managers' effort would."""
    seen = lives(tables)
    sizes, gained = seen.task_forces()
    managed = seen.gap("executives") - seen.gap("both")
    return function_of_means(
        lambda gained, managed: crossing_at(sizes, gained - managed[..., None], 0.0),
        gained, managed, what="crossing of means",
    )  # fmt: skip


def meeting_alone(tables: Tables) -> Evidence:
    seen = lives(tables)
    return mean_of(seen.gained("ties_alone_10", "members"))


def weeks_of(tables: Tables, level: str) -> Evidence:
    seen = lives(tables)
    return function_of_means(
        partial(weeks_to_half, seen.weeks), seen.closed_by_week(level), what="half-time of the mean"
    )


def number(name: str, statement: str, unit: str, estimate: Callable[..., Evidence], *more: str):
    """A number whose estimate is told what it is of."""
    return Number(name, statement, unit, lambda tables: estimate(tables, *more))


EXPERIMENT = Experiment(
    sources={"lives": Calculation(live)},
    predictions=(
        Prediction(
            "managers_in_total",
            "All managers together close at least twice as much of employees' gap by their effort as all"
            " executives.",
            "times as much", managers_in_total, above(2.0)),
        Prediction(
            "executives_each",
            "For each leader it is the other way round: one executive's effort closes more than one"
            " manager's.",
            "times as much", executives_each, above(1.0)),
        Prediction(
            "levels_substitute",
            "The levels replace each other a little: both together close less than the sum of what each"
            " closes alone.",
            OF_EMPLOYEES, levels_substitute, below(0.0)),
        Prediction(
            "executives_take_longer",
            "Executives' effort reaches employees late: half of what it closes in the end is closed at"
            " least eight weeks later than with managers.",
            "weeks", executives_take_longer, above(8.0)),
        Prediction(
            "mentors_carry_no_deeds",
            "Mentoring everybody past managers who do not model brings less than a quarter of what the"
            " managers' own effort would.",
            "of what managers' effort closes", mentors_carry_no_deeds, below(0.25)),
        Prediction(
            "task_force_stays_inside",
            "What a task force of a tenth of the employees learns stays inside: the other employees gain"
            " less than a tenth of what its members gain.",
            "of what members gain", task_force_stays_inside, below(0.1)),
    ),
    numbers=(
        number("by_executives", "what executives' effort closes", OF_EMPLOYEES,
               effect_of, "executives"),
        number("by_managers", "what managers' effort closes", OF_EMPLOYEES, effect_of, "managers"),
        number("by_both", "what both close", OF_EMPLOYEES, effect_of, "both"),
        number("half_time_managers", "weeks until half of what managers close is closed", "weeks",
               weeks_of, "managers"),
        number("half_time_executives", "weeks until half of what executives close is closed", "weeks",
               weeks_of, "executives"),
        number("message_by_mentors", "what mentoring adds to what employees know of the message",
               "points of fidelity", message_by_mentors),
        number("meeting_alone", "what members of a task force gain who meet and work out nothing",
               "points of members' gap", meeting_alone),
        number("task_force_as_good", "share of employees in a task force that does what managers'"
               " effort would", "share of employees", task_force_as_good),
        *(number(f"{level}_without_{mechanism}", f"what {level}' effort closes without {mechanism}",
                 OF_EMPLOYEES, effect_without, level, mechanism)
          for level in ("executives", "managers") for mechanism in MECHANISMS),
    ),
    pictures={
        "levels": Picture(
            draw_levels,
            "Left: share of the employees' first gap closed after three years, by the effort of"
            " executives and of managers; along a line, one replaces the other. Right: what one level's"
            " effort closes week by week, with 95 % bands."),
        "mechanisms": Picture(
            draw_mechanisms,
            "What the effort of executives or of managers closes for employees, in the whole model"
            " (dotted) and with one mechanism off. Means with 95 % intervals."),
        "bridges": Picture(
            draw_bridges,
            "Executives model, managers do not. Left: what bridges close of the employees' gap, beside"
            " what managers' effort would. Right: task forces of more and more employees, inside and"
            " outside. Means with 95 % intervals."),
    },
)  # fmt: skip
