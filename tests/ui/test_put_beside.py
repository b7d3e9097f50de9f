"""Compare it: nothing done comes along, names say what is done, and nothing is there twice."""

import pytest
from plain_scenarios import plain_scenario

from orgsim.ui.compare.compared_groups import by_organisation
from orgsim.ui.compare.put_beside import named_by_changes, put_beside, told_apart, untouched
from orgsim.ui.scenario.timeline.timeline_rows import added, altered, rows
from orgsim.ui.shared import session
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml

pytestmark = pytest.mark.usefixtures("fresh_session")

HOSPITAL = Scenario("hospital")
PRESENT = added(HOSPITAL, "interventions", "presence")


def titles() -> list[str]:
    return [each.title for each in session.compared.peek()]


def test_a_programme_stands_beside_nothing_done():
    said = put_beside(PRESENT, HOSPITAL)
    assert said == (
        "Added “Presence, all leaders, from week 9” and “A hospital”, in which nothing is done."
    )
    assert titles() == ["A hospital", "Presence, all leaders, from week 9"]
    (group,) = by_organisation(session.compared.peek())
    assert group.names[0] == "A hospital"


def test_a_chart_of_ones_own_is_beside_itself_and_what_is_done_is_named(tmp_path):
    """Nobody reads that their organisation is compared with one of the presets."""
    (tmp_path / "chart.csv").write_text("id,superior\n1,\n2,1\n3,1\n")
    own = Scenario().with_files({"organisation.chart": str(tmp_path / "chart.csv")})
    assert own.title == "Your organisation"
    start = own.named("Your organisation")
    for kind in ("presence", "coaching"):
        put_beside(added(start, "interventions", kind), start)
    those = ["Presence, all leaders, from week 9", "Coaching, all leaders, from week 9"]
    assert titles() == ["Your organisation", *those]
    assert put_beside(start, start) == "“Your organisation” is already there."


def test_a_file_is_beside_itself_under_its_name_and_what_was_renamed_keeps_its_name():
    (mine,) = from_toml('name = "Acme"\n', "mine.toml")
    put_beside(added(mine, "interventions", "presence"), mine)
    put_beside(added(mine, "interventions", "coaching").named("Plan B"), mine)
    assert titles() == ["Acme", "Presence, all leaders, from week 9", "Plan B"]


def test_what_a_link_says_is_done_gives_nothing_done_no_name():
    (both,) = from_toml('name = "Acme"\n[[interventions]]\nkind = "presence"\n', "mine.toml")
    put_beside(both, both)
    assert titles() == ["Your file", "Acme"]


def test_what_is_there_already_is_said_and_not_added():
    put_beside(PRESENT, HOSPITAL)
    before = session.compared.peek()
    for again in (PRESENT, PRESENT.named("Other name"), HOSPITAL, Scenario("hospital", "nothing")):
        assert put_beside(again, HOSPITAL).endswith("is already there.")
    assert session.compared.peek() == before
    put_beside(added(HOSPITAL, "interventions", "coaching"), HOSPITAL)
    assert len(titles()) == 3


def test_nothing_done_becomes_the_reference_of_its_organisation():
    compared_changes.add(Scenario("retail"))
    compared_changes.add(Scenario("hospital", "rounds"))
    put_beside(PRESENT, HOSPITAL)
    assert [group.names[0] for group in by_organisation(session.compared.peek())] == [
        "A retail chain",
        "A hospital",
    ]


def test_names_carry_the_organisation_where_there_are_several():
    compared_changes.add(Scenario("retail", "both"))
    assert put_beside(PRESENT, HOSPITAL) == (
        "Added “A hospital: Presence, all leaders, from week 9” and “A hospital”, in which nothing is"
        " done."
    )
    assert put_beside(Scenario("retail", "both"), Scenario("retail")) == (
        "“A retail chain: both” is already there."
    )


def test_nothing_done_keeps_people_events_and_run_and_drops_levers_and_programmes():
    shown = Scenario("hospital", "rounds").with_value("levers.red_tape", 0.1)
    shown = added(shown, "shocks", "scandal", 30).with_value("organisation.people", 90)
    shown = shown.with_value("run.weeks", 40)
    config = untouched(shown, Scenario("hospital", "rounds")).config()
    assert (config.organisation.people, config.run.weeks, len(config.shocks)) == (90, 40, 1)
    assert config.interventions == ()
    assert config.levers == HOSPITAL.config().levers


def test_a_file_keeps_its_own_levers():
    (mine,) = from_toml("[levers]\ntransparency = 0.9\n", "mine.toml")
    moved = added(mine.with_value("levers.red_tape", 0.6), "interventions", "coaching")
    assert untouched(moved, mine) == mine


def test_names_say_what_is_done():
    half = altered(PRESENT, rows(PRESENT)[0], strength=0.5, weeks=10, who="unit:3")
    both = added(PRESENT, "interventions", "coaching")
    many = added(both, "interventions", "workshops").with_value("levers.red_tape", 0.1)
    named = [
        named_by_changes(each, HOSPITAL)
        for each in (half, both, many, HOSPITAL.with_value("levers.red_tape", 0.1))
    ]
    assert named == [
        "Presence ×0.5, unit:3, weeks 9–18",
        "Presence + Coaching",
        "Presence + Coaching and 2 more",
        "Red tape 0.1",
    ]
    assert named_by_changes(Scenario("hospital", "rounds"), HOSPITAL) == "rounds"
    assert named_by_changes(Scenario("retail", "both"), Scenario("retail")) == "both"


def test_there_is_no_room_for_a_seventh():
    for _ in range(5):
        compared_changes.add(Scenario("retail"))
    assert put_beside(PRESENT, HOSPITAL) == ""
    said = session.problem.peek()
    assert said.startswith("6 scenarios are compared at most; remove 1 on Compare first")
    assert len(titles()) == 5


@pytest.mark.slow
def test_compare_it_puts_a_programme_beside_nothing_done(watched, picture):
    values = {"organisation.people": 40, "run.weeks": 20, "run.replications": 2}
    shown = added(plain_scenario("hospital", values=values), "interventions", "presence")
    page = watched.page()
    page.goto(f"{watched.address}/?{shown.to_query()}")
    page.get_by_role("button", name="Compare it", exact=True).click()
    page.get_by_text("Added “Presence, all leaders, from week 9” and “A hospital”").wait_for()
    picture(page, "compare_it")
    page.get_by_role("link", name="Open Compare", exact=True).click()
    page.get_by_role("heading", name="Differences from “A hospital” at the end").wait_for()
    page.get_by_role("button", name="Add the current scenario").click()
    page.get_by_text("“Presence, all leaders, from week 9” is already there.").wait_for()


def test_a_report_on_ones_own_chart_is_named_by_what_was_changed(tmp_path):
    """It recommended “Your organisation” to “Your organisation”."""
    (tmp_path / "chart.csv").write_text("id,superior\n1,\n2,1\n3,1\n")
    own = Scenario().with_files({"organisation.chart": str(tmp_path / "chart.csv")})
    start = own.named("Your organisation")
    changed = start.with_value("levers.feedback", 0.9)
    assert told_apart(changed, start).title == "Feedback 0.9"
    assert told_apart(start, start).title == "Your organisation"
    assert told_apart(changed.named("Plan B"), start).title == "Plan B"
    groups = [{"who": "leaders", "levers": {"feedback": 0.9}}]
    of_some = start.with_value("groups", groups)
    assert told_apart(of_some, start).title == "Feedback 0.9, leaders"
