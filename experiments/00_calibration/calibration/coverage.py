"""Coverage: of made-up truths, how many does a 90 % interval hold?

A truth is drawn as wide as the priors around the centre. Its data are what the emulator comes to with
it, as one replication has it, with an error of observation on each. Chains as for the real data go over
the emulator, and are asked for as many bands around these data as the truth itself would meet. Their
90 % intervals should hold 85 to 95 % of the parameters, and of what is held out. This tests the
procedure at the model's size and noise, and with its nonlinearity as far as the emulator has it; it
cannot test whether the model is like the world, nor whether the centre is.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from calibration.again import Again, interval
from calibration.chains import FREE
from calibration.observations import HELD_OUT
from calibration.priors import KEYS

COVERED = (0.85, 0.95)
"""Shares of the truths within, where intervals are as wide as they say."""

PARAMETER, OUTCOME = "parameter", "held out"


def coverage(again: Again, truths: int, seed: int) -> pd.DataFrame:
    """A row for each truth and each parameter or held-out outcome: truth, interval, whether within."""
    asked = again.asked_of_truths(seed)
    return pd.concat(
        [_truth(again, asked, number, seed) for number in range(truths)], ignore_index=True
    )


def _truth(again: Again, asked: float, number: int, seed: int) -> pd.DataFrame:
    """One truth, seen by its data, and what chains say of it."""
    emulator = again.emulator
    rng = np.random.default_rng([seed, number])
    truth = again.drawn(1, rng)
    outcome = emulator.drawn(truth, rng)[0]
    seen, aside = outcome[: emulator.data], outcome[emulator.data :]
    errors = np.sqrt(again.errors) * rng.standard_normal(emulator.data)
    ensemble = again.ensemble(seen + errors, asked, seed + 1 + number)
    predicted = emulator.drawn(ensemble, rng)[:, emulator.data :]
    return pd.concat(
        [
            _rows(
                number,
                PARAMETER,
                np.array(KEYS)[FREE],
                truth[0, FREE],
                ensemble[:, FREE],
            ),
            _rows(number, OUTCOME, again.named(HELD_OUT), aside, predicted),
        ]
    )


def _rows(
    number: int, kind: str, names: Sequence[str] | np.ndarray, true: np.ndarray, members: np.ndarray
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
