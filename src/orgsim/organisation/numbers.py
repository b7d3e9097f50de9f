"""Numbers in the columns of a file."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from orgsim.errors import quoted, shortened
from orgsim.organisation.identifiers import means_nothing
from orgsim.organisation.table import fault

# float() would also read 1_000, which is a number to programmers only.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")


def read_numbers(
    path: Path,
    row: np.ndarray,
    column: str,
    values: Sequence[str],
    *,
    low: float = -np.inf,
    high: float = np.inf,
    gaps: bool = False,
) -> np.ndarray:
    """Finite numbers from `low` to `high` as float64; NaN for gaps where they are allowed."""
    numbers = np.full(len(values), np.nan)
    for k, value in enumerate(values):
        if _NUMBER.fullmatch(value):
            numbers[k] = float(value)
        elif not (gaps and means_nothing(value)):
            what = f"{shortened(column)} {quoted(value)}"
            raise fault(path, row[k], f"{what} is not a number; {_mend(value)}")
    outside = np.flatnonzero((numbers < low) | (numbers > high) | np.isinf(numbers))
    if len(outside):
        k = outside[0]
        what = f"{shortened(column)} {quoted(values[k])}"
        raise fault(path, row[k], f"{what} must be {_limits(low, high)}")
    return numbers


def _mend(value: str) -> str:
    if _DECIMAL_COMMA.fullmatch(value):
        return "write decimals with a point, as in 0.5"
    return "write one, as in 0.5, or remove the row"


def _limits(low: float, high: float) -> str:
    if np.isfinite(high):
        return f"a number from {low:g} to {high:g}"
    return f"a finite number of at least {low:g}" if np.isfinite(low) else "a finite number"
