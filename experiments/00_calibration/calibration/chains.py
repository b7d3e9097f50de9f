"""Chains: parameter sets around the centre, as far from it as they agree with the evidence no worse.

A member is a chain. A step draws anew, along each direction eᵢ in which the data inform normal scores z,
H = JᵀR⁻¹J = Σ λᵢ eᵢeᵢᵀ,

    z′ᵢ = cᵢ + √(1 − βᵢ²) (zᵢ − cᵢ) + βᵢ ξᵢ,   βᵢ = (1 + κλᵢ)^−½,   ξ ~ N(0, 1),

whole where the data say nothing and little where they say much (preconditioned Crank–Nicolson steps,
Cotter et al. 2013, scaled by directions, Cui, Law & Marzouk 2016). Such steps leave N(c, I) as it is: as
wide as the priors, around the centre c. A step is taken where z′ meets as many bands as asked for in a
replication of its own (approximate Bayesian computation, Marjoram et al. 2003), or as many as z did.
So chains come to that part of N(c, I) which meets the bands, each point as often as it meets them.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from calibration.priors import KEYS

Met = Callable[[int, np.ndarray], np.ndarray]
"""Bands met, (members,), by a step's normal scores, (members, keys)."""

FREE = np.array([not key.startswith("levers.") for key in KEYS])
"""Keys that chains move, (keys,): levers are an organisation's own and stay at the centre."""


class Steps(NamedTuple):
    """Directions in columns, (keys, directions), and how much is drawn anew along each, β (directions,).

    Along what no direction has a part in, members are at the centre.
    """

    directions: np.ndarray
    renewed: np.ndarray

    def proposed(
        self, normal: np.ndarray, centre: np.ndarray, rng: np.random.Generator
    ) -> np.ndarray:
        """Normal scores one step on, (members, keys)."""
        along = (normal - centre) @ self.directions
        kept = np.sqrt(1 - self.renewed**2) * along
        anew = self.renewed * rng.standard_normal(along.shape)
        return centre + (kept + anew) @ self.directions.T


def steps_of(slopes: np.ndarray, error: np.ndarray, caution: float) -> Steps:
    """Steps by slopes of the data, J (data, keys), variances of their errors, R (data,), and κ."""
    weighted = slopes[:, FREE] / np.sqrt(error)[:, None]
    informed, own = np.linalg.eigh(weighted.T @ weighted)
    directions = np.zeros((len(KEYS), len(own)))
    directions[FREE] = own
    return Steps(directions, 1 / np.sqrt(1 + caution * np.maximum(informed, 0.0)))


class Chains(NamedTuple):
    """Where chains are, (members, keys), bands met there, (members,), and which came there just now."""

    normal: np.ndarray
    met: np.ndarray
    taken: np.ndarray

    @property
    def spread(self) -> float:
        """How wide they are, of the priors' standard deviation, mean over the keys that move."""
        return float(self.normal[:, FREE].std(axis=0).mean())

    def moved(self, proposed: np.ndarray, met: np.ndarray, asked: float) -> "Chains":
        """One step on: to where enough bands are met, or no fewer than before."""
        taken = met >= np.minimum(asked, self.met)
        normal = np.where(taken[:, None], proposed, self.normal)
        return Chains(normal, np.where(taken, met, self.met), taken)


def walk(
    normal: np.ndarray,
    centre: np.ndarray,
    steps_at: Callable[[int], Steps],
    met: Met,
    asked: float,
    steps: int,
    seed: int,
    progress: Callable[[int, Chains], None] = lambda step, chains: None,
) -> list[Chains]:
    """Chains from where they begin, whose levers are the centre's, through all steps.

    Draws depend on the seed and the step's number, so that known steps need not be taken again.
    """
    begun = np.where(FREE, normal, centre)
    chains = [Chains(begun, met(0, begun), np.ones(len(begun), bool))]
    for step in range(1, steps + 1):
        rng = np.random.default_rng([seed, step])
        proposed = steps_at(step).proposed(chains[-1].normal, centre, rng)
        chains.append(chains[-1].moved(proposed, met(step, proposed), asked))
        progress(step, chains[-1])
    return chains
