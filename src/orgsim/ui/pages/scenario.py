"""Scenario page."""

import solara

from orgsim.ui import session


@solara.component
def Page():
    """One scenario: settings on the left, what comes of it on the right."""
    solara.Text(session.scenario.value.title)
    growing = session.growing.value
    solara.Text(str(growing and growing.replications))
