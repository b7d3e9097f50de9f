"""The region: sets around the centre that agree with the evidence no worse than the centre itself does.

The centre is that of the smoother's ensemble. Replications of it say how many bands it meets by chance;
what most of them meet is asked of every other set. Chains go from the ensemble as far as that allows.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from calibration.chains import Chains, Steps, steps_of, walk
from calibration.emulator import Emulator
from calibration.ensemble import Inferred, Kept, Simulated
from calibration.observations import bands_met
from calibration.organisations import weights

CAUTION = 10.0
"""κ: steps along what the data inform are those for errors √κ times smaller (by trial: a quarter of the
steps is then taken)."""

CENTRES = 40
"""Replications of the centre."""

FEWER = 0.05
"""Share of the centre's replications that meet fewer bands than are asked for."""

OF_CENTRE, OF_CHAINS = 20_000, 30_000
"""Numbers of the first replications of the centre, and of chains."""


class Region(NamedTuple):
    """What was found.

    centre     normal scores, (keys,)
    own        bands that the centre meets, replication by replication
    asked      bands that are asked for
    chains     where they were, step by step
    simulated  the centre's replications, what was the chains' beginning, and every step proposed
    """

    centre: np.ndarray
    own: np.ndarray
    asked: float
    chains: list[Chains]
    simulated: list[Simulated]


def region(
    kept: Kept,
    inferred: Inferred,
    begun: np.ndarray,
    centre: np.ndarray,
    steps: int,
    seed: int,
    progress: Callable[[int, Chains], None] = lambda step, chains: None,
) -> Region:
    """Chains from normal scores, (members, keys); every step is kept in a file of its own."""
    shares = weights(list(kept.simulator.organisations))
    alike = np.tile(centre, (CENTRES, 1))
    first = kept.simulated("centre", alike, range(OF_CENTRE, OF_CENTRE + 1), apart=True)
    own = bands_met(first.outputs[:, :, 0], shares)
    simulated = [first]

    def met(step: int, normal: np.ndarray) -> np.ndarray:
        number = OF_CHAINS + step * len(normal)
        found = kept.simulated(f"chains_{step:02d}", normal, range(number, number + 1), apart=True)
        simulated.append(found)
        return bands_met(found.outputs[:, :, 0], shares)

    def steps_at(_step: int) -> Steps:
        emulator = Emulator([*inferred.iterations, *simulated])
        return steps_of(emulator.slopes(centre), inferred.data.error, CAUTION)

    asked = float(np.quantile(own, FEWER))
    chains = walk(begun, centre, steps_at, met, asked, steps, seed, progress)
    return Region(centre, own, asked, chains, simulated)
