"""Numbers as text: the one way in which tables, sentences, pages and figures write a number.

A real minus sign, commas between thousands, no sign where a number rounds to zero, a space before %,
and a dash where there is no number. Messages of mistakes write limits as they are to be typed instead.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

NONE = "–"
LEAST_P = 0.001
UNIT = re.compile(r"(?<=\d) (?=%|[A-Z]{3}\b)")


def fixed(value: float | None, decimals: int = 3, sign: bool = False) -> str:
    """A number with fixed decimals, for columns: `1,234.500`, `−0.021`.

    sign  whether a positive number has its sign, too
    """
    if value is None or not math.isfinite(value):
        return NONE
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return text
    return ("−" if value < 0 else "+" if sign else "") + text


def plain(value: float | None, digits: int = 6, sign: bool = False) -> str:
    """A number of at most so many significant digits, without commas, as it would be typed: `0.25`."""
    if value is None or not math.isfinite(value):
        return NONE
    return f"{value + 0:{'+' if sign and value else ''}.{digits}g}".replace("-", "−")


def levels(values: Sequence[float]) -> list[str]:
    """Numbers along an axis, all with as few decimals as leave each within a tenth of a step."""
    steps = (after - before for before, after in pairwise(sorted(set(values))))
    allowed = min(steps, default=0.0) / 10 + 1e-12
    decimals = next(
        (
            few
            for few in range(12)
            if all(abs(round(each, few) - each) <= allowed for each in values)
        ),
        12,
    )
    return [fixed(each, decimals) for each in values]


def rounded(value: float | None) -> str:
    """A number for a sentence, of two or three figures: `0.45`, `12.3`, `1,234`."""
    if value is None or not math.isfinite(value):
        return NONE
    size = abs(value)
    if size >= 100:
        return fixed(value, 0)
    text = plain(value, 3 if size >= 10 else 2)
    if "e" not in text:
        return text
    return fixed(value, 4).rstrip("0").rstrip(".")


def two_figures(value: float | None) -> str:
    """A number of two figures, for what is not known more exactly: `26`, `8.2`, `0.45`."""
    if value is not None and abs(value) >= 10:
        return fixed(value, 0)
    return rounded(value)


def amount(value: float | None, sign: bool = False) -> str:
    """Money to three figures, since it is not known more exactly: `1,230,000`, `−8,480`, `900`."""
    if value is None or not math.isfinite(value):
        return NONE
    left_out = max(0, len(f"{abs(value):.0f}") - 3)
    return fixed(round(value, -left_out), 0, sign)


def percent(share: float | None, decimals: int = 0) -> str:
    """A share of 1 in percent: `12 %`."""
    if share is None or not math.isfinite(share):
        return NONE
    return f"{fixed(100 * share, decimals)} %"


def span(low: float | None, high: float | None, decimals: int = 3, sign: bool = False) -> str:
    """From one number to another: `0.120 to 0.180`; a dash if there is no interval."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return NONE
    return f"{fixed(low, decimals, sign)} to {fixed(high, decimals, sign)}"


def p_value(p: float) -> str:
    """A p-value to three decimals: `0.012`, `< 0.001`."""
    return f"< {LEAST_P}" if p < LEAST_P else f"{p:.3f}"


def unbroken(text: str) -> str:
    """Text in which no line is broken between a number and %, or its currency."""
    return UNIT.sub("\N{NO-BREAK SPACE}", text)


def count(amount: int, one: str, many: str = "") -> str:
    """A number of things, by name: `1 person`, `1,200 people`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """A time to be waited for: `40 s`, `12 min`, `1.5 h`."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
