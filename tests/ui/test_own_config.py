"""A config of one's own, and a fitted organisation, as a preset: opened, addressed, refused, moved."""

import os
from urllib.parse import urlencode

import pytest
from fitted_lab import CHART, MIDDLE, fitted_folder
from plain_runs import PLAIN_TOML

from orgsim.cli.main import MISTAKE, main
from orgsim.config.files import read_config
from orgsim.errors import UserError
from orgsim.parameter_sets import sets_in_use, with_set
from orgsim.sweep.sweep_file import read_sweep
from orgsim.ui.compare.compared_groups import by_organisation, configs_of
from orgsim.ui.opened_with import OpenedWith, opened_with
from orgsim.ui.organisation.uploaded_files import Folder, keep, with_files
from orgsim.ui.scenario.lever_settings import (
    EVERYBODY,
    groups_of,
    setting,
    with_lever,
    without_lever,
)
from orgsim.ui.shared.computing.replication_stream import grow
from orgsim.ui.shared.exports.downloads import sweep_toml
from orgsim.ui.shared.scenarios import presets
from orgsim.ui.shared.scenarios.presets import (
    CONFIG_VARIABLE,
    YOURS,
    refuse_changed_files,
    variants,
)
from orgsim.ui.shared.scenarios.scenario import Scenario, first_scenario, forget_configs
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query
from orgsim.ui.sweep.sweep_points import from_config

pytestmark = pytest.mark.usefixtures("no_own_config")

OWN = f"""
name = "Two shops"
[organisation]
people = 20
[run]
{PLAIN_TOML}
[scenarios.open]
levers = {{ transparency = 0.9 }}
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "shops.toml"
    path.write_text(OWN)
    opened_with(path)
    return path


@pytest.fixture(params=[False, True], ids=["drawn", "chart"])
def fitted(request, tmp_path):
    folder = fitted_folder(tmp_path / "ward_north", request.param)
    assert opened_with(folder) == OpenedWith(None, "/?preset=yours")
    return folder


@pytest.fixture
def upload():
    folder = Folder()
    yield lambda text: {"chart": keep("chart", "other.csv", text.encode(), folder)}
    folder.clear()


# opened


def test_a_config_is_a_preset_named_by_its_name(own):
    assert next(iter(presets.presets().items())) == (YOURS, "Two shops")
    assert "shops.toml, with 1 scenario" in presets.sentence(YOURS)
    assert first_scenario() == from_query("preset=yours") == Scenario(YOURS)
    assert variants(YOURS) == ("open",)
    assert Scenario(YOURS, "open").config().levers.transparency == 0.9
    assert Scenario(YOURS, "open").title == "Two shops: open"
    assert Scenario(YOURS).to_command() == "orgsim run scenario.toml"


def test_a_config_without_a_name_is_called_like_its_file_and_a_fit_like_its_folder(tmp_path):
    (tmp_path / "two_shops.toml").write_text(OWN.replace('name = "Two shops"', ""))
    opened_with(tmp_path / "two_shops.toml")
    assert Scenario(YOURS).title == "Two shops"
    folder = fitted_folder(tmp_path / "ward_south")
    text = (folder / "fitted.toml").read_text().replace('name = "Ward North"', "")
    (folder / "fitted.toml").write_text(text)
    opened_with(folder)
    assert Scenario(YOURS).title == "Ward south"


def test_a_shipped_config_is_opened_by_its_name(tmp_path, monkeypatch):
    assert opened_with(None) == OpenedWith()
    assert str(opened_with(presets.Path("retail")).path) == "/?preset=retail"
    assert presets.own_config() is None
    monkeypatch.chdir(tmp_path)
    (tmp_path / "retail").write_text(OWN)
    assert opened_with(presets.Path("retail")).path == "/?preset=yours", "a file of that name first"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere.toml", "nowhere.toml: no such file; name a file, or a config that comes"),
        ("empty", "empty: holds neither a sweep nor fitted.toml"),
        ("broken.toml", "broken.toml: not valid TOML"),
        ("wrong.toml", "levers.charm: unknown key"),
        ("long.toml", "run.weeks = 2,000 is more than the 1,040 that a page takes"),
        ("often.toml", "run.replications = 1,000 is more than the 200"),
        ("alone.toml", "organisation.ensemble: there is no file"),
        ("damaged.toml", "is no Parquet file of parameter sets"),
        ("chart.toml", "chart.csv"),
    ],
)
def test_what_is_no_config_is_told_in_a_line(given, said, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "chart.csv").write_text("id,superior\na,b\nb,a\n")
    (tmp_path / "text.parquet").write_text("no Parquet")
    for name, text in {
        "broken": "name = ",
        "wrong": "[levers]\ncharm = 1",
        "long": "[run]\nweeks = 2000",
        "often": "[scenarios.x]\n[run]\nreplications = 1000",
        "alone": 'run = { start = "fitted" }\norganisation = { ensemble = "gone.parquet" }',
        "damaged": 'organisation = { ensemble = "text.parquet" }',
        "chart": 'organisation = { chart = "chart.csv" }',
    }.items():
        (tmp_path / f"{name}.toml").write_text(text)
    assert main(["ui", given, "--no-browser"]) == MISTAKE
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert CONFIG_VARIABLE not in os.environ


# addresses


def test_an_address_holds_what_was_changed_of_it(own):
    moved = Scenario(YOURS, "open").with_value("levers.feedback", 0.7).named("ours")
    assert from_query(moved.to_query()) == moved
    assert str(own) not in moved.to_query()


def test_an_address_for_another_config_is_told():
    with pytest.raises(UserError, match=r"start it with: orgsim ui CONFIG.toml"):
        from_query("preset=yours")


@pytest.mark.parametrize(
    "said",
    [
        {"organisation.ensemble": '"/etc/passwd"'},
        {"organisation": '{"ensemble": "/etc/passwd"}'},
        {"organisation": "1"},
        {"organisation": '{"people": 40}'},
        {"variant": "../../etc/passwd"},
        {"run.start": '"at_home"'},
    ],
    ids=str,
)
def test_an_address_changes_no_file_of_a_fit(fitted, said):
    with pytest.raises(UserError):
        from_query(urlencode({"preset": "yours", **said}))


@pytest.mark.parametrize(
    "said",
    [{"run.seed": "4"}, {"organisation.people": "31"}, {"organisation.ties_per_person": "3"}],
)
def test_others_do_not_get_the_states_of_those_who_answered(tmp_path, said):
    opened_with(fitted_folder(tmp_path / "drawn"))
    with pytest.raises(UserError, match="seed would draw other people"):
        from_query(urlencode({"preset": "yours", **said}))
    opened_with(fitted_folder(tmp_path / "chart", chart=True))
    forget_configs()
    assert from_query(urlencode({"preset": "yours", "run.seed": "4"})).config().run.seed == 4


# sliders and members


def test_a_slider_that_is_left_alone_moves_no_member(fitted):
    shown = Scenario(YOURS)
    config = shown.config()
    for who in (EVERYBODY, *(str(group["who"]) for group in groups_of(shown))):
        for name in ("transparency", "leader_modelling", "red_tape", "workload"):
            one = setting(config, config, name, who)
            if one.own:
                assert with_lever(shown, name, round(one.value, 4), who) == shown
    members = [with_set(config, number) for number in range(len(sets_in_use(config).sets))]
    assert len({member.levers.transparency for member in members}) == len(members)
    assert len({member.groups[1].levers.red_tape for member in members}) == len(members)


def test_a_lever_that_is_moved_is_the_same_in_all_members(fitted):
    unit = str(groups_of(Scenario(YOURS))[1]["who"])
    moved = with_lever(Scenario(YOURS), "transparency", 0.7)
    moved = with_lever(moved, "red_tape", 0.1, unit)
    members = [with_set(moved.config(), number) for number in range(3)]
    assert {member.levers.transparency for member in members} == {0.7}
    assert {member.groups[1].levers.red_tape for member in members} == {0.1}
    assert len({member.levers.leader_modelling for member in members}) == 3
    back = with_lever(
        with_lever(moved, "transparency", MIDDLE["levers.transparency"]),
        *("red_tape", MIDDLE["groups.1.levers.red_tape"], unit),
    )
    assert back == Scenario(YOURS)


def test_groups_of_a_fit_keep_their_places(fitted):
    added = with_lever(Scenario(YOURS), "coaching", 0.4, "top")
    assert (
        with_set(added.config(), 0).groups[1].levers.red_tape != MIDDLE["groups.1.levers.red_tape"]
    )
    assert without_lever(added, "coaching", "top") == Scenario(YOURS)
    config = added.config()
    assert setting(config, config, "red_tape").others == 1
    assert setting(config, config, "red_tape", "top").others == 0


# files


def test_the_saved_scenario_is_the_one_of_the_page(fitted):
    moved = Scenario(YOURS, "Open doors").with_value("levers.feedback", 0.7)
    assert '"ensemble.parquet"' in moved.to_toml()
    assert str(fitted) not in moved.to_toml()
    (fitted / "saved.toml").write_text(moved.to_toml())
    assert read_config(fitted / "saved.toml").base == moved.config()
    with pytest.raises(UserError, match="start orgsim ui with this one"):
        from_toml(moved.to_toml(), "saved.toml")


def test_a_sweep_over_what_was_moved_can_be_begun(fitted):
    moved = Scenario(YOURS).with_value("levers.transparency", 0.8)
    (fitted / "sweep.toml").write_text(sweep_toml(moved))
    sweep = read_sweep(fitted / "sweep.toml")
    levels = set(sweep.design.columns["levers.transparency"])
    assert 0.8 in levels
    assert MIDDLE["levers.transparency"] not in levels, "each member has its own there"
    assert sweep.recipe.config(sweep.design.values(0)).run.seed == moved.config().run.seed


def test_another_chart_leaves_nothing_of_the_fit(fitted, upload):
    plain = Scenario(YOURS, "open_doors").with_value("levers.feedback", 0.7)
    new = with_files(plain, upload("id,superior\na,\nb,a\nc,a\n"))
    config, default = new.config(), Scenario().config()
    assert config.organisation.ensemble is None
    assert config.run.start == default.run.start == "at_rest"
    assert config.run.weeks == 8
    assert [group.who for group in config.groups] == ["leaders"]
    assert config.parameters.trust_gain == default.parameters.trust_gain
    assert config.people.resistance == default.people.resistance
    assert config.levers.leader_modelling == type(config.levers)().leader_modelling
    assert (config.levers.transparency, config.levers.feedback) == (0.9, 0.7)
    assert config.before is not None, "the variant's lever changes from week 1 on"
    assert config.before.levers.transparency == type(config.levers)().transparency
    assert new.with_files({}).config() == plain.named(new.name).config()


def test_another_chart_leaves_nothing_of_the_fit_of_a_sweep_s_point(fitted, upload):
    point = from_config(Scenario(YOURS).config(), "a point")
    assert point.config().organisation.ensemble == fitted / "ensemble.parquet"
    config = with_files(point, upload(CHART)).config()
    assert (config.organisation.ensemble, config.run.start) == (None, "at_rest")
    assert [group.who for group in config.groups] == ["leaders"]
    assert config.parameters.trust_gain == Scenario().config().parameters.trust_gain


def test_what_was_fitted_anew_is_read_by_a_new_start_only(fitted):
    config = Scenario(YOURS).config()
    refuse_changed_files([config])
    os.utime(fitted / "ensemble.parquet", ns=(1, 1))
    refuse_changed_files([Scenario("retail").config()])
    with pytest.raises(UserError, match=r"ensemble.parquet was changed since"):
        next(grow({"": config}, lambda: False))
    (fitted / "ensemble.parquet").unlink()
    with pytest.raises(UserError, match="start it again"):
        refuse_changed_files([config])


# beside others


def test_in_a_comparison_each_begins_as_it_does_alone_and_those_who_answered_stay(fitted):
    others = (Scenario("retail").with_value("run.weeks", 9), Scenario(YOURS))
    retail, ward = configs_of(by_organisation(others)).values()
    assert (retail.run.start, ward.run.start) == ("at_rest", "fitted")
    assert (retail.run.redraw_organisation, ward.run.redraw_organisation) == (True, False)
    assert retail.run.weeks == ward.run.weeks == 9
    alone = Scenario(YOURS).config()
    drawn = alone.organisation.chart is None
    first = others[0].config() if not drawn else alone
    assert retail.run.seed == ward.run.seed == first.run.seed


def test_every_preset_has_a_sentence():
    assert all(presets.sentence(name) for name in presets.PRESETS)
