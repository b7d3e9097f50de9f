"""Drawing replications again, for the bootstrap; counter-based like every draw of the project."""

from functools import lru_cache

import numpy as np

from orgsim.compilation import njit
from orgsim.random import place, run_key, uniform

STREAM = 255
"""No stream of a simulation: those are listed in orgsim.random.Stream."""

SEED = 20_240


@lru_cache(maxsize=8)
def resampled_weights(replications: int, resamples: int) -> np.ndarray:
    """How much each replication counts in each drawing with replacement, (resamples, replications).

    Rows sum to 1. The same numbers of replications and resamples give the same weights everywhere.
    """
    weights = np.zeros((resamples, replications))
    _draw(weights, run_key(SEED, 0))
    weights /= replications
    weights.flags.writeable = False
    return weights


@njit(cache=True)
def _draw(weights, key):
    resamples, replications = weights.shape
    for resample in range(resamples):
        for number in range(replications):
            where = place(resample, number, STREAM)
            weights[resample, int(uniform(where, key, 0.0) * replications)] += 1.0
