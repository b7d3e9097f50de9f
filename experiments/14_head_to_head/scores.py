"""Scores: what programmes add, by the columns of a calculation; all paired over replications."""

from collections.abc import Mapping

import numpy as np

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
        start, end = f"{KINDS[0]} ", f" h.{self.outcome}"
        return np.array(
            sorted(
                float(name[len(start) : -len(end)])
                for name in self.columns
                if name.startswith(start) and name.endswith(end)
            )
        )

    def for_money(self) -> np.ndarray:
        """All programmes at the same sum of money, (programmes, replications)."""
        return np.stack([self.of(by_money(kind)) for kind in KINDS])

    def pairs(self) -> np.ndarray:
        """All pairs, each of the two at the usual hours, (pairs, replications)."""
        return np.stack([self.of(pair(*both)) for both in PAIRS])

    def interactions(self) -> np.ndarray:
        """What pairs add beyond the sum of both, (pairs, replications)."""
        alone = dict(zip(KINDS, self.singles(), strict=True))
        nothing = np.zeros_like(self.of(NOTHING))
        return np.stack(
            [
                interaction(together, alone[first], alone[second], nothing)
                for together, (first, second) in zip(self.pairs(), PAIRS, strict=True)
            ]
        )

    def weeks(self) -> np.ndarray:
        """The weeks in which programmes that end were looked at."""
        ends = [name.rpartition(".")[2] for name in self.columns if name.startswith(f"{NOTHING}.")]
        return np.array(sorted(int(end) for end in ends if end.isdecimal()))

    def after(self, kind: str) -> np.ndarray:
        """What a programme of a year adds to alignment, week by week, (weeks, replications)."""
        return np.stack(
            [
                self.columns[f"{for_a_year(kind)}.{week}"] - self.columns[f"{NOTHING}.{week}"]
                for week in self.weeks()
            ]
        )

    def at_its_end(self, kind: str) -> np.ndarray:
        """What a programme of a year adds when it ends (or the last look before)."""
        return self.after(kind)[np.searchsorted(self.weeks(), LAST_WEEK, side="right") - 1]

    def two_years_later(self, kind: str) -> np.ndarray:
        """What is left of it in the last week."""
        return self.after(kind)[-1]


LAST_WEEK = 66
"""The first look after the last week of programmes of a year, 13 to 64."""
