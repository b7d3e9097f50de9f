"""Projects in a browser: saved in one, opened in another, taken along; a page that slept comes back."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_lab import Watched, ended, serving
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect

from orgsim.projects.kept_project import KeptScenario, Project
from orgsim.projects.project_file import UploadEntry
from orgsim.projects.project_place import VARIABLE
from orgsim.projects.project_saving import save_project
from orgsim.ui.server import KEPT_VARIABLE

pytestmark = pytest.mark.slow

SMALL = f"organisation.people=40&run.weeks=10&run.replications=2&{PLAIN_QUERY}"
SLEEPING = """
window.sockets = [];
const Real = window.WebSocket;
window.WebSocket = class extends Real {
  constructor(url, kinds) {
    if (window.asleep) { url = url.replace(/:\\d+/, ":9"); }
    super(url, kinds);
    window.sockets.push(this);
  }
};
"""
"""While the window is `asleep`, no socket reaches the server."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("projects")


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    """A server that forgets a page two seconds after it lost it."""
    environment = {VARIABLE: str(folder), KEPT_VARIABLE: "2s"}
    process, address = serving("orgsim", "ui", "--no-browser", **environment)
    yield address
    ended(process)


@pytest.fixture
def visitors(chromium, address) -> Iterator:
    """Makes visitors, each with a browser of their own; nothing may go wrong on their pages."""
    there: list[Watched] = []

    def another() -> Watched:
        there.append(Watched(chromium, address))
        return there[-1]

    yield another
    for each in there:
        each.context.close()
    assert [fault for each in there for fault in each.faults] == []


def go(page, name: str) -> None:
    nav = page.get_by_role("navigation", name="Pages")
    nav.get_by_role("link", name=name, exact=True).click()


def keep_chart(folder: Path, tmp_path: Path) -> None:
    """A project on an uploaded chart, as the page would save it."""
    people = "\n".join(["id,superior", "1,", *(f"{k},{max(1, k // 4)}" for k in range(2, 41))])
    (tmp_path / "chart.csv").write_text(people)
    tables = {
        "name": "Our people",
        "run": {"weeks": 10, "replications": 2},
        "organisation": {"chart": "uploads/chart.csv", "identifier": "id", "superior": "superior"},
    }
    entry = UploadEntry(
        file="chart.csv",
        kind="chart",
        name="staff.csv",
        chosen={"identifier": "id", "superior": "superior"},
    )
    kept = KeptScenario("Our people", tables)
    os.environ[VARIABLE] = str(folder)
    try:
        save_project(
            "Charted", Project(kept, (), "", {"chart.csv": tmp_path / "chart.csv"}, (entry,))
        )
    finally:
        del os.environ[VARIABLE]


def asked_on_leaving(page) -> list[str]:
    """What a page asks who leaves it while something is not saved; then, and from then on, one stays."""
    asked = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    return asked


def test_saved_in_one_browser_which_asks_before_that_and_opened_in_another(
    visitors, address, picture, tmp_path
):
    page = visitors().page()
    page.goto(f"{address}/?preset=baseline&{SMALL}&name=As it is&levers.transparency=0.9")
    expect(page.get_by_role("heading", name="As it is")).to_be_visible()
    page.get_by_role("button", name="Compare it").click()
    expect(page).to_have_url(re.compile("with="))
    go(page, "Projects")
    expect(page.get_by_text("This work has no name yet: not saved")).to_be_visible()
    asked = asked_on_leaving(page)
    page.get_by_label("Notes").fill("For the board")
    page.get_by_label("Name", exact=True).fill("con")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("a project cannot be called 'con'")
    expect(page.get_by_label("Name", exact=True)).to_have_value("con")
    page.get_by_label("Name", exact=True).fill("Board 2026")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Board 2026: saved")).to_be_visible()
    picture(page, "projects")
    compared = page.url.count("with=")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]

    other = visitors().page()
    other.goto(f"{address}/?preset=retail&{SMALL}&levers.transparency=0.2")
    expect(other.get_by_text("Not saved")).to_be_visible()
    go(other, "Projects")
    row = other.get_by_role("group", name="Board 2026")
    row.get_by_role("button", name="Open").click()
    other.get_by_role("button", name="Stay").click()
    row.get_by_role("button", name="Open").click()
    other.get_by_role("button", name="Open it anyway").click()
    expect(other.get_by_role("heading", name="As it is")).to_be_visible()
    expect(other).to_have_url(re.compile(r"levers\.transparency=0\.9.*with="))
    assert other.url.count("with=") == compared
    go(other, "Projects")
    expect(other.get_by_label("Notes")).to_have_value("For the board")
    with other.expect_download() as waiting:
        row.get_by_role("button", name="Export").click()
    taken = tmp_path / "Taken along.zip"
    taken.write_bytes(Path(waiting.value.path()).read_bytes())
    other.locator("input[type=file]").set_input_files(taken)
    again = other.get_by_role("group", name="Taken along", exact=True)
    expect(again).to_contain_text("scenarios, saved")
    expect(other.get_by_text("Taken along.zip")).to_have_count(0)
    other.locator("input[type=file]").set_input_files(taken)  # the very same once more
    expect(other.get_by_role("group", name="Taken along 2")).to_contain_text("scenarios, saved")
    expect(other.get_by_text("Taken along.zip")).to_have_count(0)
    broken = tmp_path / "Broken.zip"
    broken.write_bytes(b"no zip")
    other.locator("input[type=file]").set_input_files(broken)
    expect(other.get_by_role("alert")).to_contain_text("no zip file")
    again.get_by_role("button", name="Delete").click()
    again.get_by_role("button", name="Delete permanently").click()
    expect(again).to_have_count(0)
    picture(other, "projects_other")


def test_a_page_that_slept_comes_back_with_its_uploads(visitors, address, folder, tmp_path):
    keep_chart(folder, tmp_path)
    visitor = visitors()
    visitor.context.add_init_script(SLEEPING)
    page = visitor.page()
    page.goto(f"{address}/projects")
    page.get_by_role("group", name="Charted").get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Our people")).to_be_visible()
    go(page, "Projects")
    page.get_by_role("heading", name="Charted: saved").wait_for()
    page.get_by_label("Notes").fill("slept")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", name="Charted: saved")).to_be_visible()
    go(page, "Scenario")
    expect(page.get_by_role("heading", name="Our people")).to_be_visible()
    with page.expect_navigation():  # the page loads itself again
        page.evaluate("window.asleep = true; window.sockets.forEach(each => each.close())")
        page.wait_for_timeout(6000)
        page.evaluate("window.asleep = false")
    expect(page.get_by_role("heading", name="Our people")).to_be_visible()
    expect(page.get_by_text("Charted")).to_be_visible()
    visitor.faults.clear()  # of the sockets that did not reach the server
    go(page, "Your organisation")
    expect(page.get_by_text("staff.csv").first).to_be_visible()
