"""States given answers on a linear toy, against the exact conditional distribution."""

import numpy as np

from orgsim.inference.answer_data import AnswerData, Question
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.history import SimulatedMembers
from orgsim.inference.states_given_answers import MOVED, conditioned

MEMBERS, PEOPLE = 20_000, 4
CHANCE, ERROR, FOUND = 0.03**2, 0.02**2, 0.58
GROUPS = AnswerGroups(
    ("unit=a", "unit=b"),
    np.array([[True, True, False, False], [False, False, True, True]]),
    np.array([0, 0, 1, 1]),
)


def simulated(some, expected):
    """Trust of group a is what members' numbers lead to, and chance; it is what is answered."""
    states = {name: np.full((MEMBERS, PEOPLE), 0.5, np.float32) for name in MOVED}
    trust = expected[:, None] + np.sqrt(CHANCE) * some.standard_normal((MEMBERS, 1))
    states["trust"] = np.repeat(trust, PEOPLE, axis=1).astype(np.float32)
    return SimulatedMembers(trust, np.zeros((MEMBERS, 0, 0)), states)


def data_of_one_answer():
    one = np.zeros(1)
    return AnswerData(
        one,
        one,
        np.zeros(1, int),
        ("unit=a",),
        np.zeros(1, int),
        one,
        one,
        np.array([FOUND]),
        np.array([ERROR]),
        one,
        (Question("trust"),),
    )


def test_states_are_those_of_the_conditional_normal():
    """x | z, d is N(μ + K(d − μ), (1 − K)σ²), K = σ²/(σ² + R), for each member's own μ."""
    some = np.random.default_rng(6)
    expected = some.normal(0.5, 0.02, MEMBERS)
    first, again = simulated(some, expected), simulated(some, expected)
    found = conditioned(first, again, data_of_one_answer(), GROUPS, seed=1)
    gain = CHANCE / (CHANCE + ERROR)
    beyond = found["trust"][:, 0] - (expected + gain * (FOUND - expected))
    assert abs(beyond.mean()) < 4 * beyond.std() / np.sqrt(MEMBERS)
    np.testing.assert_allclose(beyond.var(), (1 - gain) * CHANCE, rtol=0.05)
    np.testing.assert_allclose(np.cov(beyond, expected)[0, 1], 0, atol=2e-5)


def test_people_of_a_group_move_alike_and_others_stay():
    some = np.random.default_rng(7)
    expected = np.full(MEMBERS, 0.5)
    first, again = simulated(some, expected), simulated(some, expected)
    found = conditioned(first, again, data_of_one_answer(), GROUPS, seed=1)
    np.testing.assert_array_equal(found["trust"][:, 0], found["trust"][:, 1])
    np.testing.assert_array_equal(found["trust"][:, 2:], first.states["trust"][:, 2:])
    np.testing.assert_array_equal(found["engagement"], first.states["engagement"])
