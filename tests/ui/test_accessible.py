"""All pages by the rules of axe-core, wide and narrow, light and dark, and by keyboard alone."""

from importlib.resources import files

import pytest
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from test_all_pages_in_browser import PAGES, go

pytestmark = pytest.mark.slow

SMALL = f"preset=retail&organisation.people=40&run.weeks=12&run.replications=2&{PLAIN_QUERY}"
RULES = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
BROKEN = """
async (rules) => (await axe.run({ resultTypes: ["violations"], ...rules })).violations.map(
  (rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" … ")}`
)
"""
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def assert_accessible(page) -> None:
    """No rule is broken, wide or narrow; none that is about colours in the dark either."""
    page.evaluate(RULES)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate(BROKEN, {}) == [], f"{page.url} at {width}"
        page.emulate_media(color_scheme="dark")
        expect(page.locator("html")).to_have_attribute("data-colours", "dark")
        assert page.evaluate(BROKEN, OF_COLOURS) == [], f"{page.url} at {width}, dark"
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 720})


def test_no_page_breaks_a_rule(watched):
    page = watched.page()
    page.goto(f"{watched.address}/?{SMALL}")
    expect(page.get_by_text("2 of 2 replications").first).to_be_visible()
    page.get_by_role("button", name="Compare it").click()
    for name, said in PAGES.items():
        go(page, name)
        if name != "Compare":
            expect(page.get_by_text(said).first).to_be_visible()
        assert_accessible(page)
        assert page.locator("h1").count() == 1, name


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
