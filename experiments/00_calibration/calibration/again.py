"""The smoother once more, over the emulator: for other data, or with some of them left out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from calibration.emulator import Emulator
from calibration.observations import Observation
from calibration.start import Start
from orgsim.inference.smoother import Data, Localisation, smooth

INTERVAL = (0.05, 0.95)
"""Quantiles between which 90 % lie."""


class Again(NamedTuple):
    """As many members and steps as in the real run, from the same start, in as many organisations."""

    emulator: Emulator
    organisations: Sequence[str]
    start: Start
    members: int
    steps: int
    localisation: Localisation

    @property
    def noise(self) -> np.ndarray:
        """Covariances of what the emulator draws as noise, (data, data): each datum by itself."""
        return np.diag(self.emulator.noise[: self.emulator.data] ** 2)

    def ensemble(self, data: Data, seed: int, left_out: np.ndarray | None = None) -> np.ndarray:
        """Normal scores of the posterior, (members, keys), without the data left out (data,)."""
        out = np.zeros(self.emulator.data, bool) if left_out is None else left_out

        def forward(step: int, normal: np.ndarray) -> np.ndarray:
            rng = np.random.default_rng([seed, step])
            return self.emulator.drawn(normal, rng)[:, : self.emulator.data][:, ~out]

        prior = self.start.drawn(self.members, np.random.default_rng(seed))
        used = data.without(out)
        return smooth(prior, used, forward, self.steps, seed, self.localisation)

    def named(self, observations: Sequence[Observation]) -> list[str]:
        """Names of outputs in the order of the data: organisation/part."""
        return [f"{where}/{each.name}" for where in self.organisations for each in observations]


def interval(members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the middle 90 % of (members, …)."""
    low, high = np.quantile(members, INTERVAL, axis=0)
    return low, high
