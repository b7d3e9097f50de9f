"""Does the order hold? A visit: begun on a button, told how far it is, stopped, and finished."""

import re

import pytest
from plain_scenarios import plain_scenario
from waiting import assert_fits, pressed_until

from orgsim.ui.shared.scenarios.compared_address import query_with

STOPPED_AT_ONCE = """
() => {
  window.stopped = false;
  const drawn = new MutationObserver(() => {
    const stop = [...document.querySelectorAll("button")].find(
      (each) => each.textContent.trim() === "Stop" && each.getClientRects().length);
    if (!stop) return;
    drawn.disconnect();
    stop.click();
    window.stopped = true;
  });
  drawn.observe(document.body, { subtree: true, childList: true, characterData: true });
}
"""
"""Stops the work as soon as that is offered: what is small may be done before a test sees the button."""


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
    begin.wait_for()
    page.evaluate(STOPPED_AT_ONCE)
    pressed_until(begin, lambda: page.evaluate("window.stopped"))
    begin.wait_for()
    holds = page.get_by_text(re.compile(r"The order holds for (all )?\d+ (of \d+ )?changes: "))
    pressed_until(begin, holds.is_visible)
    page.get_by_text("number can have, and cannot be tried:").wait_for()
    assert_fits(page, 820)
    picture(page, "compare_order")
