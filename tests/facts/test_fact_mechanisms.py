"""Whole replications: the same bits every time, and facts that go when their mechanism does."""

from typing import Any

import numba
import numpy as np
import pytest
from plain_runs import PLAIN, plain

from orgsim.config.models import Config
from orgsim.evidence import FACTS, PARTS, measure, validate
from orgsim.model.interventions import INTERVENTIONS

SMALL: dict[str, Any] = plain({"organisation": {"people": 150}})


def values(replications: int, **tables: Any) -> dict[str, np.ndarray]:
    """Each part in each replication of a small organisation, (replications,)."""
    config = Config.model_validate({**SMALL, **tables})
    found = [measure(config, replication) for replication in range(replications)]
    return {part: np.array([one[part] for one in found]) for part in PARTS}


def test_facts_are_numbered_each_with_a_band_around_its_target():
    assert [fact.number for fact in FACTS] == list(range(1, len(FACTS) + 1))
    assert len(set(PARTS)) == len(PARTS)
    for fact in FACTS:
        assert fact.primary is fact.parts[0]
        assert all(part.low <= part.target <= part.high for part in fact.parts)
        assert fact.source


def test_a_replication_gives_the_same_bits_whatever_was_measured_before():
    config = Config.model_validate(SMALL)
    first = measure(config, 2)
    measure(config, 0)
    numba.set_num_threads(min(2, numba.config.NUMBA_NUM_THREADS))
    again = measure(Config.model_validate(SMALL), 2)
    numba.set_num_threads(1)
    np.testing.assert_equal(again, first)
    assert measure(config, 0) != first
    assert measure(Config.model_validate({**SMALL, "run": {**PLAIN, "seed": 9}}), 2) != first
    assert list(first) == list(PARTS)


def test_what_the_config_does_or_suffers_on_dates_is_left_out():
    dated = {
        "interventions": [{"kind": "presence"}, {"kind": "task_force"}],
        "shocks": [{"kind": "merger", "week": 60}],
        "run": {"precision": "float32", "start": "at_rest", "parameter_sets": "posterior"},
    }
    np.testing.assert_equal(values(1, **dated), values(1))


def test_trust_that_is_gained_as_fast_as_lost_shows_no_asymmetry():
    even = {"trust_gain": 0.05, "trust_loss": 0.05, "trust_fading": 0.0, "trust_propensity": 0.0}
    even["gap_tolerance"] = 0.5
    found = values(3, parameters=even)["trust_asymmetry"]
    np.testing.assert_allclose(found, 1.0, atol=0.03)
    uneven = values(3, parameters={**even, "trust_gain": 0.0125})["trust_asymmetry"]
    np.testing.assert_allclose(uneven, 4.0, atol=0.4)


def test_fit_does_not_matter_for_quitting_where_neither_misfit_nor_clarity_is_felt():
    """15 replications of 150 people: the mean's error is about 0.02."""
    felt = values(15, parameters={"exit_misfit": 600.0})["fit_quitting"].mean()
    numb = values(15, parameters={"exit_misfit": 0.0, "resource_fit": 0.0})["fit_quitting"].mean()
    assert felt < -0.3
    assert abs(numb) < 0.1


def test_trust_and_engagement_part_where_trust_is_no_resource():
    """Those who are met see what they trust, and are recognised: that is to be no resource, either."""
    apart = {
        "resource_trust": 0.0,
        "resource_recognition": 0.0,
        "trust_propensity": 0.0,
        "demand_hypocrisy": 0.0,
    }
    whole = values(10, parameters={"resource_trust": 1.0})["integrity_attitudes"].mean()
    assert values(10, parameters=apart)["integrity_attitudes"].mean() < whole - 0.25


def test_without_distortion_more_managers_name_the_priorities():
    muddled = values(5, levers={"inconsistency": 1.0})["priorities_named"].mean()
    clear = values(5, mechanisms={"distortion": False})["priorities_named"].mean()
    assert clear > muddled + 0.3


def test_superiors_mediate_what_they_are_followed_in():
    followed = {"deed_weight": 5.0, "peer_weight": 0.3}
    led = values(4, parameters=followed)["trickle_down"].mean()
    peers = values(4, mechanisms={"deeds": False})["trickle_down"].mean()
    assert led > 0.7
    assert peers < 0.4


def test_time_for_people_is_what_the_calendar_leaves():
    free = {"time_constraint": 0.4}
    found = values(2, levers=free, parameters={"least_attention": 1.0})["time_for_people"]
    np.testing.assert_allclose(found, 0.6)


def test_training_that_nothing_takes_away_stays_in_use():
    """Practice follows habits alone, and these nothing but the training: 1 − (1 − 1.5·training)¹²."""
    off = ("deeds", "peers", "effort", "habit", "character", "turnover")
    found = values(
        2,
        mechanisms=dict.fromkeys(off, False),
        parameters={"practice_change": 1.0, "training_habit": 1.5},
        people={"resistance": {"mean": 1.0, "spread": 0.0}},
    )
    exercised = 1 - (1 - 1.5 * INTERVENTIONS["training_programme"].change["training"]) ** 12
    np.testing.assert_allclose(found["training_half_year"], exercised, rtol=1e-6)
    np.testing.assert_allclose(found["training_one_year"], exercised, rtol=1e-6)
    assert (found["training_at_once"] > 0.5 * exercised).all()
    assert np.isnan(found["turnover_contagion"]).all()
    assert np.isnan(found["trickle_down"]).all()


@pytest.mark.slow
def test_leavers_draw_leavers_where_departures_are_contagious():
    """400 people, 40 times without contagion, where the mean's error is about 0.02, and 10 with it."""
    none, some = (
        values(
            replications,
            organisation={"people": 400},
            parameters={
                "exit_base": 0.002,
                "exit_disengagement": 1.0,
                "exit_misfit": 1.0,
                "exit_contagion": contagion,
            },
        )
        for contagion, replications in ((0.0, 40), (20.0, 10))
    )
    error = none["turnover_contagion"].std() / np.sqrt(40)
    assert abs(none["turnover_contagion"].mean()) < 4 * error
    assert some["turnover_contagion"].mean() > 0.2


def test_a_validation_is_the_mean_over_its_replications():
    config = Config.model_validate(SMALL)
    found = validate(config, 3)
    by_hand = values(3)
    assert [one.fact for one in found.facts] == list(FACTS)
    for fact in found.facts:
        for part in fact.parts:
            np.testing.assert_array_equal(part.values, by_hand[part.part.name])
            mean, low, high = part.estimate
            assert mean == pytest.approx(part.values.mean())
            assert low < mean < high or low == mean == high
            assert part.inside == (part.part.low <= mean <= part.part.high)
        assert fact.inside == all(part.inside for part in fact.parts)
    assert found.inside == sum(fact.inside for fact in found.facts)


@pytest.mark.parametrize("tables", [{"people": 1}, {"people": 2}, {"people": 40, "levels": 2}])
def test_what_a_flat_organisation_cannot_show_is_no_number_and_not_inside(tables):
    config = Config.model_validate({"organisation": tables})
    assert np.isnan(measure(config, 0)["trickle_down"])
    fact = validate(config, 2).facts[9]
    assert fact.fact.name == "trickle_down"
    assert not fact.inside
