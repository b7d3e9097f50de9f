"""What the people of a unit face in their leader; the same for all of them."""

from orgsim.compilation import njit
from orgsim.engine.context import column, themes_of
from orgsim.engine.scratch import Row
from orgsim.engine.state import ENGAGEMENT, PRACTICE
from orgsim.model.inline import PART
from orgsim.model.parameters import GroupRow as G
from orgsim.model.parameters import ParameterRow as P
from orgsim.model.processes.arithmetic import constant
from orgsim.model.processes.attention import contact, hours_for_people, seen_at_distance
from orgsim.model.processes.communication import told
from orgsim.model.processes.trust import evidence
from orgsim.model.random import Stream, place, uniform


@njit(**PART)
def face_leader(runs, thread, leader, week):
    """Hours for each report, and how open the leader is."""
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[leader]
    # a top without reports is its own leader here, and nobody's hours are divided by 0
    reports = max(1, week.first_report[leader + 1] - week.first_report[leader])
    for run in range(runs):
        hours = hours_for_people(
            groups[group, column(G.time_constraint, runs, run)],
            week.seen[leader, column(ENGAGEMENT, runs, run)],
            parameters[column(P.hours, runs, run)],
            parameters[column(P.least_attention, runs, run)],
        ) / constant(reports, parameters[0])
        rows[thread, column(Row.hours, runs, run)] = hours
        rows[thread, column(Row.contact, runs, run)] = contact(
            hours, parameters[column(P.half_contact_hours, runs, run)]
        )
        transparency = groups[group, column(G.transparency, runs, run)]
        rows[thread, column(Row.transparency, runs, run)] = transparency
        rows[thread, column(Row.at_distance, runs, run)] = seen_at_distance(
            transparency,
            constant(reports, transparency),
            parameters[column(P.visibility_at_distance, runs, run)],
            parameters[column(P.distance_thinning, runs, run)],
        )


@njit(**PART)
def hear_leader(runs, thread, leader, week):
    """What the leader tells of each theme, and how far the leader's deeds bear it out."""
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[leader]
    for run in range(runs):
        rows[thread, column(Row.leader_gap, runs, run)] = constant(0.0, parameters[0])
    for k in range(themes_of(runs, week)):
        where = place(0, leader, Stream.SLANT + k)
        for run in range(runs):
            message = week.message[leader, column(k, runs, run)]
            week.leader_message[thread, column(k, runs, run)] = told(
                message,
                groups[group, column(G.inconsistency, runs, run)],
                parameters[column(P.slant_size, runs, run)],
                uniform(where, week.key[run], message),
            )
            rows[thread, column(Row.leader_gap, runs, run)] += week.weight[
                column(k, runs, run)
            ] * abs(message - week.seen[leader, column(PRACTICE + k, runs, run)])
    for run in range(runs):
        rows[thread, column(Row.evidence, runs, run)] = evidence(
            rows[thread, column(Row.leader_gap, runs, run)],
            parameters[column(P.gap_tolerance, runs, run)],
        )
