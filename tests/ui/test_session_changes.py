"""Changes of a session: undo, the start they are compared with, and mistakes that change nothing."""

import pytest

from orgsim.ui.shared import session
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.reference_scenario import reference_of
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml

pytestmark = pytest.mark.usefixtures("fresh_session")


def now() -> Scenario:
    return session.scenario.peek()


def test_a_change_can_be_undone_and_done_again():
    first = now()
    assert session.change(first.with_value("levers.transparency", 0.9))
    session.undo()
    assert now() == first
    session.redo()
    assert now().value("levers.transparency") == 0.9


def test_a_slider_that_is_dragged_is_one_change():
    first = now()
    for value in (0.6, 0.7, 0.8):
        session.change(first.with_value("levers.transparency", value))
    assert len(session.past.peek()) == 1
    session.undo()
    assert now() == first


def test_a_mistake_changes_nothing_and_is_told():
    first = now()
    assert not session.change(first.with_value("levers.transparency", 7))
    assert now() == first
    assert "levers.transparency" in (session.problem.peek() or "")
    assert session.change(first.with_value("levers.transparency", 0.7))
    assert session.problem.peek() is None


def test_reset_goes_back_to_the_start():
    session.begin(Scenario("retail", "training"))
    session.change(now().with_value("levers.red_tape", 0.6))
    session.reset()
    assert now() == Scenario("retail", "training")


def test_the_reference_is_the_start_run_as_long_and_as_often():
    start = Scenario("retail")
    assert reference_of(start, start) is None
    longer = start.with_value("run.weeks", 60)
    assert reference_of(longer, start) is None
    changed = longer.with_value("levers.red_tape", 0.6)
    reference = reference_of(changed, start)
    assert reference is not None
    assert reference.config().run == changed.config().run
    assert reference.config().levers == start.config().levers


def test_another_organisation_has_no_reference():
    start = Scenario("retail")
    assert reference_of(Scenario("hospital").with_value("run.seed", 2), start) is None
    assert reference_of(start.with_files({"organisation.chart": "chart.csv"}), start) is None


OWN_PROGRAMME = """
[[own_programmes]]
name = "walks"
meaning = "leaders walk about"
who = "leaders"
change = { leader_modelling = 0.3 }

[costs.prices]
walks = 100.0
"""


def test_a_reference_knows_the_programmes_that_are_priced():
    (mine,) = from_toml("[levers]\ntransparency = 0.9\n", "mine.toml")
    (other,) = from_toml(OWN_PROGRAMME, "other.toml")
    reference = reference_of(other, mine)
    assert reference.config().costs.prices == {"walks": 100.0}
    assert reference.config().levers == mine.config().levers
    assert reference_of(other, other) is None


def test_a_file_is_compared_with_itself_as_it_came():
    (mine,) = from_toml("[levers]\ntransparency = 0.9\n", "mine.toml")
    session.begin(mine)
    assert reference_of(mine, session.start.peek()) is None
    moved = mine.with_value("levers.red_tape", 0.6)
    assert reference_of(moved, session.start.peek()) == mine


def test_a_link_of_the_same_start_keeps_the_start():
    (mine,) = from_toml("[levers]\ntransparency = 0.9\n", "mine.toml")
    session.begin(mine)
    session.arrive(mine.with_value("levers.red_tape", 0.6), ())
    assert session.start.peek() == mine
    session.arrive(Scenario("hospital").with_value("levers.red_tape", 0.6), ())
    assert session.start.peek() == Scenario("hospital")


def test_compared_scenarios_have_names_of_their_own_and_are_six_at_most():
    for _ in range(6):
        assert compared_changes.add(Scenario())
    titles = [one.title for one in session.compared.peek()]
    assert len(set(titles)) == 6
    assert not compared_changes.add(Scenario())
    assert "6 scenarios" in (session.problem.peek() or "")
    assert not compared_changes.rename(0, titles[1])
    compared_changes.remove(0)
    assert [one.title for one in session.compared.peek()] == titles[1:]
    session.undo()
    assert [one.title for one in session.compared.peek()] == titles
