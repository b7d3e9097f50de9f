"""Whom entries that are not ids may refer to: hints for messages."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice

from orgsim.errors import quoted
from orgsim.organisation.hints import did_you_mean

_SEARCHED = 10_000  # so that a hint takes no time in a chart of millions
_NUMBER = re.compile(r"(\d*)\.0*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def _plain(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _letters(text: str) -> str:
    return "".join(_plain(text).split()).casefold()


def _whole(text: str) -> str:
    found = _NUMBER.fullmatch(_letters(text).lstrip("0"))
    return found[1] if found else _letters(text).lstrip("0")


ZEROS, NUMBERS = "leading zeros", "leading zeros and .0"
"""Differences that a spreadsheet makes, which takes ids for numbers: 144 or 144.0 for 00144."""

FOLDS: Mapping[str, Callable[[str], str]] = {
    "unseen or wide characters": _plain,
    "spaces": lambda text: "".join(_plain(text).split()),
    "small and capital letters": _letters,
    ZEROS: lambda text: _letters(text).lstrip("0"),
    NUMBERS: _whole,
}
"""What texts may differ in, each fold including those before it."""


class Known:
    """The ids of a chart, and what else stands in its rows, to look for those who are not found."""

    def __init__(
        self, number: Mapping[str, int], attributes: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.number = number
        self.attributes = attributes or {}

    def not_found(self, what: str, text: str) -> str:
        """That somebody is not in the chart, and who may be meant."""
        if not text:
            return f"the {what} is empty; name an id of the chart"
        return f"the {what} {quoted(text)} is not an id of the chart{self.hint(text)}"

    def hint(self, text: str) -> str:
        """Who may be meant by an entry that is not an id, or ""."""
        for difference, fold in FOLDS.items():
            known = self._folded[difference].get(fold(text))
            if known:
                return f"; {quoted(known)} is ({difference}){_cause(difference, text, known)}"
        for column, values in self._elsewhere.items():
            known = values.get(_letters(text))
            if known is not None:
                return f"; it stands in column {quoted(column)} of {quoted(known)}"
        return did_you_mean(text, islice(self.number, _SEARCHED))

    @cached_property
    def _folded(self) -> dict[str, dict[str, str]]:
        return {
            difference: {fold(identifier): identifier for identifier in self.number} | {"": ""}
            for difference, fold in FOLDS.items()
        }

    @cached_property
    def _elsewhere(self) -> dict[str, dict[str, str]]:
        """Names, e-mail addresses and other values that one person alone has, by column."""
        ids = list(self.number)
        found = {}
        for column, values in self.attributes.items():
            folded = [_letters(value) for value in values]
            if len(set(folded)) > 0.9 * len(folded):
                found[column] = dict(zip(folded, ids, strict=False))
                found[column].pop("", None)
        return found


def _cause(difference: str, text: str, known: str) -> str:
    """What may have made the difference, as a question; "" where there are many ways."""
    if difference not in (ZEROS, NUMBERS):
        return ""
    of = "it" if known.startswith("0") else quoted(text)
    return f": did a spreadsheet make a number of {of}?"
