"""What a person gathers from informal ties and from reports."""

from orgsim.compilation import njit
from orgsim.engine.context import column, themes_of
from orgsim.engine.scratch import Row
from orgsim.engine.state import PRACTICE
from orgsim.engine.vectors import VECTOR, add_scaled
from orgsim.model.inline import PART
from orgsim.model.parameters import GroupRow as G
from orgsim.model.processes.arithmetic import constant


@njit(**PART)
def gather_ties(runs, thread, person, week):
    """Weighted sums over the neighbours of all that is seen of them; the weights' sum and inverse."""
    rows, gathered = week.rows, week.gathered
    width = gathered.shape[1]
    zero = constant(0.0, week.parameters[0])
    for at in range(width):
        gathered[thread, at] = zero
    total = zero
    ties = week.tie_start[person + 1] - week.tie_start[person]
    to = week.tie_to[week.tie_start[person] :]
    weight = week.tie_weight[week.tie_start[person] :]
    fours = ties // 4 * 4
    for tie in range(0, fours, 4):
        strengths = (
            constant(weight[tie], zero),
            constant(weight[tie + 1], zero),
            constant(weight[tie + 2], zero),
            constant(weight[tie + 3], zero),
        )
        total = (((total + strengths[0]) + strengths[1]) + strengths[2]) + strengths[3]
        add_ties(thread, (to[tie], to[tie + 1], to[tie + 2], to[tie + 3]), strengths, week)
    if ties - fours >= 2:
        pair = constant(weight[fours], zero), constant(weight[fours + 1], zero)
        total = (total + pair[0]) + pair[1]
        add_ties(thread, (to[fours], to[fours + 1]), pair, week)
    if ties % 2 == 1:
        last = constant(weight[ties - 1], zero)
        total += last
        add_ties(thread, (to[ties - 1],), (last,), week)
    for run in range(runs):
        rows[thread, column(Row.ties, runs, run)] = total
    gather_extra_ties(runs, thread, person, week)


@njit(**PART)
def add_ties(thread, others, strengths, week):
    """Add to what is gathered what is seen of some neighbours, each by the strength of the tie."""
    for at in range(0, week.gathered.shape[1], VECTOR):
        add_scaled(week.gathered, (thread, at), week.seen, others, strengths)


@njit(**PART)
def gather_extra_ties(runs, thread, person, week):
    """Add the ties that exist in this week and in some runs only, like those of a task force."""
    rows, gathered = week.rows, week.gathered
    fields = PRACTICE + themes_of(runs, week)
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
