"""Observations: every part of a fact or field trial on which parameters are inferred, on one scale.

A value is told by how far it is off, z: 0 at what was found, ±1 at the ends of the band. Beyond the
ends z grows as 1 + log |z|, since ratios of small effects are wild. What is undefined counts as far off.
Trials that are held out are declared here on the same scale, and are in no data. What NOT_MEASURED
names is not even measured.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orgsim.analysis.intervals import ERRORS_OF_90
from orgsim.evidence import FACTS
from orgsim.evidence.facts import Part
from orgsim.evidence.field_trials import FIELD_TRIALS, Role
from orgsim.evidence.off_scale import compressed, expanded

BAND = 1 / ERRORS_OF_90
"""Standard deviation of an observation, in half widths of its band: it holds 90 %."""

UNDEFINED = 10.0
"""How far off a part is, in half widths, where it is not defined."""

CAPS = {
    "leaders_on_top_year": 0.30,
    "attention_kept": 1.30,
    "campaign_with_heads_kept": 1.60,
    "deeds_kept": 1.30,
    "bad_example": 8.0,
}
"""The upper end of bands that have a lower one only: what one would hardly believe (assumed)."""

FLOORS = {"words_for_a_year": -0.02}
"""The same of a band that has an upper end only."""

ABOVE = frozenset({"words_by_deeds"})
"""Ratios that are undefined because what they are divided by is nothing, and so are too large."""

OF_THE_ORGANISATION = frozenset({"span_median", "span_mean"})
"""Parts that no parameter moves."""

TOLD_TWICE = {
    **dict.fromkeys(("training_at_once", "training_half_year", "training_one_year"), 2),
    **dict.fromkeys(("in_use_at_once", "in_use_half_year", "in_use_year"), 2),
}
"""How many parts repeat one number: fact 8 and trial 11 are one study, and count once together."""

NOT_MEASURED: Mapping[int, str] = {
    9: "its companies of 75 people need an organisation of 2,316 of their own, at rest"
}
"""Trials left out by number, and why. One that is taken in, with the role "tuned", is in the data."""

DISCREPANCY = {
    "attention": (1.5, "one theme that is watched daily; a week is the shortest step here"),
    "feedback_harm": (0.5, "random variation of studies adds cases of either sign"),
}
"""Further error, in half widths, where the emulation is not what was done, and why."""


@dataclass(frozen=True)
class Observation:
    """A part on the common scale: found at `aim`, band [low, high], standard deviation `error`."""

    part: Part
    aim: float
    low: float
    high: float
    error: float

    @property
    def name(self) -> str:
        """What the part is called."""
        return self.part.name

    def off(self, values: np.ndarray) -> np.ndarray:
        """How far off values are, in half widths of their side of the band, compressed beyond 1."""
        apart = values - self.aim
        half = np.where(apart > 0, self.high - self.aim, self.aim - self.low)
        missing = UNDEFINED if self.name in ABOVE else -UNDEFINED
        return compressed(np.where(np.isfinite(apart), apart / half, missing))

    def value(self, off: np.ndarray) -> np.ndarray:
        """The values that are so far off: the inverse of `off`."""
        plain = expanded(np.asarray(off, float))
        return self.aim + plain * np.where(plain > 0, self.high - self.aim, self.aim - self.low)


def _observation(part: Part) -> Observation:
    """Aimed at the target, or at the middle of the band where the target is an end of it."""
    low, high = FLOORS.get(part.name, part.low), CAPS.get(part.name, part.high)
    aim = part.target if low < part.target < high else (low + high) / 2
    further, _ = DISCREPANCY.get(part.name, (0.0, ""))
    error = np.hypot(BAND, further) * np.sqrt(TOLD_TWICE.get(part.name, 1))
    return Observation(part, aim, low, high, float(error))


_FACT_PARTS = tuple(part for fact in FACTS for part in fact.parts)
MEASURED = tuple(trial for trial in FIELD_TRIALS if trial.number not in NOT_MEASURED)
"""The trials that are emulated here."""

_TRIALS = {
    role: tuple(part for trial in MEASURED if trial.role == role for part in trial.parts)
    for role in Role
}

NAMES = tuple(
    part.name for part in (*_FACT_PARTS, *(part for trial in MEASURED for part in trial.parts))
)
"""All that is measured, in the order in which it is kept."""

OBSERVATIONS = tuple(
    _observation(part)
    for part in (*_FACT_PARTS, *_TRIALS[Role.TUNED])
    if part.name not in OF_THE_ORGANISATION
)
"""What parameters are inferred from."""

HELD_OUT = tuple(_observation(part) for part in _TRIALS[Role.HELD_OUT])
"""What they are judged by."""


def off(outputs: np.ndarray, observations: Sequence[Observation] = OBSERVATIONS) -> np.ndarray:
    """How far off outputs are, (…, names) to (…, observations)."""
    columns = [each.off(outputs[..., NAMES.index(each.name)]) for each in observations]
    return np.stack(columns, axis=-1)


def inside(outputs: np.ndarray, observations: Sequence[Observation] = OBSERVATIONS) -> np.ndarray:
    """Whether outputs are in the bands as published, (…, names) to (…, observations)."""
    columns = [
        (outputs[..., NAMES.index(each.name)] >= each.part.low)
        & (outputs[..., NAMES.index(each.name)] <= each.part.high)
        for each in observations
    ]
    return np.stack(columns, axis=-1)


def bands_met(outputs: np.ndarray, shares: Sequence[float]) -> np.ndarray:
    """Bands met, mean over organisations by their shares, (members, organisations, …, names)."""
    return np.einsum("mo...,o->m...", inside(outputs).sum(axis=-1), shares)


def variances(weights: Sequence[float]) -> np.ndarray:
    """Variances of the errors of all data, (organisations · observations,), for weights that sum to 1.

    Every organisation is held against the same studies, so these are shared out among them: an error's
    variance is divided by the organisation's weight.
    """
    errors = np.array([each.error**2 for each in OBSERVATIONS])
    return np.concatenate([errors / weight for weight in weights])


def data_of(outputs: np.ndarray) -> np.ndarray:
    """How far off all data are, (members, organisations, names) to (members, data)."""
    return off(outputs).reshape(len(outputs), -1)
