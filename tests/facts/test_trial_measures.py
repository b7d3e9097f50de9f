"""Measures that compare runs, on made-up people: closed forms and plain loops."""

import numpy as np
import pytest
from fact_worlds import people, setting, star

from orgsim.evidence.measured.contagion import turnover_contagion
from orgsim.evidence.measured.feedback_trials import feedback
from orgsim.evidence.measured.management import management
from orgsim.evidence.measured.purpose import purpose
from orgsim.evidence.measured.survey import RELIABILITY
from orgsim.evidence.measured.training import Look, support_transfer, training
from orgsim.evidence.measured.trickle import trickle_down
from orgsim.evidence.measured.trust_trials import trust_asymmetry
from orgsim.evidence.trials import Purpose


@pytest.fixture
def rng():
    """Numbers of each test's own."""
    return np.random.default_rng(12)


def test_training_in_use_is_the_share_of_the_taught_gap_that_is_closed():
    """Stated 1: untrained at 0.2, so 0.8 is taught; in use 0.6, then 0.4, then 0.2 of stayers."""
    of = setting(star(2, 4))
    stayed = np.ones(11, bool)
    stayed[[5, 8]] = False

    def look(gain: float) -> Look:
        trained = np.where(stayed & ~of.leads, 0.2 + gain, 1.0)
        return Look(people(of, practice=trained), people(of, practice=0.2), stayed)

    found = training(look(0.6), look(0.4), look(0.2))
    assert found["training_at_once"] == pytest.approx(0.75)
    assert found["training_half_year"] == pytest.approx(0.5)
    assert found["training_one_year"] == pytest.approx(0.25)


def test_transfer_follows_support_but_for_errors(rng):
    of = setting(star(40, 50))
    superior = of.organisation.superior
    practice = np.full(of.organisation.people, 0.5)
    practice[1:41] = rng.uniform(0.2, 0.8, 40)
    employees = np.flatnonzero(~of.leads)
    practice[employees] = practice[superior[employees]]
    stayed = np.ones(len(practice), bool)
    seen = people(of, practice=practice)
    untrained = people(of, practice=0.5)
    assert support_transfer(Look(seen, untrained, stayed)) == pytest.approx(RELIABILITY, abs=0.05)
    gone = employees[::2]
    stayed[gone], practice[gone] = False, 0.0
    seen = people(of, practice=practice)
    assert support_transfer(Look(seen, untrained, stayed)) == pytest.approx(RELIABILITY, abs=0.05)


def test_what_trickles_down():
    """Executives (levels 0, 1) +0.4, managers +0.2, employees below them +0.1, of it 0.04 past them."""
    superior = [0, 0, 0, 1, 1, 2, 2, *np.repeat([3, 4, 5, 6], 3)]
    of = setting(superior)
    level = of.organisation.level
    before = people(of, practice=0.3)
    touched = people(of, practice=0.3 + np.array([0.4, 0.4, 0.2, 0.1])[level])
    blocked = people(of, practice=0.3 + np.array([0.4, 0.4, 0.0, 0.04])[level])
    found = trickle_down(touched, blocked, before)
    assert found["trickle_down"] == pytest.approx(0.6)
    assert found["trickle_fading"] == pytest.approx(0.5)
    assert all(np.isnan(value) for value in trickle_down(before, before, before).values())


def test_of_three_levels_the_top_alone_is_executive():
    of = setting(star(3, 4))
    level = of.organisation.level
    touched = people(of, practice=0.3 + np.array([0.4, 0.2, 0.1])[level])
    blocked = people(of, practice=0.3 + np.array([0.4, 0.0, 0.0])[level])
    found = trickle_down(touched, blocked, people(of, practice=0.3))
    assert (found["trickle_down"], found["trickle_fading"]) == pytest.approx((1.0, 0.5))


def test_feedback_helps_some_units_and_harms_others():
    """Units of means 0.2, 0.3, 0.4 change by +0.1, +0.1, −0.05; who left does not count."""
    of = setting(
        star(3, 4),
        parameters={"commitment_trust": 0.0, "commitment_participation": 0.0},
        levers={"goal_difficulty": 1.0},
    )
    unit = np.array([-1, 0, 1, 2, *np.repeat([0, 1, 2], 4)])
    before = np.array([0.2, 0.3, 0.4, 0.3])[unit]
    change = np.array([0.1, 0.1, -0.05, 0.0])[unit]
    stayed = np.ones(16, bool)
    stayed[[0, 7]] = False
    after = np.where(stayed, before + change, 0.0)
    told, untold = (people(of, engagement=e, skill=1.0) for e in (after, before))
    found = feedback(told, untold, stayed)
    # the top leads a unit, too: its reports are the three leaders
    top_before, top_change = (0.2 + 0.3 + 0.4) / 3, (0.1 + 0.1 - 0.05) / 3
    spread = np.std([top_before, 0.2, 0.3, 0.4], ddof=1)
    assert found["feedback_harm"] == pytest.approx(1 / 4)
    assert found["feedback_help"] == pytest.approx(np.mean([top_change, 0.1, 0.1, -0.05]) / spread)


def test_purpose_and_clarity():
    performance = np.zeros(len(Purpose))
    performance[Purpose.PURPOSE] = 0.01
    performance[[Purpose.MIDDLE, Purpose.PURPOSE_MIDDLE]] = 0.1, 0.14
    performance[[Purpose.CLARITY, Purpose.PURPOSE_CLARITY]] = 0.2, 0.25
    found = purpose(performance, 4)
    assert found["purpose_without_clarity"] == pytest.approx(0.2)
    assert found["purpose_clarity_middle"] == pytest.approx(0.75)
    assert np.isnan(purpose(performance, 2)["purpose_clarity_middle"])
    assert all(np.isnan(value) for value in purpose(np.zeros(len(Purpose)), 4).values())


def test_contagion_is_told_from_shared_moods(rng):
    """Departures that follow engagement alone add nothing; those that draw on peers' do."""
    pairs = [(n, n + 1) for n in range(1, 4000, 2)]
    of = setting([0] * 4001, ties=pairs)
    mood = np.repeat(rng.normal(size=2000), 2)
    engagement = np.concatenate([[0.0], mood])
    panels, caught = [], []
    for week in range(4):
        departure = np.concatenate([[0.0], rng.uniform(size=4000) < 0.3 - 0.1 * np.sign(mood)])
        peers = of.among_peers(departure.astype(float))
        chance = 0.1 - 0.04 * np.sign(engagement)
        draw = rng.uniform(size=4001)
        everybody = people(of, week=week, engagement=engagement, departure=departure)
        panels.append((everybody, draw < chance))
        caught.append((everybody, draw < chance * np.where(peers > 0, 3, 1)))
    assert turnover_contagion(panels) == pytest.approx(0, abs=0.07)
    assert turnover_contagion(caught) > 0.4
    nobody = np.zeros(4001, bool)
    assert np.isnan(turnover_contagion([(panels[0][0], nobody)]))


def test_trust_lost_over_trust_gained_of_those_whose_leader_stayed():
    of = setting(star(2, 3))
    gained, lost = np.full(9, 0.9), np.full(9, 0.1)
    gained[[3, 4, 5]], lost[[3, 4, 5]] = 0.52, 0.44
    stayed = np.ones(9, bool)
    stayed[[0, 2]] = False
    found = trust_asymmetry(people(of, trust=gained), people(of, trust=lost), stayed)
    assert found == pytest.approx(3.0)
    unmoved = people(of, trust=0.5)
    assert np.isnan(trust_asymmetry(unmoved, unmoved, stayed))
    assert np.isnan(trust_asymmetry(unmoved, unmoved, np.zeros(9, bool)))


def test_managers_time_spans_and_messages():
    """Two of four managers are near both statements; engagement e leaves them (1 − 0.5)(½ + ½e)."""
    themes = [{"name": "a", "stated": 0.9}, {"name": "b", "stated": 0.5}]
    superior = [0, 0, 0, 1, 1, 2, 2, *np.repeat([3, 4, 5, 6], [1, 2, 3, 6])]
    of = setting(superior, themes=themes, levers={"time_constraint": 0.5})
    message = np.tile([0.9, 0.5], (19, 1))
    message[3] += [0.1, -0.1]
    message[5] += [0.0, 0.2]
    message[6] -= [0.2, 0.0]
    engagement = np.zeros(19)
    engagement[3:7] = 0.2, 0.4, 0.6, 0.8
    found = management(people(of, message=message, engagement=engagement))
    assert found["time_for_people"] == pytest.approx(0.5 * (0.5 + 0.5 * 0.5))
    assert found["span_mean"] == pytest.approx(18 / 7)
    assert found["span_median"] == 2
    assert found["priorities_named"] == 0.5
    fidelity = [1, 1, 1, 0.9, 1, 0.9, 0.9]
    slope = np.polyfit([0, 1, 1, 2, 2, 2, 2], fidelity, 1)[0]
    assert found["fidelity_slope"] == pytest.approx(slope)
