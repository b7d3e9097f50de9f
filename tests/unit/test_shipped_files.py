"""Configs and sweeps that come along are found by name, and files by their paths, by one rule."""

from pathlib import Path

import pytest

import orgsim
from orgsim.config.files import read_config
from orgsim.errors import UserError
from orgsim.shipped import CONFIGS, PLANS, SWEEPS, find_file, overlooked, question, shipped_files
from orgsim.sweep.sweep_file import build_sweep, read_sweep
from orgsim.ui.shared.scenarios.presets import PRESETS
from orgsim.ui.shared.scenarios.scenario import Scenario

ALL = {**shipped_files(CONFIGS), **shipped_files(PLANS), **shipped_files(SWEEPS)}


@pytest.fixture(autouse=True)
def empty(tmp_path, monkeypatch):
    """A folder that is no clone."""
    monkeypatch.chdir(tmp_path)


def test_names_are_there_and_mean_one_file():
    assert {"baseline", "hospital", "imported", "retail", "startup"} <= set(shipped_files())
    assert len(ALL) == sum(len(shipped_files(each)) for each in (CONFIGS, PLANS, SWEEPS))
    assert set(PRESETS) == set(shipped_files())


@pytest.mark.parametrize("name", shipped_files())
def test_a_config_is_read_by_its_name(name):
    assert read_config(name) == read_config(shipped_files()[name])
    assert orgsim.configure(name) == read_config(name).base


@pytest.mark.parametrize("name", shipped_files(SWEEPS))
def test_a_sweep_is_read_by_its_name_and_its_copy_too(name, tmp_path):
    copy = tmp_path / "copy.toml"
    copy.write_bytes(shipped_files(SWEEPS)[name].read_bytes())
    assert read_sweep(name).base == read_sweep(copy).base


def test_a_sweep_names_its_base_beside_it_here_or_by_name(tmp_path):
    vary = {"vary": {"levers.training": [0.1, 0.2]}}
    by_name = build_sweep({"base": "retail", **vary})
    assert by_name.base["name"] == read_config("retail").base.name
    beside = tmp_path / "there"
    beside.mkdir()
    (beside / "retail").write_text("name = 'mine'", encoding="utf-8")
    assert build_sweep({"base": "retail", **vary}, folder=beside).base["name"] == "mine"
    with pytest.raises(UserError, match=r"retial: no such file \(did you mean 'retail'\?\)"):
        build_sweep({"base": "retial", **vary})


def test_a_file_of_the_very_name_goes_first_and_an_ending_is_always_named():
    Path("baseline.toml").write_text("name = 'edited'", encoding="utf-8")
    assert read_config("baseline").base.name == "A mid-size organisation"
    assert overlooked(Path("baseline")) == Path("baseline.toml")
    assert read_config("baseline.toml").base.name == "edited"
    assert overlooked(Path("baseline.toml")) is None
    Path("baseline").write_text("name = 'mine'", encoding="utf-8")
    assert read_config("baseline").base.name == "mine"
    Path("retail").mkdir()
    assert find_file("retail") == shipped_files()["retail"]


@pytest.mark.parametrize(
    ("named", "folder", "said"),
    [
        ("configs/baseline.toml", CONFIGS, "baseline, without folder and ending, is the config"),
        ("startup.toml", CONFIGS, "startup, without folder and ending"),
        ("configs/sweeps/first.toml", SWEEPS, "first, without folder and ending, is the sweep"),
        ("basline", CONFIGS, r"did you mean 'baseline'\?"),
        ("mine.toml", CONFIGS, "mine.toml: no such file; name a file, or a config that comes"),
        ("first", CONFIGS, "allowed|comes with orgsim: baseline, clinics, hospital"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(named, folder, said):
    with pytest.raises(UserError, match=said) as told:
        find_file(named, folder)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("path", ALL.values(), ids=ALL)
def test_each_asks_a_question_in_one_line(path):
    assert "?" in question(path)
    assert len(question(path)) < 110


def test_the_page_prints_a_command_that_works_anywhere():
    command = Scenario("retail").with_value("levers.transparency", 0.8).to_command()
    changed = "--set 'levers.transparency=0.8'"
    assert command == f"orgsim run retail {changed} --set 'before.levers.transparency=0.5'"
    assert read_config(command.split()[2], ["levers.transparency=0.8"]).base.levers.transparency
