"""The ids of a chart: whom the entries of a file refer to."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from orgsim.errors import quoted
from orgsim.organisation.importing.faults import Faults

_NOBODY = frozenset({"", "-", "–", "na", "n/a", "nan", "none", "null"})
_WHOLE = re.compile(r"(\d+)(\.0*)?")


class Outsiders(NamedTuple):
    """Whether people who are not on the chart may stand in other files: all, or those left out."""

    drop: bool = False
    left_out: Collection[str] = frozenset()
    advice: str = "drop_outsiders (--drop-outsiders) to true"

    def may_miss(self, text: str) -> bool:
        """Whether rows of somebody who was not found are dropped."""
        return text in self.left_out or (self.drop and text != "")


def means_nothing(text: str, also: Collection[str] = ()) -> bool:
    """Whether an entry stands for nothing: it is empty, -, NA, n/a, NaN, none, null or in `also`."""
    folded = text.casefold()
    return folded in _NOBODY or (bool(also) and folded in {other.casefold() for other in also})


def number_people(
    ids: Sequence[str], row: np.ndarray, faults: Faults, advice: str = ""
) -> dict[str, int]:
    """Id → its number in the order of the file; empty ids and ids that occur twice are faults.

    row     (ids,) the row of each
    advice  what may be done about ids that occur twice
    """
    number = dict(zip(ids, range(len(ids)), strict=True))
    if "" not in number and len(number) == len(ids):
        return number
    first: dict[str, int] = {}
    for k, identifier in enumerate(ids):
        if not identifier:
            faults.add(row[k], "the id is empty; give every person an id")
        elif first.setdefault(identifier, k) != k:
            faults.add(row[k], _stands_already(identifier, int(row[first[identifier]])))
            if advice:
                faults.advise(advice)
    return number


def _stands_already(identifier: str, row: int) -> str:
    return (
        f"the id {quoted(identifier)} stands in row {row} already; give every person one row and an"
        " id of their own"
    )


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
