"""What follows from a state, against the formulas of the processes and against the engine."""

import numpy as np
import pytest
from fact_worlds import people, setting, star
from plain_runs import PLAIN

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.people import observe, setting_of
from orgsim.measures.outcomes import outcomes
from orgsim.model.filled_formulas import formulas_with
from orgsim.model.parameters import GroupRow, ParameterRow
from orgsim.model.random import run_key
from orgsim.organisation import generate
from orgsim.organise import DrawnOrganisation

CONFIG = Config.model_validate(
    {
        "run": PLAIN,
        "themes": [{"name": "a", "stated": 0.9}, {"name": "b", "stated": 0.6, "weight": 2.0}],
        "levers": {"participation": 0.4, "time_constraint": 0.5},
        "groups": [
            {"who": "random:0.3", "levers": {"goal_difficulty": 0.66, "participation": 0.9}}
        ],
        "parameters": {"exit_misfit": 4.0, "exit_base": 0.004},
    }
)
KEY = run_key(2, 1)


@pytest.fixture(scope="module")
def simulated():
    """An ensemble after ten weeks, and its people."""
    organisation = generate(
        90,
        span_of_control=5.0,
        span_variation=0.6,
        ties_per_person=6.0,
        share_within_unit=0.3,
        share_across_levels=0.4,
        key=KEY,
    )
    ensemble = Ensemble.of(CONFIG, 2, 1, DrawnOrganisation(organisation, KEY))
    for _ in range(10):
        ensemble.step()
    return ensemble, observe(ensemble, setting_of(CONFIG, organisation, KEY, KEY), 0)


def test_everybody_s_numbers_are_those_of_the_formulas(simulated):
    _, found = simulated
    of = found.setting
    organisation, parameter = of.organisation, of.parameter
    parameters = {name: parameter(name) for name in ParameterRow.__members__}
    ties = organisation.tie_start
    for i in range(organisation.people):
        peers = organisation.tie_to[ties[i] : ties[i + 1]]
        departures = found.departure[peers].mean() if len(peers) else 0.0
        misfit = sum(of.weight * np.abs(of.stated - found.habit[i]))
        levers = {name: of.lever(name)[i] for name in GroupRow.__members__}
        formulas = formulas_with(parameters | levers)
        committed = formulas.commitment(found.trust[i], found.engagement[i])
        assert found.performance[i] == pytest.approx(
            formulas.performance(committed, found.skill[i])
        )
        assert found.hazard[i] == pytest.approx(
            parameter("exit_base")
            * (
                1
                + parameter("exit_disengagement") * (1 - found.engagement[i]) ** 3
                + parameter("exit_misfit") * misfit**3
                + parameter("exit_contagion") * departures
            )
        )
        reports = int(organisation.span[i])
        hours = formulas.hours_for_people(found.engagement[i])
        assert found.hours[i] == pytest.approx(hours if reports else 0.0)
        met = formulas.contact(hours / reports) if reports else 0.0
        assert found.contact[i] == pytest.approx(met)


def test_means_are_those_the_engine_reports_of_the_next_week(simulated):
    ensemble, found = simulated
    of = found.setting.organisation
    end = outcomes(np.stack([ensemble.level_sums()] * 2), of)
    assert 1 - end["message_fidelity"][1, 0] == pytest.approx((1 - found.fidelity).mean())
    assert end["say_do_gap"][1, 0] == pytest.approx(found.own_gap[of.leaders].mean())
    assert end["practice"][1, 0] == pytest.approx(found.overall_practice.mean())
    ensemble.step()
    after = outcomes(np.stack([ensemble.level_sums()] * 2), of)
    assert after["performance"][1, 0] == pytest.approx(found.performance.mean(), rel=1e-12)
    each = (found.hours / np.maximum(1, of.span))[of.superior[1:]]
    assert after["hours_per_report"][1, 0] == pytest.approx(each.mean(), rel=1e-12)


def test_levers_of_random_groups_are_those_of_the_ensemble(simulated):
    """Performance alone would show it; here the share is counted."""
    _, found = simulated
    assert (found.setting.lever("goal_difficulty") == 0.66).sum() == 27


def test_who_leads_whom():
    of = setting(star(2, 3))
    np.testing.assert_array_equal(of.leaders, [0, 1, 2])
    np.testing.assert_array_equal(of.unit, [0, 0, 1, 1, 1, 2, 2, 2])
    np.testing.assert_array_equal(of.led, np.arange(1, 9))


@pytest.mark.parametrize(
    ("superior", "managers"),
    [([0, 0, 0], []), (star(2, 3), [1, 2]), ([0, 0, 0, 1, 1, 2, 3, 3], [3])],
)
def test_middle_managers_stand_between_executives_and_employees(superior, managers):
    np.testing.assert_array_equal(setting(superior).middle_managers, managers)


def test_peers_count_by_their_ties():
    of = setting(star(1, 3), ties=[(2, 3), (2, 4)])
    departure = np.array([0.0, 0.0, 0.0, 1.0, 0.5])
    np.testing.assert_allclose(of.among_peers(departure), [0, 0, 0.75, 0, 0])
    assert people(of, departure=departure).hazard[2] > people(of, departure=0.0).hazard[2]
