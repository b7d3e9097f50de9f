"""What held before week 1: of scenarios, and of configs written and read again."""

import tomllib

import pytest
from plain_runs import PLAIN

import orgsim
from orgsim.config.before import resting, with_before_of
from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.config.written import config_toml
from orgsim.errors import UserError
from orgsim.reporting.sentences.scenario_report_text import rest_sentences
from orgsim.reporting.summary import summarise
from orgsim.simulation import simulate

GROUP = {"who": "leaders", "levers": {"autonomy": 0.8}, "people": {"skill": {"mean": 0.7}}}
FILE = {
    "organisation": {"people": 30},
    "levers": {"transparency": 0.4},
    "groups": [GROUP],
    "run": {**PLAIN, "start": "at_rest", "weeks": 3, "replications": 2, "most_rest_weeks": 26},
    "scenarios": {
        "calm": {},
        "open": {"levers": {"transparency": 0.9}},
        "top": {"groups": [{"who": "top", "levers": {"transparency": 0.9}}]},
        "trained": {
            "interventions": [{"kind": "presence"}],
            "shocks": [{"kind": "merger", "week": 2}],
        },
        "once": {"before": {"levers": {"autonomy": 0.1}}, "levers": {"transparency": 0.9}},
    },
}


def before(config):
    return resting(config).model_dump(include={"levers", "groups", "people", "interventions"})


@pytest.fixture(scope="module")
def file():
    return build(FILE)


def test_scenarios_have_the_base_before_them(file):
    expected = before(file.base)
    for name in ("calm", "open", "top", "trained"):
        assert before(file.scenarios[name]) == expected, name
    assert file.base.before is None
    assert file.scenarios["calm"].before is None
    assert file.scenarios["open"].before.model_dump(exclude_none=True) == {
        "levers": {"transparency": 0.4}
    }
    (group,) = file.scenarios["top"].before.groups
    assert (group.who, group.levers.autonomy) == ("leaders", 0.8)


def test_what_a_scenario_says_itself_comes_first(file):
    once = resting(file.scenarios["once"]).levers
    assert (once.autonomy, once.transparency) == (0.1, 0.4)


def test_nothing_is_said_of_organisations_as_drawn():
    drawn = build({**FILE, "run": {"start": "as_drawn"}})
    told = {name for name, config in drawn.scenarios.items() if config.before is not None}
    assert told == {"once"}


def test_written_and_read_again_it_is_the_same(file, tmp_path):
    again = build(tomllib.loads(config_toml(file, tmp_path)))
    assert again.base == file.base
    assert again.scenarios == file.scenarios


def test_it_is_told_twice_as_once(file):
    for config in file.scenarios.values():
        assert with_before_of(config, file.base) == config


def test_sessions_change_what_comes_before_with_the_rest():
    changed = orgsim.configure(FILE, "open", {"autonomy": 0.7})
    levers = resting(changed).levers
    assert (levers.autonomy, levers.transparency) == (0.7, 0.4)
    assert orgsim.configure(FILE, "top").before == build(FILE).scenarios["top"].before
    own = orgsim.configure(FILE, None, {"before.levers.autonomy": 0.1})
    assert (own.levers.autonomy, resting(own).levers.autonomy) == (Config().levers.autonomy, 0.1)


def test_what_is_wrong_in_it_is_told():
    with pytest.raises(UserError, match=r"before.levers.transparency: 3 is out of range"):
        build({"before": {"levers": {"transparency": 3}}})
    with pytest.raises(UserError, match=r"before.people: unknown key; allowed: levers, groups"):
        build({"before": {"people": {}}})
    with pytest.raises(
        UserError, match=r"run.start: 'rest' is not known; allowed: 'at_rest', 'as_drawn' or"
    ):
        build({"run": {"start": "rest"}})


def test_a_summary_says_how_it_came_to_rest(file):
    restless = summarise(simulate({"": file.base}), "small")
    assert restless["scenarios"][""]["rest"] == {
        "weeks_median": 26.0,
        "weeks_most": 26.0,
        "replications": 2,
        "not_at_rest": 2,
        "tolerance": 0.01,
    }
    (sentence,) = rest_sentences(restless)
    assert sentence.startswith("Not at rest in 2 of 2 replications: after 26 weeks")
    soon = orgsim.configure(file.base, None, {"rest_tolerance": 0.9, "most_rest_weeks": 200})
    (sentence,) = rest_sentences(summarise(simulate({"": soon}), "small"))
    assert sentence.startswith("Week 0 is an organisation at rest, after 156 weeks")
    drawn = summarise(simulate({"": orgsim.configure(soon, None, {"start": "as_drawn"})}), "small")
    assert drawn["scenarios"][""]["rest"] is None
    assert rest_sentences(drawn) == []
