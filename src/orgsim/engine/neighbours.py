"""What a person gathers from informal ties and from reports."""

from numba import njit

from orgsim.inline import INLINE
from orgsim.parameters import GroupRow as G
from orgsim.processes.arithmetic import constant
from orgsim.scratch import Row
from orgsim.state import row


@njit(**INLINE)
def gather_ties(runs, t, i, structure, settings, now, scratch):
    """Weighted sums over the neighbours of all that is seen of them; the weights' sum and inverse."""
    rows, gathered = scratch.rows, scratch.gathered
    width = (settings.stated.shape[0] // runs + 2) * runs
    zero = constant(0.0, settings.parameters[0])
    for column in range(width):
        gathered[t, column] = zero
    total = zero
    first, last = structure.tie_start[i], structure.tie_start[i + 1]
    to, weight = structure.tie_to, structure.tie_weight
    fours = first + (last - first) // 4 * 4
    for tie in range(first, fours, 4):
        a, b, c, d = to[tie], to[tie + 1], to[tie + 2], to[tie + 3]
        of_a, of_b = constant(weight[tie], zero), constant(weight[tie + 1], zero)
        of_c, of_d = constant(weight[tie + 2], zero), constant(weight[tie + 3], zero)
        total = (((total + of_a) + of_b) + of_c) + of_d
        for column in range(width):
            gathered[t, column] = (
                gathered[t, column]
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
            gathered[t, column] += strength * now.seen[other, column]
    for r in range(runs):
        rows[t, row(Row.ties, runs, r)] = total
    gather_extra_ties(runs, t, i, structure, settings, now, scratch)


@njit(**INLINE)
def gather_extra_ties(runs, t, i, structure, settings, now, scratch):
    """Add the ties that exist in this week and in some runs only, like those of a task force."""
    rows, gathered = scratch.rows, scratch.gathered
    fields = settings.stated.shape[0] // runs + 2
    for tie in range(structure.extra_start[i], structure.extra_start[i + 1]):
        other, layer = structure.extra_to[tie], structure.extra_layer[tie]
        for r in range(runs):
            rows[t, row(Row.ties, runs, r)] += settings.extra_strength[layer, r]
        for field in range(fields):
            for r in range(runs):
                gathered[t, row(field, runs, r)] += (
                    settings.extra_strength[layer, r] * now.seen[other, row(field, runs, r)]
                )


@njit(**INLINE)
def hear_reports(runs, t, i, structure, settings, now, scratch):
    """T · mean voice of the reports: what a leader hears; 0 for those without reports."""
    rows = scratch.rows
    first, last = structure.first_report[i], structure.first_report[i + 1]
    for r in range(runs):
        rows[t, row(Row.heard_voice, runs, r)] = constant(0.0, settings.parameters[0])
    if last > first:
        share = constant(1.0, settings.parameters[0]) / constant(
            last - first, settings.parameters[0]
        )
        for report in range(first, last):
            for r in range(runs):
                rows[t, row(Row.heard_voice, runs, r)] += now.voice[report, r]
        group = structure.group[i]
        for r in range(runs):
            rows[t, row(Row.heard_voice, runs, r)] *= (
                share * settings.groups[group, row(G.transparency, runs, r)]
            )
