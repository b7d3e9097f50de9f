"""Weekly measures: each declared once, with its unit, its computation, and where it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from orgsim.measures.sums import SUMS

WEEKS_A_YEAR = 52

MATTERS = 0.02
"""Points below which nobody would notice a difference: 0.08 of an answer from 1 to 5. Assumed."""

Sums = Mapping[str, np.ndarray]
"""Sums over people, by their name in SUMS."""


@dataclass(frozen=True)
class Counts:
    """How many people, those with reports, those with a superior; arrays by level, or scalars."""

    people: np.ndarray
    leaders: np.ndarray
    led: np.ndarray


@dataclass(frozen=True)
class Measure:
    """An outcome, with all that others need to know about it.

    better    whether more of it is better (1) or worse (−1)
    matters   difference from which it matters, in its unit; smaller ones are called small. Assumed
    made_of   how it is computed from sums and counts; None if it needs the units of all levels
    units_of  the sum whose share of variance between units it is, "" for all others
    flow      whether it is about a week; NaN at the start
    averaged  weeks over which a flow's start and end are averaged
    smoothed  weeks over which its curve is averaged, since single weeks are noisy
    shown     where it is shown besides lists of all measures, by PLACES
    """

    label: str
    unit: str
    better: int
    meaning: str
    made_of: Callable[[Sums, Counts], np.ndarray] | None
    units_of: str = ""
    flow: bool = False
    averaged: int = 4
    smoothed: int = 1
    shown: frozenset[str] = frozenset()
    matters: float = MATTERS


SMALL = "small"
"""Word for a difference that is settled but too small to matter."""

PLACES = {
    "card": "headlines of a scenario in the browser",
    "curve": "curves that the browser offers",
    "difference": "differences between scenarios in the browser",
    "table": "tables of several scenarios in the terminal",
    "report": "curves of the report's figure",
    "panel": "differences of the report's figure",
}
"""Where a measure can be shown."""


def _shown(*places: str) -> frozenset[str]:
    assert set(places) <= set(PLACES)
    return frozenset(places)


def _mean(name: str) -> Callable[[Sums, Counts], np.ndarray]:
    """Mean of a sum over people, leaders or led."""
    over = SUMS[name].over
    return lambda sums, counts: sums[name] / getattr(counts, over)


def _complement(name: str) -> Callable[[Sums, Counts], np.ndarray]:
    """1 − the mean of a sum."""
    return lambda sums, counts: 1 - sums[name] / counts.people


def _dispersion(sums: Sums, counts: Counts) -> np.ndarray:
    """Standard deviation of practice over people."""
    practice, square = sums["practice"] / counts.people, sums["practice_square"] / counts.people
    return np.asarray(np.sqrt(np.maximum(0, square - practice**2)))


def _leavers(sums: Sums, counts: Counts) -> np.ndarray:
    """The share who left in the week, annualised."""
    return np.asarray(WEEKS_A_YEAR * sums["leavers"] / counts.people)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "message_practice_gap": Measure(
            "Message–practice gap",
            "points",
            -1,
            "mean Σω|M − a|",
            _mean("gap"),
            shown=_shown("difference", "table", "report", "panel"),
        ),
        "alignment": Measure(
            "Alignment",
            "points",
            1,
            "1 − message–practice gap",
            _complement("gap"),
            shown=_shown("card", "curve"),
        ),
        "say_do_gap": Measure(
            "Leaders' say–do gap",
            "points",
            -1,
            "mean Σω|m − a| of those with reports",
            _mean("say_do_gap"),
            shown=_shown("card", "curve", "difference", "table", "report", "panel"),
        ),
        "message_fidelity": Measure(
            "Message fidelity",
            "points",
            1,
            "1 − mean Σω|M − m|",
            _complement("unheard"),
            shown=_shown("curve", "table", "report", "panel"),
        ),
        "practice": Measure(
            "Practice", "points", 1, "mean Σω a", _mean("practice"), shown=_shown("curve")
        ),
        "practice_dispersion": Measure(
            "Dispersion of practice",
            "points",
            -1,
            "standard deviation of Σω a over people",
            _dispersion,
            shown=_shown("table", "panel"),
        ),
        "practice_icc": Measure(
            "Practice between units",
            "ICC(1)",
            0,
            "share of the variance of Σω a that lies between units; Bliese 2000",
            None,
            units_of="practice",
        ),
        "engagement": Measure(
            "Engagement",
            "points",
            1,
            "mean e",
            _mean("engagement"),
            shown=_shown("card", "curve", "difference", "table", "report", "panel"),
        ),
        "engaged_share": Measure(
            "Engaged",
            "share",
            1,
            "share of people with e ≥ engaged_from",
            _mean("engaged"),
            shown=_shown("curve", "table", "panel"),
        ),
        "engagement_icc": Measure(
            "Engagement between units",
            "ICC(1)",
            0,
            "share of the variance of e that lies between units; Bliese 2000",
            None,
            units_of="engagement",
        ),
        "trust": Measure(
            "Trust in leaders",
            "points",
            1,
            "mean τ of those with a superior",
            _mean("trust"),
            shown=_shown("card", "curve", "difference", "table", "report", "panel"),
        ),
        "modelling": Measure(
            "Leaders' modelling",
            "points",
            1,
            "mean g of those with reports",
            _mean("modelling"),
            shown=_shown("curve", "difference", "table"),
        ),
        "skill": Measure("Skill", "points", 1, "mean s", _mean("skill"), shown=_shown("curve")),
        "hours_per_report": Measure(
            "Hours per report",
            "hours a week",
            1,
            "mean over those with a superior",
            _mean("hours"),
            flow=True,
            matters=0.1,  # six minutes a week
            shown=_shown("curve", "table"),
        ),
        "contact": Measure(
            "Met their leader",
            "share",
            1,
            "share of those with a superior",
            _mean("met"),
            flow=True,
            shown=_shown("curve"),
        ),
        "performance": Measure(
            "Performance",
            "points",
            1,
            "mean commitment · min(G, s)",
            _mean("performance"),
            flow=True,
            matters=0.005,  # a fortieth of its usual 0.2
            shown=_shown("card", "curve", "difference", "table", "report", "panel"),
        ),
        "leavers": Measure(
            "Leavers",
            "share a year",
            -1,
            "52 · share of people who left in the week",
            _leavers,
            flow=True,
            averaged=WEEKS_A_YEAR,
            smoothed=13,
            shown=_shown("card", "curve", "difference", "table", "report", "panel"),
            matters=0.01,  # one of a hundred people a year
        ),
    }
)
"""Every weekly measure, declared once, in the order of all tables."""


def declared(measure: str | Measure) -> Measure:
    """The declaration of a measure, given by name; a user-defined one is its own declaration."""
    return measure if isinstance(measure, Measure) else MEASURES[measure]


def verdict_on(of: str | Measure, difference: float) -> str:
    """What to call a settled difference of a measure: better, worse, differs or SMALL."""
    measure = declared(of)
    if abs(difference) < measure.matters:
        return SMALL
    if not measure.better:
        return "differs"
    return "better" if (difference > 0) == (measure.better > 0) else "worse"


def measures_shown(place: str) -> tuple[str, ...]:
    """The measures that are shown in one of PLACES."""
    assert place in PLACES
    return tuple(name for name, measure in MEASURES.items() if place in measure.shown)


def smoothing(name: str, weeks: int) -> int:
    """Weeks over which a measure's curve is averaged: at most half of those there are."""
    return min(MEASURES[name].smoothed, max(1, weeks // 2)) if name in MEASURES else 1
