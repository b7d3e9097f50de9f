"""Addresses of places within pages, and back and forward through them with the scenario of each."""

import re

import pytest
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

SMALL = f"organisation.people=40&run.weeks=10&run.replications=2&{PLAIN_QUERY}"


def place(page) -> str:
    return page.evaluate("location.pathname + location.search")


def test_places_within_pages_have_addresses(watched):
    page = watched.page()
    page.goto(f"{watched.address}/experiments/goals?preset=retail&{SMALL}")
    expect(page.get_by_text("What it means for a leader")).to_be_visible()
    page.get_by_role("link", name="All experiments").click()
    expect(page).to_have_url(re.compile(r"/experiments\?preset=retail"))
    page.goto(f"{watched.address}/experiments/nonsense")
    expect(page.get_by_role("alert")).to_contain_text("'nonsense', which does not exist")
    page.goto(f"{watched.address}/model/equations/practice?preset=retail&{SMALL}")
    expect(page.locator(".os-equations .named").first).to_be_visible()
    expect(page.locator("[aria-current=page]").get_by_text("Practice", exact=True)).to_be_visible()
    page.goto(f"{watched.address}/model/nonsense")
    expect(page.get_by_role("alert")).to_contain_text("no part 'nonsense'")


def test_back_and_forward_restore_the_page_and_its_scenario(watched):
    page = watched.page()
    page.goto(f"{watched.address}/")
    nav = page.get_by_role("navigation", name="Pages")
    walked = [place(page)]

    def went(pattern: str) -> None:
        expect(page).to_have_url(re.compile(pattern))
        walked.append(place(page))

    page.get_by_role("button", name="A start-up").click()
    went("preset=startup")
    nav.get_by_role("link", name="Model", exact=True).click()
    went(r"/model\?preset=startup")
    page.get_by_role("link", name="Limits", exact=True).click()
    went(r"/model/limits\?preset=startup")
    nav.get_by_role("link", name="Experiments", exact=True).click()
    went(r"/experiments\?preset=startup")
    page.get_by_role("link", name="Goals").click()
    went(r"/experiments/goals\?preset=startup")
    nav.get_by_role("link", name="Scenario", exact=True).click()
    went(r"/\?preset=startup")
    page.get_by_role("button", name="A hospital").click()
    went(r"/\?preset=hospital")
    for before in reversed(walked[:-1]):
        page.go_back()
        expect(page).to_have_url(watched.address + before)
    expect(page.get_by_role("heading", name="A mid-size organisation")).to_be_visible()
    for after in walked[1:]:
        page.go_forward()
        expect(page).to_have_url(watched.address + after)
    expect(page.get_by_role("heading", name="A hospital")).to_be_visible()
    assert place(page) == walked[-1]
