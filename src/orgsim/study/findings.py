"""Findings: quantities asked for, what a run found them to be, and the verdict on each prediction."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar, overload

from orgsim.analysis.intervals import CONFIDENCE
from orgsim.analysis.survival import holm
from orgsim.number_text import plain
from orgsim.study.evidence import Estimate, Evidence
from orgsim.study.quantities import Estimated, Quantity

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
        low, high = plain(self.low), plain(self.high)
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


@dataclass(frozen=True)
class Named:
    """Something with a name, short and lasting: what README, tables and tests call it."""

    name: str


@dataclass(frozen=True)
class Number(Named):
    """A number worth printing, with its interval.

    statement  what it is, in a line
    unit       of the estimate: points, share, weeks …
    estimate   from the tables of all sources
    """

    statement: str
    unit: str
    estimate: Estimate


@dataclass(frozen=True)
class Prediction(Named):
    """A number and what it must be: above(…), below(…) or within(…).

    statement  the prediction in words; it stands before <!-- p:name --> in the README, and nowhere else
    """

    unit: str
    estimate: Estimate
    expects: Criterion
    statement: str = ""


@overload
def report(statement: str, asked: Quantity | Estimated, /) -> Number: ...


@overload
def report(
    statement: str, unit: str, asked: Quantity | Callable[..., Evidence], /, *given: Any
) -> Number: ...


def report(statement: str, *what: Any) -> Number:
    """A number: a quantity, or a unit and an estimate, given something after the tables."""
    unit, estimate = _asked(*what)
    return Number("", statement, unit, estimate)


@overload
def predict(expects: Criterion, asked: Quantity | Estimated, /) -> Prediction: ...


@overload
def predict(
    expects: Criterion, unit: str, asked: Quantity | Callable[..., Evidence], /, *given: Any
) -> Prediction: ...


def predict(expects: Criterion, *what: Any) -> Prediction:
    """A prediction of a quantity, or of a unit and an estimate, as in `report`."""
    unit, estimate = _asked(*what)
    return Prediction("", unit, estimate, expects)


def _asked(first: str | Quantity | Estimated, *more: Any) -> tuple[str, Estimate]:
    if isinstance(first, str):
        return first, estimate_of(*more)
    if not first.unit:
        raise ValueError("without a unit: say in which, as measured_in does of a quantity")
    return first.unit, first.estimate


def estimate_of(asked: Quantity | Callable[..., Evidence], *given: Any) -> Estimate:
    """The estimate of a quantity, or one that is given something after the tables."""
    if isinstance(asked, Quantity):
        return asked.estimate
    return (lambda tables: asked(tables, *given)) if given else asked


Kind = TypeVar("Kind", bound=Named)


def named(**each: Kind) -> tuple[Kind, ...]:
    """Numbers, predictions or ablations by their names, which `report` and its like leave open."""
    return tuple(replace(one, name=name) for name, one in each.items())


class Judgement(NamedTuple):
    """The verdict on a prediction and its two-sided p-value after Holm's correction."""

    verdict: str
    p: float


class Found(NamedTuple):
    """A number of an experiment and what it came to."""

    of: Number
    evidence: Evidence


class Judged(NamedTuple):
    """A prediction, what it came to, and the verdict."""

    of: Prediction
    evidence: Evidence
    judgement: Judgement


class Left(NamedTuple):
    """What a variant leaves of an effect; the share of it only where there is an effect to share."""

    variant: str
    effect: Evidence
    share: Evidence | None


@dataclass(frozen=True)
class Findings:
    """All that an experiment came to, as far as it is numbers."""

    predictions: Sequence[Judged]
    numbers: Sequence[Found]
    ablations: Mapping[str, Sequence[Left]]

    def evidence(self) -> dict[str, tuple[str, Evidence]]:
        """Unit and evidence of every prediction and number, by name."""
        everything: list[Judged | Found] = [*self.predictions, *self.numbers]
        return {each.of.name: (each.of.unit, each.evidence) for each in everything}

    def with_verdict(self, verdict: str) -> list[Judged]:
        """The predictions with this verdict."""
        return [each for each in self.predictions if each.judgement.verdict == verdict]


def judge(found: Sequence[tuple[Criterion, Evidence]]) -> list[Judgement]:
    """Verdicts on all predictions of an experiment together.

    Decided is what is after Holm's (1979) correction of the two-sided p-values, twice the smaller
    one-sided p; the side says how. What is not decided straddles its criterion, or would no longer
    stand out among as many predictions.
    """
    # Holm's correction is five lines of orgsim.analysis; SciPy has none, and statsmodels would be a
    # heavy dependency for them.
    sides = [criterion.p_values(evidence) for criterion, evidence in found]
    adjusted = holm([min(1.0, 2 * min(side)) for side in sides])
    return [Judgement(_verdict(p, *side), p) for p, side in zip(adjusted, sides, strict=True)]


def _verdict(p: float, p_for: float, p_against: float) -> str:
    if not p < 1 - CONFIDENCE:
        return UNDECIDED
    return SUPPORTED if p_for < p_against else REFUTED
