"""How leaders, peers and messages reach a person, and what the person makes of each theme."""

from numba import njit

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
from orgsim.state import row


@njit(**INLINE)
def meet(runs, r, t, i, week, settings, private, scratch):
    """Who meets the leader, what is seen of the leader, and how strongly each influence pulls."""
    rows, parameters = scratch.rows, settings.parameters
    zero = constant(0.0, parameters[0])
    led = constant(1.0, zero) if i > 0 else zero
    where = place(week, i, Stream.MEETING)
    draw = uniform(where, settings.key[r], zero)
    met = led if draw < rows[t, row(Row.contact, runs, r)] else zero
    seen = led * visibility(
        met,
        rows[t, row(Row.transparency, runs, r)],
        parameters[row(P.visibility_at_distance, runs, r)],
    )
    rows[t, row(Row.met, runs, r)] = met
    rows[t, row(Row.visibility, runs, r)] = seen
    rows[t, row(Row.deed, runs, r)] = parameters[row(P.deed_weight, runs, r)] * seen
    rows[t, row(Row.word, runs, r)] = parameters[row(P.word_weight, runs, r)] * private.trust[i, r]
    ties = rows[t, row(Row.ties, runs, r)]
    rows[t, row(Row.scale, runs, r)] = constant(1.0, zero) / ties if ties > zero else zero
    rows[t, row(Row.peer, runs, r)] = (
        parameters[row(P.peer_weight, runs, r)] if ties > zero else zero
    )


@njit(**INLINE)
def brace(runs, r, t, i, busyness, structure, settings, now, private, scratch):
    """How ready a person is to change: stubbornness, pace of adoption, own effort."""
    rows, parameters, groups = scratch.rows, settings.parameters, settings.groups
    themes, group = settings.stated.shape[0] // runs, structure.group[i]
    red_tape = groups[group, row(G.red_tape, runs, r)]
    rows[t, row(Row.stubborn, runs, r)] = stubbornness(
        private.resistance[i, r], groups[group, row(G.coaching, runs, r)], red_tape
    )
    rows[t, row(Row.adoption, runs, r)] = adoption(
        now.seen[i, row(themes, runs, r)], parameters[row(P.practice_change, runs, r)]
    )
    rows[t, row(Row.effort, runs, r)] = effort(
        private.modelling[i, r],
        groups[group, row(busyness, runs, r)],
        red_tape,
        parameters[row(P.effort_effect, runs, r)],
        parameters[row(P.busyness_cost, runs, r)],
    )
    rows[t, row(Row.unclear, runs, r)] = constant(0.0, red_tape)
    rows[t, row(Row.misfit, runs, r)] = constant(0.0, red_tape)


@njit(**INLINE)
def hear(runs, r, t, i, k, week, structure, settings, now, following, scratch):
    """A theme's message, from the leader, from what is told to everybody, and from mentors."""
    rows, parameters, group = scratch.rows, settings.parameters, structure.group[i]
    where = place(week, i, Stream.NOISE + k)
    message, stated = now.message[i, row(k, runs, r)], settings.stated[row(k, runs, r)]
    transparency = rows[t, row(Row.transparency, runs, r)]
    arrives = heard(
        scratch.leader_message[t, row(k, runs, r)],
        transparency,
        parameters[row(P.slur, runs, r)],
        uniform(where, settings.key[r], message),
    )
    following.message[i, row(k, runs, r)] = message_next(
        message,
        arrives,
        rows[t, row(Row.met, runs, r)],
        transparency,
        stated,
        told_to_all(
            settings.groups[group, row(G.broadcast, runs, r)],
            settings.groups[group, row(G.mentoring, runs, r)],
            parameters[row(P.mentoring_uptake, runs, r)],
        ),
        parameters[row(P.message_uptake, runs, r)],
    )
    rows[t, row(Row.unclear, runs, r)] += settings.weight[row(k, runs, r)] * abs(stated - message)


@njit(**INLINE)
def act(runs, r, t, i, k, leader, structure, settings, now, following, private, scratch):
    """A theme's practice, and how far the habit behind it is from what is stated."""
    rows, parameters, group = scratch.rows, settings.parameters, structure.group[i]
    message, practice = now.message[i, row(k, runs, r)], now.seen[i, row(k, runs, r)]
    habit, stated = private.habit[i, row(k, runs, r)], settings.stated[row(k, runs, r)]
    peers = scratch.gathered[t, row(k, runs, r)] * rows[t, row(Row.scale, runs, r)]
    social = social_practice(
        practice,
        now.seen[leader, row(k, runs, r)],
        rows[t, row(Row.deed, runs, r)],
        message,
        rows[t, row(Row.word, runs, r)],
        conforming(peers, parameters[row(P.conformity, runs, r)]),
        rows[t, row(Row.peer, runs, r)],
    )
    following.seen[i, row(k, runs, r)] = practice_next(
        practice,
        social,
        habit,
        message,
        stated,
        rows[t, row(Row.stubborn, runs, r)],
        rows[t, row(Row.adoption, runs, r)],
        rows[t, row(Row.effort, runs, r)],
        settings.groups[group, row(G.training, runs, r)],
    )
    rows[t, row(Row.misfit, runs, r)] += settings.weight[row(k, runs, r)] * abs(stated - habit)


@njit(**INLINE)
def settle(runs, r, t, i, k, leader, structure, settings, now, private, scratch):
    """A theme's habit."""
    group, parameters = structure.group[i], settings.parameters
    forming = formation(
        scratch.rows[t, row(Row.visibility, runs, r)],
        now.seen[leader, row(k, runs, r)],
        parameters[row(P.habit_change, runs, r)],
        parameters[row(P.habit_support, runs, r)],
    )
    private.habit[i, row(k, runs, r)] = habit_next(
        private.habit[i, row(k, runs, r)],
        now.seen[i, row(k, runs, r)],
        now.message[i, row(k, runs, r)],
        private.values[i, row(k, runs, r)],
        forming,
        settings.groups[group, row(G.workshops, runs, r)],
        parameters[row(P.habit_return, runs, r)],
    )
