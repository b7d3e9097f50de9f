"""Projects as folders: what is written is read, nobody's work is overwritten, damage is one line."""

import errno
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgsim.config.files import build, read_config
from orgsim.errors import UserError
from orgsim.io import atomic_files
from orgsim.projects.comparison_file import comparison_tables, said_left_out
from orgsim.projects.kept_project import KeptScenario, Project
from orgsim.projects.project_file import UploadEntry
from orgsim.projects.project_list import delete_project, listed_projects, rename_project
from orgsim.projects.project_place import checked_name, projects_root
from orgsim.projects.project_reading import read_project
from orgsim.projects.project_saving import Saved, save_project

CHART = b"id,superior\n1,\n2,1\n3,1\n"


def scenario(title: str = "As it is", **levers: float) -> KeptScenario:
    run = {"weeks": 6, "replications": 2, "seed": 3}
    return KeptScenario(title, {"name": title, "run": run, "levers": levers}, f"name={title}")


def with_chart(tmp_path: Path) -> Project:
    (tmp_path / "staff.csv").write_bytes(CHART)
    tables = {"run": {"weeks": 6}, "organisation": {"chart": "uploads/chart-1.csv"}}
    described = UploadEntry(file="chart-1.csv", kind="chart", name="staff.csv", chosen={"a": "id"})
    kept = KeptScenario("Ours", tables)
    return Project(
        kept, (kept,), "Notes", {"chart-1.csv": tmp_path / "staff.csv"}, (described,), {"k": "v"}
    )


def test_what_is_saved_is_read(tmp_path):
    project = with_chart(tmp_path)
    saved = save_project("First try", project)
    folder = projects_root() / "First try"
    found, file = read_project(folder)
    assert (found.scenario, found.compared) == (project.scenario, project.compared)
    assert (found.notes, found.described, dict(found.handled)) == (
        "Notes",
        project.described,
        {"k": "v"},
    )
    assert found.uploads["chart-1.csv"].read_bytes() == CHART
    assert saved == Saved("First try", file.generation)
    for name in ("scenario.toml", "scenarios/01.toml"):  # both read by the command line
        assert read_config(folder / name).base.organisation.chart.resolve() == (
            folder / "uploads/chart-1.csv"
        )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(st.text("abc =é\"'\\", min_size=1, max_size=8), unique=True, max_size=5),
    value=st.floats(0, 1, allow_subnormal=False),
    notes=st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=50),
)
def test_any_project_is_read_as_it_was_saved(titles, value, notes):
    compared = tuple(scenario(title, transparency=value) for title in titles)
    project = Project(scenario(transparency=value), compared, notes)
    for listed in listed_projects():
        delete_project(listed.name)
    save_project("Any", project)
    found, _ = read_project(projects_root() / "Any")
    assert (found.scenario, found.compared, found.notes) == (project.scenario, compared, notes)


def test_who_saves_from_an_older_state_is_told(tmp_path):
    first = save_project("Shared", Project(scenario()))
    second = save_project("Shared", Project(scenario(transparency=0.9)), first)
    with pytest.raises(UserError, match="'Shared' was saved elsewhere meanwhile"):
        save_project("Shared", Project(scenario()), first)
    assert save_project("Shared", Project(scenario()), second).generation == 3
    with pytest.raises(UserError, match="'Shared' already exists; choose another name"):
        save_project("Shared", Project(scenario()))


def test_what_belonged_to_an_earlier_state_goes_and_what_somebody_put_there_stays(tmp_path):
    before = save_project("Work", with_chart(tmp_path))
    folder = projects_root() / "Work"
    (folder / "mine.txt").write_text("mine")
    save_project("Work", Project(scenario()), before)
    left = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    assert left == ["mine.txt", "notes.md", "project.toml", "scenario.toml"]


def full_from(number: int, patch: pytest.MonkeyPatch) -> None:
    """Let the disk be full when so many files have been written."""
    written, sync = [], atomic_files.sync

    def sync_or_not(path: Path) -> None:
        if path.is_file():
            if len(written) == number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            written.append(path)
        sync(path)

    patch.setattr(atomic_files, "sync", sync_or_not)


def compared(*titles: str) -> tuple[KeptScenario, ...]:
    return tuple(scenario(title) for title in titles)


@pytest.mark.parametrize("number", range(6))
def test_what_cannot_be_saved_leaves_the_project_as_it_was(monkeypatch, number):
    """Scenarios in another order were found under each other's titles."""
    saved = save_project("Mine", Project(scenario("A"), compared("B", "C"), "Notes"))
    folder = projects_root() / "Mine"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with monkeypatch.context() as patch:
        full_from(number, patch)
        with pytest.raises(UserError, match="cannot be saved: No space left"):
            save_project("Mine", Project(scenario("A2"), compared("C", "B"), "More"), saved)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("number", range(5))
def test_what_cannot_be_saved_for_the_first_time_leaves_its_name_free(
    tmp_path, monkeypatch, number
):
    with monkeypatch.context() as patch:
        full_from(number, patch)
        with pytest.raises(UserError, match="No space left"):
            save_project("Ours", with_chart(tmp_path))
    assert not (projects_root() / "Ours").exists()
    assert save_project("Ours", with_chart(tmp_path)).generation == 1


def test_projects_are_listed_renamed_and_deleted():
    assert listed_projects() == []
    save_project("One", Project(scenario(), (scenario("A"), scenario("B"))))
    assert [(each.name, each.scenarios, each.problem) for each in listed_projects()] == [
        ("One", 3, "")
    ]
    assert rename_project("One", " Two  words ") == "Two words"
    (projects_root() / "Two words/project.toml").write_text("format = 2")
    assert "Two words: project.toml is damaged: format" in listed_projects()[0].problem
    delete_project("Two words")
    assert listed_projects() == []


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a\\b", ".hidden", "con", "LPT1.txt", "dot.", "x" * 61, "a\0b", "-a"],
)
def test_names_that_are_no_folder_everywhere_are_refused(name):
    with pytest.raises(UserError, match="a project cannot be called"):
        checked_name(name)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("project.toml", "x", "project.toml is damaged"),
        ("project.toml", "format = 1", "damaged: name: is missing"),
        ("scenario.toml", "[", "scenario.toml is damaged"),
        ("scenario.toml", '[organisation]\nchart = "/etc/passwd"', "lies outside of uploads/"),
        ("scenario.toml", '[organisation]\nties = "uploads/../../x"', "lies outside of uploads/"),
        ("scenario.toml", '[organisation]\nchart = "uploads/gone.csv"', "no file uploads/gone.csv"),
    ],
)
def test_damage_is_told_in_one_line(name, text, said):
    save_project("Broken", Project(scenario()))
    (projects_root() / "Broken" / name).write_text(text)
    with pytest.raises(UserError, match=said) as told:
        read_project(projects_root() / "Broken")
    assert "\n" not in str(told.value)


def test_a_link_in_the_place_of_a_file_is_refused(tmp_path):
    save_project("Linked", with_chart(tmp_path))
    chart = projects_root() / "Linked/uploads/chart-1.csv"
    chart.unlink()
    chart.symlink_to("/etc/hostname")
    with pytest.raises(UserError, match="there is no file uploads/chart-1"):
        read_project(projects_root() / "Linked")


def test_scenarios_compared_are_one_config_that_says_the_same():
    programme = {"kind": "presence", "start": 2}
    kept = {
        "As it is": {"run": {"weeks": 6}, "levers": {"transparency": 0.4}},
        "Open": {
            "run": {"weeks": 6},
            "levers": {"transparency": 0.9},
            "before": {"levers": {"transparency": 0.4}},
        },
        "Present": {"levers": {"transparency": 0.4}, "interventions": [programme]},
    }
    file = build(comparison_tables("all", kept))
    assert tuple(file.scenarios) == tuple(kept)
    for title, tables in kept.items():
        alone = build({**tables, "run": {"weeks": 6}}).base
        found = file.scenarios[title]
        assert found.levers == alone.levers
        assert found.interventions == alone.interventions
    assert file.scenarios["As it is"].before is None
    assert file.scenarios["Open"].before.levers.transparency == 0.4


def test_scenarios_that_begin_differently_are_no_one_config():
    kept = {"A": {"run": {"start": "as_drawn"}}, "B": {"run": {"start": "at_rest"}}}
    with pytest.raises(UserError, match=r"'B' has another run\.start than the first"):
        comparison_tables("all", kept)
    save_project("Apart", Project(scenario(), tuple(KeptScenario(k, v) for k, v in kept.items())))
    folder = projects_root() / "Apart"
    assert not (folder / "comparison.toml").exists()
    assert tomllib.loads((folder / "scenarios/01.toml").read_text()) == kept["A"]


def test_what_begins_otherwise_is_left_out_of_the_one_config_and_named():
    rest, drawn = {"run": {"start": "at_rest"}}, {"run": {"start": "as_drawn"}}
    kept = {"A": rest, "B": drawn, "C": {**rest, "levers": {"transparency": 0.9}}}
    save_project("Two of three", Project(scenario(), tuple(map(KeptScenario, kept, kept.values()))))
    path = projects_root() / "Two of three" / "comparison.toml"
    assert tuple(tomllib.loads(path.read_text())["scenarios"]) == ("A", "C")
    assert said_left_out(path).startswith("Left out, as one config begins in one way only")
    assert said_left_out(path).endswith("'B' (scenarios/02.toml)")
    save_project(
        "All", Project(scenario(), (KeptScenario("A", rest), KeptScenario("C", kept["C"])))
    )
    assert said_left_out(projects_root() / "All" / "comparison.toml") == ""
