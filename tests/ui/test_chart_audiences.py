"""Departments of a chart in the lists of whom a lever or a programme is for."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.slow
def test_a_department_is_picked_from_the_list(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=imported&run.weeks=6&run.replications=4")
    expect(page.get_by_text(re.compile("4 of 4 replications"))).to_be_visible()
    page.locator(".v-select", has_text="For whom").first.click()
    page.get_by_role("option", name="Workshop (department)").click()
    expect(page.get_by_text("What you move now counts for: Workshop.")).to_be_visible()
    picture(page, "departments")
