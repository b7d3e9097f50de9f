"""Watching: the states of everybody, week by week, in the first replication of a scenario.

A state is kept as one byte a person a week: 0 … 254 for 0 … 1, and 255 for those it does not apply
to. Organisations beyond MOST_SHOWN people are kept unit by unit: the mean of a leader's reports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.organisation import Organisation
from orgsim.organise import people_of
from orgsim.parallel.compiled_threads import use_threads
from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.scenarios.presets import refuse_changed_files

MOST_SHOWN = 20_000
STEPS = 254
NOT_THERE = 255


@dataclass(frozen=True)
class Watchable:
    """A state that can be looked at: what it is called, its unit, what its ends mean."""

    label: str
    unit: str
    low: str
    high: str
    meaning: str


STATES_SHOWN: Mapping[str, Watchable] = MappingProxyType(
    {
        "alignment": Watchable(
            "Practice in line with what is stated",
            "points",
            "far from it",
            "as stated",
            "1 − Σω|M − a|",
        ),
        "own_gap": Watchable(
            "Own say–do gap", "points", "does what they say", "says otherwise", "Σω|m − a|"
        ),
        "trust": Watchable("Trust in one's own leader", "points", "none", "full", "τ"),
        "engagement": Watchable("Engagement", "points", "none", "full", "e"),
        "modelling": Watchable(
            "Effort of leaders to do what they say", "points", "none", "full", "g"
        ),
        "skill": Watchable("Skill", "points", "none", "full", "s"),
    }
)
"""States by name; all lie within 0 and 1 points."""


@dataclass(frozen=True, eq=False)
class WeeklyStates:
    """What there is to see: dots, which are people or units, and their states in every week.

    by_unit  whether dots are leaders with the mean of their reports, rather than people
    dots     positions that the dots stand for, (dots,)
    frames   bytes (weeks + 1, dots) of each state
    """

    organisation: Organisation
    by_unit: bool
    dots: np.ndarray
    frames: Mapping[str, np.ndarray]

    @property
    def weeks(self) -> int:
        """Weeks after the start."""
        return len(next(iter(self.frames.values()))) - 1

    def scale(self, state: str) -> tuple[int, int]:
        """Steps between which the colours of a state run: all but the outer 2 % of what occurs."""
        count = np.bincount(self.frames[state].ravel(), minlength=256)[: STEPS + 1]
        if not count.any():
            return 0, STEPS
        share = np.cumsum(count) / count.sum()
        low, high = int(np.searchsorted(share, 0.02)), int(np.searchsorted(share, 0.98))
        return (low, high) if high - low >= 10 else (max(0, low - 5), min(STEPS, high + 5))


def simulate_weekly(
    config: Config, stopped: Callable[[], bool], progress: Callable[[int], None] | None = None
) -> WeeklyStates:
    """Simulate the first replication; `progress` is called after each week. GivenUp when stopped."""

    def check(_: int) -> None:
        if stopped():
            raise GivenUp

    refuse_changed_files([config])
    use_threads(people_of(config.organisation))
    ensemble = Ensemble.of(config, resting=check)
    organisation = ensemble.organisation
    by_unit = organisation.people > MOST_SHOWN
    dots = organisation.leaders if by_unit else np.arange(organisation.people)
    shape = (config.run.weeks + 1, len(dots))
    frames = {name: np.empty(shape, np.uint8) for name in STATES_SHOWN}
    for week in range(config.run.weeks + 1):
        check(week)
        if week:
            ensemble.step()
        for name, values in states(ensemble).items():
            frames[name][week] = as_bytes(_by_unit(values, organisation) if by_unit else values)
        if progress:
            progress(week)
    return WeeklyStates(organisation, by_unit, dots, frames)


def states(ensemble: Ensemble) -> dict[str, np.ndarray]:
    """Every watchable state of everybody in the first run, (people,), NaN where there is none."""
    practice, message = ensemble.state("practice")[..., 0], ensemble.state("message")[..., 0]
    stated, weights = ensemble.stated()[:, 0], ensemble.weights()[:, 0]
    organisation = ensemble.organisation
    found = {
        "alignment": 1 - np.abs(stated - practice) @ weights,
        "own_gap": np.abs(message - practice) @ weights,
    }
    for name in ("trust", "engagement", "modelling", "skill"):
        found[name] = ensemble.state(name)[:, 0].astype(float)
    found["trust"][0] = np.nan
    found["modelling"][organisation.span == 0] = np.nan
    return found


def as_bytes(values: np.ndarray) -> np.ndarray:
    """One byte a number: 0 … 254 for 0 … 1, 255 for NaN."""
    known = np.isfinite(values)
    steps = np.rint(np.clip(np.where(known, values, 0.0), 0, 1) * STEPS)
    return np.where(known, steps, NOT_THERE).astype(np.uint8)


def _by_unit(values: np.ndarray, organisation: Organisation) -> np.ndarray:
    """Mean over the reports of each leader; NaN where it applies to none of them."""
    known = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(known, values, 0.0))])
    counts = np.concatenate([[0], np.cumsum(known)])
    leaders = organisation.leaders
    first, last = organisation.first_report[leaders], organisation.first_report[leaders + 1]
    count = counts[last] - counts[first]
    total = sums[last] - sums[first]
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
