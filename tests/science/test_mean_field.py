"""In the large, dense and slow limit means follow the equations of orgsim.verification.mean_field.

Errors. The difference between the mean of the employees and the solution is of order ε. Hence the
differences at ε and ε/2 must be as 2 to 1, and twice the second less the first must be near 0. The
statistical error of the mean of 500 employees, over keys, is at most .001 (trust, ε = .05), most other
states' a tenth of that; the bands are four of them.
"""

import numpy as np
from lab import Engine, Shape, constant_world, defaults

from orgsim.verification.mean_field import (
    EVERY,
    HOURS,
    START,
    STATED,
    STATES,
    THINNING,
    TIME,
    TOP,
    TRAITS,
    VALUES,
    levers_at,
    parameters_at,
    solution,
)

PEOPLE = 500


def numbers(epsilon):
    """Parameters and levers, with all rates multiplied by ε and no turnover."""
    parameters, group = defaults()
    parameters |= parameters_at(epsilon)
    parameters |= {"hours": HOURS * PEOPLE, "distance_thinning": THINNING / PEOPLE}
    group |= levers_at(epsilon)
    group |= {name: 0.0 for name in group if name.endswith("_spread")}
    return parameters, group


def mean_of_employees(epsilon):
    """Mean states of the employees at times 0, ½, 1 …, simulated."""
    positions = range(1, PEOPLE + 1)
    ties = [[], *([(j, 1.0) for j in positions if j != i] for i in positions)]
    shape = Shape([0] * (PEOPLE + 1), ties, [[] for _ in ties])
    engine = Engine([constant_world(shape, *numbers(epsilon), stated=(STATED,), key=99)])
    everybody = {name: np.array([TOP[name]] + [START[name]] * PEOPLE) for name in STATES}
    for name in ("message", "practice", "habit"):
        everybody[name] = everybody[name][:, None]
    people = PEOPLE + 1
    everybody |= {name: np.full(people, value) for name, value in TRAITS.items()}
    engine.set(**everybody, values=np.full((people, 1), VALUES))
    means = []
    every = round(EVERY / epsilon)
    for week in range(round(TIME / epsilon) + 1):
        if week % every == 0:
            means.append([engine.view(name)[1:].mean() for name in STATES])
        engine.step()
    return np.array(means)


def test_the_mean_of_a_dense_organisation_follows_the_mean_field():
    expected = solution(*numbers(1.0))
    assert (np.ptp(expected, axis=0) > 0.02).all(), "every state moves"
    coarse = mean_of_employees(0.05) - expected
    fine = mean_of_employees(0.025) - expected
    assert np.abs(fine).max() < 0.006
    assert np.abs(2 * fine - coarse).max() < 0.004
    assert 1.6 < np.linalg.norm(coarse) / np.linalg.norm(fine) < 2.4
