"""What the people of a unit face in their leader; the same for all of them."""

from numba import njit

from orgsim.engine.context import at, row, themes_of
from orgsim.engine.scratch import Row
from orgsim.engine.state import ENGAGEMENT, PRACTICE
from orgsim.model.inline import INLINE
from orgsim.model.parameters import GroupRow as G
from orgsim.model.parameters import ParameterRow as P
from orgsim.model.processes.arithmetic import constant
from orgsim.model.processes.attention import contact, hours_for_people
from orgsim.model.processes.communication import told
from orgsim.model.processes.trust import evidence
from orgsim.model.random import Stream, place, uniform


@njit(**INLINE)
def face_leader(runs, thread, leader, week):
    """Hours for each report, and how open the leader is."""
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[leader]
    # a top without reports is its own leader here, and nobody's hours are divided by 0
    reports = max(1, week.first_report[leader + 1] - week.first_report[leader])
    for run in range(runs):
        here = at(runs, run, thread, leader, week)
        hours = hours_for_people(
            groups[group, row(G.time_constraint, here)],
            week.seen[leader, row(ENGAGEMENT, here)],
            parameters[row(P.hours, here)],
            parameters[row(P.least_attention, here)],
        ) / constant(reports, parameters[0])
        rows[thread, row(Row.hours, here)] = hours
        rows[thread, row(Row.contact, here)] = contact(
            hours, parameters[row(P.half_contact_hours, here)]
        )
        rows[thread, row(Row.transparency, here)] = groups[group, row(G.transparency, here)]


@njit(**INLINE)
def hear_leader(runs, thread, leader, week):
    """What the leader tells of each theme, and how far the leader's deeds bear it out."""
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[leader]
    for run in range(runs):
        here = at(runs, run, thread, leader, week)
        rows[thread, row(Row.leader_gap, here)] = constant(0.0, parameters[0])
    for k in range(themes_of(runs, week)):
        where = place(0, leader, Stream.SLANT + k)
        for run in range(runs):
            here = at(runs, run, thread, leader, week)
            message = week.message[leader, row(k, here)]
            week.leader_message[thread, row(k, here)] = told(
                message,
                groups[group, row(G.inconsistency, here)],
                parameters[row(P.slant_size, here)],
                uniform(where, week.key[run], message),
            )
            rows[thread, row(Row.leader_gap, here)] += week.weight[row(k, here)] * abs(
                message - week.seen[leader, row(PRACTICE + k, here)]
            )
    for run in range(runs):
        here = at(runs, run, thread, leader, week)
        rows[thread, row(Row.evidence, here)] = evidence(
            rows[thread, row(Row.leader_gap, here)], parameters[row(P.gap_tolerance, here)]
        )
