"""Recorded: what all parameter sets together predicted for facts and trials when they were inferred.

It is shipped as the table `parts.csv` of experiments/00_calibration, in the generated organisation.
"""

import csv
from functools import cache
from typing import NamedTuple

from orgsim.evidence.facts import FACTS, Fact, Part
from orgsim.evidence.field_trials import FIELD_TRIALS, FieldTrial
from orgsim.shipped import shipped

TABLE = "experiments/00_calibration/parts.csv"
ORGANISATION = "generated"


class Predicted(NamedTuple):
    """A part of a fact or trial next to what the sets predict for it.

    median, low, high  over the sets, in a new organisation with new draws: 90 % between low and high
    role               "tuned", "held out", or "organisation" where no parameter moves it
    sets_inside        share of the sets whose mean lies in the band
    """

    of: Fact | FieldTrial
    part: Part
    role: str
    median: float
    low: float
    high: float
    inside: bool
    sets_inside: float

    @property
    def kind(self) -> str:
        """Whether it belongs to a `fact` or to a `trial`."""
        return "fact" if isinstance(self.of, Fact) else "trial"


@cache
def predictions() -> tuple[Predicted, ...]:
    """All parts that were measured, facts before trials, in their order."""
    declared: dict[tuple[str, str], tuple[Fact | FieldTrial, Part]] = {
        ("fact", part.name): (fact, part) for fact in FACTS for part in fact.parts
    }
    declared |= {
        ("trial", part.name): (trial, part) for trial in FIELD_TRIALS for part in trial.parts
    }
    with shipped(TABLE).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["organisation"] == ORGANISATION]
    return tuple(
        Predicted(
            *declared[row["kind"], row["part"]],
            row["role"],
            _number(row["median"]),
            _number(row["predicted_low"]),
            _number(row["predicted_high"]),
            row["inside"] == "True",
            _number(row["sets_inside"]),
        )
        for row in rows
        if (row["kind"], row["part"]) in declared
    )


def _number(text: str) -> float:
    return float(text) if text else float("nan")
