"""The page of a sweep by the rules of axe-core, and a point of it opened."""

import pytest
from accessibility import assert_accessible
from page_lab import Watched, ended, started
from plain_runs import PLAIN
from playwright.sync_api import expect

from orgsim.sweep.python_api import sweep

pytestmark = pytest.mark.slow

SMALL = {
    "base": {"organisation": {"people": 20}, "run": {**PLAIN, "weeks": 6}},
    "design": "grid",
    "replications": 2,
    "vary": {"levers.transparency": [0.2, 0.8], "levers.red_tape": [0.1, 0.5]},
}


def test_a_sweep_breaks_no_rule_and_a_point_is_opened(tmp_path, chromium, picture):
    sweep(SMALL, tmp_path / "small", jobs=1)
    process, address = started(str(tmp_path / "small"))
    visitor = Watched(chromium, address)
    page = visitor.page()
    try:
        page.goto(f"{address}/sweep")
        expect(page.get_by_role("heading", name="The sweep")).to_be_visible()
        expect(page.get_by_role("img").first).to_be_visible()
        expect(page.get_by_text("Drawing …")).to_have_count(0)
        headings = page.locator("th").all_inner_texts()
        assert headings[:5] == [
            "Point",
            "Transparency [share]",
            "Red tape [share]",
            "Runs",
            "Failed runs",
        ]
        assert "Alignment, end [points]" in headings
        assert not any("levers." in heading or "_end" in heading for heading in headings)
        assert_accessible(page)
        picture(page, "sweep")
        page.get_by_role("button", name="Open point 0").click()
        expect(page).not_to_have_url(f"{address}/sweep")
        expect(page.get_by_text("2 of 2 replications").first).to_be_visible()
        assert visitor.faults == []
    finally:
        visitor.context.close()
        ended(process)
