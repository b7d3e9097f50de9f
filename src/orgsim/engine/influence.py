"""How leaders, peers and messages reach a person, and what the person makes of each theme."""

from numba import njit

from orgsim.engine.context import busyness, row
from orgsim.inline import INLINE
from orgsim.parameters import GroupRow as G
from orgsim.parameters import ParameterRow as P
from orgsim.processes.arithmetic import constant
from orgsim.processes.attention import visibility
from orgsim.processes.communication import heard, message_next, told_to_all
from orgsim.processes.habit import formation, habit_next
from orgsim.processes.practice import (
    adoption,
    conforming,
    effort,
    practice_next,
    social_practice,
    stubbornness,
)
from orgsim.random import Stream, place, uniform
from orgsim.scratch import Row
from orgsim.state import ENGAGEMENT, PRACTICE


@njit(**INLINE)
def meet(here, week):
    """Who meets the leader, what is seen of the leader, and how strongly each influence pulls."""
    thread, person = here.thread, here.person
    settings, private, scratch = week.settings, week.private, week.scratch
    rows, parameters = scratch.rows, settings.parameters
    zero = constant(0.0, parameters[0])
    led = constant(1.0, zero) if person > 0 else zero
    where = place(settings.week, person, Stream.MEETING)
    draw = uniform(where, settings.key[here.run], zero)
    met = led if draw < rows[thread, row(Row.contact, here)] else zero
    seen = led * visibility(
        met,
        rows[thread, row(Row.transparency, here)],
        parameters[row(P.visibility_at_distance, here)],
    )
    rows[thread, row(Row.met, here)] = met
    rows[thread, row(Row.visibility, here)] = seen
    rows[thread, row(Row.deed, here)] = parameters[row(P.deed_weight, here)] * seen
    rows[thread, row(Row.word, here)] = (
        parameters[row(P.word_weight, here)] * private.trust[person, here.run]
    )
    ties = rows[thread, row(Row.ties, here)]
    rows[thread, row(Row.scale, here)] = constant(1.0, zero) / ties if ties > zero else zero
    rows[thread, row(Row.peer, here)] = (
        parameters[row(P.peer_weight, here)] if ties > zero else zero
    )


@njit(**INLINE)
def brace(here, week):
    """How ready a person is to change: stubbornness, pace of adoption, own effort."""
    thread, person = here.thread, here.person
    structure, settings, now, private, scratch = (
        week.structure,
        week.settings,
        week.now,
        week.private,
        week.scratch,
    )
    rows, parameters, groups = scratch.rows, settings.parameters, settings.groups
    group = structure.group[person]
    red_tape = groups[group, row(G.red_tape, here)]
    rows[thread, row(Row.stubborn, here)] = stubbornness(
        private.resistance[person, here.run], groups[group, row(G.coaching, here)], red_tape
    )
    rows[thread, row(Row.adoption, here)] = adoption(
        now.seen[person, row(ENGAGEMENT, here)], parameters[row(P.practice_change, here)]
    )
    rows[thread, row(Row.effort, here)] = effort(
        private.modelling[person, here.run],
        groups[group, row(busyness(here), here)],
        red_tape,
        parameters[row(P.effort_effect, here)],
        parameters[row(P.busyness_cost, here)],
    )
    rows[thread, row(Row.unclear, here)] = constant(0.0, red_tape)
    rows[thread, row(Row.misfit, here)] = constant(0.0, red_tape)


@njit(**INLINE)
def hear(here, k, week):
    """A theme's message, from the leader, from what is told to everybody, and from mentors."""
    thread, person = here.thread, here.person
    structure, settings, now, following, scratch = (
        week.structure,
        week.settings,
        week.now,
        week.following,
        week.scratch,
    )
    rows, parameters, group = scratch.rows, settings.parameters, structure.group[person]
    where = place(settings.week, person, Stream.NOISE + k)
    message, stated = now.message[person, row(k, here)], settings.stated[row(k, here)]
    transparency = rows[thread, row(Row.transparency, here)]
    arrives = heard(
        scratch.leader_message[thread, row(k, here)],
        transparency,
        parameters[row(P.slur, here)],
        uniform(where, settings.key[here.run], message),
    )
    following.message[person, row(k, here)] = message_next(
        message,
        arrives,
        rows[thread, row(Row.met, here)],
        transparency,
        stated,
        told_to_all(
            settings.groups[group, row(G.broadcast, here)],
            settings.groups[group, row(G.mentoring, here)],
            parameters[row(P.mentoring_uptake, here)],
        ),
        parameters[row(P.message_uptake, here)],
    )
    rows[thread, row(Row.unclear, here)] += settings.weight[row(k, here)] * abs(stated - message)


@njit(**INLINE)
def act(here, k, week):
    """A theme's practice, and how far the habit behind it is from what is stated."""
    thread, person, leader = here.thread, here.person, here.leader
    structure, settings, now, following, private, scratch = (
        week.structure,
        week.settings,
        week.now,
        week.following,
        week.private,
        week.scratch,
    )
    rows, parameters, group = scratch.rows, settings.parameters, structure.group[person]
    message, practice = now.message[person, row(k, here)], now.seen[person, row(PRACTICE + k, here)]
    habit, stated = private.habit[person, row(k, here)], settings.stated[row(k, here)]
    peers = scratch.gathered[thread, row(PRACTICE + k, here)] * rows[thread, row(Row.scale, here)]
    social = social_practice(
        practice,
        now.seen[leader, row(PRACTICE + k, here)],
        rows[thread, row(Row.deed, here)],
        message,
        rows[thread, row(Row.word, here)],
        conforming(peers, parameters[row(P.conformity, here)]),
        rows[thread, row(Row.peer, here)],
    )
    following.seen[person, row(PRACTICE + k, here)] = practice_next(
        practice,
        social,
        habit,
        message,
        stated,
        rows[thread, row(Row.stubborn, here)],
        rows[thread, row(Row.adoption, here)],
        rows[thread, row(Row.effort, here)],
        settings.groups[group, row(G.training, here)],
    )
    rows[thread, row(Row.misfit, here)] += settings.weight[row(k, here)] * abs(stated - habit)


@njit(**INLINE)
def settle(here, k, week):
    """A theme's habit."""
    thread, person, leader = here.thread, here.person, here.leader
    structure, settings, now, private, scratch = (
        week.structure,
        week.settings,
        week.now,
        week.private,
        week.scratch,
    )
    group, parameters = structure.group[person], settings.parameters
    forming = formation(
        scratch.rows[thread, row(Row.visibility, here)],
        now.seen[leader, row(PRACTICE + k, here)],
        parameters[row(P.habit_change, here)],
        parameters[row(P.habit_support, here)],
    )
    private.habit[person, row(k, here)] = habit_next(
        private.habit[person, row(k, here)],
        now.seen[person, row(PRACTICE + k, here)],
        now.message[person, row(k, here)],
        private.values[person, row(k, here)],
        forming,
        settings.groups[group, row(G.workshops, here)],
        parameters[row(P.habit_return, here)],
    )
