"""Scores: what programmes add, by the columns of a calculation; all paired over replications."""

import re
from collections.abc import Mapping

import numpy as np

from orgsim.study.calculations import numbered
from orgsim.study.shapes import interaction

from .programmes import KINDS, NOTHING, PAIRS, by_money, for_a_year, pair, single

USUAL, DOUBLE = 0.5, 1.0


def words(kind: str) -> str:
    """A programme's name in words."""
    return kind.replace("_", " ").replace("feedback 360", "360° feedback")


class Scores:
    """What each programme adds to an outcome beyond nothing, (…, replications)."""

    def __init__(self, columns: Mapping[str, np.ndarray], outcome: str = "alignment") -> None:
        self.columns, self.outcome = columns, outcome

    def of(self, variant: str) -> np.ndarray:
        """One variant, (replications,)."""
        return self.columns[f"{variant}.{self.outcome}"] - self.columns[f"{NOTHING}.{self.outcome}"]

    def singles(self, hours: float = USUAL) -> np.ndarray:
        """All programmes at so many hours for each leader, (programmes, replications)."""
        return np.stack([self.of(single(kind, hours)) for kind in KINDS])

    def hours(self) -> np.ndarray:
        """Hours of each leader at which programmes were run."""
        found = [re.fullmatch(rf"{KINDS[0]} (.+) h\.{self.outcome}", name) for name in self.columns]
        return np.array(sorted(float(each[1]) for each in found if each))

    def for_money(self) -> np.ndarray:
        """All programmes at the same sum of money, (programmes, replications)."""
        return np.stack([self.of(by_money(kind)) for kind in KINDS])

    def pairs(self) -> np.ndarray:
        """All pairs, each of the two at the usual hours, (pairs, replications)."""
        return np.stack([self.of(pair(*both)) for both in PAIRS])

    def interactions(self) -> np.ndarray:
        """What pairs add beyond the sum of both, (pairs, replications)."""
        singles, together = self.singles(), self.pairs()
        first, second = (singles[[KINDS.index(pair[n]) for pair in PAIRS]] for n in (0, 1))
        return interaction(together, first, second, np.zeros_like(together))

    def weeks(self) -> np.ndarray:
        """The weeks in which programmes that end were looked at."""
        return numbered(self.columns, f"{NOTHING}.")[0]

    def after(self, kind: str) -> np.ndarray:
        """What a programme of a year adds to alignment, week by week, (weeks, replications)."""
        there, nothing = (
            numbered(self.columns, f"{name}.")[1] for name in (for_a_year(kind), NOTHING)
        )
        return there - nothing

    def at_its_end(self, kind: str) -> np.ndarray:
        """What a programme of a year adds when it ends (or the last look before)."""
        return self.after(kind)[np.searchsorted(self.weeks(), LAST_WEEK, side="right") - 1]

    def two_years_later(self, kind: str) -> np.ndarray:
        """What is left of it in the last week."""
        return self.after(kind)[-1]


LAST_WEEK = 66
"""The first look after the last week of programmes of a year, 13 to 64."""
