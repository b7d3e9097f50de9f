"""What is set on the page in place of what is usual: costs, when a gap is small, the day, themes."""

import re
from urllib.parse import quote

import pytest
from page_lab import fill
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

SMALL = f"organisation.people=40&run.weeks=8&run.replications=4&{PLAIN_QUERY}"
PRESENCE = quote('[{"kind":"presence","start":3}]')


def test_costs_the_threshold_the_day_and_themes_are_set_on_the_page(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?{SMALL}&interventions={PRESENCE}")
    set_costs_and_threshold(page)
    picture(page, "own_numbers")
    set_the_day(page, picture)
    set_themes(page, picture)


def set_costs_and_threshold(page) -> None:
    page.get_by_role("button", name="Presence").click()
    fill(page.get_by_label("Hours a week, leader"), "3")
    expect(page.get_by_text(re.compile(r"^Costs 3 hours a week"))).to_be_visible()
    expect(page).to_have_url(re.compile("leader_hours.*3"))
    page.get_by_role("button", name=re.compile("Weeks and replications")).click()
    fill(
        page.get_by_label("Converged: the gap stays below this share of its start"),
        "0.9",
    )
    expect(page.get_by_text(re.compile(r"Gap below 90\s% of its start"))).to_be_visible()


def set_the_day(page, picture) -> None:
    """A day stands beside weeks, also of a programme that is added; both are taken back."""
    day = page.get_by_label("Week 1 begins on")
    fill(day, "2027-01-04")
    expect(page).to_have_url(re.compile("start_date=.*2027-01-04"))
    expect(page.get_by_text("4 of 4 replications; ")).to_be_visible()
    page.get_by_role("button", name="Add a programme").click()
    page.get_by_role("button", name="Add Presence").click()
    expect(page.get_by_text("from week 8 · 22 Feb 2027")).to_be_visible()
    expect(page.get_by_text("4 of 4 replications; ")).to_be_visible()
    picture(page, "dates")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(day).to_have_value("")


def set_themes(page, picture) -> None:
    """A theme is added, renamed and weighted, and another removed and brought back."""
    page.get_by_role("button", name=re.compile("What it stands for")).click()
    page.get_by_role("button", name="Add a theme").click()
    group = page.get_by_role("group", name="new theme")
    fill(group.get_by_label("Name of the theme"), "listening")
    fill(page.get_by_role("group", name="listening").get_by_label("Weight"), "3")
    expect(page).to_have_url(re.compile("listening.*weight.*3"))
    picture(page, "themes")
    page.get_by_role("button", name="Remove customers").click()
    expect(page.get_by_role("group", name="customers")).to_have_count(0)
    expect(page.get_by_text("By theme")).to_be_visible()
    expect(page.get_by_text(re.compile("weight 60 %"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("group", name="customers")).to_be_visible()
