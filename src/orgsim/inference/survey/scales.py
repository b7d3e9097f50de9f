"""Scales: the range in which people answer, and its conversion to [0, 1]."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np

from orgsim.errors import UserError, quoted
from orgsim.inference.survey.items import ITEMS, find_item
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing import names

Numbers = TypeVar("Numbers", float, np.ndarray)


class Scale(NamedTuple):
    """The ends of a scale: how the lowest and the highest answer are written.

    A reversed scale has the larger number first. Answers are in [0, 1], except of hours.

    favourable  values are shares of people who answer in the upper part of a scale of 1 to 5
    hours       values are hours a week
    """

    low: float
    high: float
    favourable: bool = False
    hours: bool = False

    def to_unit(self, value: Numbers) -> Numbers:
        """(value − low) / (high − low); hours stay hours."""
        return value if self.hours else (value - self.low) / (self.high - self.low)

    @property
    def width(self) -> float:
        """What a difference of one is written as: |high − low|, of hours 1."""
        return 1.0 if self.hours else abs(self.high - self.low)

    @property
    def limits(self) -> tuple[float, float]:
        """The smallest and the largest value."""
        return min(self.low, self.high), max(self.low, self.high)


HOURS = Scale(0.0, 40.0, hours=True)
"""Hours a week with the leader."""

PERCENT = Scale(0.0, 100.0)
_WORDS: Mapping[str, Scale] = {
    "percent": PERCENT,
    "%": PERCENT,
    "per cent": PERCENT,
    "percent favourable": Scale(0.0, 100.0, favourable=True),
    "percent favorable": Scale(0.0, 100.0, favourable=True),
    "per cent favourable": Scale(0.0, 100.0, favourable=True),
    "% favourable": Scale(0.0, 100.0, favourable=True),
    "% favorable": Scale(0.0, 100.0, favourable=True),
    "share": Scale(0.0, 1.0),
    "share favourable": Scale(0.0, 1.0, favourable=True),
    "share favorable": Scale(0.0, 1.0, favourable=True),
    "hours": HOURS,
}
_NUMBER = r"([+-]?\d{1,6}(?:\.\d{1,6})?)"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:[-–—−]|to|bis|à)\s*{_NUMBER}", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[-. ]+[A-Za-zäé]{3,}\.?|[A-Za-zäé]{3,}\.?[- ]\d{1,2}")
ALLOWED = (
    "allowed are LOW-HIGH, as in 1-5, 0-10 or 1 to 7 (5-1 if small numbers are good), percent,"
    " percent favourable, share, share favourable, and hours for the item hours"
)


@lru_cache(maxsize=256)
def parse_scale(text: str) -> Scale:
    """The scale that a text states; UserError if it states none."""
    plain = " ".join(text.split()).casefold()
    if plain in _WORDS:
        return _WORDS[plain]
    found = _RANGE.fullmatch(plain)
    if found:
        low, high = float(found[1]), float(found[2])
        if low == high:
            raise UserError(f"the scale {quoted(text)} has one value only; {ALLOWED}")
        return Scale(low, high)
    if _DATE.fullmatch(plain):
        raise UserError(
            f"the scale {quoted(text)} is a date, which spreadsheets make of 1-5; write it as 1 to 5"
        )
    raise UserError(f"the scale {quoted(text)} is not known{_hint(plain)}; {ALLOWED}")


def _hint(plain: str) -> str:
    return did_you_mean(plain, _WORDS) if plain.isascii() and len(plain) > 3 else ""


def default_scales(text: str | None) -> Mapping[str, Scale]:
    """Item → its scale where a file states none, "" for all others, from one text.

    The text is a scale, or ITEM=SCALE for some items, parted by commas: trust=0-10, 1-5.
    """
    scales: dict[str, Scale] = {}
    for part in (text or "").replace(";", ",").split(","):
        if not part.strip():
            continue
        item, equals, scale = part.rpartition("=")
        known = find_item(item)
        if equals and known is None:
            raise UserError(
                f"scale (--scale) {quoted(part.strip())}: the item {quoted(item.strip())} is not"
                f" known{did_you_mean(names.key(item), ITEMS)}; allowed are {', '.join(ITEMS)}"
            )
        name = known.name if known else ""
        if name in scales:
            raise UserError(
                f"scale (--scale) {quoted(text)} states two scales for"
                f" {name or 'all items'}; state one"
            )
        try:
            scales[name] = parse_scale(scale.strip())
        except UserError as error:
            raise UserError(f"scale (--scale): {error}") from None
    return scales
