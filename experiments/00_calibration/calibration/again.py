"""The chains once more, over the emulator: for other data, or with some of them left out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from calibration.chains import FREE, Steps, walk
from calibration.emulator import Emulator
from calibration.observations import OBSERVATIONS, Observation, inside
from calibration.organisations import weights
from calibration.region import FEWER, Region
from calibration.start import Start

INTERVAL = (0.05, 0.95)
"""Quantiles between which 90 % lie."""

STEPS = 100
"""Steps of chains over the emulator: they begin far from where they come to."""


class Again(NamedTuple):
    """As many chains as in the real run, around the same centre, in as many organisations.

    errors   variances of the errors of observation, (data,)
    """

    emulator: Emulator
    organisations: Sequence[str]
    region: Region
    steps: Steps
    errors: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """How much each datum's band counts, (data,)."""
        return np.repeat(weights(list(self.organisations)), len(OBSERVATIONS))

    def drawn(self, members: int, rng: np.random.Generator) -> np.ndarray:
        """Normal scores as wide as the priors around the centre, with its levers, (members, keys)."""
        centre = self.region.centre
        return np.where(FREE, Start(centre).drawn(members, rng), centre)

    def ensemble(
        self, found: np.ndarray, asked: float, seed: int, left_out: np.ndarray | None = None
    ) -> np.ndarray:
        """Normal scores that meet so many bands around what was found (data,), (members, keys).

        Bands of the data that the mask left_out (data,) names do not count.
        """
        shares = self.shares if left_out is None else np.where(left_out, 0.0, self.shares)

        def met(step: int, normal: np.ndarray) -> np.ndarray:
            rng = np.random.default_rng([seed, 1, step])
            outputs = self.emulator.drawn(normal, rng)[:, : self.emulator.data]
            return self.within(outputs - found) @ shares

        rng = np.random.default_rng([seed, 0])
        begun = self.drawn(len(self.region.chains[-1].normal), rng)
        chains = walk(begun, self.region.centre, lambda _: self.steps, met, asked, STEPS, seed)
        return chains[-1].normal

    def within(self, off: np.ndarray) -> np.ndarray:
        """Which data so far off, (…, data), are within their bands."""
        low, high = np.tile(ends(), len(self.organisations))
        within: np.ndarray = (low <= off) & (off <= high)
        return within

    def asked_of_truths(self, seed: int, draws: int = 4000) -> float:
        """Bands around its data that all but the share FEWER of a truth's own replications meet."""
        rng = np.random.default_rng(seed)
        noise = self.emulator.noise[: self.emulator.data]
        scatter = np.sqrt(self.errors + 2 * noise**2)
        apart = scatter * rng.standard_normal((draws, len(scatter)))
        return float(np.quantile(self.within(apart) @ self.shares, FEWER))

    def asked_without(self, left_out: np.ndarray) -> float:
        """Bands, beside those left out (data,), that all but that share of the centre's own meet."""
        centres = self.region.simulated[0].outputs[:, :, 0]
        met = inside(centres).reshape(len(centres), -1)
        return float(np.quantile(met @ np.where(left_out, 0.0, self.shares), FEWER))

    def named(self, observations: Sequence[Observation]) -> list[str]:
        """Names of outputs in the order of the data: organisation/part."""
        return [f"{where}/{each.name}" for where in self.organisations for each in observations]


def interval(members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the middle 90 % of (members, …)."""
    low, high = np.quantile(members, INTERVAL, axis=0)
    return low, high


def ends() -> np.ndarray:
    """Ends of bands in half widths, (2, observations), infinite where a band has none."""
    open_ = ~np.isfinite([(each.part.low, each.part.high) for each in OBSERVATIONS]).T
    return np.where(open_, np.inf, 1.0) * np.array([[-1.0], [1.0]])
