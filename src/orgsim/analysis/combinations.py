"""Combinations: scenarios that do all that others do and more, and what they add to them.

A step is a scenario that no other one is a part of. What a combination C adds to its part P is, in each
replication, gap(P) − gap(C) in per cent of the reference's gap.
"""

import numpy as np

from orgsim.analysis.intervals import Estimate, estimate
from orgsim.analysis.scenario_comparison import SAME, Compared, Comparison


def steps_of(found: Comparison) -> list[Compared]:
    """The scenarios that are no combination, the one that closes most of the gap first."""
    return [each for each in found.others if not parts_of(found, each)]


def parts_of(found: Comparison, whole: Compared) -> list[Compared]:
    """The scenarios that do some of what another one does, the one that closes most first."""
    return [each for each in found.others if each.done and each.done < whole.done]


def best_combinations(found: Comparison) -> list[Compared]:
    """The best of the smallest combinations, and the best of all where that is another one."""
    combined = [each for each in found.others if parts_of(found, each)]
    if not combined:
        return []
    fewest = min(len(each.done) for each in combined)
    smallest = next(each for each in combined if len(each.done) == fewest)
    return [smallest] if smallest is combined[0] else [smallest, combined[0]]


def added_to(found: Comparison, whole: Compared, part: Compared) -> Estimate:
    """What a combination adds to a part of it, in per cent of the reference's gap."""
    reference = found.gaps[found.reference]
    there = np.where(reference > SAME, reference, np.nan)
    return estimate(100 * (found.gaps[part.name] - found.gaps[whole.name]) / there, found.sets)
