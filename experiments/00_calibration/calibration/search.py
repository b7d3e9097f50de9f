"""The search: CMA-ES (Hansen 2016) in the unit cube, a sweep a generation.

Its draws come from a generator of its own, so that the same seed asks for the same points; what was
measured before is told again and not measured again.
"""

from collections.abc import Callable
from typing import NamedTuple

import cma
import numpy as np

from calibration.laboratory import Laboratory, means
from calibration.misfit import facts_inside, misfits, pull
from calibration.space import unit_of, values_of

STEP = 0.12
"""Standard deviation of the first generation, of the unit cube, unless said otherwise."""


class Searched(NamedTuple):
    """All points that were tried, in their order.

    unit, means  (points, keys) and (points, organisations, parts)
    loss         misfit and pull, (points,)
    generation   of each point, (points,)
    favourite    centre of the last generation's distribution, (keys,)
    """

    unit: np.ndarray
    means: np.ndarray
    loss: np.ndarray
    generation: np.ndarray
    favourite: np.ndarray


class Generation(NamedTuple):
    """What a generation came to: its number, least and median loss, and the best point's facts."""

    number: int
    least: float
    median: float
    inside: tuple[int, ...]
    step: float


def search(
    laboratory: Laboratory,
    start: np.ndarray,
    generations: int,
    points: int,
    replications: int,
    seed: int,
    heard: Callable[[Generation], None],
    step: float = STEP,
) -> Searched:
    """Search from `start`, values of the keys, for so many generations of so many points each."""
    origin = unit_of(start[None])[0]
    rng = np.random.default_rng(seed)
    options = {
        "bounds": [0, 1],
        "popsize": points,
        "seed": np.nan,
        "randn": lambda *shape: rng.standard_normal(shape),
        "verbose": -9,
        "verb_log": 0,
    }
    strategy = cma.CMAEvolutionStrategy(origin, step, options)
    unit, found, loss = [], [], []
    for number in range(generations):
        asked = np.array(strategy.ask())
        name = f"generations/{number:04d}"
        measured = means(laboratory.facts(name, values_of(asked), replications, seed))
        cost = misfits(measured) + pull(asked, origin)
        strategy.tell(list(asked), cost.tolist())
        unit.append(asked)
        found.append(measured)
        loss.append(cost)
        best = tuple(facts_inside(measured[cost.argmin()]).tolist())
        least, median = float(cost.min()), float(np.median(cost))
        heard(Generation(number, least, median, best, float(strategy.sigma)))
    favourite = np.clip(np.asarray(strategy.result.xfavorite), 0, 1)
    generation = np.repeat(np.arange(generations), points)
    return Searched(
        np.concatenate(unit), np.concatenate(found), np.concatenate(loss), generation, favourite
    )
