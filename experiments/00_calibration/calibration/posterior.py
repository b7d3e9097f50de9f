"""The posterior: from where chains begin and where they came to, and the file that the package ships."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from calibration.ensemble import AGAIN, Inferred, Kept
from calibration.observations import bands_met, off
from calibration.organisations import weights
from calibration.priors import KEYS, normal_of, values_of
from calibration.region import Region
from orgsim.io.atomic_files import described, parquet, write

LEAST_SETS = 200
"""Sets of parameters that are kept at least, of as many members or more."""

FIGURES, DIGITS = 3, 4
"""Significant figures of the centre, and of the sets."""


class Posterior(NamedTuple):
    """What is kept.

    centre      normal scores of the centre, (keys,)
    normal      normal scores, (sets, keys)
    met         bands met where its chain last went, mean over organisations by their weights, (sets,)
    asked       bands that were asked for
    misfit      mean square of how far off the data are in what follows, in half widths, (sets,)
    predictive  what the sets come to, in replications that took no part, (sets, organisations, …)
    """

    centre: np.ndarray
    normal: np.ndarray
    met: np.ndarray
    asked: float
    misfit: np.ndarray
    predictive: np.ndarray

    @property
    def values(self) -> np.ndarray:
        """Values of the keys, (sets, keys), to DIGITS: more would be noise, and a larger file."""
        return _to_figures(values_of(self.normal), DIGITS)

    @property
    def central(self) -> np.ndarray:
        """The values of the centre, (keys,), to three figures."""
        return _to_figures(values_of(self.centre[None]), FIGURES)[0]


def begun(kept: Kept, inferred: Inferred, asked: float) -> tuple[np.ndarray, np.ndarray]:
    """Members of the last ensemble that meet at least so many bands, (sets, keys), and their centre.

    The best LEAST_SETS where these are fewer. The centre is the mean of their normal scores, (keys,), of
    values to three figures.
    """
    last = inferred.iterations[-1]
    shares = weights(list(kept.simulator.organisations))
    chosen = choose(bands_met(last.outputs[:, :, 0], shares), asked)
    normal = last.normal[chosen]
    middle = _to_figures(values_of(normal.mean(axis=0, keepdims=True)), FIGURES)
    return normal, normal_of(middle)[0]


def posterior(kept: Kept, found: Region, replications: int) -> Posterior:
    """Where chains came to, and what that predicts.

    What sets predict is simulated anew, each set in organisations of its own: what these have by chance
    evens out over the sets.
    """
    last = found.chains[-1]
    numbers = range(AGAIN + 1, AGAIN + 1 + replications)
    predictive = kept.simulated("predictive", last.normal, numbers, apart=True).outputs
    misfit = (off(predictive) ** 2).mean(axis=(1, 2, 3))
    return Posterior(found.centre, last.normal, last.met, found.asked, misfit, predictive)


def choose(met: np.ndarray, asked: float) -> np.ndarray:
    """Numbers of the members that meet so many bands, or of the best LEAST_SETS."""
    enough = np.sort(met)[-min(LEAST_SETS, len(met))]
    return np.flatnonzero(met >= min(asked, enough))


def _to_figures(values: np.ndarray, figures: int) -> np.ndarray:
    return np.vectorize(lambda value: float(f"{value:.{figures}g}"))(values)


def write_posterior(found: Posterior, about: Mapping[str, Any], path: Path) -> None:
    """The parameter sets: a row each, a column a key; what made them is in the file's description."""
    centre = dict(zip(KEYS, found.central.tolist(), strict=True))
    said = {**about, "sets": len(found.normal), "bands_asked": found.asked, "centre": centre}
    table = pa.table(dict(zip(KEYS, found.values.T, strict=True)))
    write(path, parquet(described(table, provenance=said)))
