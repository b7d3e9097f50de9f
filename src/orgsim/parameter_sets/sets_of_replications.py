"""Sets of replications: which replication has which parameter set.

Replication n of a seed has the set at place p = 10·⌊n / 20⌋ + n mod 10 of a random order of the sets. So
ten replications have ten sets, twenty have each of these twice, the next twenty have ten new ones:
replications of one set tell randomness from parameters, and no number of replications changes what
replication n is. All scenarios share the order, which depends on the seed alone.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from orgsim.compilation import njit
from orgsim.config.models import POINT, POSTERIOR, Config
from orgsim.errors import UserError
from orgsim.model.random import Stream, place, run_key, uniform
from orgsim.parameter_sets.sets_in_use import sets_in_use

SETS_A_BLOCK = 10
REPLICATIONS_A_SET = 2


def set_of(config: Config, seed: int, replication: int) -> int | None:
    """The number of the set that a replication of a config has; None where it has the config's own."""
    asked = config.run.parameter_sets
    if asked == POINT:
        return None
    sets = len(sets_in_use(config).sets)
    if asked == POSTERIOR:
        block, within = divmod(replication, SETS_A_BLOCK * REPLICATIONS_A_SET)
        order = _order(seed, sets)
        return order[(SETS_A_BLOCK * block + within % SETS_A_BLOCK) % sets]
    number = int(asked)
    if number >= sets:
        raise UserError(
            f"run.parameter_sets: there is no set {number:,}; allowed: 0 to {sets - 1:,},"
            f" {POSTERIOR}, {POINT}"
        )
    return number


def replications_of_own_sets(number: int) -> list[int]:
    """Numbers of so many replications, each of another set than all others, as far as sets go."""
    block = SETS_A_BLOCK * REPLICATIONS_A_SET
    return [block * (n // SETS_A_BLOCK) + n % SETS_A_BLOCK for n in range(number)]


def drawn_sets(
    config: Config, replications: Sequence[int], seed: int | None = None
) -> np.ndarray | None:
    """The set of each replication where they are drawn; None where all have the same numbers.

    seed  of the draws; by default the config's own
    """
    if config.run.parameter_sets != POSTERIOR:
        return None
    seed = config.run.seed if seed is None else seed
    return np.array([set_of(config, seed, number) for number in replications], float)


def refuse_unknown(config: Config) -> None:
    """Raise UserError where the set that a config asks for is not there."""
    set_of(config, config.run.seed, 0)


@lru_cache(maxsize=8)
def _order(seed: int, sets: int) -> tuple[int, ...]:
    """The sets in the random order of a seed."""
    drawn = _draws(sets, run_key(seed, 0))
    return tuple(int(number) for number in np.argsort(drawn, kind="stable"))


@njit(cache=True)
def _draws(sets, key):
    drawn = np.empty(sets)
    for number in range(sets):
        drawn[number] = uniform(place(0, number, Stream.PARAMETER_SET), key, 0.0)
    return drawn
