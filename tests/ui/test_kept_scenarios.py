"""Scenarios of the page as projects keep them, and what is opened again."""

from dataclasses import replace

import pytest
from plain_scenarios import plain_scenario

from orgsim.errors import UserError
from orgsim.projects.project_list import listed_projects
from orgsim.projects.project_place import VARIABLE, projects_root
from orgsim.ui.compare.not_in_address import not_in_address
from orgsim.ui.organisation import fit_state
from orgsim.ui.organisation.uploaded_files import keep, with_column, with_files
from orgsim.ui.projects import project_state
from orgsim.ui.projects.kept_scenarios import kept, scenario_of
from orgsim.ui.projects.projects_page import name_of
from orgsim.ui.server import PROJECTS_OFFERED
from orgsim.ui.shared import session
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml

CHART = b"person;boss;unit\n1;;Board\n2;1;Sales\n3;1;Sales\n"


@pytest.fixture(autouse=True)
def _on_this_machine(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "projects"))
    monkeypatch.setenv(PROJECTS_OFFERED, "1")
    forget()
    yield
    session.uploads.peek().clear()
    forget()


def forget() -> None:
    """As for a visitor who has just come."""
    session.arrive(Scenario(), ())
    session.uploaded.value, session.handled.value = (), {}
    fit_state.kept.value, fit_state.scale.value = None, ""
    project_state.opened.value, project_state.notes.value = None, ""


@pytest.mark.parametrize(
    "scenario",
    [
        plain_scenario(values={"levers.transparency": 0.9}),
        plain_scenario("retail", "both").named("Both at once"),
        plain_scenario("imported"),
        from_toml("[levers]\ntransparency = 0.9\n[run]\nweeks = 5\n", "file")[0],
    ],
    ids=lambda scenario: scenario.title,
)
def test_a_scenario_is_opened_as_the_same(scenario):
    found, files = kept(scenario)
    assert scenario_of(found, files) == scenario


def test_a_config_changed_by_hand_is_opened_as_it_stands():
    found, files = kept(plain_scenario(values={"levers.transparency": 0.9}))
    tables = {**found.tables, "levers": {**found.tables["levers"], "transparency": 0.2}}
    opened = scenario_of(replace(found, tables=tables), files)
    assert (opened.preset, opened.value("levers.transparency")) == (OWN, 0.2)
    with pytest.raises(UserError, match=r"levers\.transparency"):
        scenario_of(replace(found, tables={"levers": {"transparency": 7}}), files)


def test_a_project_brings_scenario_comparison_uploads_and_notes_back():
    chart = keep("chart", "staff.csv", CHART, session.uploads.peek())
    chart = with_column(with_column(chart, "identifier", "person"), "superior", "boss")
    session.uploaded.value = (chart,)
    ours = with_files(plain_scenario(), {"chart": chart})
    assert session.begin(ours)
    assert compared_changes.add(ours.with_value("levers.transparency", 0.9).named("Open"))
    assert compared_changes.add(plain_scenario("retail"))
    project_state.notes.value = "For the board"
    assert project_state.unsaved()
    project_state.save("Ours")
    assert not project_state.unsaved()
    configs = [each.config().resolved() for each in (ours, *session.compared.peek())]
    forget()
    assert not project_state.unsaved()
    project_state.open_project("Ours")
    assert not project_state.unsaved()
    assert project_state.notes.peek() == "For the board"
    (again,) = session.uploaded.peek()
    assert (again.name, again.chosen, again.path.read_bytes()) == ("staff.csv", chart.chosen, CHART)
    assert again.path != chart.path
    assert projects_root() not in again.path.parents
    shown = [
        each.config().resolved() for each in (session.scenario.peek(), *session.compared.peek())
    ]
    for config in (*configs, *shown):
        config["organisation"].pop("chart", None)  # where the file lies
    assert shown == configs
    session.change(session.scenario.peek().with_value("levers.transparency", 0.77))
    assert project_state.unsaved()
    session.undo()
    assert not project_state.unsaved()


def test_an_address_without_its_files_finds_its_project():
    chart = keep("chart", "staff.csv", CHART, session.uploads.peek())
    chart = with_column(with_column(chart, "identifier", "person"), "superior", "boss")
    assert session.begin(with_files(plain_scenario(), {"chart": chart}))
    project_state.save("Ours")
    (listed,) = listed_projects()
    assert "files=chart" in listed.address


def test_what_becomes_of_compared_uploads_on_loading_again_is_said_as_it_is(monkeypatch):
    chart = keep("chart", "staff.csv", CHART, session.uploads.peek())
    chart = with_column(with_column(chart, "identifier", "person"), "superior", "boss")
    ours = with_files(plain_scenario(), {"chart": chart})
    session.uploaded.value = (chart,)
    assert session.begin(ours)
    assert not_in_address({}) == []
    assert compared_changes.add(ours.named("One"))
    (said,) = not_in_address({0: "1st"})
    assert said.startswith("No address holds uploaded files, so these are gone when")
    assert "“1st”. Save them in a project" in said
    project_state.save("Ours")
    (said,) = not_in_address({})
    assert "but the project “Ours” keeps these, and they come back when" in said
    assert compared_changes.add(ours.named("Two"))
    lost, kept_there = not_in_address({})
    assert "“Two”. Save" in lost
    assert kept_there == said
    session.undo()
    assert session.begin(plain_scenario("retail"))
    (said,) = not_in_address({})
    assert said.endswith("“One”. They stay in the project “Ours”: open it again on Projects.")
    project_state.opened.value = None
    monkeypatch.delenv(PROJECTS_OFFERED)
    (said,) = not_in_address({})
    assert said.endswith("“One”. Save them as Scenario (TOML) or in a report.")


def test_work_without_a_name_or_under_a_taken_one_is_not_saved():
    with pytest.raises(UserError, match="has no name yet"):
        project_state.save()
    project_state.save("One")
    project_state.save()
    project_state.save("Two")
    with pytest.raises(UserError, match="'One' already"):
        project_state.save("One")


def test_renaming_and_deleting_the_open_project_is_followed():
    project_state.save("One")
    project_state.rename("One", "Two")
    assert project_state.opened.peek().name == "Two"
    project_state.save()
    project_state.delete("Two")
    assert project_state.opened.peek() is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Ours.zip", "Ours"),
        ("a/b\\c (2).zip", "c (2)"),
        ("../..zip", "Opened project"),
        ("ä.b", "ä b"),
    ],
)
def test_a_zip_file_gives_a_name_that_a_folder_can_have(file, name):
    assert name_of(file) == name
