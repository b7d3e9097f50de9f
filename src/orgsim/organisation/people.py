"""The people of a chart: their ids, and whom a file means by an id."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from orgsim.errors import UserError
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.table import Header, fault

_NOBODY = {"", "-", "–", "na", "n/a", "nan", "none", "null"}
_WHOLE = re.compile(r"(\d+)(\.0*)?")
_SEARCHED = 10_000  # so that a hint takes no time in a chart of millions


def means_nobody(text: str) -> bool:
    """Whether an entry that is no id stands for nothing: empty, -, NA, n/a, NaN, none or null."""
    return text.casefold() in _NOBODY


def number_people(header: Header, ids: Sequence[str], row: np.ndarray) -> dict[str, int]:
    """Id → number in the file; refuse empty ids and ids that occur twice."""
    number = dict(zip(ids, range(len(ids)), strict=True))
    if "" in number:
        empty = int(row[ids.index("")])
        raise fault(header.path, empty, "the id is empty; give every person an id")
    if len(number) < len(ids):
        first: dict[str, int] = {}
        for identifier, line in zip(ids, row.tolist(), strict=True):
            if identifier in first:
                raise fault(
                    header.path,
                    line,
                    f"the id {identifier!r} stands in row {first[identifier]} already; give every"
                    " person one row and an id of their own",
                )
            first[identifier] = line
    return number


def look_up(number: Mapping[str, int], ids: Iterable[str], count: int) -> np.ndarray:
    """Numbers of ids, int32 (count,); −1 for those of nobody.

    Ids are text: "7" and "007" are two people. Only a whole number that a spreadsheet turned into
    "7.0" is taken for "7", or the other way round, if the id as it is written does not exist.
    """
    ids = list(ids)
    found = np.fromiter((number.get(identifier, -1) for identifier in ids), np.int32, count)
    for k in np.flatnonzero(found < 0):
        whole = _WHOLE.fullmatch(ids[k])
        if whole:
            found[k] = number.get(whole[1], number.get(f"{whole[1]}.0", -1))
    return found


def unknown(path: Path, row: int, what: str, identifier: str, known: Iterable[str]) -> UserError:
    """An id that is not in the chart."""
    if not identifier:
        return fault(path, row, f"the {what} is empty; name an id of the chart")
    searched = [other for other, _ in zip(known, range(_SEARCHED), strict=False)]
    hint = did_you_mean(identifier, searched)
    return fault(path, row, f"the {what} {identifier!r} is not an id of the chart{hint}")
