"""Numbers in the columns of a file."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from orgsim.organisation.table import fault

# float() would also read 1_000, which is no number to anybody but a programmer.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def read_numbers(
    path: Path,
    row: np.ndarray,
    column: str,
    values: Sequence[str],
    low: float,
    high: float,
    empty: Sequence[str] = (),
) -> np.ndarray:
    """Numbers in [low, high] as float64, NaN where a value is one of `empty`; refuse all else."""
    numbers = np.full(len(values), np.nan)
    for k, value in enumerate(values):
        if _NUMBER.fullmatch(value):
            numbers[k] = float(value)
        elif value.casefold() not in empty:
            raise fault(path, int(row[k]), f"{column} {value!r} is not a number{_hint(value)}")
    outside = np.flatnonzero((numbers < low) | (numbers > high) | np.isinf(numbers))
    if len(outside):
        k = int(outside[0])
        limits = f"from {low:g} to {high:g}" if np.isfinite(high) else f"of at least {low:g}"
        raise fault(
            path, int(row[k]), f"{column} {values[k]!r} is not allowed; name a number {limits}"
        )
    return numbers


def _hint(value: str) -> str:
    decimal_comma = re.fullmatch(r"[+-]?\d*,\d+", value)
    return "; write decimals with a point, as in 0.5" if decimal_comma else "; write one, as in 0.5"
