"""The keyboard stays where one is: what was removed or closed gives it on to what is next."""

import re

import pytest
from plain_scenarios import plain_scenario
from playwright.sync_api import expect

from orgsim.ui.shared.scenarios.compared_address import query_with

pytestmark = pytest.mark.slow

SMALL = {"organisation.people": 30, "run.weeks": 12, "run.replications": 2}


def press(page, name: str) -> None:
    """Press the button of that name by the keyboard."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


def assert_at(page, name: str) -> None:
    """The keyboard is at the button of that name."""
    expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()


def test_after_a_scenario_is_removed_the_next_one_can_be(watched):
    plain = plain_scenario(values=SMALL)
    those = [
        plain.with_value("levers.transparency", 0.4 + 0.1 * number).named(name)
        for number, name in enumerate(("One", "Two", "Three"))
    ]
    page = watched.page()
    page.goto(f"{watched.address}/compare?{query_with(plain, those)}")
    page.get_by_text("2 of 2 replications").first.wait_for()
    press(page, "Remove Two")
    assert_at(page, "Remove Three")
    press(page, "Remove Three")
    assert_at(page, "Remove One")
    press(page, "Rename One")
    page.get_by_label("Name, then Enter").fill("First")
    page.get_by_label("Name, then Enter").press("Enter")
    assert_at(page, "Rename First")
    press(page, "Remove First")
    expect(page.get_by_role("heading", name="Compare what could be done")).to_be_visible()
    expect(page.locator("main button:focus")).to_have_count(1)


def test_a_menu_that_is_closed_gives_the_keyboard_to_what_opened_it(page):
    press(page, "Add an event")
    press(page, "Close the menu")
    assert_at(page, "Add an event")


def test_after_a_programme_is_removed_the_next_bar_has_the_keyboard(page):
    for kind in ("Presence", "Coaching"):
        press(page, "Add a programme")
        press(page, f"Add {kind}")
        expect(page.get_by_role("button", name="Close the menu")).to_have_count(0)
    bars = page.locator(".os-strip-bar")
    expect(bars).to_have_count(2)
    press(page, "Remove")
    expect(bars).to_have_count(1)
    expect(bars).to_be_focused()
    bars.press("Enter")
    press(page, "Remove")
    expect(bars).to_have_count(0)
    assert_at(page, "Add a programme")


def test_after_a_theme_is_removed_the_next_one_can_be(page):
    page.get_by_role("button", name=re.compile("What it stands for")).press("Enter")
    press(page, "Remove customers")
    assert_at(page, "Remove quality")
