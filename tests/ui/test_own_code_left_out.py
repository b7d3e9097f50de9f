"""Code that a config names never runs on the pages: it is left out, or refused, and a line says so."""

import pytest
from own_code import CONFIG, own_code_folder, ran

from orgsim.config.files import read_config
from orgsim.errors import UserError
from orgsim.ui.opened_with import opened_with
from orgsim.ui.shared.computing.replication_stream import grow
from orgsim.ui.shared.scenarios.config_scenario import from_config
from orgsim.ui.shared.scenarios.own_code_left_out import left_out
from orgsim.ui.shared.scenarios.presets import CONFIG_VARIABLE, YOURS, own_config, sentence
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_tables, from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query

LEFT_OUT = (
    "Its own measures are left out (trust_spread): pages run no code that a config names; orgsim run"
    " with --allow-code does."
)


@pytest.fixture
def own(tmp_path, no_own_config):
    return own_code_folder(tmp_path / "study")


def test_the_config_that_orgsim_ui_is_given_is_opened_without_it(own, monkeypatch):
    monkeypatch.setenv(CONFIG_VARIABLE, "")
    opened_with(own / "own.toml")
    assert sentence(YOURS) == f"Your own.toml, with 2 scenarios. {LEFT_OUT}"
    assert own_config().tables["name"] == "Forty people"
    opened = Scenario(YOURS, "open")
    assert opened.config().own_measures is None
    assert "trust_spread" not in opened.to_toml()
    assert not ran(own)


def test_an_uploaded_config_is_opened_without_it(own):
    found = from_toml(CONFIG, "own.toml")
    assert [each.config().own_measures for each in found] == [None, None]
    assert "own_measures" not in found[1].to_query()
    assert left_out({"own_measures": [{"name": "trust_spread", "function": "a:b"}]}) == LEFT_OUT
    assert left_out({}) == ""


def test_a_visitor_reads_that_it_was_left_out(page, own):
    from playwright.sync_api import expect

    page.get_by_role("button", name="Open a saved scenario").click()
    field = page.get_by_role("group", name="Open a saved scenario").locator("input[type=file]")
    field.set_input_files(own / "own.toml")
    expect(page.get_by_text(LEFT_OUT)).to_be_visible()
    expect(page.get_by_role("heading", name="as now")).to_be_visible()
    assert not ran(own)


def test_a_link_that_names_code_is_refused():
    with pytest.raises(
        UserError, match="own_measures: trust_spread is code, which pages never run"
    ):
        from_query('own_measures=[{"name":"trust_spread","function":"os:getcwd"}]')
    with pytest.raises(UserError, match="own_measures"):
        from_query('own_measures.0.function="os:getcwd"&own_measures.0.name="cwd"')


def test_a_project_that_names_code_is_refused():
    tables = {"own_measures": [{"name": "cwd", "function": "os:getcwd"}]}
    with pytest.raises(UserError, match="own_measures: cwd is code, which pages never run"):
        from_tables(tables, "kept", {})


def test_a_config_read_from_a_sweep_or_a_fit_is_shown_without_it(own):
    config = read_config(own / "own.toml").scenarios["open"]
    shown = from_config(config, "point")
    assert shown.config().own_measures is None
    assert not ran(own)


def test_simulating_a_config_on_the_pages_imports_nothing(own):
    config = read_config(own / "own.toml").base
    for results in grow({"base": config}, lambda: False):
        last = results
    assert "trust_spread" not in next(iter(last.results.values())).measures
    assert not ran(own)
