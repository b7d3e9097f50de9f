"""Criteria: what a quantity must be for a prediction to hold, and the verdict on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orgsim.analysis.intervals import CONFIDENCE
from orgsim.analysis.survival import holm
from orgsim.experiments.evidence import Evidence

SUPPORTED, REFUTED, UNDECIDED = "SUPPORTED", "REFUTED", "UNDECIDED"


@dataclass(frozen=True)
class Criterion:
    """A quantity is predicted to lie between two limits, one of which may be missing."""

    low: float = -math.inf
    high: float = math.inf

    def p_values(self, evidence: Evidence) -> tuple[float, float]:
        """One-sided p for the criterion (small: it is met) and against it (small: it is not).

        Between two limits both must hold, so the larger p counts (Schuirmann 1987).
        """
        if evidence.exact:
            met = self.low < evidence.value < self.high
            return float(not met), float(met)
        sides = []
        if math.isfinite(self.low):
            sides.append(evidence.tails(self.low))
        if math.isfinite(self.high):
            at_most, at_least = evidence.tails(self.high)
            sides.append((at_least, at_most))
        return max(side[0] for side in sides), min(side[1] for side in sides)

    def __str__(self) -> str:
        low, high = (f"{limit:g}".replace("-", "−") for limit in (self.low, self.high))
        if math.isinf(self.high):
            return f"> {low}"
        if math.isinf(self.low):
            return f"< {high}"
        return f"{low} to {high}"


def above(limit: float) -> Criterion:
    """More than the limit."""
    return Criterion(low=limit)


def below(limit: float) -> Criterion:
    """Less than the limit."""
    return Criterion(high=limit)


def within(low: float, high: float) -> Criterion:
    """Between two limits, as for no effect worth the name: within(-0.01, 0.01)."""
    if not low < high:
        raise ValueError(f"within({low:g}, {high:g}): the first limit must be the lower one")
    return Criterion(low, high)


class Judgement(NamedTuple):
    """The verdict on a prediction and its two-sided p-value after Holm's correction."""

    verdict: str
    p: float


def judge(found: Sequence[tuple[Criterion, Evidence]]) -> list[Judgement]:
    """Verdicts on all predictions of an experiment together.

    Decided is what is after Holm's (1979) correction of the two-sided p-values, twice the smaller
    one-sided p; the side says how. What is not decided straddles its criterion, or would no longer
    stand out among as many predictions.
    """
    sides = [criterion.p_values(evidence) for criterion, evidence in found]
    adjusted = holm([min(1.0, 2 * min(side)) for side in sides])
    return [Judgement(_verdict(p, *side), p) for p, side in zip(adjusted, sides, strict=True)]


def _verdict(p: float, p_for: float, p_against: float) -> str:
    if not p < 1 - CONFIDENCE:
        return UNDECIDED
    return SUPPORTED if p_for < p_against else REFUTED
