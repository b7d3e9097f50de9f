"""Links to scenarios on uploaded files: they ask for what is not here, and show no other numbers."""

import re
from pathlib import Path

import pytest
from page_lab import Watched
from playwright.sync_api import expect
from test_all_pages_in_browser import go

from orgsim.errors import UserError
from orgsim.simulation import simulate
from orgsim.ui.organisation.missing_files import missing_text, missing_title
from orgsim.ui.organisation.uploaded_files import keep, lacking, with_files
from orgsim.ui.shared import session
from orgsim.ui.shared.computing import scenario_growth
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_links import from_query, read_link

CHART = "id,superior\n1,\n2,1\n3,1\n4,2\n"


@pytest.fixture
def on_files(folder) -> Scenario:
    chart = keep("chart", "chart.csv", CHART.encode(), folder)
    return with_files(Scenario().with_value("levers.feedback", 0.9), {"chart": chart})


def test_a_link_says_which_files_it_needs_and_not_where_they_are(on_files, folder):
    query = on_files.to_query()
    assert "files=chart" in query
    assert str(folder.path) not in query
    link = read_link(query)
    assert link.kinds == ("chart",)
    assert link.scenario == on_files.with_paths({})
    with pytest.raises(UserError, match="needs chart; upload"):
        from_query(query)


def test_with_its_files_the_scenario_of_a_link_is_what_it_was(on_files, folder):
    link = read_link(on_files.to_query())
    again = keep("chart", "again.csv", CHART.encode(), folder)
    found = with_files(link.scenario, {"chart": again})
    assert (found.title, found.changes) == (on_files.title, on_files.changes)
    assert lacking(link, {"chart": again}) == []


def test_an_address_needs_no_files_that_there_are_none_of():
    with pytest.raises(UserError, match=r"^files=passwords: allowed are chart, ties, survey"):
        read_link("preset=baseline&files=passwords")


def test_what_is_missing_is_said_with_what_to_do():
    link = read_link("preset=baseline&name=Ours&files=chart,ties")
    assert missing_title(["chart"]) == "This link needs a chart that is not here"
    assert missing_title(["chart", "ties"]) == "This link needs a chart and ties that are not here"
    why, upload = missing_text(link, ["ties"])
    assert why.startswith("“Ours” is about an organisation whose files")
    assert upload == "Upload again: ties (who talks to whom)."
    assert "cannot be uploaded" in missing_text(link, ["ensemble"])[-1]


def test_results_of_other_files_are_none_and_those_of_other_levers_are_marked(on_files):
    small = Scenario().with_value("organisation.people", 20).with_value("run.weeks", 2)
    small = small.with_value("run.replications", 4)
    names = ("scenario", "start", "growing", "past", "future", "last_move")
    before = {name: getattr(session, name).peek() for name in names}
    try:
        session.begin(small)
        results = simulate(scenario_growth.wanted_configs())
        session.growing.value = Growing(results, 4, 4)
        assert scenario_growth.results() is session.growing.peek()
        assert not scenario_growth.stale()
        session.begin(small.with_value("levers.feedback", 0.1))
        assert scenario_growth.stale()
        session.begin(on_files)
        assert scenario_growth.results() is None
    finally:
        for name, value in before.items():
            getattr(session, name).value = value


def upload(page, path: Path) -> None:
    field = page.get_by_role("group", name="Upload chart").locator("input[type=file]")
    field.set_input_files(path)


@pytest.mark.slow
def test_a_link_opened_elsewhere_asks_for_the_chart(page, watched, chromium, tmp_path, picture):
    long_name = f"{'organisation' * 6}.csv"
    chart = tmp_path / long_name
    wide = ",".join(f"a_rather_long_heading_{k}" for k in range(12))
    values = "," * 11
    chart.write_text(f"id,superior,{wide}\n1,,{values}\n2,1,{values}\n3,1,{values}\n")
    side = page.get_by_role("complementary", name="Settings")
    width = side.bounding_box()["width"]
    go(page, "Your organisation")
    upload(page, chart)
    expect(page.get_by_role("status", name="What was read")).to_contain_text("3 people")
    page.get_by_role("button", name="4 Check").click()
    page.get_by_role("button", name="Use this organisation").click()
    side.get_by_role("button", name="Your own organisation").click()
    expect(side.get_by_text(long_name)).to_be_visible()
    assert side.bounding_box()["width"] == width
    assert side.evaluate("side => side.scrollWidth - side.clientWidth") <= 0
    expect(page).to_have_url(re.compile("files=chart"))
    picture(page, "long_file_name", False)
    other = Watched(chromium, watched.address)
    try:
        theirs = other.page()
        theirs.goto(page.url)
        expect(theirs.get_by_role("heading", name="This link needs a chart")).to_be_visible()
        expect(theirs.locator(".os-number")).to_have_count(0)
        picture(theirs, "link_without_its_chart")
        go(theirs, "Explore")
        expect(theirs.get_by_role("heading", name="This link needs a chart")).to_be_visible()
        upload(theirs, chart)
        expect(theirs.get_by_role("heading", name="This link needs")).to_have_count(0)
        go(theirs, "Scenario")
        expect(theirs.get_by_role("heading", name="Your organisation")).to_be_visible()
        expect(theirs.locator(".os-number").first).to_be_visible()
    finally:
        other.context.close()
    assert other.faults == []
