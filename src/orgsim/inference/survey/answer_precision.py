"""Precision of answers: the number behind a mean, their spread, and the reliability of an item."""

import re
from collections.abc import Sequence

import numpy as np

from orgsim.errors import quoted
from orgsim.inference.survey.answers import RELIABILITY
from orgsim.inference.survey.respondents import Respondents
from orgsim.inference.survey.values import Cells, Values, without_answer
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.numbers import read_numbers

_WHOLE = re.compile(r"\d{1,9}(\.0*)?", re.ASCII)
_LEAST_RELIABLE = 0.01
_ROUNDED = 0.01
"""How much a spread may exceed the largest one there is, as a share of the scale: it was rounded."""


def read_counts(
    faults: Faults,
    row: np.ndarray,
    texts: Sequence[str],
    of: Respondents,
    answered: np.ndarray,
    smallest: int,
) -> np.ndarray:
    """Number of answers int64 (rows,) of the rows that are `answered`; 1 of a person.

    Fewer than `smallest` answers of a group are a fault, and more than it has members.
    """
    counts = np.ones(len(row), np.int64)
    for k in np.flatnonzero(answered & of.known).tolist():
        text = texts[k]
        whole = _WHOLE.fullmatch(text)
        counts[k] = count = int(text.partition(".")[0]) if whole else 0
        if of.person[k]:
            if text and count != 1:
                faults.add(row[k], f"{quoted(text)} answers of one person; leave answers empty")
            counts[k] = 1
        elif not whole and without_answer(text):
            faults.add(
                row[k], f"answers {quoted(text)} is not a whole number; write how many answered"
            )
        elif not text:
            faults.add(
                row[k],
                f"the number of answers of the group {quoted(of.who[k])} is missing;"
                " write how many answered",
            )
        elif count < smallest:
            faults.add(
                row[k],
                f"{text} answers of the group {quoted(of.who[k])}, fewer than"
                f" {smallest}, by which people could be recognised; leave the row or its value"
                " out, or merge the group with its neighbour",
            )
        elif count > of.people[k]:
            faults.add(
                row[k],
                f"{count:,} answers of the group {quoted(of.who[k])}, which has"
                f" {of.people[k]:,} members; correct the number or the group",
            )
    return counts


def read_spread(
    faults: Faults,
    row: np.ndarray,
    texts: Sequence[str],
    cells: Cells,
    values: Values,
    counts: np.ndarray,
) -> np.ndarray:
    """Standard deviation of the answers of each cell, float64 (cells,) on [0, 1], hours in hours.

    At most half of the scale, times √(n / (n − 1)) of n answers: half of them at either end.
    """
    stated = [without_answer(text) for text in texts]
    written = read_numbers(faults, row, "spread", stated, low=0, gaps=True)
    spread = np.full(len(cells.at), np.nan)
    for cell, k in enumerate(cells.at.tolist()):
        scale, said, count = values.scale[cell], float(written[k]), int(counts[k])
        if scale is None or np.isnan(said) or np.isnan(values.value[cell]):
            continue
        low, high = scale.limits
        most = (high - low) / 2 * np.sqrt(count / max(count - 1, 1)) + _ROUNDED * (high - low)
        if scale.favourable or (count == 1 and said):
            kind = "a share of favourable answers" if scale.favourable else "one answer"
            faults.add(row[k], f"{kind} has no spread; leave spread empty")
        elif said > most:
            faults.add(
                row[k],
                f"spread {quoted(stated[k])} is more than {count:,} answers from"
                f" {low:g} to {high:g} can have ({most:.3g}); write their standard deviation"
                " on the same scale",
            )
        elif count > 1:
            spread[cell] = said / scale.width
    return spread


def read_reliability(faults: Faults, row: np.ndarray, texts: Sequence[str]) -> np.ndarray:
    """Reliability float64 (rows,), by default the usual one."""
    stated = [without_answer(text) for text in texts]
    told = read_numbers(faults, row, "reliability", stated, low=_LEAST_RELIABLE, high=1, gaps=True)
    return np.where(np.isnan(told), RELIABILITY, told)
