"""Does the order hold? A visit: begun on a button, told how far it is, stopped, and finished."""

import re

import pytest
from plain_scenarios import plain_scenario
from waiting import assert_fits, waited

from orgsim.ui.shared.compared_address import query_with


@pytest.mark.slow
def test_every_parameter_is_halved_and_doubled_on_request(watched, picture):
    values = {"organisation.people": 30, "run.weeks": 6, "run.replications": 2}
    plain = plain_scenario("hospital", values=values)
    those = (
        plain,
        plain.with_value("interventions", [{"kind": "training_programme"}]).named("Training"),
        plain.with_value("interventions", [{"kind": "workshops"}]).named("Workshops"),
    )
    page = watched.page()
    page.goto(f"{watched.address}/compare?{query_with(plain, those)}")
    begin = page.get_by_role("button", name="Halve and double", exact=True)
    begin.click()
    page.get_by_role("button", name="Stop", exact=True).click()
    holds = page.get_by_text(re.compile(r"The order holds for (all )?\d+ (of \d+ )?changes: "))

    def came_to_an_end() -> bool:
        if begin.is_visible() and not holds.is_visible():
            begin.click()  # for the first time, or again where it came before the page was ready for it
        return holds.is_visible()

    assert waited(came_to_an_end)
    page.get_by_text("number can have, and cannot be tried:").wait_for()
    assert_fits(page, 820)
    picture(page, "compare_order")
