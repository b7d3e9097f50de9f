"""What the people of a unit face in their leader; the same for all of them."""

from numba import njit

from orgsim.inline import INLINE
from orgsim.parameters import GroupRow as G
from orgsim.parameters import ParameterRow as P
from orgsim.processes.arithmetic import constant
from orgsim.processes.attention import contact, hours_for_people
from orgsim.processes.communication import told
from orgsim.processes.trust import evidence
from orgsim.random import Stream, place, uniform
from orgsim.scratch import Row
from orgsim.state import row


@njit(**INLINE)
def face_leader(runs, t, leader, structure, settings, now, scratch):
    """Hours for each report, and how open the leader is."""
    rows, parameters, groups = scratch.rows, settings.parameters, settings.groups
    themes, group = settings.stated.shape[0] // runs, structure.group[leader]
    # a top without reports is its own leader here, and nobody's hours are divided by 0
    reports = max(1, structure.first_report[leader + 1] - structure.first_report[leader])
    for r in range(runs):
        hours = hours_for_people(
            groups[group, row(G.time_constraint, runs, r)],
            now.seen[leader, row(themes, runs, r)],
            parameters[row(P.hours, runs, r)],
            parameters[row(P.least_attention, runs, r)],
        ) / constant(reports, parameters[0])
        rows[t, row(Row.hours, runs, r)] = hours
        rows[t, row(Row.contact, runs, r)] = contact(
            hours, parameters[row(P.half_contact_hours, runs, r)]
        )
        rows[t, row(Row.transparency, runs, r)] = groups[group, row(G.transparency, runs, r)]


@njit(**INLINE)
def hear_leader(runs, t, leader, structure, settings, now, scratch):
    """What the leader tells of each theme, and how far the leader's deeds bear it out."""
    rows, parameters, groups = scratch.rows, settings.parameters, settings.groups
    themes, group = settings.stated.shape[0] // runs, structure.group[leader]
    for r in range(runs):
        rows[t, row(Row.leader_gap, runs, r)] = constant(0.0, parameters[0])
    for k in range(themes):
        where = place(0, leader, Stream.SLANT + k)
        for r in range(runs):
            message = now.message[leader, row(k, runs, r)]
            scratch.leader_message[t, row(k, runs, r)] = told(
                message,
                groups[group, row(G.inconsistency, runs, r)],
                parameters[row(P.slant_size, runs, r)],
                uniform(where, settings.key[r], message),
            )
            rows[t, row(Row.leader_gap, runs, r)] += settings.weight[row(k, runs, r)] * abs(
                message - now.seen[leader, row(k, runs, r)]
            )
    for r in range(runs):
        rows[t, row(Row.evidence, runs, r)] = evidence(
            rows[t, row(Row.leader_gap, runs, r)], parameters[row(P.gap_tolerance, runs, r)]
        )
