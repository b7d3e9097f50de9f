"""Who leaves at the end of a week, and who holds a position instead.

Traits and starting states of newcomers, and of everybody at the start, are drawn about the mean of
their group,

    x = mean + spread·√3·(u₁ + u₂ + u₃ + u₄ − 2), held in the trait's range,

a sum of four uniform numbers scaled to mean 0 and standard deviation 1 (Bates 1955): close to the normal
distribution without a maths library, and never further than 2√3 standard deviations away.
"""

from numba import njit

from orgsim.inline import INLINE
from orgsim.measures import weigh_person
from orgsim.parameters import DISPOSITION_LIMIT, TRAITS
from orgsim.parameters import GroupRow as G
from orgsim.parameters import ParameterRow as P
from orgsim.processes.arithmetic import constant, larger, smaller, unit_interval
from orgsim.processes.feedback import effort_base
from orgsim.processes.turnover import (
    departure_next,
    hazard,
    newcomer_habit,
    newcomer_message,
)
from orgsim.random import Stream, place, uniform
from orgsim.scratch import Row
from orgsim.state import row

SQUARE_ROOT_OF_3 = 1.7320508075688772
MEAN_TO_SPREAD = len(TRAITS)


@njit(error_model="numpy")
def drawn(runs, r, i, week, trait, stream, settings, group):
    """mean + spread·√3·(u₁ + u₂ + u₃ + u₄ − 2) of a trait, by the row of its mean."""
    mean = settings.groups[group, row(trait, runs, r)]
    spread = settings.groups[group, row(trait + MEAN_TO_SPREAD, runs, r)]
    total = constant(-2.0, mean)
    for number in range(4):
        total += uniform(place(week, i, stream + number), settings.key[r], mean)
    return mean + spread * constant(SQUARE_ROOT_OF_3, mean) * total


@njit(error_model="numpy")
def share(runs, r, i, week, trait, stream, settings, group):
    """A drawn trait, held in [0, 1]."""
    return unit_interval(drawn(runs, r, i, week, trait, stream, settings, group))


@njit(error_model="numpy")
def hire(runs, r, i, week, structure, settings, visible, private):
    """Fill position i of run r with a person drawn anew; week 0 is the start of the simulation."""
    group, themes = structure.group[i], settings.stated.shape[0] // runs
    parameters, groups = settings.parameters, settings.groups
    understanding = share(
        runs, r, i, week, G.understanding_mean, Stream.UNDERSTANDING, settings, group
    )
    for k in range(themes):
        stated = settings.stated[row(k, runs, r)]
        brought = drawn(runs, r, i, week, G.habit_mean, Stream.HABIT + 4 * k, settings, group)
        habit = unit_interval(brought + settings.habit_shift[row(k, runs, r)])
        if week > 0:
            habit = newcomer_habit(habit, stated, groups[group, row(G.hiring_fit, runs, r)])
        private.habit[i, row(k, runs, r)] = habit
        private.values[i, row(k, runs, r)] = habit
        visible.seen[i, row(k, runs, r)] = habit
        visible.message[i, row(k, runs, r)] = (
            newcomer_message(habit, stated, understanding) if i > 0 else stated
        )
    visible.seen[i, row(themes, runs, r)] = share(
        runs, r, i, week, G.engagement_mean, Stream.ENGAGEMENT, settings, group
    )
    private.trust[i, r] = share(runs, r, i, week, G.trust_mean, Stream.TRUST, settings, group)
    private.skill[i, r] = share(runs, r, i, week, G.skill_mean, Stream.SKILL, settings, group)
    private.resistance[i, r] = share(
        runs, r, i, week, G.resistance_mean, Stream.RESISTANCE, settings, group
    )
    private.aptitude[i, r] = share(
        runs, r, i, week, G.aptitude_mean, Stream.APTITUDE, settings, group
    )
    one, limit = constant(1.0, parameters[0]), constant(DISPOSITION_LIMIT, parameters[0])
    disposition = drawn(runs, r, i, week, G.disposition_mean, Stream.DISPOSITION, settings, group)
    private.disposition[i, r] = larger(-limit, smaller(limit, disposition))
    integrity = drawn(runs, r, i, week, G.integrity_mean, Stream.INTEGRITY, settings, group)
    private.integrity[i, r] = larger(-one, smaller(one, integrity))
    private.modelling[i, r] = effort_base(
        structure.first_report[i + 1] > structure.first_report[i],
        groups[group, row(G.leader_modelling, runs, r)],
        groups[group, row(G.participation, runs, r)],
        private.integrity[i, r],
        parameters[row(P.least_ownership, runs, r)],
        parameters[row(P.ownership_of_participation, runs, r)],
    )


@njit(**INLINE)
def leave(runs, r, t, i, week, structure, settings, now, following, scratch):
    """Who leaves at the end of the week."""
    rows, parameters = scratch.rows, settings.parameters
    themes, group = settings.stated.shape[0] // runs, structure.group[i]
    zero = constant(0.0, parameters[0])
    departure = now.seen[i, row(themes + 1, runs, r)]
    chance = hazard(
        now.seen[i, row(themes, runs, r)],
        rows[t, row(Row.misfit, runs, r)],
        scratch.gathered[t, row(themes + 1, runs, r)] * rows[t, row(Row.scale, runs, r)],
        settings.groups[group, row(G.exit_pressure, runs, r)],
        parameters[row(P.exit_base, runs, r)],
        parameters[row(P.exit_disengagement, runs, r)],
        parameters[row(P.exit_misfit, runs, r)],
        parameters[row(P.exit_contagion, runs, r)],
    )
    draw = uniform(place(week, i, Stream.EXIT), settings.key[r], zero)
    leaves = constant(1.0, zero) if draw < chance else zero
    rows[t, row(Row.leaves, runs, r)] = leaves
    following.seen[i, row(themes + 1, runs, r)] = departure_next(
        departure, leaves, parameters[row(P.departure_memory, runs, r)]
    )


@njit(**INLINE)
def replace_leavers(runs, t, i, week, structure, settings, following, private, scratch):
    """Newcomers take the positions of those who left."""
    rows, zero = scratch.rows, constant(0.0, settings.parameters[0])
    leavers = 0
    for r in range(runs):
        leavers += rows[t, row(Row.leaves, runs, r)] > zero
    if leavers > 0:
        for r in range(runs):
            if rows[t, row(Row.leaves, runs, r)] > zero:
                hire(runs, r, i, week, structure, settings, following, private)
                weigh_person(runs, r, t, i, settings, following, scratch)
