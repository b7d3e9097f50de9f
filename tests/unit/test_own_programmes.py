"""Programmes of one's own: data of a config that then works as a built-in programme does."""

import numpy as np
import pytest
from plain_runs import PLAIN

import orgsim
from orgsim.analysis.costs import weekly_cost
from orgsim.config.files import ConfigFile, build
from orgsim.config.written import config_toml
from orgsim.io.provenance import config_hash
from orgsim.plain_tables import parse_toml

CIRCLE = {
    "name": "coaching_circle",
    "meaning": "leaders meet and coach each other",
    "who": "leaders",
    "change": {"leader_modelling": 0.2, "time_constraint": -0.05},
    "leader_hours": 1.5,
    "money": 12.0,
}
BASE = {
    "organisation": {"people": 40},
    "run": {**PLAIN, "weeks": 10, "replications": 2},
    "own_programmes": [CIRCLE],
    "costs": {"prices": {"coaching_circle": 4000}},
}
RUN = {"kind": "coaching_circle", "start": 3, "strength": 0.5}


def test_it_does_what_the_same_custom_intervention_does():
    custom = {"kind": "custom", "who": "leaders", "change": CIRCLE["change"]} | {
        key: RUN[key] for key in ("start", "strength")
    }
    own = orgsim.run({**BASE, "interventions": [RUN]})
    same = orgsim.run({**BASE, "interventions": [custom]})
    for name, values in own.measures.items():
        assert np.array_equal(values, same.measures[name], equal_nan=True), name
    nothing = orgsim.run(BASE)
    assert not np.array_equal(own.measures["trust"], nothing.measures["trust"])


def test_its_costs_are_those_it_declares():
    (each,) = orgsim.configure({**BASE, "interventions": [RUN]}).interventions
    assert weekly_cost(each) == (0.75, 6.0)
    (dearer,) = orgsim.configure({**BASE, "interventions": [{**RUN, "money": 1}]}).interventions
    assert weekly_cost(dearer) == (0.75, 0.5)


def test_scenarios_share_it_and_files_keep_it(tmp_path):
    tables = {**BASE, "scenarios": {"as now": {}, "circle": {"interventions": [RUN]}}}
    file = build(tables)
    again = build(parse_toml(config_toml(file, tmp_path), "written"))
    assert again == file
    assert config_hash(again) == config_hash(file)
    (each,) = again.scenarios["circle"].interventions
    assert each.declared == file.base.programmes["coaching_circle"]


def test_a_config_without_any_says_nothing_of_them():
    assert "own_programmes" not in orgsim.configure().resolved()
    other = {**CIRCLE, "change": {"coaching": 0.1}}
    hashes = {
        config_hash(ConfigFile(orgsim.configure({**BASE, "own_programmes": [each]}), {}))
        for each in (CIRCLE, other)
    }
    assert len(hashes) == 2


def test_a_plan_takes_it_by_its_kind():
    tables = {
        "programmes": [{"kind": "coaching_circle", "starts": [1]}],
        "budget": {"money": 1e6},
    }
    found = orgsim.plan(BASE, tables, weeks=6, replications=10, jobs=1)
    (option,) = found.found.asked.space.options
    assert option.intervention.declared.who == "leaders"
    everything = orgsim.plan(BASE, hours=1, weeks=2, replications=10, jobs=1)
    assert "Coaching circle" in everything.found.asked.space.titles


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"interventions": [{"kind": "circle"}]}, "interventions.0.kind: 'circle' is not known"),
        ({"own_programmes": []}, "costs.prices: 'coaching_circle' is not a programme"),
        (
            {"own_programmes": [{**CIRCLE, "name": "presence"}]},
            "own_programmes.0: name: 'presence' already exists",
        ),
        (
            {"own_programmes": [{**CIRCLE, "name": "Coaching circle"}]},
            "own_programmes.0.name: 'Coaching circle'",
        ),
        ({"own_programmes": [CIRCLE, CIRCLE]}, "own_programmes need different names"),
        (
            {"own_programmes": [{**CIRCLE, "change": {"modelling": 1}}]},
            r"own_programmes.0.change: 'modelling' is not a lever \(did you mean 'leader_modelling'",
        ),
        (
            {"own_programmes": [{**CIRCLE, "change": {}}]},
            "own_programmes.0: needs change = { lever = amount }, or ties",
        ),
        (
            {"own_programmes": [{**CIRCLE, "hours": 1}]},
            "own_programmes.0.hours: unknown key.*allowed: name, label, meaning, who, change",
        ),
        ({"own_programmes": [{**CIRCLE, "who": "unit"}]}, "own_programmes.0.who"),
        (
            {"scenarios": {"a": {"own_programmes": [CIRCLE]}}},
            r"scenarios.a.own_programmes: all scenarios share \[own_programmes\]",
        ),
    ],
)
def test_mistakes_are_told_in_a_line(change, said):
    with pytest.raises(orgsim.UserError, match=said) as caught:
        orgsim.configure({**BASE, **change})
    assert "\n" not in str(caught.value)
