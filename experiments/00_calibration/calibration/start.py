"""The start: from where members are drawn, the whole of the priors or around a point."""

from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from calibration.priors import KEYS, PRIORS, normal_of
from orgsim.config.files import read_config
from orgsim.errors import UserError


class Start(NamedTuple):
    """Members are normal around `centre`, (keys,), with standard deviation `spread`, in normal scores.

    Zeros and 1 are the priors. A point that a search has found, and less than 1, are a guess that is
    more informed: what is pinned down then is so by the guess as well as by the data.
    """

    centre: np.ndarray = np.zeros(len(KEYS))
    spread: float = 1.0

    def drawn(self, members: int, rng: np.random.Generator) -> np.ndarray:
        """Normal scores of so many members, (members, keys)."""
        return self.centre + self.spread * rng.standard_normal((members, len(KEYS)))


def start_of(file: Path | None, spread: float) -> Start:
    """Around the values of a config file, or around the middle of the priors."""
    if file is None:
        return Start(spread=spread)
    tables: Any = read_config(file).base.model_dump()
    values = np.array([reduce(getitem, key.split("."), tables) for key in KEYS], float)
    centre = normal_of(values[None])[0]
    for prior, key, value, score in zip(PRIORS, KEYS, values, centre, strict=True):
        if not np.isfinite(score):
            raise UserError(
                f"{file}: {key}: {value:g} is not within its prior ({prior.key}: {prior.low:g} to"
                f" {prior.high:g}); change it, or the prior in calibration/priors.py"
            )
    return Start(centre, spread)
