"""Examples: bad ones pull harder than good ones, and a leader of many is seen by each the less."""

import numpy as np
import pytest
from one_mechanism import ALWAYS_MET, EXACT, PEOPLE, SUPERIOR, after, engine_of, some

DEEDS, PEERS = 2.0, 3.0
EVERYBODY_ELSE = [[(j, 1.0) for j in range(PEOPLE) if j != i] for i in range(PEOPLE)]
HONEST = {"message": np.full(PEOPLE, 0.4), "practice": np.full(PEOPLE, 0.4)}


@pytest.mark.parametrize("bad_example", [0.0, 1.5])
def test_bad_examples_pull_harder_than_good_ones(bad_example):
    """a′ = (W·a_b + P·ā)/(W + P), W = w(1 + β) where a_b < a, and w where a_b ≥ a."""
    practice = np.array([0.5, 0.5, 0.2, 0.7, 0.3, 0.7, 0.1])
    worse = np.array([False, False, False, True, False, True, False])
    assert practice[1] == practice[SUPERIOR[1]]
    engine = engine_of(
        {"deed_weight": DEEDS, "bad_example": bad_example, "peer_weight": PEERS, **ALWAYS_MET}
        | {"practice_change": 1.0},
        ties=EVERYBODY_ELSE,
        practice=practice,
        engagement=np.ones(PEOPLE),
    )
    peers = (practice.sum() - practice) / (PEOPLE - 1)
    weight = DEEDS * (1 + bad_example * worse)
    weight[0] = 0
    expected = (weight * practice[SUPERIOR] + PEERS * peers) / (weight + PEERS)
    np.testing.assert_allclose(after(engine, "practice"), expected, **EXACT)


@pytest.mark.parametrize("thinning", [0.0, 0.5])
def test_a_leader_of_many_is_seen_less_at_a_distance(thinning):
    """Where the honest are not met, τ(t) = 1 − (1 − v·η)ᵗ(1 − τ(0)) with v = q·T/(1 + d·reports)."""
    superior, spans, trust = [0, 0, 0, 1, 2, 2, 2], np.array([2, 1, 3]), some(1)
    numbers = {"visibility_at_distance": 0.8, "distance_thinning": thinning}
    engine = engine_of(
        {"trust_gain": 0.3, "gap_tolerance": 1.0, **numbers},
        {"transparency": 0.5},
        superior=superior,
        trust=trust,
        **HONEST,
    )
    seen = 0.8 * 0.5 / (1 + thinning * spans[superior])
    seen[0] = 0
    expected = 1 - (1 - 0.3 * seen) ** 9 * (1 - trust)
    np.testing.assert_allclose(after(engine, "trust", 9), expected, **EXACT)


def test_whoever_is_met_is_seen_however_many_meet():
    """At a gain of 1 trust in the honest is 1 at once."""
    numbers = {"visibility_at_distance": 0.8, "distance_thinning": 2.0, "trust_gain": 1.0}
    engine = engine_of(numbers | ALWAYS_MET, {"transparency": 0.5}, trust=some(2), **HONEST)
    np.testing.assert_allclose(after(engine, "trust")[1:], 1.0, **EXACT)
