"""What a person faces in the leader; the same for all people of a unit."""

from orgsim.compilation import njit
from orgsim.engine.context import row
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
def face_leader(here, week):
    """Hours for each report, and how open the leader is."""
    thread, leader = here.thread, here.leader
    rows, parameters, groups = week.rows, week.parameters, week.groups
    group = week.group[leader]
    transparency = groups[group, row(G.transparency, here)]
    reports = constant(here.reports, transparency)
    hours = (
        hours_for_people(
            groups[group, row(G.time_constraint, here)],
            week.seen[leader, row(ENGAGEMENT, here)],
            parameters[row(P.hours, here)],
            parameters[row(P.least_attention, here)],
        )
        / reports
    )
    rows[thread, row(Row.hours, here)] = hours
    rows[thread, row(Row.contact, here)] = contact(
        hours, parameters[row(P.half_contact_hours, here)]
    )
    rows[thread, row(Row.transparency, here)] = transparency
    rows[thread, row(Row.at_distance, here)] = seen_at_distance(
        transparency,
        reports,
        parameters[row(P.visibility_at_distance, here)],
        parameters[row(P.distance_thinning, here)],
    )
    rows[thread, row(Row.leader_gap, here)] = constant(0.0, hours)


@njit(**PART)
def hear_leader(here, k, week):
    """What the leader tells of a theme, and how far the leader's deeds bear it out."""
    thread, leader = here.thread, here.leader
    message = week.message[leader, row(k, here)]
    where = place(0, here.leader_position, Stream.SLANT + k)
    week.leader_message[thread, row(k, here)] = told(
        message,
        week.groups[week.group[leader], row(G.inconsistency, here)],
        week.parameters[row(P.slant_size, here)],
        uniform(where, week.key[here.lane], message),
    )
    week.rows[thread, row(Row.leader_gap, here)] += week.weight[row(k, here)] * abs(
        message - week.seen[leader, row(PRACTICE + k, here)]
    )


@njit(**PART)
def weigh_leader(here, week):
    """What the leader's deeds are evidence of."""
    rows, thread = week.rows, here.thread
    rows[thread, row(Row.evidence, here)] = evidence(
        rows[thread, row(Row.leader_gap, here)], week.parameters[row(P.gap_tolerance, here)]
    )
