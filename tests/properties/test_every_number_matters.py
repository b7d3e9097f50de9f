"""No dead numbers: each parameter, lever, trait and theme's number moves some measure."""

from random import Random

import numpy as np
from lab import defaults, normalised, simulate
from naive import Numbers, World, key_of
from worlds import random_shape

from orgsim.model.parameters import BY_NAME, TRAITS

RUNS, WEEKS, THEMES = 8, 40, 2
CLEARLY = 1e-6
OF_THEMES = {"stated": 0.7, "weight": 0.7, "habit_shift": 0.2, "strength": 2.0}


def world(shape, **changes):
    """Defaults, with turnover and a little of every lever; then some numbers changed."""
    parameters, group = defaults()
    group |= {"training": 0.01, "workshops": 0.01, "exit_pressure": 0.005}
    parameters |= {"exit_base": 0.005}
    themes = {"stated": 0.9, "weight": 0.4, "habit_shift": 0.0, "strength": 1.0}
    for name, value in changes.items():
        place = next(place for place in (parameters, group, themes) if name in place)
        place[name] = value
    numbers = Numbers(
        normalised(parameters),
        [group],
        [themes["stated"], 0.8],
        [themes["weight"], 1 - themes["weight"]],
        [themes["habit_shift"], 0.1],
        [themes["strength"]] * 2,
    )
    return World(*shape, [0] * len(shape.superior), key_of(3, 0), lambda week: numbers)


def all_changes():
    """Every number's name, and a value well away from its default, within its range."""
    quantities = dict(BY_NAME)
    for trait in TRAITS:
        quantities |= {f"{trait.name}_mean": trait.mean, f"{trait.name}_spread": trait.spread}
    yield from OF_THEMES.items()
    for name, quantity in quantities.items():
        low, high, now = quantity.low, quantity.high, quantity.default
        yield name, now + 0.4 * ((high - now) if high - now > now - low else (low - now))


def test_each_number_moves_some_measure():
    rng = Random(8)
    shape = random_shape(rng, people=60, ties=240, extra=30)
    waiting = list(all_changes())
    assert len(waiting) > 90
    dead = []
    while waiting:
        batch, waiting = waiting[: RUNS - 1], waiting[RUNS - 1 :]
        changes = [dict([change]) for change in batch]
        changes += [{}] * (RUNS - len(changes))
        records = simulate([world(shape, **change) for change in changes], WEEKS)
        sums = np.array([list(week.sums.values()) for week in records])  # (weeks, measures, runs)
        moved = np.abs(sums - sums[..., -1:]).max(axis=(0, 1))
        dead += [name for (name, _), by in zip(batch, moved, strict=False) if by < CLEARLY]
    assert not dead
