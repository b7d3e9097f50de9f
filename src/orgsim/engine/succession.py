"""Who leaves at the end of a week, and who holds a position instead.

Traits and starting states of newcomers, and of everybody at the start, are drawn about the mean of
their group,

    x = mean + spread·√3·(u₁ + u₂ + u₃ + u₄ − 2), held in the trait's range,

a sum of four uniform numbers scaled to mean 0 and standard deviation 1 (Bates 1955): close to the normal
distribution without a maths library, and never further than 2√3 standard deviations away.
"""

from orgsim.compilation import njit
from orgsim.engine.context import column, row, themes_of
from orgsim.engine.declared_numbers import of_led, of_person
from orgsim.engine.measuring import weigh_person
from orgsim.engine.scratch import Row
from orgsim.engine.state import DEPARTURE, ENGAGEMENT, PRACTICE, Own
from orgsim.model.inline import PART
from orgsim.model.parameters import TRAITS
from orgsim.model.parameters import GroupRow as G
from orgsim.model.processes import feedback, turnover
from orgsim.model.processes.arithmetic import constant, larger, smaller, unit_interval
from orgsim.model.random import Stream, place, uniform

SQUARE_ROOT_OF_3 = 1.7320508075688772
FIRST_TRAIT = int(G[f"{TRAITS[0].name}_mean"])
MEAN_TO_SPREAD = len(TRAITS)
LOW = tuple(trait.mean.low for trait in TRAITS)
HIGH = tuple(trait.mean.high for trait in TRAITS)

effort_base = of_person(feedback.effort_base)
departure_next = of_led(turnover.departure_next)
discontent = of_led(turnover.discontent)
hazard = of_led(turnover.hazard)
newcomer_habit = of_led(turnover.newcomer_habit)
newcomer_message = of_led(turnover.newcomer_message)


@njit(error_model="numpy")
def drawn(here, trait, stream, week):
    """mean + spread·√3·(u₁ + u₂ + u₃ + u₄ − 2) of a trait, by the row of its mean."""
    group = week.group[here.person]
    mean = week.groups[group, row(trait, here)]
    spread = week.groups[group, row(trait + MEAN_TO_SPREAD, here)]
    total = constant(-2.0, mean)
    for number in range(4):
        where = place(here.number, here.position, stream + number)
        total += uniform(where, week.key[here.lane], mean)
    return mean + spread * constant(SQUARE_ROOT_OF_3, mean) * total


@njit(error_model="numpy")
def held(here, trait, stream, week):
    """A drawn trait, held in its range."""
    x = drawn(here, trait, stream, week)
    low, high = LOW[trait - FIRST_TRAIT], HIGH[trait - FIRST_TRAIT]
    return larger(constant(low, x), smaller(constant(high, x), x))


@njit(error_model="numpy")
def hire(here, week):
    """Fill the position with a person drawn anew; week 0 is the start of the simulation."""
    person = here.person
    bring_habits(here, week)
    week.next_seen[person, row(ENGAGEMENT, here)] = held(
        here, G.engagement_mean, Stream.ENGAGEMENT, week
    )
    week.own[person, row(Own.trust, here)] = held(here, G.trust_mean, Stream.TRUST, week)
    week.own[person, row(Own.skill, here)] = held(here, G.skill_mean, Stream.SKILL, week)
    week.own[person, row(Own.resistance, here)] = held(
        here, G.resistance_mean, Stream.RESISTANCE, week
    )
    week.own[person, row(Own.aptitude, here)] = held(here, G.aptitude_mean, Stream.APTITUDE, week)
    week.own[person, row(Own.disposition, here)] = held(
        here, G.disposition_mean, Stream.DISPOSITION, week
    )
    integrity = held(here, G.integrity_mean, Stream.INTEGRITY, week)
    week.own[person, row(Own.integrity, here)] = integrity
    week.own[person, row(Own.modelling, here)] = effort_base(here, week, here.leads, integrity)


@njit(error_model="numpy")
def bring_habits(here, week):
    """What a newcomer is used to, does and says of each theme."""
    person = here.person
    understanding = held(here, G.understanding_mean, Stream.UNDERSTANDING, week)
    for k in range(themes_of(here.lanes, week)):
        stated = week.stated[row(k, here)]
        brought = drawn(here, G.habit_mean, Stream.HABIT + 4 * k, week)
        habit = unit_interval(brought + week.habit_shift[row(k, here)])
        if here.number > 0:
            habit = newcomer_habit(here, week, habit, stated)
        week.habit[person, row(k, here)] = habit
        week.values[person, row(k, here)] = habit
        week.next_seen[person, row(PRACTICE + k, here)] = habit
        message = newcomer_message(here, week, habit, stated, understanding)
        week.message[person, row(k, here)] = message if here.position > 0 else stated


@njit(**PART)
def leave(here, week):
    """Who leaves at the end of the week."""
    rows, thread, person = week.rows, here.thread, here.person
    engagement = week.seen[person, row(ENGAGEMENT, here)]
    own = discontent(here, week, engagement, rows[thread, row(Row.misfit, here)])
    departures = week.gathered[thread, row(DEPARTURE, here)] * rows[thread, row(Row.scale, here)]
    chance = hazard(here, week, own, departures)
    zero = constant(0.0, chance)
    draw = uniform(place(here.number, here.position, Stream.EXIT), week.key[here.lane], zero)
    leaves = constant(1.0, zero) if draw < chance else zero
    rows[thread, row(Row.leaves, here)] = leaves
    departure = departure_next(here, week, week.seen[person, row(DEPARTURE, here)], leaves)
    week.next_seen[person, row(DEPARTURE, here)] = departure


@njit(**PART)
def leavers(lanes, thread, week):
    """In how many lanes somebody leaves."""
    count = 0
    for lane in range(lanes):
        count += week.rows[thread, column(Row.leaves, lanes, lane)] > constant(
            0.0, week.parameters[0]
        )
    return count


@njit(**PART)
def replace_leaver(here, week):
    """A newcomer takes the position of a person who leaves."""
    leaves = week.rows[here.thread, row(Row.leaves, here)]
    if leaves > constant(0.0, leaves):
        hire(here, week)
        weigh_person(here, week)
