"""States of everybody week by week, against what the simulation measures, and where people stand."""

import numpy as np
import pytest
from plain_runs import PLAIN

from orgsim.config.models import Config, OrganisationConfig
from orgsim.organise import draw_organisation
from orgsim.simulation import simulate
from orgsim.ui.scenario.people import weekly_states
from orgsim.ui.scenario.people.network_layout import layout
from orgsim.ui.scenario.people.weekly_states import (
    NOT_THERE,
    STATES_SHOWN,
    STEPS,
    as_bytes,
    simulate_weekly,
)
from orgsim.ui.shared.computing.replication_stream import GivenUp


def config(people: int = 60, weeks: int = 8) -> Config:
    run = {**PLAIN, "weeks": weeks, "replications": 1}
    return Config.model_validate({"organisation": {"people": people}, "run": run})


def organisation(**told):
    config = Config(organisation=OrganisationConfig(**told))
    return draw_organisation(config, seed=1).organisation


def places_of(some):
    return layout(some.superior, some.level)


@pytest.fixture(scope="module")
def watched():
    return simulate_weekly(config(), lambda: False)


def test_means_of_what_is_seen_are_the_measures_of_the_first_replication(watched):
    measures = simulate({"": config()})[""].measures
    for seen, measured in (
        ("alignment", "alignment"),
        ("trust", "trust"),
        ("engagement", "engagement"),
        ("modelling", "modelling"),
        ("skill", "skill"),
    ):
        frames = watched.frames[seen].astype(float)
        frames[frames == NOT_THERE] = np.nan
        means = np.nanmean(frames, axis=1) / STEPS
        assert means == pytest.approx(measures[measured][:, 0], abs=0.5 / STEPS), seen


def test_what_does_not_apply_is_marked(watched):
    assert (watched.frames["trust"][:, 0] == NOT_THERE).all()
    assert (watched.frames["trust"][:, 1:] != NOT_THERE).all()
    employees = watched.organisation.span == 0
    assert (watched.frames["modelling"][:, employees] == NOT_THERE).all()


def test_bytes_round_and_clip():
    assert as_bytes(np.array([-0.1, 0.0, 0.5, 1.2, np.nan])).tolist() == [0, 0, 127, 254, 255]


def test_many_people_are_seen_unit_by_unit(monkeypatch, watched):
    monkeypatch.setattr(weekly_states, "MOST_SHOWN", 50)
    units = simulate_weekly(config(), lambda: False)
    assert units.by_unit
    assert units.dots.tolist() == units.organisation.leaders.tolist()
    reports = units.organisation.first_report
    first = slice(reports[0], reports[1])
    mean = watched.frames["engagement"][:, first].mean(axis=1)
    assert units.frames["engagement"][:, 0] == pytest.approx(mean, abs=1)


def test_colours_run_over_what_occurs(watched):
    for state in STATES_SHOWN:
        low, high = watched.scale(state)
        assert 0 <= low < high <= STEPS


def test_watching_can_be_given_up():
    seen = []
    with pytest.raises(GivenUp):
        simulate_weekly(config(), lambda: len(seen) == 3, seen.append)
    assert seen == [0, 1, 2]


@pytest.mark.parametrize(
    "told", [{"people": 1}, {"people": 2}, {"people": 500}, {"people": 90, "levels": 9}]
)
def test_places_are_within_the_circle_and_no_two_are_the_same(told):
    places = places_of(organisation(**told))
    assert np.isfinite(places).all()
    assert np.hypot(*places.T).max() <= 1.0001
    assert len(np.unique(places.round(5), axis=0)) == told["people"]


def test_places_of_twenty_thousand_fill_the_circle():
    distance = np.hypot(*places_of(organisation(people=20_000)).T)
    assert np.isfinite(distance).all()
    assert 0.9 < distance.max() <= 1.0001


def test_branches_stay_together():
    some = organisation(people=400)
    x, y = places_of(some).astype(float).T
    angle = np.arctan2(x, -y)
    last_level = some.level == some.levels - 1
    for leader in np.unique(some.superior[last_level]):
        first, last = some.first_report[leader : leader + 2]
        middle = np.exp(1j * angle[first:last]).sum()
        assert np.angle(middle * np.exp(-1j * angle[leader])) == pytest.approx(0, abs=1e-3)
