"""Seven people among whom one mechanism is on and all others are off.

They sit in two units under a top, 0 → 1, 2; 1 → 3, 4; 2 → 5, 6, without ties. They meet their superior
every week where there are hours, and never where there are none.
"""

import numpy as np
from lab import Engine, Shape, constant_world, quiet, still

SUPERIOR = [0, 0, 0, 1, 1, 2, 2]
PEOPLE = len(SUPERIOR)
STATED = 0.9
LEADERS, EMPLOYEES = [0, 1, 2], [3, 4, 5, 6]
ALWAYS_MET = {"hours": 40.0, "least_attention": 1.0}
EXACT = {"rtol": 0, "atol": 1e-14}
OF_THEMES = ("message", "practice", "habit", "values")


def engine_of(parameters, levers=None, superior=SUPERIOR, ties=None, **states):
    """One theme and nothing random; states of everybody, (7,) each."""
    nobody = [[] for _ in superior]
    shape = Shape(superior, ties or nobody, nobody)
    group = quiet(**levers or {})
    engine = Engine([constant_world(shape, still(**parameters), group, (STATED,))])
    engine.set(**{name: x[:, None] if name in OF_THEMES else x for name, x in states.items()})
    return engine


def after(engine, name, weeks=1):
    """A state of everybody, (7,), after so many weeks more."""
    for _ in range(weeks):
        engine.step()
    return engine.view(name).reshape(PEOPLE).copy()


def some(seed, low=0.0, high=1.0):
    """Numbers of everybody, (7,), evenly drawn."""
    return np.random.default_rng(seed).uniform(low, high, PEOPLE)
