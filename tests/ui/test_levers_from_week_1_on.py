"""A lever that is moved on a page moves in week 1; links, files and commands carry what was before."""

import copy
import shlex
import tomllib

import pytest
from plain_scenarios import plain_scenario

from orgsim.config.before import resting
from orgsim.config.files import build, lay_over
from orgsim.ui.scenario.lever_settings import with_lever
from orgsim.ui.shared.scenarios.presets import preset_tables
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query
from orgsim.ui.sweep.sweep_points import from_config

AT_REST = Scenario("retail")
FILE = """
levers = { transparency = 0.31 }
groups = [{ who = "leaders", levers = { autonomy = 0.8 } }]
run = { start = "at_rest" }
[scenarios.calm]
[scenarios.open]
levers = { transparency = 0.9 }
"""


def before(config):
    return resting(config).model_dump(include={"levers", "groups"})


@pytest.fixture(scope="module", params=["everybody", "leaders"])
def moved(request):
    return with_lever(AT_REST, "transparency", 0.93, request.param)


def test_before_a_lever_moved_the_preset_held(moved):
    assert before(moved.config()) == before(AT_REST.config())
    assert moved.config().before is not None
    assert plain_scenario("retail").with_value("levers.transparency", 0.93).config().before is None


def test_links_and_files_carry_it(moved):
    assert from_query(moved.to_query()).config() == moved.config()
    assert before(build(tomllib.loads(moved.to_toml())).base) == before(AT_REST.config())
    assert build(tomllib.loads(moved.to_toml())).base.levers == moved.config().levers
    assert before(from_config(moved.config(), "point").config()) == before(AT_REST.config())


def test_the_command_carries_it():
    moved = AT_REST.with_value("levers.transparency", 0.93)
    program, command, preset, *settings = shlex.split(moved.to_command())
    assert (program, command, preset) == ("orgsim", "run", "retail")
    tables = copy.deepcopy(preset_tables(preset))
    for setting in settings:
        if setting != "--set":
            lay_over(tables, setting)
    assert before(build(tables).base) == before(AT_REST.config())


def test_an_uploaded_file_is_what_was_before():
    base = build(tomllib.loads(FILE)).base
    for scenario in from_toml(FILE, "mine.toml"):
        changed = with_lever(with_lever(scenario, "transparency", 0.66), "autonomy", 0.1, "leaders")
        for each in (scenario, changed, from_query(changed.to_query())):
            assert before(each.config()) == before(base)
        assert changed.config().levers.transparency == 0.66
