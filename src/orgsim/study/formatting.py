"""Words: numbers, intervals and p-values as README, tables and terminal say them."""

import math

from orgsim.number_text import NONE, fixed, p_value
from orgsim.study.evidence import Evidence

MOST_DECIMALS = 4
DIGITS_OF_CERTAIN = 3


def number(value: float, decimals: int) -> str:
    """A number with a minus sign; ∞ for what is beyond all levels, – for what is not there."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return fixed(value, decimals)


def decimals_of(evidence: Evidence) -> int:
    """As many decimals as give the interval's half width two digits; three digits if it has none.

    Counts have none: where the estimate and both ends are whole.
    """
    numbers = evidence.value, evidence.low, evidence.high
    if all(float(each).is_integer() for each in numbers):
        return 0
    half = (evidence.high - evidence.low) / 2
    if not math.isfinite(half) or half <= 0:
        if not math.isfinite(evidence.value) or float(evidence.value).is_integer():
            return DIGITS_OF_CERTAIN
        digits = DIGITS_OF_CERTAIN - 1 - math.floor(math.log10(abs(evidence.value)))
    else:
        digits = 1 - math.floor(math.log10(half))
    return min(MOST_DECIMALS, max(0, digits))


def value_of(evidence: Evidence) -> str:
    """The estimate alone."""
    return number(evidence.value, decimals_of(evidence))


def spoken(evidence: Evidence, percent: bool = False) -> str:
    """The estimate in a sentence: one digit less than in a table, or in whole percent."""
    if percent:
        return f"{number(100 * evidence.value, 0)}\N{NO-BREAK SPACE}%"
    return number(evidence.value, max(0, decimals_of(evidence) - 1))


def interval_of(evidence: Evidence) -> str:
    """The interval alone."""
    if evidence.exact:
        return "exact"
    if math.isnan(evidence.low):
        return NONE
    decimals = decimals_of(evidence)
    return f"{number(evidence.low, decimals)} to {number(evidence.high, decimals)}"


def p_of(p: float) -> str:
    """A p-value to three decimals."""
    return p_value(p)


def percent_of(evidence: Evidence | None) -> tuple[str, str]:
    """A share and its interval in percent."""
    if evidence is None:
        return NONE, NONE
    share = f"{number(100 * evidence.value, 0)} %"
    if evidence.exact or math.isnan(evidence.low):
        return share, interval_of(evidence)
    low, high = (number(100 * end, 0) for end in (evidence.low, evidence.high))
    return share, f"{low} to {high} %"
