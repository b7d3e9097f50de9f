"""What a person gathers from informal ties and from reports."""

from numba import njit

from orgsim.engine.context import at, row, themes_of
from orgsim.inline import INLINE
from orgsim.parameters import GroupRow as G
from orgsim.processes.arithmetic import constant
from orgsim.scratch import Row
from orgsim.state import PRACTICE


@njit(**INLINE)
def gather_ties(runs, thread, person, week):
    """Weighted sums over the neighbours of all that is seen of them; the weights' sum and inverse."""
    structure, settings, now = week.structure, week.settings, week.now
    rows, gathered = week.scratch.rows, week.scratch.gathered
    width = (PRACTICE + themes_of(runs, week)) * runs
    zero = constant(0.0, settings.parameters[0])
    for column in range(width):
        gathered[thread, column] = zero
    total = zero
    first, last = structure.tie_start[person], structure.tie_start[person + 1]
    to, weight = structure.tie_to, structure.tie_weight
    fours = first + (last - first) // 4 * 4
    for tie in range(first, fours, 4):
        a, b, c, d = to[tie], to[tie + 1], to[tie + 2], to[tie + 3]
        of_a, of_b = constant(weight[tie], zero), constant(weight[tie + 1], zero)
        of_c, of_d = constant(weight[tie + 2], zero), constant(weight[tie + 3], zero)
        total = (((total + of_a) + of_b) + of_c) + of_d
        for column in range(width):
            gathered[thread, column] = (
                gathered[thread, column]
                + of_a * now.seen[a, column]
                + of_b * now.seen[b, column]
                + of_c * now.seen[c, column]
                + of_d * now.seen[d, column]
            )
    for tie in range(fours, last):
        other = to[tie]
        strength = constant(weight[tie], zero)
        total += strength
        for column in range(width):
            gathered[thread, column] += strength * now.seen[other, column]
    for run in range(runs):
        here = at(runs, run, thread, person, structure)
        rows[thread, row(Row.ties, here)] = total
    gather_extra_ties(runs, thread, person, week)


@njit(**INLINE)
def gather_extra_ties(runs, thread, person, week):
    """Add the ties that exist in this week and in some runs only, like those of a task force."""
    structure, settings, now = week.structure, week.settings, week.now
    rows, gathered = week.scratch.rows, week.scratch.gathered
    fields = PRACTICE + themes_of(runs, week)
    for tie in range(structure.extra_start[person], structure.extra_start[person + 1]):
        other, layer = structure.extra_to[tie], structure.extra_layer[tie]
        for run in range(runs):
            here = at(runs, run, thread, person, structure)
            rows[thread, row(Row.ties, here)] += settings.extra_strength[layer, run]
        for field in range(fields):
            for run in range(runs):
                here = at(runs, run, thread, person, structure)
                gathered[thread, row(field, here)] += (
                    settings.extra_strength[layer, run] * now.seen[other, row(field, here)]
                )


@njit(**INLINE)
def hear_reports(runs, thread, person, week):
    """T · mean voice of the reports: what a leader hears; 0 for those without reports."""
    structure, settings, now = week.structure, week.settings, week.now
    rows = week.scratch.rows
    first, last = structure.first_report[person], structure.first_report[person + 1]
    for run in range(runs):
        here = at(runs, run, thread, person, structure)
        rows[thread, row(Row.heard_voice, here)] = constant(0.0, settings.parameters[0])
    if last > first:
        share = constant(1.0, settings.parameters[0]) / constant(
            last - first, settings.parameters[0]
        )
        for report in range(first, last):
            for run in range(runs):
                here = at(runs, run, thread, person, structure)
                rows[thread, row(Row.heard_voice, here)] += now.voice[report, run]
        group = structure.group[person]
        for run in range(runs):
            here = at(runs, run, thread, person, structure)
            rows[thread, row(Row.heard_voice, here)] *= (
                share * settings.groups[group, row(G.transparency, here)]
            )
