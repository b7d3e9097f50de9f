"""The Explore page: events of its map, and a visit in a browser."""

import pytest

from orgsim.ui.pages.explore import clicked


def test_a_click_is_about_a_cell_or_nothing():
    assert clicked({"data": {"value": [3, 12, 0.2], "name": "…"}}) == (3, 12)
    assert clicked({"data": {"value": [3, 12]}}) is None
    assert clicked({"data": [3]}) is None
    assert clicked(None) is None


@pytest.mark.slow
def test_a_map_is_refined_and_a_cell_opens_as_a_scenario(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/explore")
    page.get_by_text("17 × 17 points, 8 replications each").wait_for()
    page.get_by_text("What moves Message–practice gap most").wait_for()
    page.get_by_text("Best here:").wait_for()
    page.wait_for_timeout(800)
    picture(page, "explore")
    chart = page.locator("canvas").first.bounding_box()
    page.mouse.click(chart["x"] + 0.7 * chart["width"], chart["y"] + 150)
    page.wait_for_url("**/?*levers.leader_modelling=*")
    assert "levers.time_constraint=" in page.url
    page.get_by_role("button", name="Undo", exact=True).wait_for()


@pytest.mark.slow
def test_refining_can_be_stopped(watched):
    page = watched.page()
    page.goto(f"{watched.address}/explore?preset=baseline&organisation.people=8000")
    page.get_by_text("5 × 5 points").wait_for()
    stop = page.get_by_role("button", name="Stop here").first
    if stop.count():
        stop.click()
    page.get_by_text("Best here:").wait_for()
