"""How leaders, peers and messages reach a person, and what the person makes of each theme."""

from orgsim.compilation import njit
from orgsim.engine.context import busyness, row
from orgsim.engine.scratch import Row
from orgsim.engine.state import ENGAGEMENT, PRACTICE
from orgsim.model.inline import PART
from orgsim.model.parameters import GroupRow as G
from orgsim.model.parameters import ParameterRow as P
from orgsim.model.processes.arithmetic import constant
from orgsim.model.processes.attention import visibility
from orgsim.model.processes.communication import heard, message_next, told_to_all
from orgsim.model.processes.habit import formation, habit_next
from orgsim.model.processes.practice import (
    adoption,
    belief,
    conforming,
    effort,
    practice_next,
    pull_of_deed,
    social_practice,
    stubbornness,
)
from orgsim.model.random import Stream, place, uniform


@njit(**PART)
def meet(here, week):
    """Who meets the leader, what is seen of the leader, and how strongly each influence pulls."""
    thread = here.thread
    rows, parameters = week.rows, week.parameters
    zero = constant(0.0, parameters[0])
    led = constant(1.0, zero) if here.position > 0 else zero
    where = place(here.number, here.position, Stream.MEETING)
    draw = uniform(where, week.key[here.lane], zero)
    met = led if draw < rows[thread, row(Row.contact, here)] else zero
    seen = led * visibility(met, rows[thread, row(Row.at_distance, here)])
    rows[thread, row(Row.met, here)] = met
    rows[thread, row(Row.visibility, here)] = seen
    rows[thread, row(Row.deed, here)] = parameters[row(P.deed_weight, here)] * seen
    ties = rows[thread, row(Row.ties, here)]
    rows[thread, row(Row.scale, here)] = constant(1.0, zero) / ties if ties > zero else zero
    rows[thread, row(Row.peer, here)] = (
        parameters[row(P.peer_weight, here)] if ties > zero else zero
    )


@njit(**PART)
def brace(here, week):
    """How ready a person is to change: stubbornness, pace of adoption, share under control."""
    thread, person = here.thread, here.person
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[person]
    red_tape = groups[group, row(G.red_tape, here)]
    rows[thread, row(Row.stubborn, here)] = stubbornness(
        week.resistance[person, here.lane], groups[group, row(G.coaching, here)], red_tape
    )
    rows[thread, row(Row.adoption, here)] = adoption(
        week.seen[person, row(ENGAGEMENT, here)], parameters[row(P.practice_change, here)]
    )
    own = effort(
        week.modelling[person, here.lane],
        busyness(here, week),
        parameters[row(P.effort_effect, here)],
        parameters[row(P.busyness_cost, here)],
    )
    one = constant(1.0, red_tape)
    believed = belief(week.trust[person, here.lane]) if here.position > 0 else one
    rows[thread, row(Row.control, here)] = believed * own
    rows[thread, row(Row.unclear, here)] = constant(0.0, red_tape)
    rows[thread, row(Row.misfit, here)] = constant(0.0, red_tape)


@njit(**PART)
def hear(here, k, week):
    """A theme's message, from the leader, from what is told to everybody, and from mentors."""
    thread, person = here.thread, here.person
    rows, parameters, group = week.rows, week.parameters, week.group[person]
    where = place(here.number, here.position, Stream.NOISE + k)
    message, stated = week.message[person, row(k, here)], week.stated[row(k, here)]
    fading = parameters[row(P.message_fading, here)]
    transparency = rows[thread, row(Row.transparency, here)]
    arrives = heard(
        week.leader_message[thread, row(k, here)],
        transparency,
        parameters[row(P.slur, here)],
        uniform(where, week.key[here.lane], message),
    )
    week.next_message[person, row(k, here)] = message_next(
        message,
        arrives,
        rows[thread, row(Row.met, here)],
        transparency,
        stated,
        told_to_all(
            week.groups[group, row(G.broadcast, here)],
            week.groups[group, row(G.training, here)],
            week.groups[group, row(G.mentoring, here)],
            parameters[row(P.mentoring_uptake, here)],
        ),
        week.habit[person, row(k, here)],
        parameters[row(P.message_uptake, here)],
        fading if here.position > 0 else constant(0.0, fading),  # the top states what is stated
    )
    rows[thread, row(Row.unclear, here)] += week.weight[row(k, here)] * abs(stated - message)


@njit(**PART)
def act(here, k, week):
    """A theme's practice, and how far the habit behind it is from what is stated."""
    thread, person, leader = here.thread, here.person, here.leader
    rows, parameters = week.rows, week.parameters
    message, practice = (
        week.message[person, row(k, here)],
        week.seen[person, row(PRACTICE + k, here)],
    )
    habit, stated = week.habit[person, row(k, here)], week.stated[row(k, here)]
    peers = week.gathered[thread, row(PRACTICE + k, here)] * rows[thread, row(Row.scale, here)]
    deed = week.seen[leader, row(PRACTICE + k, here)]
    social = social_practice(
        practice,
        deed,
        pull_of_deed(
            rows[thread, row(Row.deed, here)],
            deed,
            practice,
            parameters[row(P.bad_example, here)],
        ),
        conforming(peers, parameters[row(P.conformity, here)]),
        rows[thread, row(Row.peer, here)],
    )
    week.next_seen[person, row(PRACTICE + k, here)] = practice_next(
        practice,
        social,
        habit,
        message,
        rows[thread, row(Row.stubborn, here)],
        rows[thread, row(Row.adoption, here)],
        rows[thread, row(Row.control, here)],
    )
    rows[thread, row(Row.misfit, here)] += week.weight[row(k, here)] * abs(stated - habit)


@njit(**PART)
def settle(here, k, week):
    """A theme's habit."""
    thread, person, leader = here.thread, here.person, here.leader
    group, parameters = week.group[person], week.parameters
    forming = formation(
        week.rows[thread, row(Row.visibility, here)],
        week.seen[leader, row(PRACTICE + k, here)],
        parameters[row(P.habit_change, here)],
        parameters[row(P.habit_support, here)],
    )
    week.habit[person, row(k, here)] = habit_next(
        week.habit[person, row(k, here)],
        week.seen[person, row(PRACTICE + k, here)],
        week.message[person, row(k, here)],
        week.stated[row(k, here)],
        week.values[person, row(k, here)],
        forming,
        week.groups[group, row(G.workshops, here)],
        parameters[row(P.training_habit, here)] * week.groups[group, row(G.training, here)],
        parameters[row(P.habit_return, here)],
    )
