"""What people do on purpose: effort, belief and called effort, against their closed forms.

Nobody has ties, no deed pulls, so that what goes by itself is (1 − r*)·a + r*·h. With C the share under
control, m, h and C standing still and α = practice_change·(½ + ½e), practice comes to rest between the
message and the habit,

    a* = (C·m + (1 − C)·r*·h) / (C + (1 − C)·r*),    a(t) = a* + (1 − α(C + (1 − C)·r*))ᵗ(a(0) − a*).
"""

import numpy as np
import pytest
from one_mechanism import ALWAYS_MET, EMPLOYEES, EXACT, LEADERS, SUPERIOR, after, engine_of, some

CHANGE, ENGAGED = 0.6, 0.4
PACE = CHANGE * (1 + ENGAGED) / 2
WEEKS = 7


def controlled(parameters, levers, **states):
    """An engine in which practice is all that moves, and its people's states."""
    states = {"message": some(1), "practice": some(2), "habit": some(3)} | states
    states["engagement"] = np.full(7, ENGAGED)
    return engine_of({"practice_change": CHANGE, **parameters}, levers, **states), states


def practice_at(weeks, control, stubborn, of):
    """a(t) of the closed form."""
    speed = control + (1 - control) * stubborn
    pull = control * of["message"] + (1 - control) * stubborn * of["habit"]
    rest = np.divide(pull, speed, out=of["practice"].copy(), where=speed > 0)
    return rest + (1 - PACE * speed) ** weeks * (of["practice"] - rest)


def check(engine, states, control, stubborn=0.0):
    for weeks in (1, WEEKS - 1, 100):
        expected = practice_at(weeks, control, stubborn, states)
        states["practice"] = after(engine, "practice", weeks)
        np.testing.assert_allclose(states["practice"], expected, rtol=0, atol=2e-14)


@pytest.mark.parametrize("trust", [0.0, 0.2, 0.5, 1.0])
def test_people_enact_what_they_say_as_far_as_they_believe_in_the_leader(trust):
    """C = μ·g·2τ/(1 + τ); the top, who has no leader, believes."""
    modelling = some(4)
    engine, states = controlled(
        {"effort_effect": 0.8}, {}, modelling=modelling, trust=np.full(7, trust)
    )
    belief = np.full(7, 2 * trust / (1 + trust))
    belief[0] = 1
    check(engine, states, 0.8 * modelling * belief)


def test_load_takes_effort_away_and_habit_has_the_rest():
    """E = μ·g·(1 − k·busy): leaders by their calendar, employees by their workload."""
    modelling, resistance = some(5), some(6)
    levers = {"time_constraint": 0.9, "workload": 0.5, "red_tape": 0.3, "coaching": 0.2}
    engine, states = controlled(
        {"effort_effect": 0.9, "busyness_cost": 0.7},
        levers,
        modelling=modelling,
        resistance=resistance,
        trust=np.ones(7),
    )
    busy = np.where(np.isin(range(7), LEADERS), 0.9, 0.5)
    control = 0.9 * modelling * (1 - 0.7 * busy)
    check(engine, states, control, stubborn=1 - (1 - 0.8 * resistance) * 0.7)


RETURN, EXAMPLE = 0.2, 0.7
ASKED = {"leader_modelling": 0.4, "participation": 0.5}
OWNERSHIP = {"least_ownership": 0.1, "ownership_of_participation": 0.2}
BASE = np.where(np.isin(range(7), LEADERS), 0.4, 0.2)


def called(levers, trust, **parameters):
    """People whose effort alone moves, from nothing."""
    parameters = {"effort_return": RETURN, "example_effect": EXAMPLE, **OWNERSHIP, **parameters}
    return engine_of(parameters, ASKED | levers, trust=trust, modelling=np.zeros(7))


def settled(pull):
    """Fixed point g = base + (1 − base)·pull·g_b down the tree, the top's being its base."""
    effort = BASE.copy()
    for person in range(1, 7):
        effort[person] += (1 - BASE[person]) * pull[person] * effort[SUPERIOR[person]]
    return effort


@pytest.mark.parametrize("seen", [0.0, 0.35, 1.0])
def test_the_effort_of_trusted_leaders_who_are_seen_calls_forth_that_of_others(seen):
    """Down the tree, g* = base + (1 − base)·c·τ·v·g*_b."""
    meeting = ALWAYS_MET if seen == 1 else {"visibility_at_distance": seen}
    trust = some(10)
    found = after(called({"transparency": 1.0}, trust, **meeting), "modelling", 300)
    np.testing.assert_allclose(found, settled(EXAMPLE * trust * seen), rtol=0, atol=1e-13)
    assert (found[EMPLOYEES] > BASE[EMPLOYEES]).all() == (seen > 0)


def test_a_leader_s_effort_is_felt_a_week_later():
    """With δ = 1 everybody is at rest from the week on in which the leader has been for a week."""
    trust = np.full(7, 0.8)
    engine = called({}, trust, effort_return=1.0, **ALWAYS_MET)
    pull = EXAMPLE * trust
    expected = np.zeros(7)
    for _ in range(4):
        expected = BASE + (1 - BASE) * np.where(np.arange(7) > 0, pull * expected[SUPERIOR], 0)
        np.testing.assert_allclose(after(engine, "modelling"), expected, **EXACT)
    np.testing.assert_allclose(expected, settled(pull), **EXACT)
