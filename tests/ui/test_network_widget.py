"""What the network is sent, decoded again; and the canvas in a browser."""

import numpy as np
import pytest
from plain_runs import plain
from plain_scenarios import plain_scenario

from orgsim.config.models import Config
from orgsim.ui.scenario.people import weekly_states
from orgsim.ui.scenario.people.network_widget import NetworkWidget, colouring, structure, ties
from orgsim.ui.scenario.people.weekly_states import STATES_SHOWN, simulate_weekly
from orgsim.ui.shared.scenarios.scenario import Scenario


def seen_of(scenario: Scenario, weeks: int = 4):
    return simulate_weekly(scenario.with_value("run.weeks", weeks).config(), lambda: False)


@pytest.fixture(scope="module")
def generated():
    return seen_of(plain_scenario(values={"organisation.people": 60}))


def test_bytes_have_a_place_a_parent_and_a_byte_a_week_for_each_dot(generated):
    sent = structure(generated)
    places = np.frombuffer(sent["places"], "<f4").reshape(-1, 2)
    parents = np.frombuffer(sent["parents"], "<i4")
    assert places.shape == (60, 2)
    assert parents[0] == -1
    assert parents[1:].tolist() == generated.organisation.superior[1:].tolist()
    assert sent["names"] == []
    shown = colouring(generated, "trust")
    assert len(shown["frames"]) == 5 * 60
    assert shown["about"]["label"] == STATES_SHOWN["trust"].label
    assert shown["about"]["described"] == f"60 people on {generated.organisation.levels} levels"


def test_dots_of_units_know_their_superiors_dots(monkeypatch):
    monkeypatch.setattr(weekly_states, "MOST_SHOWN", 50)
    units = seen_of(plain_scenario(values={"organisation.people": 80}))
    sent = structure(units)
    parents = np.frombuffer(sent["parents"], "<i4")
    leaders = units.organisation.leaders
    assert len(parents) == len(leaders)
    assert leaders[parents[1:]].tolist() == units.organisation.superior[leaders[1:]].tolist()
    assert "a dot for each of" in colouring(units, "skill")["about"]["described"]


def test_people_of_a_chart_are_called_by_their_names():
    chart = seen_of(plain_scenario("imported"))
    assert structure(chart)["names"][0] == "Ingrid Solheim, Management"


def test_ties_are_pairs_told_once(generated):
    pairs = ties(generated.organisation)
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert 2 * len(pairs) == len(generated.organisation.tie_to)


def test_the_widget_takes_what_is_sent(generated):
    widget = NetworkWidget(**structure(generated), **colouring(generated, "alignment"))
    assert "render" in str(widget._esm)
    widget.close()


def test_one_person_alone_can_be_seen():
    alone = Config.model_validate(plain({"organisation": {"people": 1}, "run": {"weeks": 2}}))
    seen = simulate_weekly(alone, lambda: False)
    assert np.frombuffer(structure(seen)["places"], "<f4").tolist() == [0.0, 0.0]
    assert colouring(seen, "trust")["about"]["low"] == 0
