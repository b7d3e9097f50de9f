"""Measures: what is summed over people in every week, each sum declared once with how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Any, NamedTuple

PEOPLE_PER_BLOCK = 64
"""Least people whose sums are added up together, in whole units of one level."""


class Observed(NamedTuple):
    """A person at the end of a week, newcomers included: what a sum over people can be made of.

    gap, own_gap, unheard, practice   Σω over the themes of |M − a|, |m − a|, |M − m| and a
    hours, met, performance, leaves   of the week and its occupant, 0 where none has passed
    engaged_from                      the parameter
    """

    gap: float
    own_gap: float
    unheard: float
    practice: float
    engagement: float
    trust: float
    modelling: float
    skill: float
    hours: float
    met: float
    performance: float
    leaves: float
    engaged_from: float


class UnitTotals(NamedTuple):
    """Totals over the people of a unit: what a sum between units can be made of."""

    practice: float
    engagement: float


OVER: Mapping[str, str] = MappingProxyType(
    {
        "people": "everybody",
        "leaders": "those with reports",
        "led": "all but the top",
        "units": "units, not the top; divided by the size of each",
    }
)
"""Over whom, or what, a sum goes."""


@dataclass(frozen=True)
class Summed:
    """What is summed.

    symbol  as the ODD writes it
    of      what one adds, of Observed or, over units, of UnitTotals; compiled into the engine, so it
            is made of these numbers alone
    over    a key of OVER
    flow    whether it is of the week, and 0 where a state is measured outside of one
    """

    symbol: str
    of: Callable[[Any], Any]
    over: str = "people"
    flow: bool = False


SUMS: Mapping[str, Summed] = MappingProxyType(
    {
        "gap": Summed("Σω|M − a|", lambda one: one.gap),
        "say_do_gap": Summed("Σω|m − a|", lambda one: one.own_gap, "leaders"),
        "unheard": Summed("Σω|M − m|", lambda one: one.unheard),
        "practice": Summed("Σω a", lambda one: one.practice),
        "practice_square": Summed("(Σω a)²", lambda one: one.practice * one.practice),
        "practice_between": Summed(
            "(total of Σω a)²", lambda unit: unit.practice * unit.practice, "units"
        ),
        "engagement": Summed("e", lambda one: one.engagement),
        "engagement_square": Summed("e²", lambda one: one.engagement * one.engagement),
        "engagement_between": Summed(
            "(total of e)²", lambda unit: unit.engagement * unit.engagement, "units"
        ),
        "engaged": Summed(
            "1 if e ≥ engaged_from, else 0", lambda one: one.engagement >= one.engaged_from
        ),
        "trust": Summed("τ", lambda one: one.trust, "led"),
        "modelling": Summed("g", lambda one: one.modelling, "leaders"),
        "skill": Summed("s", lambda one: one.skill),
        "hours": Summed("x of 7.2", lambda one: one.hours, "led", flow=True),
        "met": Summed("met", lambda one: one.met, "led", flow=True),
        "performance": Summed("performance of 7.6", lambda one: one.performance, flow=True),
        "leavers": Summed("leaves", lambda one: one.leaves, flow=True),
    }
)
"""Every sum over people, in the order in which all arrays of sums have them."""

Sum: Any = IntEnum("Sum", list(SUMS), start=0)
