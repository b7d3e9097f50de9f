"""The Explore page: events of its map, and a visit in a browser."""

import re
from contextlib import suppress

import pytest
from page_lab import MILLISECONDS_OF_PATIENCE
from plain_runs import PLAIN_QUERY
from playwright.sync_api import TimeoutError as TimedOut
from playwright.sync_api import expect
from waiting import pressed_until, waited

from orgsim.ui.explore.explore_page import clicked

SMALL = f"organisation.people=40&run.weeks=30&{PLAIN_QUERY}"


def test_a_click_is_about_a_cell_or_nothing():
    assert clicked({"data": {"value": [3, 12, 0.2], "name": "…"}}) == (3, 12)
    assert clicked({"data": {"value": [3, 12]}}) is None
    assert clicked({"data": [3]}) is None
    assert clicked(None) is None


@pytest.mark.slow
def test_a_map_is_refined_and_a_cell_opens_as_a_scenario(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/explore?{SMALL}")
    page.get_by_text("17 × 17 points, 8 replications each").wait_for()
    page.get_by_text("What moves Message–practice gap most").wait_for()
    page.get_by_text("Best here:").wait_for()
    picture(page, "explore")
    assert_programmes_are_compared(page)
    picture(page, "programmes_alone")
    assert_a_choice_opens_by_keyboard(page)
    assert_a_cell_is_chosen_and_read_by_keyboard(page)
    picture(page, "explore_cell")
    page.get_by_role("button", name="Open this cell").press("Enter")
    page.wait_for_url("**/?*levers.leader_modelling=0.3125*")
    page.go_back()
    page.get_by_role("heading", name="Two numbers at a time").wait_for()
    assert waited(lambda: opens_a_cell(page))
    assert "levers.leader_modelling=0.3125" not in page.url
    assert "levers.time_constraint=" in page.url
    page.get_by_role("button", name="Undo", exact=True).wait_for()


def assert_programmes_are_compared(page) -> None:
    """Every programme and every lever alone, as long as they are chosen to last."""
    page.get_by_text("most: ").first.wait_for()
    expect(page.get_by_role("heading", name="Every programme alone")).to_be_visible()
    # exactly this is what a panel says once it has them all; sentences below it name the number too
    finished = page.get_by_text("20 replications", exact=True)
    expect(finished).to_have_count(2)
    page.get_by_label("How long").focus()
    page.keyboard.press("Enter")
    page.get_by_role("option", name="for 26 weeks").click()
    expect(finished).to_have_count(2)


def opens_a_cell(page) -> bool:
    """Whether a click on the map, which may just be drawn anew, opens what lies there."""
    chart = page.locator("canvas").first
    chart.wait_for()
    box = chart.bounding_box()
    if not box:
        return False
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 150)
    with suppress(TimedOut):
        page.wait_for_url("**/?*levers.leader_modelling=*", timeout=MILLISECONDS_OF_PATIENCE / 6)
        return True
    return False


def assert_a_choice_opens_by_keyboard(page) -> None:
    choice = page.get_by_role("main").get_by_role("combobox").first
    choice.focus()
    expect(choice).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(choice).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menuable__content__active")).to_have_count(0)


def assert_a_cell_is_chosen_and_read_by_keyboard(page) -> None:
    said = page.get_by_text("Message–practice gap there:")
    before = said.inner_text()
    page.locator(".v-select", has_text="Leader modelling").locator("input[readonly]").focus()
    page.keyboard.press("Enter")
    page.locator(".menuable__content__active").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).not_to_have_text(before)


@pytest.mark.slow
def test_refining_can_be_stopped(watched):
    page = watched.page()
    page.goto(f"{watched.address}/explore?organisation.people=4000&run.weeks=52&{PLAIN_QUERY}")
    expect(page.get_by_text(re.compile(r"\d+ × \d+ points"))).to_be_visible()
    for heading in ("Two numbers at a time", "Every programme alone", "Every lever alone"):
        panel = page.locator(".os-card", has=page.get_by_role("heading", name=heading))
        stop = panel.get_by_role("button", name="Stop here")
        pressed_until(stop, lambda stop=stop: stop.count() == 0)
    page.get_by_text("Best here:").wait_for()
    assert page.get_by_text("17 × 17 points").count() == 0
