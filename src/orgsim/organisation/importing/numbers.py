"""Numbers in the columns of a file."""

import re
from collections.abc import Collection, Sequence

import numpy as np

from orgsim.errors import quoted, shortened
from orgsim.organisation.importing.faults import Faults
from orgsim.organisation.importing.identifiers import means_nothing

# float() would also read 1_000, which is a number to programmers only.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")


def read_numbers(
    faults: Faults,
    row: np.ndarray,
    column: str,
    values: Sequence[str],
    *,
    low: float = -np.inf,
    high: float = np.inf,
    gaps: bool = False,
    nothing: Collection[str] = (),
    advice: str = "",
) -> np.ndarray:
    """Finite numbers from `low` to `high` as float64; NaN for faults, and for gaps if allowed.

    advice  an option, with its value, that may make numbers beyond the limits acceptable
    """
    numbers = np.full(len(values), np.nan)
    for k, value in enumerate(values):
        if _NUMBER.fullmatch(value):
            numbers[k] = float(value)
        elif not (gaps and means_nothing(value, nothing)):
            correction = _correction(value, _limits(low, high), gaps)
            faults.add(row[k], f"{shortened(column)} {quoted(value)} is not a number; {correction}")
    outside = (numbers < low) | (numbers > high) | np.isinf(numbers)
    for k in np.flatnonzero(outside).tolist():
        faults.add(row[k], f"{shortened(column)} {quoted(values[k])} must be {_limits(low, high)}")
    if advice and outside.any():
        faults.advise(advice)
    numbers[outside] = np.nan
    return numbers


def _correction(value: str, limits: str, gaps: bool) -> str:
    if _DECIMAL_COMMA.fullmatch(value):
        return "write decimals with a point, as in 0.5"
    return f"write {limits}, or {'leave it empty' if gaps else 'remove the row'}"


def _limits(low: float, high: float) -> str:
    if np.isfinite(high):
        return f"a number from {low:g} to {high:g}"
    return f"a finite number of at least {low:g}" if np.isfinite(low) else "a finite number"
