"""The network of a scenario: everybody, week by week, coloured by what is asked for."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import solara

from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.ui.scenario.people.network_widget import (
    MOST_PEOPLE_WITH_TIES,
    NetworkWidget,
    colouring,
    structure,
)
from orgsim.ui.scenario.people.weekly_states import STATES_SHOWN, WeeklyStates, simulate_weekly
from orgsim.ui.shared.computing.replication_stream import GivenUp, Growing, key_of
from orgsim.ui.shared.inputs import Choice, Words

SETTLED_SECONDS = 0.3
"""How long a scenario stays as it is before it is simulated."""


@solara.component
def People(growing: Growing):
    """The people of a scenario's results in their network."""
    Network(growing.results["scenario"].config)


@solara.component
def Network(config: Config):
    """One replication of a scenario on a canvas, with a state to choose."""
    state, set_state = solara.use_state("alignment")
    ties, set_ties = solara.use_state(False)
    seeing = use_watched(config)
    watched = seeing.watched
    with solara.Div(classes=["os-row"], style={"margin-bottom": "8px"}):
        colours = {name: each.label for name, each in STATES_SHOWN.items()}
        Choice("Colour by", colours, state, set_state)
        if watched and watched.organisation.people <= MOST_PEOPLE_WITH_TIES:
            solara.Checkbox(label="informal ties", value=ties, on_value=set_ties)
    with solara.Div(style={"min-height": "6px"}):
        if seeing.problem:
            solara.Error(seeing.problem)
        elif seeing.simulated is not None:
            solara.ProgressLinear(100 * seeing.simulated / max(1, config.run.weeks))
    with solara.Div():
        if watched is not None:
            _Canvas(watched, state, ties)
            Words(_note(watched), "os-note mt-1")


@solara.component
def _Canvas(watched: WeeklyStates, state: str, ties: bool):
    fixed = solara.use_memo(lambda: structure(watched), [watched])
    shown = solara.use_memo(lambda: colouring(watched, state, ties), [watched, state, ties])
    NetworkWidget.element(**fixed, **shown, version=f"{id(watched)} {state} {ties}")


def _note(watched: WeeklyStates) -> str:
    who = "Each dot is a person; larger ones lead others; an empty one means: does not apply."
    if watched.by_unit:
        who = (
            "Each dot is a unit (the reports of one leader) with their mean: there are too many"
            " people to show them individually."
        )
    return (
        f"{who} This is one replication: look for patterns, not for sizes. Drag to"
        " move; click, then scroll or press + and − to zoom."
    )


@dataclass(frozen=True)
class Seeing:
    """What there is to see, the week that is simulated while there is more to come, and a mistake."""

    watched: WeeklyStates | None = None
    simulated: int | None = None
    problem: str = ""


def use_watched(config: Config) -> Seeing:
    """A hook: what there is to see of a scenario.

    A change of the config, or leaving the page, ends the work; what was there stays until then.
    """
    seeing, set_seeing = solara.use_state(Seeing())

    def work() -> Callable[[], None]:
        stopped = threading.Event()
        step = max(1, config.run.weeks // 10)

        def told(week: int) -> None:
            if week and week % step == 0 and not stopped.is_set():
                set_seeing(lambda old: replace(old, simulated=week, problem=""))

        def run() -> None:
            if stopped.wait(SETTLED_SECONDS):
                return
            try:
                found = Seeing(simulate_weekly(config, stopped.is_set, told))
            except GivenUp:
                return
            except (UserError, MemoryError) as error:
                found = Seeing(problem=str(error) or "not enough memory to show so many people")
            if not stopped.is_set():
                set_seeing(found)

        # no use_task: what was there stays while it is made anew, and weeks are counted
        threading.Thread(target=run, daemon=True).start()
        return stopped.set

    solara.use_effect(work, [key_of(config)])
    return seeing
