"""Leave one out: is a trial predicted inside its band by a posterior to which it was not told?

Chains go over the emulator without the parts of one trial: of the bands that are left they are asked for
as many as the centre meets. Facts that repeat a trial's study are left out with it.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from calibration.again import Again, interval
from calibration.observations import MEASURED, OBSERVATIONS, TOLD_TWICE, Observation
from orgsim.evidence.field_trials import FieldTrial, Role

TUNED = tuple(trial for trial in MEASURED if trial.role == Role.TUNED)
IN_USE = "in_use_at_once"


def leave_one_out(again: Again, seed: int) -> pd.DataFrame:
    """A row for each trial, part and organisation: median and 90 % interval with it, and without it.

    Values are the parts' own; `inside` says whether the median without it is in the band.
    """
    found = np.zeros(again.emulator.data)
    told = again.ensemble(found, again.region.asked, seed)
    rows = [row for trial in TUNED for row in _without(again, trial, told, seed)]
    return pd.DataFrame(rows)


def _without(
    again: Again, trial: FieldTrial, told: np.ndarray, seed: int
) -> list[dict[str, object]]:
    own = {part.name for part in trial.parts}
    twins = set(TOLD_TWICE) if IN_USE in own else set()
    out = np.array([each.name in own | twins for each in OBSERVATIONS])
    left_out = np.tile(out, len(again.organisations))
    found = np.zeros(again.emulator.data)
    untold = again.ensemble(found, again.asked_without(left_out), seed, left_out)
    rng = np.random.default_rng([seed, trial.number])
    drawn = {"with": again.emulator.drawn(told, rng), "without": again.emulator.drawn(untold, rng)}
    return [
        _row(trial, again.organisations[place // len(OBSERVATIONS)], observation, int(place), drawn)
        for place in np.flatnonzero(left_out)
        if (observation := OBSERVATIONS[place % len(OBSERVATIONS)]).name in own
    ]


def _row(
    trial: FieldTrial,
    organisation: str,
    observation: Observation,
    place: int,
    drawn: Mapping[str, np.ndarray],
) -> dict[str, object]:
    values = {name: observation.value(outputs[:, place]) for name, outputs in drawn.items()}
    row: dict[str, object] = {
        "trial": trial.number,
        "part": observation.name,
        "organisation": organisation,
        "low": observation.part.low,
        "high": observation.part.high,
    }
    for name, of_members in values.items():
        ends = interval(of_members)
        row[f"{name}_low"], row[f"{name}_high"] = ends
        row[f"{name}_median"] = np.median(of_members)
    row["inside"] = observation.part.holds(float(np.median(values["without"])))
    return row
