"""How far the replications of a scenario are, and what is said before and around its results."""

import solara

from orgsim.config.models import FITTED
from orgsim.reporting.sentences.scenario_report_text import (
    FITTED_SENTENCE,
    SAME_DRAWS,
    rest_sentence,
)
from orgsim.reporting.summary import rest_of
from orgsim.ui.shared import session
from orgsim.ui.shared.computing import scenario_growth
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.inputs import Quiet, Words


@solara.component
def Nothing():
    """Before the first replication, or after somebody stopped it."""
    running = session.running.value
    with solara.Div(classes=["os-card", "os-empty"]):
        Words("Simulating …" if running else "No results yet.", "os-heading")
        Words("The first curves appear after four replications.")


@solara.component
def Progress():
    """How far the replications are, and a way to stop them."""
    growing, running = scenario_growth.results(), session.running.value
    done = growing.replications if growing else 0
    wanted = growing.wanted if growing else session.scenario.value.config().run.replications
    with solara.Div(classes=["os-row", "os-status"], attributes={"role": "status"}):
        stale = scenario_growth.stale()
        before = "the numbers below are for the previous settings"
        if running:
            with solara.Div(classes=["os-progress"]):
                solara.Div(style={"width": f"{5 if stale else max(5, 100 * done / wanted):.0f}%"})
            said = f"Simulating; {before}" if stale else f"{done} of {wanted} replications"
            Words(said, "os-note", "span")
            Quiet("Stop", session.cancelling.value, "mdi-stop-circle-outline")
        elif stale:
            Words(f"{before.capitalize()}.", "os-note", "span")
        elif growing is not None:
            text = f"{done} of {wanted} replications" + ("" if growing.complete else ", stopped")
            Words(f"{text}; {SAME_DRAWS}.", "os-note", "span")


@solara.component
def Rest(growing: Growing):
    """Whether the organisation had come to rest before week 0, where it was to, or what it was then."""
    if growing.results["scenario"].config.run.start == FITTED:
        Words(FITTED_SENTENCE)
    if rest := rest_of(growing.results["scenario"]):
        Words(rest_sentence(rest), "os-worse" if rest["not_at_rest"] else "os-note")
