"""Coverage: of made-up truths, how many does a 90 % interval hold?

A truth is drawn as members are. Its data are what the emulator comes to with it, as one replication
has it, with an error of observation on each. The smoother that is used for the real data, with as many
members and steps, goes over the emulator. Its 90 % intervals should hold 85 to 95 % of the parameters,
and of what is held out. This tests the smoother at the model's size, nonlinearity and noise, as far as
the emulator has these; it cannot test whether the model is like the world.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from calibration.again import Again, interval
from calibration.ensemble import Inferred
from calibration.observations import HELD_OUT
from calibration.priors import KEYS
from orgsim.inference.smoother import Data

COVERED = (0.85, 0.95)
"""Shares of the truths within, where intervals are as wide as they say."""

PARAMETER, OUTCOME = "parameter", "held out"


def coverage(again: Again, inferred: Inferred, truths: int, seed: int) -> pd.DataFrame:
    """A row for each truth and each parameter or held-out outcome: truth, interval, whether within."""
    names = again.named(HELD_OUT)
    return pd.concat(
        [_truth(again, inferred, names, number, seed) for number in range(truths)],
        ignore_index=True,
    )


def _truth(
    again: Again, inferred: Inferred, names: Sequence[str], number: int, seed: int
) -> pd.DataFrame:
    """One truth, seen by its data, and what the smoother says of it."""
    emulator = again.emulator
    rng = np.random.default_rng([seed, number])
    truth = again.start.drawn(1, rng)
    outcome = emulator.drawn(truth, rng)[0]
    seen, aside = outcome[: emulator.data], outcome[emulator.data :]
    errors = np.sqrt(inferred.data.error) * rng.standard_normal(emulator.data)
    data = Data(seen + errors, inferred.data.error, again.noise)
    ensemble = again.ensemble(data, seed + 1 + number)
    predicted = emulator.drawn(ensemble, rng)[:, emulator.data :]
    return pd.concat(
        [
            _rows(number, PARAMETER, KEYS, truth[0], ensemble),
            _rows(number, OUTCOME, names, aside, predicted),
        ]
    )


def _rows(
    number: int, kind: str, names: Sequence[str], true: np.ndarray, members: np.ndarray
) -> pd.DataFrame:
    low, high = interval(members)
    columns: Mapping[str, object] = {
        "truth": number,
        "kind": kind,
        "name": names,
        "true": true,
        "low": low,
        "high": high,
        "within": (low <= true) & (true <= high),
    }
    return pd.DataFrame(columns)


def covered(found: pd.DataFrame) -> pd.DataFrame:
    """Share of the truths within, with how many there are, of each kind and name."""
    by_name = found.groupby(["kind", "name"], sort=False)["within"]
    return by_name.agg(share="mean", truths="size").reset_index()
