"""Bands of a curve, as series of ECharts: randomness alone, and parameters around it."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from orgsim.analysis.bands import Band
from orgsim.ui.shared.page_colours import BLUE

ALONE, BOTH = "Randomness alone", "Randomness and parameters"
DARK, PALE = 0.24, 0.12
"""Bands of this scenario, and how much of its colour they have."""

BANDS_SENTENCE = (
    "Bands cover the middle 80 % of replications: the dark one with randomness only, the pale one"
    " also with the parameter sets that fit the evidence. Point at a week for the 95 % interval of"
    " the mean. Both curves have the same random draws, so their difference is more certain than"
    " overlapping bands suggest."
)


def band_series(found: Band, randomness: tuple[np.ndarray, np.ndarray]) -> list[dict[str, Any]]:
    """Where the middle 80 % of replications are: by randomness alone, and with parameters around it.

    One band where there is only one to tell, as where all replications have the same numbers.
    """
    alone, whole = randomness, (found.low, found.high)
    if not np.isfinite(alone[0]).any():
        return _area(BOTH, *whole, PALE)
    if np.array_equal(alone, whole, equal_nan=True):
        return _area(ALONE, *alone, DARK)
    return [*_area(BOTH, *whole, PALE), *_area(ALONE, *alone, DARK)]


def _area(name: str, low: np.ndarray, high: np.ndarray, opacity: float) -> list[dict[str, Any]]:
    """A band: an unseen line, and what lies between it and the next one."""
    shared = {
        "type": "line",
        "stack": name,
        "stackStrategy": "all",
        "xAxisIndex": 1,
        "silent": True,
        "showSymbol": False,
        "lineStyle": {"opacity": 0},
    }
    colour = {"color": BLUE, "opacity": opacity}
    return [
        {"name": f"{name}, low", "data": points(low), **shared},
        {
            "name": name,
            "data": points(high - low),
            "areaStyle": colour,
            "itemStyle": colour,
            **shared,
        },
    ]


def line_series(name: str, values: np.ndarray, more: Mapping[str, Any]) -> dict[str, Any]:
    """A curve without marks, and what else is said of it."""
    return {
        "name": name,
        "type": "line",
        "data": points(values),
        "showSymbol": False,
        **more,
    }


def points(values: np.ndarray) -> list[float | None]:
    """A value a week with four significant digits, None where there is none."""
    return [float(f"{v:.4g}") if math.isfinite(v) else None for v in values.tolist()]
