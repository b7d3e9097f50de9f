"""What is opened on the scenario page before its first numbers come stays open when they do."""

import ipyvuetify
import pytest
import solara

from orgsim.simulation import simulate
from orgsim.ui.scenario.scenario_page import Outcome
from orgsim.ui.shared import session
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.scenarios.scenario import Scenario

pytestmark = pytest.mark.usefixtures("fresh_session")

SMALL = (
    Scenario()
    .with_value("organisation.people", 20)
    .with_value("run.weeks", 2)
    .with_value("run.replications", 2)
)


def offers_of(drawn) -> int:
    """How many buttons there are to add this programme."""
    return len(drawn.find(ipyvuetify.Btn, attributes={"aria-label": "Add Presence"}))


def test_a_menu_stays_open_when_the_first_numbers_come():
    session.scenario.value = session.start.value = SMALL
    session.growing.value = None
    _, drawn = solara.render(Outcome(), handle_error=False)
    buttons = [found.widget for found in drawn.find(ipyvuetify.Btn)]
    next(each for each in buttons if "Add a programme" in each.children).click()
    assert offers_of(drawn) == 1
    session.growing.value = Growing(simulate({"scenario": SMALL.config()}), 2, 2)
    assert offers_of(drawn) == 1
    drawn.close()
    session.growing.value = None
