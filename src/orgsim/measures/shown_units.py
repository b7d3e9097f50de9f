"""Units for people: shares are shown in percent, on pages, in tables and in figures alike.

Files of numbers (CSV, Parquet, JSON) have every measure in the unit that it is declared in.
"""

from typing import NamedTuple

from orgsim.measures.declarations import Measure, declared


class Shown(NamedTuple):
    """How numbers of a measure are shown: the unit, the multiplier, and decimals."""

    unit: str
    times: float
    decimals: int


def shown(measure: str | Measure) -> Shown:
    """How a measure is shown: `share a year` as `% a year`, all others in their own unit."""
    unit = declared(measure).unit
    if unit in ("share", "share a year"):
        return Shown(unit.replace("share", "%"), 100.0, 1)
    return Shown(unit, 1.0, 3 if unit == "points" else 2)
