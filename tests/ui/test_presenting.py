"""Presenting: the story in five steps, told with the words of Compare, and moved through by keys."""

import re

import pytest
from drawn_words import assert_words_have_room
from plain_scenarios import plain_scenario
from playwright.sync_api import expect
from waiting import assert_fits, waited

from orgsim.analysis.scenario_comparison import compare
from orgsim.reporting.sentences.advice_text import advice
from orgsim.reporting.sentences.next_step_text import next_step
from orgsim.simulation import simulate
from orgsim.ui.compare.compare_charts import LINES
from orgsim.ui.present.best_chart import times_best_chart
from orgsim.ui.present.big_type import LINE, SIZE, TIMES, big_type
from orgsim.ui.present.present_page import told_configs
from orgsim.ui.present.story import story
from orgsim.ui.shared import session
from orgsim.ui.shared.page_colours import ORANGE
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.compared_address import query_with
from orgsim.ui.shared.scenarios.scenario import Scenario

SMALL = {"organisation.people": 40, "run.weeks": 20, "run.replications": 4}
HEADINGS = (
    "Where we stand",
    "What was tried",
    "What comes of it",
    "How sure it is",
    "What next",
)

SIX = (
    "Managers on the floor every week with a coach beside each of",
    "Training for all three levels, in the first two quarters too",
    "As it is",
    "Both: presence on the floor and training for everybody in it",
    "Workshops with the themes that people themselves have chosen",
    "Less red tape, and promises that the board itself has made..",
)

BARS = """
() => {
  const chart = document.querySelector(".solara-echarts").__vue__.chart;
  if (!chart) return 0;
  return chart.getModel().getComponent("grid").coordinateSystem.getRect().width / chart.getWidth();
}
"""
"""Part of a chart's width that its bars have."""


@pytest.fixture(scope="module")
def results():
    as_it_is = plain_scenario(values=SMALL)
    open_one = as_it_is.with_value("levers.transparency", 0.95)
    return simulate({"As it is": as_it_is.config(), "Open": open_one.config()})


def test_the_story_has_five_steps_in_the_words_of_compare(results):
    steps = story(results, "As it is")
    assert tuple(step.heading for step in steps) == HEADINGS
    said = advice(compare(results, "As it is"))
    told = [sentence for step in steps[2:] for sentence in step.sentences]
    assert told[0] == said[0]
    assert steps[0].sentences[0].startswith("With “As it is”, the gap between")
    assert steps[1].sentences[0].startswith("“Open”: ")
    assert all(step.sentences and step.chart["series"] and step.shows for step in steps)
    assert steps[-1].sentences[0] == next_step(compare(results, "As it is"))


def test_charts_have_large_letters_and_room_for_them(results):
    for step in story(results, "As it is"):
        chart = big_type(step.chart)
        for axis in ("xAxis", "yAxis"):
            assert chart[axis]["axisLabel"]["fontSize"] == SIZE
            assert chart[axis].get("nameGap", 0) == TIMES * step.chart[axis].get("nameGap", 0)
        assert chart["grid"]["bottom"] == TIMES * step.chart["grid"]["bottom"]
        assert chart["series"] == step.chart["series"]


def test_where_nothing_is_compared_it_says_where_we_stand(results):
    (step,) = story({"As it is": results["As it is"]}, "As it is")
    assert step.heading == HEADINGS[0]


def test_bars_count_the_replications_in_which_a_scenario_is_best(results):
    found = compare(results, "As it is")
    (series,) = times_best_chart(found)["series"]
    assert [bar["value"] for bar in series["data"]] == [each.best for each in found.scenarios[::-1]]


def test_what_is_told_is_the_comparison_or_else_the_scenario_beside_its_start():
    as_it_is = plain_scenario(values=SMALL)
    session.arrive(Scenario(), ())
    session.begin(Scenario())
    assert list(told_configs()[0]) == [Scenario().title]
    session.change(as_it_is.with_value("levers.transparency", 0.95).named("Open"))
    assert len(told_configs()[0]) == 2
    compared_changes.add(as_it_is.named("One"))
    compared_changes.add(as_it_is.with_value("levers.transparency", 0.95).named("Two"))
    assert list(told_configs()[0]) == ["One", "Two"]
    session.arrive(Scenario(), ())


def test_a_scenario_looks_the_same_in_every_step(results):
    for step in story({name: results[name] for name in ("Open", "As it is")}, "As it is"):
        for line in (each for each in step.chart["series"] if each.get("name") == "As it is"):
            assert line["itemStyle"]["color"] == ORANGE
            assert line["lineStyle"]["type"] == LINES[1]


def test_a_unit_stands_below_its_quantity_in_large_letters(results):
    quantity = story(results, "As it is")[0].chart["yAxis"]["name"]
    chart = big_type(
        {"grid": {"left": 1, "top": 1, "bottom": 1}, "xAxis": {}, "yAxis": {"name": quantity}}
    )
    assert chart["yAxis"]["name"] == quantity.replace(" [", "\n[")
    assert chart["grid"]["left"] == TIMES + LINE


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_six_long_names_have_room_in_every_step(watched, picture, width):
    plain = plain_scenario(values=SMALL)
    those = [
        plain.with_value("levers.transparency", 0.4 + 0.1 * number).named(name)
        for number, name in enumerate(SIX)
    ]
    page = watched.page()
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(f"{watched.address}/present?{query_with(those[0], those)}")
    for number, heading in enumerate(HEADINGS, 1):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert_words_have_room(page)
        assert_fits(page, width)
        picture(page, f"present_six_{width}_{number}")
        page.keyboard.press("ArrowRight")


@pytest.mark.slow
def test_keys_go_through_the_story_and_leave_it(watched, picture):
    page = watched.page()
    own = "organisation.people=40&run.weeks=20&run.replications=4"
    page.goto(f"{watched.address}/present?preset=retail&variant=both&{own}&levers.transparency=0.9")
    for number, heading in enumerate(HEADINGS, 1):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(page.get_by_text(f"Step {number} of 5")).to_be_visible()
        expect(page.locator(".solara-echarts canvas").first).to_be_visible()
        picture(page, f"present_{number}")
        page.keyboard.press("ArrowRight")
    assert_fits(page, 390)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name=HEADINGS[3])).to_be_visible()
    assert waited(lambda: page.evaluate(BARS) >= 0.5)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/\?preset=retail"))
