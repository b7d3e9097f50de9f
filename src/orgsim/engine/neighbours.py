"""What a person gathers from informal ties and from reports."""

from orgsim.compilation import njit
from orgsim.engine.context import column, themes_of
from orgsim.engine.scratch import Row
from orgsim.engine.state import PRACTICE
from orgsim.engine.vectors import VECTOR, summing
from orgsim.model.inline import PART
from orgsim.model.parameters import GroupRow as G
from orgsim.model.processes.arithmetic import constant

WIDE = 5
"""Vectors of a row that are added up at once, where there are so many."""

sum_wide, sum_one = summing(WIDE), summing(1)


@njit(**PART)
def gather_ties(runs, thread, person, week):
    """Weighted sums over the neighbours of all that is seen of them, and the weights' sum."""
    rows, width = week.rows, week.gathered.shape[1]
    ties = week.tie_to, week.tie_weight
    between = week.tie_start[person], week.tie_start[person + 1]
    wide = width // (WIDE * VECTOR) * WIDE * VECTOR
    total = constant(0.0, week.parameters[0])
    for at in range(0, wide, WIDE * VECTOR):
        total = sum_wide(week.gathered, (thread, at), week.seen, ties, between)
    for at in range(wide, width, VECTOR):
        total = sum_one(week.gathered, (thread, at), week.seen, ties, between)
    for run in range(runs):
        rows[thread, column(Row.ties, runs, run)] = total
    gather_extra_ties(runs, thread, person, week)


@njit(**PART)
def gather_extra_ties(runs, thread, person, week):
    """Add the ties that exist in this week and in some runs only, like those of a task force."""
    rows, gathered = week.rows, week.gathered
    fields = PRACTICE + themes_of(runs, week)
    if week.extra_to.shape[0] > 0:
        for tie in range(week.extra_start[person], week.extra_start[person + 1]):
            other, layer = week.extra_to[tie], week.extra_layer[tie]
            for run in range(runs):
                rows[thread, column(Row.ties, runs, run)] += week.extra_strength[layer, run]
            for field in range(fields):
                for run in range(runs):
                    gathered[thread, column(field, runs, run)] += (
                        week.extra_strength[layer, run] * week.seen[other, column(field, runs, run)]
                    )


@njit(**PART)
def hear_reports(runs, thread, person, week):
    """T · mean voice of the reports: what a leader hears; 0 for those without reports."""
    reports = week.first_report[person + 1] - week.first_report[person]
    for run in range(runs):
        week.rows[thread, column(Row.heard_voice, runs, run)] = constant(0.0, week.parameters[0])
    if reports > 0:
        share = constant(1.0, week.parameters[0]) / constant(reports, week.parameters[0])
        at, group = week.leader_row[person], week.group[person]
        for run in range(runs):
            week.rows[thread, column(Row.heard_voice, runs, run)] = week.voiced[at, run] * (
                share * week.groups[group, column(G.transparency, runs, run)]
            )
