"""A consultant's way through all pages in a browser; conftest sees that nothing goes wrong on it."""

import re
from pathlib import Path

import pytest
from accessibility import assert_accessible
from page_lab import Watched
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from tab_stops import assert_stops_are_seen_and_left
from waiting import assert_fits, assert_nothing_is_cut

pytestmark = pytest.mark.slow

PAGES = {
    "Scenario": "People week by week",
    "Your organisation": "Chart: who reports to whom",
    "Compare": "Compare what could be done",
    "Explore": "Best here:",
    "Plan": "Programmes that are allowed",
    "Experiments": "Walking the talk",
    "Model": "Equations",
    "What it rests on": "Field trials: what experiments",
    "Projects": "Open an exported project",
}
"""What is read on a page once it is there."""

ENLARGED = ((640, 360), (320, 256))
"""What a window of 1280 pixels is at 200 % and at 400 %."""

FEW = f"organisation.people=40&run.weeks=12&run.replications=2&{PLAIN_QUERY}"
SMALL = f"organisation.people=60&run.weeks=40&run.replications=6&{PLAIN_QUERY}"
HIT = "<img src=x onerror=window.hit=1>"


def all_there(page, replications: int = 6) -> None:
    said = re.compile(rf"{replications} of {replications} replications")
    expect(page.get_by_text(said).first).to_be_visible()


def go(page, name: str) -> None:
    nav = page.get_by_role("navigation", name="Pages")
    nav.get_by_role("link", name=name, exact=True).click()
    expect(nav.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")


def assert_in_order(page, name: str) -> None:
    """One heading, no rule broken even with sections open, and each stop of the keyboard is seen."""
    assert page.locator("h1").count() == 1, page.url
    assert_accessible(page)
    assert_stops_are_seen_and_left(page)
    if name == "Scenario":
        open_all_sections(page)
        assert_accessible(page, again=True)


def open_all_sections(page) -> None:
    closed = page.locator(".os-section-head[aria-expanded=false]")
    assert closed.count()
    while closed.count():
        left = closed.count()
        closed.first.click()
        expect(closed).to_have_count(left - 1)


def test_every_page_opens_and_fits_and_breaks_no_rule(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=retail&variant=both&{FEW}")
    all_there(page, 2)
    for name, said in PAGES.items():
        go(page, name)
        expect(page.get_by_text(said).first).to_be_visible()
        for width, ending in ((1280, ""), (820, "_narrow"), (390, "_phone")):
            assert_fits(page, width)
            picture(page, f"page_{name.lower().replace(' ', '_')}{ending}")
        for width, height in ENLARGED:
            assert_fits(page, width, height)
            assert_nothing_is_cut(page)
        page.set_viewport_size({"width": 1280, "height": 720})
        if name != "Compare":
            assert_in_order(page, name)
    go(page, "Scenario")
    page.get_by_role("button", name="Compare it").click()
    expect(page).to_have_url(re.compile("with=.*with="))
    go(page, "Compare")
    expect(page.get_by_role("button", name=re.compile("^Remove ")).first).to_be_visible()
    expect(page.get_by_text("How sure").first).to_be_visible()
    assert_in_order(page, "Compare")


def test_a_report_is_saved_and_opened_by_itself(watched, picture, tmp_path):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=retail&variant=both&{SMALL}&levers.feedback=0.6")
    all_there(page)
    page.get_by_role("button", name="Share and save").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Report (page)").click()
    saved = tmp_path / "report.html"
    saved.write_bytes(Path(waiting.value.path()).read_bytes())
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Report (PDF)").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
    report = watched.page()
    asked = []
    report.on("request", lambda request: asked.append(request.url))
    report.goto(saved.as_uri())
    expect(report.get_by_role("heading", name="Recommendation")).to_be_visible()
    expect(report.get_by_text("before the changes").first).to_be_visible()
    expect(report.get_by_text("levers.feedback", exact=True)).to_be_visible()
    assert report.evaluate("document.images[0].naturalWidth") > 800
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    picture(report, "report")


def test_a_scenario_goes_to_the_comparison(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=baseline&{SMALL}&name=As it is")
    all_there(page)
    page.get_by_role("button", name="Compare it").click()
    page.get_by_role("button", name="Time", exact=True).click()
    field = page.locator('input[type=number][aria-label="Time constraint"]')
    field.fill("0.3")
    field.press("Enter")
    expect(page.get_by_text("It was 0.62.")).to_be_visible()
    page.get_by_role("button", name="Compare it").click()
    go(page, "Compare")
    expect(page.get_by_text("As it is 2").first).to_be_visible()
    expect(page.get_by_text("replications").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Report (page)").click()
    report = Path(waiting.value.path()).read_text("utf-8")
    assert re.search(
        r"Do “As it is 2”: after 40 weeks the gap is \d+ % smaller \[[^]]+\] than with “As it is”",
        report,
    )
    picture(page, "compared")


def test_charts_whose_library_comes_after_they_are_gone_break_nothing(watched):
    page = watched.page()
    waiting = []
    page.route("**/echarts.js", lambda route: waiting.append(route))
    page.goto(f"{watched.address}/?preset=baseline&{SMALL}")
    all_there(page)
    expect(page.locator(".solara-echarts").first).to_be_attached()
    go(page, "Model")
    expect(page.locator(".solara-echarts")).to_have_count(0)
    with page.expect_response("**/echarts.js"):
        for route in waiting:
            route.continue_()
    go(page, "Scenario")
    expect(page.locator(".solara-echarts canvas").first).to_be_visible()


def test_a_bad_file_is_told_in_a_line(watched, tmp_path):
    page = watched.page()
    page.goto(f"{watched.address}/?{FEW}")
    page.get_by_role("button", name="Open a saved scenario").click()
    field = page.get_by_role("group", name="Open a saved scenario").locator("input[type=file]")
    bad = tmp_path / f"a{HIT[:4]}.toml"
    bad.write_text(f'[levers]\n"{HIT}" = 1\n')
    field.set_input_files(bad)
    expect(page.get_by_role("alert").first).to_contain_text("onerror")
    bad.write_text('[organisation]\nchart = "/etc/passwd"\n')
    field.set_input_files(bad)
    expect(page.get_by_role("alert").first).to_contain_text("cannot name another")
    assert page.evaluate("window.hit") is None


def test_a_link_says_the_same_to_another_visitor(watched, chromium):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=hospital&{SMALL}&levers.transparency=0.9")
    all_there(page)
    other = Watched(chromium, watched.address)
    try:
        theirs = other.page()
        theirs.goto(page.url)
        all_there(theirs)
        said = [each.locator(".os-number").first.inner_text() for each in (page, theirs)]
        assert said[0] == said[1]
        theirs.goto(f"{watched.address}/?preset=startup&{SMALL}")
        all_there(theirs)
        expect(page.get_by_role("heading", name="A hospital")).to_be_visible()
        expect(theirs.get_by_role("heading", name="A start-up")).to_be_visible()
        assert "preset=hospital" in page.url
    finally:
        other.context.close()
    assert other.faults == []


def test_the_model_is_reached_by_keyboard_and_held_against_facts_and_an_experiment_run(
    watched, picture
):
    page = watched.page()
    page.goto(f"{watched.address}/experiments")
    expect(page.get_by_role("link", name="Walking the talk")).to_be_visible()
    assert_the_menu_is_passed_over_and_leads_to_the_model(page)
    assert_the_model_is_looked_up_and_held_against_facts(page, picture)
    go(page, "Experiments")
    assert_an_experiment_is_read_and_run_small(page, picture)


def assert_the_menu_is_passed_over_and_leads_to_the_model(page) -> None:
    """Every page is one stop of it."""
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
    assert "#" not in page.url
    page.locator(".os-skip").focus()
    for _ in range(1 + stops.index("Model")):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/model"))


def assert_the_model_is_looked_up_and_held_against_facts(page, picture) -> None:
    page.get_by_role("link", name="Equations", exact=True).click()
    page.get_by_role("link", name="Practice", exact=True).click()
    expect(page.locator(".os-equations .named").first).to_be_visible()
    picture(page, "model_equations")
    page.get_by_role("link", name="Numbers", exact=True).click()
    page.get_by_label("Search all tables").fill("trust fades")
    expect(page.get_by_text("how fast trust fades when nothing is seen")).to_be_visible()
    page.get_by_role("link", name="What it rests on: facts and field trials").click()
    expect(page.locator(".os-forest svg").first).to_be_visible()
    picture(page, "evidence")
    page.get_by_role("button", name="Measure it again").click()
    page.get_by_role("button", name="Compare the model with them").click()
    expect(page.get_by_text("facts inside their bands")).to_be_visible()
    picture(page, "evidence_measured")


def assert_an_experiment_is_read_and_run_small(page, picture) -> None:
    page.get_by_role("link", name="Goals").click()
    expect(page.get_by_text("What it means for a leader")).to_be_visible()
    page.get_by_role("button", name="Run it at a small size").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Run it at a small size")).to_be_visible()
    page.get_by_role("button", name="Run it at a small size").click()
    expect(page.get_by_text("Done, at the small size")).to_be_visible()
    expect(page.get_by_text("at the small size, which says nothing")).to_be_visible()
    picture(page, "experiment")
    page.get_by_role("link", name="All experiments").click()
    expect(page.get_by_role("link", name="Walking the talk")).to_be_visible()
