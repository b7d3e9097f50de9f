"""Pages by the rules of axe-core with all sections open, and by keyboard alone."""

import pytest
from accessibility import assert_accessible
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from test_all_pages_in_browser import PAGES

pytestmark = pytest.mark.slow

SMALL = f"preset=retail&organisation.people=40&run.weeks=12&run.replications=2&{PLAIN_QUERY}"


def test_sections_break_no_rule_when_they_are_open(watched):
    page = watched.page()
    page.goto(f"{watched.address}/?{SMALL}")
    expect(page.get_by_text("2 of 2 replications").first).to_be_visible()
    closed = page.locator(".os-section-head[aria-expanded=false]")
    while closed.count():
        left = closed.count()
        closed.first.click()
        expect(closed).to_have_count(left - 1)
    assert_accessible(page)


def test_the_menu_is_passed_over_and_every_page_is_one_stop(watched):
    page = watched.page()
    page.goto(f"{watched.address}/model")
    expect(page.get_by_role("heading", name="The model")).to_be_visible()
    focused = "document.activeElement.textContent.trim()"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Skip to content"
    stops = []
    for _ in PAGES:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(focused))
    assert stops == list(PAGES)
    page.locator(".os-skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.url.endswith("/model") or "#" not in page.url


def test_a_choice_is_made_by_keyboard(watched):
    page = watched.page()
    page.goto(f"{watched.address}/explore?{SMALL}")
    choice = page.get_by_role("main").get_by_role("combobox").first
    choice.focus()
    expect(choice).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(choice).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox").first).to_be_visible()
