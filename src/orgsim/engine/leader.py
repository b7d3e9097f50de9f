"""What a person faces in the leader, the same for all people of a unit; and what a leader shows."""

from orgsim.compilation import njit
from orgsim.engine.context import column, row, themes_of
from orgsim.engine.declared_numbers import of_leader
from orgsim.engine.scratch import Row
from orgsim.engine.state import ENGAGEMENT, MESSAGE, MODELLING, PRACTICE, Own
from orgsim.model.inline import PART
from orgsim.model.processes import attention, communication, trust
from orgsim.model.processes.arithmetic import constant
from orgsim.model.random import Stream, place, uniform

hours_for_people = of_leader(attention.hours_for_people)
contact = of_leader(attention.contact)
seen_at_distance = of_leader(attention.seen_at_distance)
told = of_leader(communication.told)
evidence = of_leader(trust.evidence)


@njit(**PART)
def face_leader(here, week):
    """Hours for each report, and how far the leader is seen."""
    rows, thread = week.rows, here.thread
    engagement = week.seen[here.leader, row(ENGAGEMENT, here)]
    reports = constant(here.reports, engagement)
    hours = hours_for_people(here, week, engagement) / reports
    rows[thread, row(Row.hours, here)] = hours
    rows[thread, row(Row.contact, here)] = contact(here, week, hours)
    rows[thread, row(Row.at_distance, here)] = seen_at_distance(here, week, reports)
    rows[thread, row(Row.leader_gap, here)] = constant(0.0, hours)


@njit(**PART)
def hear_leader(here, k, week):
    """What the leader tells of a theme, and how far the leader's deeds bear it out."""
    thread, leader = here.thread, here.leader
    message = week.leading[here.leader_row, row(MESSAGE + k, here)]
    where = place(0, here.leader_position, Stream.SLANT + k)
    draw = uniform(where, week.key[here.lane], message)
    week.leader_message[thread, row(k, here)] = told(here, week, message, draw)
    week.rows[thread, row(Row.leader_gap, here)] += week.weight[row(k, here)] * abs(
        message - week.seen[leader, row(PRACTICE + k, here)]
    )


@njit(**PART)
def weigh_leader(here, week):
    """What the leader's deeds are evidence of."""
    rows, thread = week.rows, here.thread
    gap = rows[thread, row(Row.leader_gap, here)]
    rows[thread, row(Row.evidence, here)] = evidence(here, week, gap)


@njit(**PART)
def show_reports(runs, person, week):
    """What reports perceive of a person, who may have some."""
    at = week.leader_row[person]
    if at >= 0:
        for run in range(runs):
            week.next_leading[at, column(MODELLING, runs, run)] = week.own[
                person, column(Own.modelling, runs, run)
            ]
        for k in range(themes_of(runs, week)):
            for run in range(runs):
                message = week.message[person, column(k, runs, run)]
                week.next_leading[at, column(MESSAGE + k, runs, run)] = message
