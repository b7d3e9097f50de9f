"""What is typical of a number: where the middle of the sets that agree with the evidence has it."""

from typing import NamedTuple

import numpy as np

from orgsim.model.parameters import ASSUMED, Quantity
from orgsim.number_text import plain
from orgsim.parameter_sets.sets_in_use import evidence_has

MIDDLE = 0.8
"""Share of the sets between the two ends."""


class Typical(NamedTuple):
    """The limits of a number in the middle 80 % of sets."""

    low: float
    high: float
    sets: int


def typical(key: str) -> Typical | None:
    """Where sets of the evidence have the number of a dotted key; None where they do not have it.

    Raises UserError where the file of sets that is in use cannot be read.
    """
    values = evidence_has(key)
    if not values:
        return None
    low, high = np.quantile(values, [(1 - MIDDLE) / 2, (1 + MIDDLE) / 2])
    return Typical(float(low), float(high), len(values))


def typical_words(key: str, quantity: Quantity) -> str:
    """What a number usually is, and who says so, in a line."""
    found = typical(key)
    if found is None:
        said = quantity.source if quantity.source == ASSUMED else f"source: {quantity.source}"
        return f"Usual {plain(quantity.default)} ({said})."
    if found.low == found.high:
        return (
            f"Usual {plain(found.low)} (inferred for an ordinary organisation; the same in all"
            f" {found.sets} parameter sets)."
        )
    return (
        f"Typical {plain(found.low, 2)} to {plain(found.high, 2)} in the evidence (middle 80 % of"
        f" {found.sets} parameter sets)."
    )
