"""Contagion alone: engagement moves by peer_contagion·(ē − e) + leader_contagion·met·(e_b − e)."""

import numpy as np
import pytest
from lab import Engine, Shape, constant_world, quiet, still


def engine_of(ties, start, superior=None, **parameters):
    people = len(start)
    shape = Shape(superior or [0] * people, ties, [[] for _ in range(people)])
    engine = Engine([constant_world(shape, still(**parameters), quiet())])
    engine.set(engagement=start)
    return engine


@pytest.mark.parametrize("people", [2, 3, 10, 60])
@pytest.mark.parametrize("contagion", [0.05, 0.5])
def test_on_a_complete_graph_deviations_shrink_by_a_factor_a_week(people, contagion):
    """ē leaves oneself out, (n·mean − e)/(n − 1), so the factor is 1 − ε·n/(n − 1) exactly."""
    ties = [[(j, 0.7) for j in range(people) if j != i] for i in range(people)]
    start = np.random.default_rng(people).random(people)
    engine = engine_of(ties, start, peer_contagion=contagion)
    factor = 1 - contagion * people / (people - 1)
    for week in range(1, 31):
        engine.step()
        expected = start.mean() + factor**week * (start - start.mean())
        np.testing.assert_allclose(engine.view("engagement")[:, 0], expected, rtol=0, atol=1e-14)


def test_leaders_pull_their_reports_when_they_meet():
    """A chain under a top that nobody moves: everybody nears the one above by ε a week."""
    start = np.array([0.9, 0.1, 0.5, 0.2])
    always = {"hours": 40.0, "least_attention": 1.0}
    engine = engine_of(
        [[] for _ in start], start, superior=[0, 0, 1, 2], leader_contagion=0.3, **always
    )
    expected = start
    for _ in range(40):
        engine.step()
        above = expected[[0, 0, 1, 2]]
        expected = expected + 0.3 * (above - expected)
        np.testing.assert_allclose(engine.view("engagement")[:, 0], expected, rtol=0, atol=1e-14)


def test_leaders_whom_nobody_meets_pull_nobody():
    start = np.array([0.9, 0.1, 0.5])
    engine = engine_of([[] for _ in start], start, leader_contagion=0.5, half_contact_hours=1.0)
    for _ in range(5):
        engine.step()
    np.testing.assert_array_equal(engine.view("engagement")[:, 0], start)
