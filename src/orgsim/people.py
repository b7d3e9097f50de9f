"""People: who holds a position at the start, and who comes when somebody leaves.

Traits and starting states are drawn about their group's mean,

    x = mean + spread·√3·(u₁ + u₂ + u₃ + u₄ − 2), held in the trait's range,

the sum of four uniform numbers scaled to mean 0 and standard deviation 1 (Bates 1955): close to the
normal distribution without a maths library, and never further than 2√3 standard deviations away.
"""

from numba import njit

from orgsim.parameters import TRAITS, GroupRow, ParameterRow
from orgsim.processes.arithmetic import constant, larger, smaller, unit_interval
from orgsim.processes.feedback import effort_base
from orgsim.processes.turnover import newcomer_habit, newcomer_message
from orgsim.random import Stream, place, uniform

G = GroupRow
P = ParameterRow
SQUARE_ROOT_OF_3 = 1.7320508075688772
MEAN_TO_SPREAD = len(TRAITS)
DISPOSITION_LIMIT = 2.0


@njit(error_model="numpy")
def drawn(i, r, week, trait, stream, settings, group):
    """mean + spread·√3·(u₁ + u₂ + u₃ + u₄ − 2) of a trait, by the row of its mean."""
    mean = settings.groups[group, trait, r]
    spread = settings.groups[group, trait + MEAN_TO_SPREAD, r]
    total = constant(-2.0, mean)
    for number in range(4):
        total += uniform(place(week, i, stream + number), settings.key[r], mean)
    return mean + spread * constant(SQUARE_ROOT_OF_3, mean) * total


@njit(error_model="numpy")
def hire(i, r, week, structure, settings, visible, private):
    """Fill position i of run r with a person drawn anew; week 0 is the start of the simulation."""
    group, themes = structure.group[i], settings.stated.shape[0]
    groups, parameters = settings.groups, settings.parameters
    limit = constant(DISPOSITION_LIMIT, parameters[0, 0])
    understanding = unit_interval(
        drawn(i, r, week, G.understanding_mean, Stream.UNDERSTANDING, settings, group)
    )
    for k in range(themes):
        stated = settings.stated[k, r]
        brought = drawn(i, r, week, G.habit_mean, Stream.HABIT + 4 * k, settings, group)
        habit = unit_interval(brought + settings.habit_shift[k, r])
        if week > 0:
            habit = newcomer_habit(habit, stated, groups[group, G.hiring_fit, r])
        private.habit[i, k, r] = habit
        visible.seen[i, k, r] = habit
        visible.message[i, k, r] = newcomer_message(habit, stated, understanding) if i else stated
    visible.seen[i, themes, r] = unit_interval(
        drawn(i, r, week, G.engagement_mean, Stream.ENGAGEMENT, settings, group)
    )
    private.trust[i, r] = unit_interval(
        drawn(i, r, week, G.trust_mean, Stream.TRUST, settings, group)
    )
    private.skill[i, r] = unit_interval(
        drawn(i, r, week, G.skill_mean, Stream.SKILL, settings, group)
    )
    private.resistance[i, r] = unit_interval(
        drawn(i, r, week, G.resistance_mean, Stream.RESISTANCE, settings, group)
    )
    disposition = drawn(i, r, week, G.disposition_mean, Stream.DISPOSITION, settings, group)
    private.disposition[i, r] = larger(-limit, smaller(limit, disposition))
    private.modelling[i, r] = effort_base(
        structure.first_report[i + 1] > structure.first_report[i],
        groups[group, G.leader_modelling, r],
        groups[group, G.participation, r],
        parameters[P.least_ownership, r],
        parameters[P.ownership_of_participation, r],
    )
