"""How leaders, peers and messages reach a person, and what the person makes of each theme."""

from orgsim.compilation import njit
from orgsim.engine.context import row
from orgsim.engine.declared_numbers import of_led, of_person
from orgsim.engine.scratch import Row
from orgsim.engine.state import ENGAGEMENT, PRACTICE, Own
from orgsim.model.inline import PART
from orgsim.model.processes import attention, communication, habit, practice
from orgsim.model.processes.arithmetic import constant
from orgsim.model.random import Stream, place, uniform

visibility = of_led(attention.visibility)
heard = of_led(communication.heard)
message_next = of_led(communication.message_next)
told_to_all = of_led(communication.told_to_all)
formation = of_led(habit.formation)
habit_next = of_led(habit.habit_next)
adoption = of_led(practice.adoption)
belief = of_led(practice.belief)
busyness = of_person(practice.busyness)
conforming = of_led(practice.conforming)
effort = of_led(practice.effort)
practice_next = of_led(practice.practice_next)
pull_of_deed = of_led(practice.pull_of_deed)
social_practice = of_led(practice.social_practice)
stubbornness = of_led(practice.stubbornness)


@njit(**PART)
def meet(here, week):
    """Who meets the leader, what is seen of the leader, and who has peers."""
    rows, thread = week.rows, here.thread
    ties = rows[thread, row(Row.ties, here)]
    one, zero = constant(1.0, ties), constant(0.0, ties)
    led = one if here.position > 0 else zero
    where = place(here.number, here.position, Stream.MEETING)
    draw = uniform(where, week.key[here.lane], zero)
    met = led if draw < rows[thread, row(Row.contact, here)] else zero
    seen = led * visibility(here, week, met, rows[thread, row(Row.at_distance, here)])
    rows[thread, row(Row.met, here)] = met
    rows[thread, row(Row.visibility, here)] = seen
    rows[thread, row(Row.scale, here)] = one / ties if ties > zero else zero
    rows[thread, row(Row.has_ties, here)] = one if ties > zero else zero


@njit(**PART)
def brace(here, week):
    """How ready a person is to change: stubbornness, pace of adoption, share under control."""
    rows, thread, person = week.rows, here.thread, here.person
    engagement = week.seen[person, row(ENGAGEMENT, here)]
    stubborn = stubbornness(here, week, week.own[person, row(Own.resistance, here)])
    rows[thread, row(Row.stubborn, here)] = stubborn
    rows[thread, row(Row.adoption, here)] = adoption(here, week, engagement)
    modelling = week.own[person, row(Own.modelling, here)]
    own = effort(here, week, modelling, busyness(here, week, here.leads))
    one = constant(1.0, engagement)
    trust = week.own[person, row(Own.trust, here)]
    believed = belief(here, week, trust) if here.position > 0 else one
    rows[thread, row(Row.control, here)] = believed * own
    rows[thread, row(Row.unclear, here)] = constant(0.0, engagement)
    rows[thread, row(Row.misfit, here)] = constant(0.0, engagement)


@njit(**PART)
def hear(here, k, week):
    """A theme's message, from the leader, from what is told to everybody, and from mentors."""
    rows, thread, person = week.rows, here.thread, here.person
    where = place(here.number, here.position, Stream.NOISE + k)
    message, stated = week.message[person, row(k, here)], week.stated[row(k, here)]
    draw = uniform(where, week.key[here.lane], message)
    rows[thread, row(Row.message, here)] = message_next(
        here,
        week,
        message,
        heard(here, week, week.leader_message[thread, row(k, here)], draw),
        rows[thread, row(Row.met, here)],
        stated,
        told_to_all(here, week),
        # what the top states does not fade
        week.habit[person, row(k, here)] if here.position > 0 else message,
    )
    rows[thread, row(Row.unclear, here)] += week.weight[row(k, here)] * abs(stated - message)


@njit(**PART)
def act(here, k, week):
    """A theme's practice, and how far the habit behind it is from what is stated."""
    rows, thread, person = week.rows, here.thread, here.person
    own = week.seen[person, row(PRACTICE + k, here)]
    deed = week.seen[here.leader, row(PRACTICE + k, here)]
    used_to, stated = week.habit[person, row(k, here)], week.stated[row(k, here)]
    peers = week.gathered[thread, row(PRACTICE + k, here)] * rows[thread, row(Row.scale, here)]
    social = social_practice(
        here,
        week,
        own,
        deed,
        pull_of_deed(here, week, rows[thread, row(Row.visibility, here)], deed, own),
        conforming(here, week, peers),
        rows[thread, row(Row.has_ties, here)],
    )
    week.next_seen[person, row(PRACTICE + k, here)] = practice_next(
        here,
        week,
        own,
        social,
        used_to,
        week.message[person, row(k, here)],
        rows[thread, row(Row.stubborn, here)],
        rows[thread, row(Row.adoption, here)],
        rows[thread, row(Row.control, here)],
    )
    rows[thread, row(Row.misfit, here)] += week.weight[row(k, here)] * abs(stated - used_to)


@njit(**PART)
def settle(here, k, week):
    """A theme's habit; and its message, now that all have read the one of before."""
    rows, thread, person = week.rows, here.thread, here.person
    deed = week.seen[here.leader, row(PRACTICE + k, here)]
    week.habit[person, row(k, here)] = habit_next(
        here,
        week,
        week.habit[person, row(k, here)],
        week.seen[person, row(PRACTICE + k, here)],
        week.message[person, row(k, here)],
        week.stated[row(k, here)],
        week.values[person, row(k, here)],
        formation(here, week, rows[thread, row(Row.visibility, here)], deed),
    )
    week.message[person, row(k, here)] = rows[thread, row(Row.message, here)]
