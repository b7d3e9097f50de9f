"""The ids of a chart: whom a file means by what it writes."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.table import fault

_NOBODY = {"", "-", "–", "na", "n/a", "nan", "none", "null"}
_WHOLE = re.compile(r"(\d+)(\.0*)?")
_SEARCHED = 10_000  # so that a hint takes no time in a chart of millions


def means_nothing(text: str) -> bool:
    """Whether an entry stands for nothing: it is empty, -, NA, n/a, NaN, none or null."""
    return text.casefold() in _NOBODY


def number_people(path: Path, ids: Sequence[str], row: np.ndarray) -> dict[str, int]:
    """Id → number in the file; refuse empty ids and ids that occur twice."""
    number = dict(zip(ids, range(len(ids)), strict=True))
    if "" in number:
        raise fault(path, row[number[""]], "the id is empty; give every person an id")
    if len(number) < len(ids):
        first: dict[str, int] = {}
        k = next(k for k, identifier in enumerate(ids) if first.setdefault(identifier, k) != k)
        raise fault(
            path,
            row[k],
            f"the id {quoted(ids[k])} stands in row {row[first[ids[k]]]} already; give every person one"
            " row and an id of their own",
        )
    return number


def look_up(number: Mapping[str, int], ids: Sequence[str]) -> np.ndarray:
    """The numbers of ids, int32 (ids,); −1 where there is none.

    Ids are text: "7" and "007" are two people. Only a whole number that a spreadsheet turned into
    "7.0" is taken for "7", or the other way round, if no id is written the same.
    """
    found = np.fromiter((number.get(identifier, -1) for identifier in ids), np.int32, len(ids))
    for k in np.flatnonzero(found < 0).tolist():
        whole = _WHOLE.fullmatch(ids[k])
        if whole:
            found[k] = number.get(whole[1], number.get(f"{whole[1]}.0", -1))
    return found


def not_in_chart(
    path: Path, row: int | np.integer, what: str, text: str, number: Mapping[str, int]
) -> UserError:
    """Somebody who is not in the chart."""
    if not text:
        return fault(path, row, f"the {what} is empty; name an id of the chart")
    hint = did_you_mean(text, islice(number, _SEARCHED))
    return fault(path, row, f"the {what} {quoted(text)} is not an id of the chart{hint}")
