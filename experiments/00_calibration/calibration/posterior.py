"""The posterior: which members of the last ensemble are kept, and the file that the package ships."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from calibration.ensemble import AGAIN, Inferred, Kept, Simulated
from calibration.observations import inside, off
from calibration.organisations import weights
from calibration.priors import KEYS, values_of
from orgsim.io.atomic_files import described, parquet, write

LEAST_SETS = 200
"""Sets of parameters that are kept at least, of as many members or more."""

FIGURES, DIGITS = 3, 4
"""Significant figures of the centre, and of the sets."""


class Posterior(NamedTuple):
    """What is kept.

    chosen      members of the last ensemble, their numbers, (sets,)
    normal      normal scores, (sets, keys)
    met         bands met in the last iteration, mean over organisations by their weights, (sets,)
    least       the least of these
    misfit      mean square of how far off the data are, in half widths, (sets,)
    predictive  what the sets come to as they are used, in replications that took no part, (sets,
                organisations, …)
    """

    chosen: np.ndarray
    normal: np.ndarray
    met: np.ndarray
    least: float
    misfit: np.ndarray
    predictive: np.ndarray

    @property
    def values(self) -> np.ndarray:
        """Values of the keys, (sets, keys), to DIGITS: more would be noise, and a larger file."""
        return _to_figures(values_of(self.normal), DIGITS)

    @property
    def centre(self) -> np.ndarray:
        """The values in the middle of the sets, by normal scores, (keys,), to three figures."""
        return _to_figures(values_of(self.normal.mean(axis=0, keepdims=True)), FIGURES)[0]


def posterior(kept: Kept, inferred: Inferred, asked: float, replications: int) -> Posterior:
    """The members that meet at least so many bands, or the best LEAST_SETS where these are fewer.

    Bands met by one replication choose; what the sets predict, as they are used, is simulated anew, each
    set in organisations of its own: what these have by chance evens out over the sets.
    """
    last = inferred.iterations[-1]
    met = inside(last.outputs[:, :, 0]).sum(axis=-1) @ weights(list(kept.simulator.organisations))
    chosen, least = choose(met, asked)
    normal = last.normal[chosen]
    predicted = kept.simulated(
        "predictive", as_used(normal), range(AGAIN + 1, AGAIN + 1 + replications), apart=True
    )
    return Posterior(chosen, normal, met[chosen], least, _misfit(last)[chosen], predicted.outputs)


def as_used(normal: np.ndarray) -> np.ndarray:
    """The sets as they are used: levers are the organisation's own, all the same, here in the middle."""
    levers = np.array([key.startswith("levers.") for key in KEYS])
    return np.where(levers, normal.mean(axis=0), normal)


def choose(met: np.ndarray, asked: float) -> tuple[np.ndarray, float]:
    """Numbers of the members kept, and how many bands they met at least."""
    enough = np.sort(met)[-min(LEAST_SETS, len(met))]
    least = float(min(asked, enough))
    return np.flatnonzero(met >= least), least


def _to_figures(values: np.ndarray, figures: int) -> np.ndarray:
    return np.vectorize(lambda value: float(f"{value:.{figures}g}"))(values)


def _misfit(found: Simulated) -> np.ndarray:
    return (off(found.outputs[:, :, 0]) ** 2).mean(axis=(1, 2))


def write_posterior(found: Posterior, about: Mapping[str, Any], path: Path) -> None:
    """The parameter sets: a row each, a column a key; what made them is in the file's description."""
    centre = dict(zip(KEYS, found.centre.tolist(), strict=True))
    said = {**about, "sets": len(found.normal), "least_bands_met": found.least, "centre": centre}
    table = pa.table(dict(zip(KEYS, found.values.T, strict=True)))
    write(path, parquet(described(table, provenance=said)))
