"""What a chart draws stands below it as a table."""

import pytest
from plain_runs import PLAIN, PLAIN_QUERY
from playwright.sync_api import expect

from orgsim.api.configured import configure
from orgsim.simulation import simulate
from orgsim.ui.shared.charts.chart_numbers import chart_numbers
from orgsim.ui.shared.charts.curves import option


def test_lines_stand_side_by_side_along_the_weeks():
    changes = {"people": 20, "weeks": 3, "replications": 4}
    config = configure("baseline", changes={**{f"run.{k}": v for k, v in PLAIN.items()}, **changes})
    results = simulate({"scenario": config})
    found = chart_numbers(option("engagement", results, [], 3))
    assert [column.heading for column in found.columns][:2] == ["Week", "This scenario"]
    mean = results["scenario"].measures["engagement"].mean(axis=-1)
    assert [row[0] for row in found.rows] == [0, 1, 2, 3]
    assert [row[1] for row in found.rows] == pytest.approx(mean.tolist(), rel=1e-3)


def test_points_with_words_say_them():
    drawn = {
        "xAxis": {"type": "value"},
        "series": [
            {"data": [{"value": [1, 2], "name": "Both: 3 % smaller"}, {"value": [2, 1]}]},
            {"data": [[1, 2], [None, None]]},
        ],
    }
    assert chart_numbers(drawn).texts == [["Both: 3 % smaller"]]


def test_a_gap_in_a_line_is_a_dash():
    drawn = {
        "xAxis": {"type": "category", "data": [0, 1], "name": "week"},
        "series": [
            {"name": "low", "stack": "band", "data": [1, 2]},
            {"name": "a", "data": [None, 2.5]},
        ],
    }
    assert chart_numbers(drawn).texts == [["0", "–"], ["1", "2.5"]]


MARKS = """place => place.__vue__.chart.getModel().getComponent("yAxis").axis.getViewLabels()
    .map(label => label.formattedLabel)"""
"""What stands along the upright axis of a chart."""


@pytest.mark.slow
def test_numbers_are_opened_by_keyboard_and_along_an_axis_have_the_decimals_of_its_step(watched):
    page = watched.page()
    small = f"organisation.people=40&run.weeks=5&run.replications=2&{PLAIN_QUERY}"
    page.goto(f"{watched.address}/?preset=baseline&{small}")
    expect(page.get_by_text("2 of 2 replications").first).to_be_visible()
    opening = page.get_by_role("button", name="Numbers: ").first
    opening.focus()
    page.keyboard.press("Enter")
    expect(opening).to_have_attribute("aria-expanded", "true")
    table = page.locator(".os-numbers-table table").first
    expect(table.get_by_text("This scenario")).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(6)
    chart = page.locator(".solara-echarts", has=page.locator("canvas")).first
    expect(chart).to_be_visible()
    marks = chart.evaluate(MARKS)
    decimals = {len(mark.partition(".")[2]) for mark in marks}
    assert len(marks) > 2
    assert len(decimals) == 1
