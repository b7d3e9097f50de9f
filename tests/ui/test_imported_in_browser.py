"""An imported organisation in a browser: its departments are picked, and its network plays."""

import pytest
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect


@pytest.mark.slow
def test_departments_are_picked_and_the_network_says_who_is_who(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=imported&run.replications=4&{PLAIN_QUERY}")
    expect(page.get_by_text("4 of 4 replications; ")).to_be_visible()
    pick_a_department(page)
    picture(page, "departments")
    play_the_network(page, picture)


def pick_a_department(page) -> None:
    """From the list of those whom a lever is for."""
    page.locator(".v-select", has_text="For whom").first.click()
    page.get_by_role("option", name="Workshop (department)").click()
    expect(page.get_by_text("What you move now applies to: Workshop.")).to_be_visible()


def play_the_network(page, picture) -> None:
    """Week by week, with the name of who is pointed at."""
    page.get_by_role("tab", name="People week by week").click()
    page.locator('canvas.people[aria-label^="62 people"]').wait_for()
    page.locator("canvas.people").scroll_into_view_if_needed()
    page.get_by_text("week 104 of 104: mean").wait_for()
    slider = page.get_by_label("Week", exact=True)
    slider.focus()
    slider.press("Home")
    page.get_by_text("week 0 of 104: mean").wait_for()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.querySelector('.orgsim-network .week').value >= 9")
    page.get_by_role("button", name="Pause", exact=True).click()
    box = page.locator("canvas.people").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("b").get_by_text("Ingrid Solheim").wait_for()
    page.get_by_text("at the top").wait_for()
    picture(page, "network", whole=False)
    slider.focus()
    slider.press("End")
    page.get_by_text("week 104 of 104: mean").wait_for()
