"""The Compare page: its configs, and a visit in a browser."""

import pytest
from waiting import assert_fits

from orgsim.ui.compare.compare_page import configs_of
from orgsim.ui.shared.scenario import Scenario


def test_all_scenarios_run_as_long_and_as_often_as_the_first():
    first = Scenario("retail", "training").named("one").with_value("run.weeks", 40)
    configs, problem = configs_of((first, Scenario("startup").named("two")))
    assert problem is None
    assert configs["two"].run == configs["one"].run
    assert configs["two"].run.weeks == 40


def test_a_scenario_that_is_wrong_is_told():
    wrong = Scenario(changes=(("levers.transparency", "7"),))
    configs, problem = configs_of((wrong,))
    assert configs == {}
    assert "levers.transparency" in problem


@pytest.mark.slow
def test_what_to_do_first_is_said_and_scenarios_can_be_changed(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/compare")
    page.get_by_role("button", name="A retail chain: all its scenarios").click()
    page.get_by_text("Do “both” first:").wait_for()
    page.get_by_text("best in 20 of 20 replications").wait_for()
    picture(page, "compare")
    assert page.get_by_role("cell", name="88,006").count() == 1

    page.get_by_role("button", name="Remove both", exact=True).click()
    page.get_by_text("Do “managers on the floor” first:").wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Do “both” first:").wait_for()

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
