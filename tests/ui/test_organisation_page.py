"""The page Your organisation: what is found in files, and the way from a chart to a scenario."""

import re

import pytest
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect
from waiting import assert_fits

from orgsim.organise import imported
from orgsim.ui.organisation.draft import drafted
from orgsim.ui.organisation.organisation_found import chart_found, ties_found
from orgsim.ui.organisation.row_handling import named_in
from orgsim.ui.organisation.uploaded_files import keep
from orgsim.ui.shared.scenarios.scenario import Scenario

HEADER = "Employee ID,Full Name,Email,Reports To,Department,Position"
CHART = "\n".join(
    [
        HEADER,
        "E1,Person 1,p1@x.org,,Board,Chief",
        *(
            f"E{k},Person {k},p{k}@x.org,P{max(1, k // 4)}@X.org,Department {k % 3},Clerk"
            for k in range(2, 41)
        ),
    ]
)
"""Forty people as a personnel system has them, who name superiors by e-mail address."""


def draft_of(folder, handled=None, **files: str):
    kept = [keep(kind, f"{kind}.csv", text.encode(), folder) for kind, text in files.items()]
    return drafted(Scenario(), kept, handled or {})


def test_people_levels_spans_and_units_are_found_before_anything_runs(folder):
    draft = draft_of(folder, chart=CHART, ties="source,target\nE1,E2\nE2,E3\n")
    read = imported(draft.scenario.config().organisation)
    found = dict(chart_found(read).rows)
    assert found["People"] == "40"
    assert found["Levels"].startswith("4 (level 0: 1, level 1: 6,")
    assert found["Leaders"].startswith("10,")
    assert found["Span of control"] == "median 4.0, largest 6 reports"
    assert found["At the top"] == "1 root: “E1”, Person 1"
    assert found["Units"] == "4, from column “Department”"
    assert found["Superiors"].startswith("found by column 'Email'")
    ties = dict(ties_found(read).rows)
    assert ties["Ties"] == "2, of 2 rows"
    assert ties["People without a tie"] == "37"


def test_what_is_wrong_is_told_and_handled_as_asked(folder):
    text = "id,superior\n1,\n2,7\n"
    draft = draft_of(folder, chart=text)
    assert draft.scenario is None
    assert draft.problem.startswith("chart.csv, row 3")
    handled = {"cleaning.unknown_superior": "nobody", "cleaning.without_superior": "top"}
    assert draft_of(folder, handled, chart=text).scenario is not None


def test_a_survey_of_nobody_on_the_chart_does_not_fit(folder):
    chart, survey = "id,superior\n1,\n2,1\n", "id,trust\n001,0.5\n002,0.5\n"
    for handled in ({}, {"drop_outsiders": "true"}):
        draft = draft_of(folder, handled, chart=chart, survey=survey)
        assert draft.scenario is None
        assert draft.problem.startswith("survey.csv: no row matches the chart: ids here look like")
        assert "all match once leading zeros are dropped" in draft.problem
        assert named_in(draft.problem) == []


def test_without_files_there_is_nothing_to_say(folder):
    assert draft_of(folder) == (None, "")
    assert "upload that first" in draft_of(folder, ties="source,target\n1,2\n").problem


def put(page, kind: str, path) -> None:
    field = page.get_by_role("group", name=f"Upload {kind}").locator("input[type=file]")
    field.set_input_files(path)


def choose(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click(force=True)  # under the field that shows it
    page.get_by_role("option", name=option).last.click()


@pytest.mark.slow
def test_from_a_chart_over_its_check_to_a_scenario(watched, picture, tmp_path):
    page = watched.page()
    page.goto(f"{watched.address}/organisation?run.weeks=8&run.replications=4&{PLAIN_QUERY}")
    chart, bad = tmp_path / "chart.csv", tmp_path / "bad.csv"
    chart.write_text(CHART)
    bad.write_text("id,superior\n1,\n2,7\n")
    put(page, "chart", bad)
    expect(page.get_by_role("alert")).to_contain_text("bad.csv, row 3")
    choose(page, "Superiors who are not on the chart", "treat them as missing")
    expect(page.get_by_role("alert")).to_contain_text("People without a superior")
    choose(page, "People without a superior", "put them under the top")
    read = page.get_by_role("status", name="What was read")
    expect(read).to_contain_text("people without a superior put under one")
    put(page, "chart", chart)
    expect(read).to_contain_text("chart.csv: 40 people; the person's id from “Employee ID”")
    expect(page.get_by_role("cell", name="median 4.0, largest 6 reports")).to_be_visible()
    for width in (1280, 390):
        assert_fits(page, width)
        picture(page, f"organisation_{width}")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="4 Check").click()
    page.get_by_role("button", name="Use this organisation").click()
    expect(page.get_by_role("heading", name="Your organisation")).to_be_visible()
    expect(page.get_by_text("4 of 4 replications; ")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Size and shape"))).to_contain_text(
        "from a chart"
    )
