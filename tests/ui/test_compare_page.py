"""The Compare page: its configs, and a visit in a browser."""

import pytest
from plain_scenarios import plain_scenario
from waiting import assert_fits

from orgsim.errors import UserError
from orgsim.ui.compare.compared_groups import by_organisation, configs_of
from orgsim.ui.shared.scenarios.compared_address import query_with
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml


def test_all_scenarios_run_as_long_and_as_often_as_the_first():
    first = Scenario("retail", "training").named("one").with_value("run.weeks", 40)
    configs = configs_of(by_organisation((first, Scenario("startup").named("two"))))
    one, two = configs.values()
    assert two.run == one.run
    assert two.run.weeks == 40


def test_a_scenario_that_is_wrong_is_told():
    wrong = Scenario(changes=(("levers.transparency", "7"),))
    with pytest.raises(UserError, match=r"^A mid-size organisation: .*levers\.transparency"):
        by_organisation((wrong,))


def test_scenarios_are_compared_with_those_of_their_organisation_alone():
    larger = Scenario("hospital", "rounds").with_value("organisation.people", 90)
    those = (
        Scenario("hospital", "nothing"),
        Scenario("startup", "founder_present"),
        Scenario("hospital", "all_three").with_value("levers.red_tape", 0.1).named("Best"),
        larger,
    )
    groups = by_organisation(those)
    assert [(group.title, group.names, group.places) for group in groups] == [
        ("A hospital", ["A hospital: nothing", "A hospital: Best"], (0, 2)),
        ("A start-up", ["A start-up: founder present"], (1,)),
        (
            "A hospital (90 people)",
            ["A hospital (90 people): rounds"],
            (3,),
        ),
    ]
    (alone,) = by_organisation(
        (Scenario("retail"), Scenario("retail", "both"), Scenario("retail", "both"))
    )
    assert alone.names == ["A retail chain", "both", "both 2"]


def test_scenarios_of_an_own_file_are_of_one_organisation():
    text = "[levers]\nred_tape = 0.4\n[scenarios.one]\n[scenarios.two.levers]\nred_tape = 0.1\n"
    (group,) = by_organisation(from_toml(text, "mine.toml"))
    assert (group.title, group.names) == ("Your file", ["one", "two"])
    smaller = from_toml("[organisation]\npeople = 50\n" + text, "mine.toml")
    assert len(by_organisation([*group.scenarios, *smaller])) == 2


@pytest.mark.slow
def test_what_to_do_first_is_said_and_scenarios_can_be_changed(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/compare")
    page.get_by_role("button", name="A retail chain: all its scenarios").click()
    page.get_by_text("Together, “both”:").wait_for()
    page.get_by_text("Do “managers on the floor” first:").wait_for()
    page.get_by_text("of the single steps it is best in 20 of 20 replications").wait_for()
    picture(page, "compare")
    assert page.get_by_role("cell", name="88,006").count() == 1

    page.get_by_role("button", name="Remove both", exact=True).click()
    page.get_by_text("Together, “both”:").wait_for(state="detached")
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Together, “both”:").wait_for()

    page.get_by_role("button", name="Duplicate training", exact=True).click()
    page.get_by_text("training 2", exact=True).first.wait_for()
    page.get_by_role("button", name="Rename training 2", exact=True).click()
    box = page.get_by_label("Name, then Enter")
    box.fill("<b>again</b>")
    box.press("Enter")
    page.get_by_role("button", name="Remove <b>again</b>", exact=True).wait_for()
    assert page.locator("b", has_text="again").count() == 0

    assert_fits(page, 820)
    picture(page, "compare_narrow")


@pytest.mark.slow
def test_organisations_are_not_ranked_against_each_other(watched, picture):
    small = {"organisation.people": 40, "run.weeks": 10, "run.replications": 3}
    hospital = plain_scenario("hospital", values=small)
    coached = hospital.with_value("interventions", [{"kind": "coaching"}]).named("Coached")
    those = (hospital, coached, plain_scenario("startup", values=small))
    page = watched.page()
    page.goto(f"{watched.address}/compare?{query_with(hospital, those)}")
    page.get_by_role("heading", name="A start-up", exact=True).wait_for()
    page.get_by_text("There is nothing to compare “A start-up” with").wait_for()
    page.get_by_role("heading", name="Differences from “A hospital” at the end").wait_for()
    page.get_by_role("columnheader", name="A hospital: Coached", exact=True).wait_for()
    assert page.get_by_role("heading", name="Differences from").count() == 1
    assert_fits(page, 820)
    picture(page, "compare_organisations")
