"""Best: which of several scenarios comes first, by how much, and how certain that is.

Every pair of scenarios is compared, replication by replication, and p-values are allowed for the number
of pairs (Holm 1979), so of scenarios that are all alike one is called best in at most one of twenty
comparisons, however many there are.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.analysis.comparison import OPEN, SETTLED, Difference, paired_difference
from orgsim.analysis.intervals import CONFIDENCE, estimate, spread
from orgsim.analysis.survival import holm
from orgsim.number_text import count, fixed, span
from orgsim.special_functions import special


class Ahead(NamedTuple):
    """Difference between the best scenario and another one: best − other, with its own 95 % interval.

    p_holm  allowed for all pairs; None where there is one replication only
    """

    scenario: str
    difference: Difference
    p_holm: float | None

    @property
    def sure(self) -> bool:
        """Whether it is significant, corrected for all pairs."""
        return self.p_holm is not None and self.p_holm <= 1 - CONFIDENCE


class Best(NamedTuple):
    """The scenario that comes first, its mean end, and the others by their ends, the next one first."""

    scenario: str
    end: float
    replications: int
    pairs: int
    others: list[Ahead]


def best_of(
    ends: Mapping[str, np.ndarray], better: int, sets: np.ndarray | None = None
) -> Best | None:
    """The best of scenarios by their ends (replications,), more being better where `better` is 1.

    sets  the parameter set of each replication, where they differ
    None where a scenario has no ends, or there is one scenario only.
    """
    means = {name: estimate(values).mean for name, values in ends.items()}
    if len(ends) < 2 or not all(math.isfinite(mean) for mean in means.values()):
        return None
    order = sorted(ends, key=lambda name: -better * means[name])
    pairs = list(itertools.combinations(order, 2))
    p = [_p(ends[one] - ends[other], sets) for one, other in pairs]
    told = all(each is not None for each in p)
    adjusted = holm([each for each in p if each is not None]) if told else [None] * len(p)
    p_holm = dict(zip(pairs, adjusted, strict=True))
    first, *rest = order
    others = [
        Ahead(name, paired_difference(ends[first], ends[name], sets), p_holm[first, name])
        for name in rest
    ]
    return Best(first, means[first], len(ends[first]), len(pairs), others)


def _p(differences: np.ndarray, sets: np.ndarray | None) -> float | None:
    """p-value of no mean difference, by the paired t test; None of fewer than two."""
    known = np.isfinite(differences)
    values = differences[known]
    deviation, count = spread(values[None], None if sets is None else sets[known])
    if count[0] < 2:
        return None
    if np.ptp(values) == 0 or deviation[0] == 0:
        return 1.0 if values.mean() == 0 else 0.0
    t = abs(values.mean()) / deviation[0] * math.sqrt(count[0])
    return 2 * float(special.stdtr(count[0] - 1, -t))


def verdict(best: Mapping[str, Any]) -> list[str]:
    """Two sentences on a summary's `best`: which and by how much, then how certain."""
    return [_which(best), _how_sure(best)]


def _which(best: Mapping[str, Any]) -> str:
    others = best["others"]
    sure = others[0]["sure"]
    what = best["label"][0].lower() + best["label"][1:]
    lead = f"Best is “{best['scenario']}”" if sure else f"Which scenario is best is {OPEN}"
    who = "its" if sure else f"“{best['scenario']}” comes first; its"
    ends = f"{lead}: {who} {what} ends at {fixed(best['end'])}"
    against = next((each for each in others if each["scenario"] == best["reference"]), others[0])
    if against["same"]:
        return f"{ends}, the same as that of “{against['scenario']}”."
    return f"{ends}, {_apart(best, against)} than that of “{against['scenario']}”."


def _apart(best: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """`0.045 (0.040 to 0.050) smaller`."""
    sign = 1 if best["better"] > 0 else -1
    word = "larger" if best["better"] > 0 else "smaller"
    return f"{_size(other, sign)} {word}"


def _size(other: Mapping[str, Any], sign: int) -> str:
    """How far ahead the best is, with the interval."""
    text = fixed(sign * other["difference"])
    if other["ci_low"] is not None:
        ends = sorted((sign * other["ci_low"], sign * other["ci_high"]))
        text += f" ({span(*ends)})"
    return text


def _how_sure(best: Mapping[str, Any]) -> str:
    others = best["others"]
    following = others[0]
    if best["replications"] < 2:
        return (
            "How sure: one replication cannot separate chance from effect; --replications 20 can."
        )
    sign = 1 if best["better"] > 0 else -1
    next_one = f"“{following['scenario']}”"
    if following["sure"]:
        seen = f"{SETTLED} over {best['replications']} paired replications"
        if len(others) == 1:
            return f"How sure: the difference is {seen}."
        return (
            f"How sure: its lead over all {len(others)} others is {seen}, adjusted for"
            f" {best['pairs']} comparisons (Holm); next is {next_one}, {_size(following, sign)} behind."
        )
    if following["same"]:
        return f"How sure: {next_one} is exactly as good.{_surely_behind(others)}"
    return (
        f"How sure: {next_one} is {_size(following, sign)} behind, which is {OPEN}"
        f"{_allowed(best)}{_more(following)}.{_surely_behind(others)}"
    )


def _allowed(best: Mapping[str, Any]) -> str:
    following = best["others"][0]
    return f" among {best['pairs']} comparisons (Holm)" if following["decided"] else ""


def _more(other: Mapping[str, Any]) -> str:
    more = other["replications_more"]
    return f"; about {count(more, 'more replication')} would settle it" if more else ""


def _surely_behind(others: Sequence[Mapping[str, Any]]) -> str:
    sure = [f"“{each['scenario']}”" for each in others if each["sure"]]
    return f" Behind, and {SETTLED}: {', '.join(sure)}." if sure else ""
