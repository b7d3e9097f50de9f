"""Superiors who are named by their e-mail address or their name: whose row a file means.

Many charts name people by an id and superiors by what another column holds. Where no superior at all is
named by an id, the column that most of them stand in says who they are.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from orgsim.errors import listed, quoted
from orgsim.organisation.importing import names
from orgsim.organisation.importing.identifiers import look_up, means_nothing

LEAST_SHARE = 0.5
"""Of the superiors that a column has to hold; the others are faults of their rows."""

MOSTLY = 0.9
"""Share of the values of a column that stand in it once, if it is to say who somebody is."""

_WORD = re.compile(r"[^\s,;]+")


class NamedBy(NamedTuple):
    """A column by which superiors are named.

    column  its name, or those of two, as first and last names
    number  what stands in it, folded → number of the row
    twice   what stands in several rows, folded → these rows' numbers
    """

    column: str
    number: Mapping[str, int]
    twice: Mapping[str, tuple[int, ...]]

    def find(self, text: str) -> int:
        """The number of the one row that is meant, −1 if there is none or several."""
        return self.number.get(folded(text), -1)

    def not_found(self, text: str, row: np.ndarray) -> str:
        """Why nobody is found, by the rows of the file."""
        alike = self.twice.get(folded(text))
        if alike:
            rows = listed(str(row[k]) for k in alike)
            return (
                f"the superior {quoted(text)} may be several people, whom {self.column} calls so in the"
                f" rows {rows}; name the superior by id"
            )
        return (
            f"the superior {quoted(text)} is neither an id nor in {self.column}, by which the others are"
            " named; write it as there, or leave it empty for the top"
        )


def folded(text: str) -> str:
    """A name or an address as it is compared: its words in any order, without case and commas.

    So “Lovelace, Ada” and “Ada Lovelace” are one.
    """
    return " ".join(sorted(_WORD.findall(unicodedata.normalize("NFKC", text).casefold())))


def named_by(
    written: Sequence[str],
    ids: Mapping[str, int],
    columns: Mapping[str, Sequence[str]],
    nothing: Sequence[str] = (),
) -> NamedBy | None:
    """The column by which superiors are named, None where it is ids, or where no column is.

    written  superiors by row
    columns  the other columns by name
    nothing  what stands for nobody, beside what always does
    """
    told = {text for text in written if not means_nothing(text, nothing)}
    if not told or (look_up(ids, sorted(told)) >= 0).any():
        return None
    wanted = {folded(text) for text in told}
    candidates = {name: of for name, of in _candidates(columns).items() if _tells_apart(of)}
    held = {name: len(wanted & set(map(folded, of))) for name, of in candidates.items()}
    best = max(held, key=lambda name: held[name], default="")
    if not best or held[best] < max(1, LEAST_SHARE * len(wanted)):
        return None
    return _by_value(best, candidates[best])


def _tells_apart(values: Sequence[str]) -> bool:
    """Whether nearly everybody has a value of their own, as of names and unlike of departments."""
    told = [folded(value) for value in values if value]
    return len(set(told)) > MOSTLY * len(told)


def _candidates(columns: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The columns, and first and last names together, by what messages call them."""
    found: dict[str, Sequence[str]] = {f"column {quoted(name)}": of for name, of in columns.items()}
    first, last = (_called(columns, known) for known in (names.FIRST_NAME, names.LAST_NAME))
    if first and last:
        pairs = zip(columns[first], columns[last], strict=True)
        found[f"columns {quoted(first)} and {quoted(last)}"] = [f"{a} {b}" for a, b in pairs]
    return found


def _called(columns: Mapping[str, Sequence[str]], known: frozenset[str]) -> str | None:
    return next((name for name in columns if names.key(name) in known), None)


def _by_value(column: str, values: Sequence[str]) -> NamedBy:
    rows: dict[str, list[int]] = {}
    for k, value in enumerate(values):
        rows.setdefault(folded(value), []).append(k)
    rows.pop("", None)
    return NamedBy(
        column,
        {value: at[0] for value, at in rows.items() if len(at) == 1},
        {value: tuple(at) for value, at in rows.items() if len(at) > 1},
    )
