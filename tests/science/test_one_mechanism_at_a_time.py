"""One mechanism at a time, all others off, against the closed form of its equation.

What people do on purpose and what they see done has tests of its own.
"""

import numpy as np
import pytest
from one_mechanism import (
    ALWAYS_MET,
    EMPLOYEES,
    EXACT,
    LEADERS,
    PEOPLE,
    STATED,
    after,
    engine_of,
    some,
)


def sigmoid(x):
    return (1 + x / (1 + abs(x))) / 2


# values, and habits


@pytest.mark.parametrize(("forming", "returning"), [(0.0, 0.03), (0.05, 0.02), (0.05, 0.0)])
def test_habits_come_to_rest_between_practice_and_values(forming, returning):
    """h(t) = h* + (1 − ρ − ζ)ᵗ(h(0) − h*) with h* = (ρa + ζz)/(ρ + ζ), practice standing still."""
    practice, habit, values = some(1), some(2), some(3)
    engine = engine_of(
        {"habit_change": forming, "habit_return": returning},
        practice=practice,
        habit=habit,
        values=values,
    )
    rest = (forming * practice + returning * values) / (forming + returning)
    for weeks in (1, 29, 70):
        found = after(engine, "habit", weeks)
        habit = rest + (1 - forming - returning) ** weeks * (habit - rest)
        np.testing.assert_allclose(found, habit, **EXACT)
    np.testing.assert_array_equal(engine.view("values")[:, 0, 0], values)


@pytest.mark.parametrize(
    ("seen", "shown", "share"),
    [(1, 1, 1), (1, 0, 0.4), (0, 1, 0.4), (1, 0.5, 0.7), (0.5, 1, 0.7), (0.5, 0.5, 0.55)],
)
def test_habits_form_as_far_as_superiors_are_seen_doing_the_same(seen, shown, share):
    """At habit_support .6 the rate is habit_change·(.4 + .6·v·a_b); nobody is above the top."""
    practice, habit = np.full(PEOPLE, 0.8), some(4)
    practice[[0, 1]], practice[2] = shown, 0.3
    meeting = ALWAYS_MET if seen == 1 else {"visibility_at_distance": seen}
    engine = engine_of(
        {"habit_change": 0.1, "habit_support": 0.6, **meeting},
        {"transparency": 1.0},
        practice=practice,
        habit=habit,
    )
    found = (after(engine, "habit") - habit) / (0.1 * (practice - habit))
    np.testing.assert_allclose(found[[1, 2, 3, 4]], share, rtol=0, atol=1e-13)
    np.testing.assert_allclose(found[0], 0.4, rtol=0, atol=1e-13)
    np.testing.assert_allclose(found[[5, 6]], 0.4 + 0.6 * seen * 0.3, rtol=0, atol=1e-13)


@pytest.mark.parametrize("exercised", [0.0, 0.5, 2.0])
def test_training_exercises_habits_and_lets_practice_be(exercised):
    """h(t) = M − (1 − training_habit·training)ᵗ(M − h(0)), the top's, too; practice stays."""
    practice, habit = some(11), some(12)
    engine = engine_of(
        {"training_habit": exercised}, {"training": 0.04}, practice=practice, habit=habit
    )
    expected = STATED - (1 - 0.04 * exercised) ** 20 * (STATED - habit)
    np.testing.assert_allclose(after(engine, "habit", 20), expected, **EXACT)
    np.testing.assert_array_equal(engine.view("practice")[:, 0, 0], practice)


def test_whoever_joins_has_always_stood_for_what_they_do():
    """With newcomers everywhere every week, shifted a quarter of the way to what is stated."""
    levers = {"exit_pressure": 1.0, "hiring_fit": 0.25, "habit_mean": 0.5}
    engine = engine_of({"habit_return": 0.5}, levers)
    for week in range(3):
        expected = 0.5 + 0.25 * (STATED - 0.5) * (week > 0)
        for name in ("values", "habit", "practice"):
            np.testing.assert_allclose(engine.view(name)[:, 0, 0], expected, **EXACT)
        engine.step()


# messages, and how clear they are


@pytest.mark.parametrize(
    ("broadcast", "training", "uptake"),
    [(0.0, 0.0, 0.2), (0.01, 0.0, 0.2), (0.01, 0.03, 0.2), (0.01, 0.03, 0.0)],
)
def test_mentors_and_teachers_tell_what_is_stated(broadcast, training, uptake):
    """m(t) = M − (1 − broadcast − training − mentoring_uptake·mentoring)ᵗ(M − m(0)), the top's, too."""
    message = some(5)
    levers = {"broadcast": broadcast, "training": training, "mentoring": 0.3}
    engine = engine_of({"mentoring_uptake": uptake}, levers, message=message)
    left = (1 - broadcast - training - 0.3 * uptake) ** 20
    expected = STATED - left * (STATED - message)
    np.testing.assert_allclose(after(engine, "message", 20), expected, **EXACT)


@pytest.mark.parametrize("told", [0.0, 0.02])
def test_messages_fade_to_what_one_is_used_to(told):
    """m(t) = m* + (1 − φ − T)ᵗ(m(0) − m*), m* = (φh + T·M)/(φ + T); the top's does not fade."""
    message, habit, fading = some(9), some(10), 0.05
    engine = engine_of(
        {"message_fading": fading}, {"broadcast": told}, message=message, habit=habit
    )
    rest = (fading * habit + told * STATED) / (fading + told)
    expected = rest + (1 - fading - told) ** 25 * (message - rest)
    expected[0] = STATED + (1 - told) ** 25 * (message[0] - STATED)
    np.testing.assert_allclose(after(engine, "message", 25), expected, **EXACT)


UNCLEAR = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.9])
CLARITY = np.array([1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0])
"""At a tolerance of .4."""


@pytest.mark.parametrize(
    ("resource", "size"), [("resource_fit", 0.7), ("resource_progress", 0.6 * sigmoid(2.0))]
)
def test_fit_and_progress_pay_as_far_as_it_is_clear_what_is_wanted(resource, size):
    """Habits .3 from what is stated; goals of .6 with skill .8 at a spread of .1."""
    parameters = {"clarity_tolerance": 0.4, "resource_effect": 2.0, resource: 1.0}
    engine = engine_of(
        parameters | {"engagement_change": 1.0, "goal_spread": 0.1},
        {"goal_difficulty": 0.6},
        message=STATED - UNCLEAR,
        habit=np.full(PEOPLE, STATED - 0.3),
        skill=np.full(PEOPLE, 0.8),
    )
    expected = [sigmoid(2 * size * clarity) for clarity in CLARITY]
    np.testing.assert_allclose(after(engine, "engagement"), expected, **EXACT)


# trust, and criticism


@pytest.mark.parametrize("propensity", [0.0, 0.3])
def test_a_sunny_disposition_sees_more_integrity(propensity):
    """At rates of 1 trust is the evidence, [1 − gap/tolerance + propensity·d]; the top trusts on."""
    practice, disposition = np.full(PEOPLE, 0.4), np.array([2, 2, -2, -1.5, 0, 1, 2.0])
    message = practice + np.array([0, 0.2, 0.1, 0, 0, 0, 0])
    engine = engine_of(
        {"trust_gain": 1.0, "trust_loss": 1.0, "gap_tolerance": 0.5, **ALWAYS_MET}
        | {"trust_propensity": propensity},
        message=message,
        practice=practice,
        disposition=disposition,
        trust=np.full(PEOPLE, 0.5),
    )
    honest = 1 - np.array([0, 0, 0, 0.4, 0.4, 0.2, 0.2])
    expected = np.clip(honest + propensity * disposition, 0, 1)
    expected[0] = 0.5
    np.testing.assert_allclose(after(engine, "trust"), expected, **EXACT)


def criticised(weight, feedback=0.8):
    """Only the reports of 1 have something to say: .6 and .2 times a gap of .5."""
    gap = np.array([0, 0, 0, 0.5, 0.5, 0, 0])
    return engine_of(
        {"engagement_change": 0.3, "demand_effect": 2.0, "demand_criticism": weight},
        {"feedback": feedback, "transparency": 0.5},
        message=0.4 + gap,
        practice=np.full(PEOPLE, 0.4),
        trust=np.array([0.9, 0.9, 0.9, 0.6, 0.2, 0.9, 0.9]),
        engagement=np.full(PEOPLE, 0.7),
    )


def test_criticism_weighs_on_the_leader_who_hears_it_and_on_nobody_else():
    """Its weight of the demand feedback·transparency·mean voice, in whatever week."""
    spared, struck = criticised(0.0), criticised(0.5)
    heard = 0.8 * 0.5 * (0.6 * 0.5 + 0.2 * 0.5) / 2
    expected = 0.7
    for _ in range(10):
        without, engagement = after(spared, "engagement"), after(struck, "engagement")
        expected += 0.3 * (sigmoid(-2 * 0.5 * heard) - expected)
        np.testing.assert_allclose(engagement[1], expected, **EXACT)
        assert engagement[1] < without[1]
        others = [0, *range(2, PEOPLE)]
        np.testing.assert_array_equal(engagement[others], without[others])


def test_leaders_who_do_not_listen_are_not_criticised():
    deaf = criticised(0.5, feedback=0.0)
    np.testing.assert_array_equal(after(deaf, "engagement"), after(criticised(0.0), "engagement"))


# what differs between people for good


def test_skill_fades_to_what_the_work_keeps_up():
    """s(t) = q + (1 − skill_fading)ᵗ(s(0) − q)."""
    aptitude, skill = some(6), some(7)
    engine = engine_of({"skill_fading": 0.05}, aptitude=aptitude, skill=skill)
    expected = aptitude + 0.95**30 * (skill - aptitude)
    np.testing.assert_allclose(after(engine, "skill", 30), expected, **EXACT)


def test_effort_returns_to_what_is_asked_and_ones_own_integrity():
    """g(t) = base + (1 − effort_return)ᵗ(g(0) − base), base = [asked + j]."""
    modelling, integrity = some(8), np.array([0.2, -0.7, 0.9, -0.3, 0.1, 0.9, -0.1])
    parameters = {"least_ownership": 0.05, "ownership_of_participation": 0.5, "effort_return": 0.1}
    levers = {"leader_modelling": 0.4, "participation": 0.3}
    engine = engine_of(parameters, levers, modelling=modelling, integrity=integrity)
    base = np.array([0.6, 0.0, 1.0, 0.0, 0.3, 1.0, 0.1])
    expected = base + 0.9**15 * (modelling - base)
    np.testing.assert_allclose(after(engine, "modelling", 15), expected, **EXACT)


@pytest.mark.parametrize(("mean", "who", "asked"), [(0.1, LEADERS, 0.4), (-0.2, EMPLOYEES, 0.2)])
def test_people_begin_with_the_effort_they_return_to(mean, who, asked):
    levers = {"leader_modelling": 0.4, "participation": 0.3, "integrity_mean": mean}
    engine = engine_of(
        {"least_ownership": 0.05, "ownership_of_participation": 0.5},
        levers | {"integrity_spread": 0.3},
    )
    integrity = engine.view("integrity")[who, 0]
    assert np.ptp(integrity) > 0.1
    found = engine.view("modelling")[who, 0]
    np.testing.assert_allclose(found, np.clip(asked + integrity, 0, 1), **EXACT)
