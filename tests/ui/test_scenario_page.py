"""The scenario page in a browser: presets, levers, the timeline, links, undo, files."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from page_lab import WINDOW
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from waiting import assert_fits

pytestmark = pytest.mark.slow

SMALL = f"organisation.people=40&run.weeks=20&run.replications=6&{PLAIN_QUERY}"


def card(page, label: str):
    return page.locator(".os-number", has=page.get_by_text(label, exact=True)).locator(".value")


def lever(page, label: str):
    return page.locator(f'input[type=number][aria-label="{label}"]')


def whole(page):
    expect(page.get_by_text(re.compile(r"20 of 20 replications; "))).to_be_visible()


def set_lever(page, label: str, value: str) -> None:
    lever(page, label).fill(value)
    lever(page, label).press("Enter")


def test_a_lever_moves_numbers_and_the_address_goes_back_and_forward(page, watched, picture):
    whole(page)
    page.get_by_role("button", name="Time", exact=True).click()
    assert_a_lever_moves_the_numbers(page)
    picture(page, "scenario")
    set_lever(page, "Time constraint", "0.3")
    expect(page).to_have_url(re.compile(r"levers\.time_constraint=0\.3"))
    page.get_by_role("button", name="A retail chain").click()
    expect(page).to_have_url(re.compile("preset=retail"))
    page.go_back()
    expect(lever(page, "Time constraint")).to_have_value("0.3")
    page.go_forward()
    expect(page.get_by_role("heading", name="A retail chain")).to_be_visible()
    page.go_back()
    expect(lever(page, "Time constraint")).to_have_value("0.3")
    other = watched.page()
    other.goto(page.url)
    other.get_by_role("button", name=re.compile("^Time")).click()
    expect(lever(other, "Time constraint")).to_have_value("0.3")


def assert_a_lever_moves_the_numbers(page) -> None:
    before = card(page, "Alignment").inner_text()
    set_lever(page, "Time constraint", "0.9")
    expect(card(page, "Alignment")).not_to_have_text(before)
    whole(page)
    before = card(page, "Alignment").inner_text()
    begun = time.monotonic()
    set_lever(page, "Time constraint", "0.2")
    expect(card(page, "Alignment")).not_to_have_text(before)
    first = time.monotonic() - begun
    whole(page)
    print(
        f"\nnew numbers after {first:.2f} s, all replications after {time.monotonic() - begun:.2f} s"
    )
    expect(page.get_by_text("It was 0.62.")).to_be_visible()


def test_changes_are_taken_back_refused_and_taken_along_in_a_file(page, picture, tmp_path):
    whole(page)
    page.get_by_role("button", name="Red tape", exact=True).click()
    set_lever(page, "Red tape", "0.7")
    page.get_by_role("button", name="Undo").click()
    expect(lever(page, "Red tape")).to_have_value("0.2")
    page.get_by_role("button", name="Redo").click()
    expect(lever(page, "Red tape")).to_have_value("0.7")
    page.get_by_role("button", name="Reset").click()
    expect(lever(page, "Red tape")).to_have_value("0.2")
    set_lever(page, "Red tape", "7")
    expect(page.get_by_role("alert")).to_have_text(
        "Red tape: '7' is not accepted; type a number from 0 to 1. It stays 0.2."
    )
    expect(lever(page, "Red tape")).to_have_value("0.2")
    page.get_by_role("button", name="About Red tape").click()
    expect(page.get_by_text(re.compile("usual value .* Source: "))).to_be_visible()
    picture(page, "scenario_refused")
    page.get_by_role("button", name="Add a programme").click()
    page.get_by_role("button", name="Add Presence").press("Enter")
    bar = page.get_by_role("button", name="Presence, from week 9")
    expect(bar).to_be_focused()
    expect(page.get_by_role("button", name="Close the menu")).to_have_count(0)
    expect(bar).to_be_focused()
    page.get_by_role("button", name="Done").press("Enter")
    expect(page.get_by_role("button", name="Done")).to_have_count(0)
    expect(bar).to_be_focused()
    page.get_by_role("button", name="Share and save").click()
    picture(page, "scenario_share")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Scenario (TOML)").click()
    saved = Path(waiting.value.path())
    kinds = [one["kind"] for one in tomllib.loads(saved.read_text("utf-8"))["interventions"]]
    assert kinds == ["presence"]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Weekly numbers (CSV)").click()
    assert Path(waiting.value.path()).read_text("utf-8").startswith("scenario,week,measure,unit")
    file = tmp_path / "mine.toml"
    file.write_text(saved.read_text("utf-8").replace("A mid-size organisation", "Mine again"))
    page.get_by_role("button", name="Open a saved scenario").click()
    page.get_by_role("group", name="Open a saved scenario").locator(
        "input[type=file]"
    ).set_input_files(file)
    expect(page.get_by_role("heading", name="Mine again")).to_be_visible()


def settled(page) -> None:
    """Wait until nothing moves any more: what comes above a part moves it away from the mouse."""
    expect(page.get_by_text("6 of 6 replications; ")).to_be_visible()
    expect(page.locator(".os-stale")).to_have_count(0)


def test_effect_stands_beside_cause_and_on_narrow_pages_settings_in_a_drawer(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=retail&variant=both&{SMALL}&levers.feedback=0.6")
    expect(page.get_by_text("6 of 6 replications; ")).to_be_visible()
    chart = page.locator('.os-drawn [role="img"]')
    for part in (lever(page, "Leader modelling"), page.locator(".os-number").last, chart):
        box = part.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= WINDOW["height"]
    page.get_by_role("button", name="Trust in leaders", exact=True).click()
    expect(page.get_by_role("img", name="Trust in leaders by week")).to_be_visible()
    expect(page.get_by_text("of the whole gap sits")).to_be_visible()
    page.get_by_role("tab", name="All curves").click()
    expect(page.get_by_role("img", name="Engagement by week")).to_be_visible()
    expect(page.get_by_text("of the whole gap sits")).to_have_count(0)
    picture(page, "scenario_first_view")
    for width, value in ((820, "0.9"), (390, "0.3")):
        settled(page)
        assert_numbers_stay_beside_the_drawer(page, width, value)
        picture(page, f"scenario_drawer_{width}", False)
        page.get_by_role("button", name="Close", exact=True).click()
        aside = page.get_by_role("complementary", name="Settings", include_hidden=True)
        expect(aside).not_to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        expect(page.locator(".os-number").first).to_be_in_viewport()


def assert_numbers_stay_beside_the_drawer(page, width: int, value: str) -> None:
    """A narrow page has its settings in a drawer, and numbers that a lever moves in view."""
    assert_fits(page, width)
    numbers = page.get_by_role("region", name="Headline numbers")
    aside = page.get_by_role("complementary", name="Settings", include_hidden=True)
    expect(aside).not_to_be_visible()
    page.get_by_role("tab", name="All curves").click()
    expect(page.get_by_role("img", name="Engagement by week")).to_be_visible()
    assert_fits(page, width)
    page.mouse.wheel(0, 3000)
    expect(numbers.get_by_text("Alignment")).to_be_in_viewport()
    page.get_by_role("button", name="Settings", exact=True).click()
    before = numbers.inner_text()
    set_lever(page, "Leader modelling", value)
    expect(numbers).not_to_have_text(before)
    expect(numbers.get_by_text("Alignment")).to_be_in_viewport()


def test_programmes_are_moved_along_the_weeks_by_hand_and_by_keys(watched, picture):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=retail&variant=both&{SMALL}")
    settled(page)
    strip = page.get_by_role("group", name="Programmes and events by week")
    bar = strip.get_by_role("button", name=re.compile("^Training programme, weeks 9–20"))
    week = bar.locator("..").bounding_box()["width"] / 20
    box = bar.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 20 - 5 * week, box["y"] + 8, steps=4)
    page.mouse.up()
    bar = strip.get_by_role("button", name=re.compile("^Training programme, weeks 4–15"))
    expect(page).to_have_url(re.compile("interventions=.*%22start%22%3A\\+4"))
    settled(page)
    box = bar.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 3 - 2 * week, box["y"] + 8, steps=4)
    page.mouse.up()
    bar = strip.get_by_role("button", name=re.compile("^Training programme, weeks 4–13"))
    bar.press("ArrowRight")
    bar = strip.get_by_role("button", name=re.compile("^Training programme, weeks 5–14"))
    expect(bar).to_be_focused()
    settled(page)  # bars are drawn anew with their results; a key pressed at that moment is lost
    bar.press("Shift+ArrowRight")
    bar = strip.get_by_role("button", name=re.compile("^Training programme, weeks 5–15"))
    bar.press("Enter")
    expect(page.locator('input[aria-label="First week"]')).to_have_value("5")
    expect(page.locator('input[aria-label="Weeks (empty: no end)"]')).to_have_value("11")
    expect(page).to_have_url(re.compile("interventions=.*%22start%22%3A\\+5"))
    picture(page, "scenario_strip")


def test_a_link_that_does_not_work_says_so(watched):
    page = watched.page()
    page.goto(f"{watched.address}/?preset=baseline&levers.transparency=7")
    expect(page.get_by_role("alert")).to_contain_text("This link does not work")


OUTDATED = """
(shown) => {
  const seen = window.outdated = [];
  const look = () => {
    const part = document.querySelector(".os-stale");
    const status = document.querySelector(".os-status");
    if (!part?.getClientRects().length || !status?.getClientRects().length) return;
    seen.push({
      said: status.innerText.includes(shown),
      opacity: getComputedStyle(part.querySelector(".os-cards")).opacity,
      reports: [...document.querySelectorAll("button")].filter(
        (each) => each.textContent.trim() === "Report (page)").length,
    });
  };
  new MutationObserver(look).observe(
    document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}
"""
"""From then on it is noted what a page shows while its numbers are old, however short that is."""


def test_numbers_of_what_was_set_before_are_told_from_new_ones(watched, picture):
    page = watched.page()
    long = f"organisation.people=40&run.weeks=26&run.replications=200&{PLAIN_QUERY}"
    page.goto(f"{watched.address}/?{long}")
    expect(page.get_by_text("200 of 200 replications; ")).to_be_visible()
    page.get_by_role("button", name="Share and save").click()
    expect(page.get_by_role("button", name="Report (page)")).to_be_visible()
    page.get_by_role("button", name="Size and shape").click()
    page.evaluate(OUTDATED, "the numbers below are for the previous settings")
    set_lever(page, "People", "20000")
    page.wait_for_function(
        "outdated.some(({ said, opacity, reports }) => said && opacity === '0.35' && !reports)"
    )
    picture(page, "scenario_stale")
    expect(page.locator(".os-stale")).to_have_count(0)
    expect(page.get_by_role("button", name="Report (page)")).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("replications, stopped; all scenarios use")).to_be_visible()
