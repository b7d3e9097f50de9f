"""The engine's rest against the plain twin's: when it is over, in what state, and the weeks after."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from lab import Engine
from naive import rest, simulate
from test_naive import compare_states
from worlds import random_worlds

from orgsim.config.models import RunConfig
from orgsim.engine.rest import WHOLE, come_to_rest
from orgsim.model.states import HELD

MOST = 338


class Resting(Engine):
    """The engine on one world, as a rest sees an ensemble."""

    def __init__(self, world) -> None:
        super().__init__([world])
        self.organisation = SimpleNamespace(people=len(world.superior))
        self.state = self.view

    def sums_of(self, names):
        views = [self.view(name).astype(np.float64) for name in names]
        sums = [np.rint(view * WHOLE).astype(np.int64).sum(axis=0) for view in views]
        return np.concatenate([each.reshape(-1, 1) for each in sums])


@pytest.mark.parametrize(("name", "tolerance"), [("star", 0.06), ("sparse", 0.04), ("dense", 1e-6)])
def test_the_rest_is_that_of_the_plain_twin(name, tolerance):
    (world,) = random_worlds(name, 3, 1)
    constant = world.numbers(0)
    world = replace(world, numbers=lambda week: constant)
    naive, weeks, at_rest = rest(world, tolerance, MOST)
    run = RunConfig(start="at_rest", rest_tolerance=tolerance, most_rest_weeks=MOST)
    (found,) = come_to_rest(Resting(world), [SimpleNamespace(run=run)])
    assert (found.weeks, found.at_rest) == (weeks, at_rest)
    assert at_rest == (tolerance > 1e-3)

    engine = Engine([world])
    for state in HELD:
        engine.view(state)[..., 0] = found.states[state]
    engine.observe()
    records = simulate(world, 3, naive)
    for week, record in enumerate(records):
        if week:
            engine.step()
        compare_states(engine.record(), record, 0, f"week {week}")
    assert not np.array_equal(engine.view("practice")[..., 0], found.states["practice"])
