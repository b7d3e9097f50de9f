"""What is compared stands in the address: it comes back whole, and what is wrong in it is told."""

from urllib.parse import urlparse

import pytest
from page_lab import Watched, ended, started
from waiting import pressed_until

from orgsim.ui.shared import address, session
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.compared_address import left_out, query_with, read_address
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario

pytestmark = pytest.mark.usefixtures("fresh_session")

SHOWN = Scenario("retail").with_value("levers.red_tape", 0.5)
THOSE = (
    Scenario("retail", "nothing"),
    Scenario("retail", "both").named("Both & <b>“more”</b>, 100 %"),
    SHOWN.with_value("interventions", [{"kind": "presence", "who": ["level:2", "unit:3"]}]),
)


def test_an_address_holds_all_that_is_compared_in_its_order():
    query = query_with(SHOWN, THOSE)
    said = read_address(query)
    assert said.compared == THOSE
    assert said.problems == ()
    address.follow(query)
    assert (session.scenario.peek(), session.compared.peek()) == (SHOWN, THOSE)
    assert session.query() == query
    assert session.link("/compare") == f"/compare?{query}"


def test_an_address_is_short():
    query = query_with(Scenario("retail"), THOSE[:1])
    assert query == "preset=retail&with=preset=retail%26variant=nothing"


def test_links_keep_what_is_compared_and_going_back_brings_back_what_was():
    address.follow(query_with(SHOWN, THOSE))
    assert read_address(session.link("/", Scenario("hospital")).partition("?")[2]).compared == THOSE
    address.follow(SHOWN.to_query())
    assert session.compared.peek() == ()
    session.undo()
    assert session.compared.peek() == THOSE


def test_an_address_that_was_cut_is_to_be_copied_whole():
    address.follow("preset=retail&groups=")
    assert session.problem.peek() == (
        "This link does not work: groups=: is not a number, text in quotes or list;"
        " copy the address whole"
    )


def test_what_is_wrong_with_one_part_takes_no_other_along():
    address.follow(
        "preset=retail&with=preset=nowhere&with=preset=retail%26variant=both&with=levers.red_tape=7"
        "&with=organisation.chart=%22/etc/passwd%22&with=%FF%00"
    )
    assert session.compared.peek() == (Scenario("retail", "both"),)
    said = session.problem.peek()
    assert said.startswith("This link does not work: with number 1 is left out: preset")
    for part in ("with number 3", "levers.red_tape", "with number 4", "an address names no files"):
        assert part in said
    assert "\n" not in said


def test_a_page_whose_own_scenario_is_wrong_keeps_what_is_compared():
    before = session.scenario.peek()
    address.follow("preset=nowhere&with=preset=retail")
    assert session.scenario.peek() == before
    assert session.compared.peek() == (Scenario("retail"),)
    assert "nowhere" in session.problem.peek()


def test_names_are_made_unique_and_seven_are_too_many():
    said = read_address("preset=retail" + "&with=preset=retail" * 7)
    titles = [each.title for each in said.compared]
    assert titles[:2] == ["A retail chain", "A retail chain 2"]
    assert len(set(titles)) == len(titles) == 6
    assert "two scenarios are called 'A retail chain'" in said.problems[0]
    assert "6 scenarios are compared at most, the address has 7" in said.problems[-1]


def test_no_address_holds_uploads_or_more_than_servers_take():
    uploaded = Scenario("retail").with_paths({"organisation.chart": "/tmp/chart.csv"})
    long = Scenario(OWN, changes=(("name", '"' + "x" * 40_000 + '"'),))
    assert left_out(SHOWN, (uploaded, *THOSE, long)) == [uploaded, long]
    assert read_address(query_with(SHOWN, (uploaded, *THOSE))).compared == THOSE


def test_a_reference_is_made_and_unmade():
    address.follow(query_with(SHOWN, THOSE))
    compared_changes.make_reference(2)
    assert session.compared.peek() == (THOSE[2], *THOSE[:2])
    session.undo()
    assert session.compared.peek() == THOSE


@pytest.mark.slow
def test_a_comparison_survives_a_reload_and_a_server_that_was_killed_and_started_again(chromium):
    process, address = started()
    try:
        visitor = Watched(chromium, address)
        page = visitor.page()
        small = (
            "organisation.people=40&run.weeks=8&run.replications=2&run.parameter_sets=%22point%22"
        )
        page.goto(f"{address}/?preset=retail&{small}&levers.transparency=0.9&name=Open")
        page.get_by_text("2 of 2 replications").first.wait_for()
        button = page.get_by_role("button", name="Compare it", exact=True)
        pressed_until(button, lambda: page.evaluate("location.search").count("with=") == 2)
        compared = reloaded(page)
        page.goto("about:blank")  # a page that is open would load itself again at any moment
        process.kill()
        process.wait()
        process, again = started(port=urlparse(address).port)
        assert again == address
        for tab in (page, visitor.context.new_page()):
            tab.goto(compared)
            for name in ("Open", "Open 2", "A retail chain"):
                tab.get_by_role("button", name=f"Remove {name}", exact=True).wait_for()
        visitor.context.close()
        assert visitor.faults == []
    finally:
        ended(process)


def reloaded(page) -> str:
    """The address of a comparison with a duplicate, which a reload and other pages have kept."""
    page.get_by_role("navigation").get_by_role("link", name="Compare", exact=True).click()
    page.get_by_role("button", name="Duplicate Open", exact=True).click()
    duplicate = page.get_by_role("button", name="Remove Open 2", exact=True)
    duplicate.wait_for()
    page.wait_for_url("**/compare?*with=*with=*with=*")
    address = page.url
    page.reload()
    duplicate.wait_for()
    page.get_by_role("navigation").get_by_role("link", name="Model", exact=True).click()
    page.wait_for_url("**/model?*with=*with=*with=*")
    return address
