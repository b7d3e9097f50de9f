"""What is computed of the scenario of the session, whichever page is open."""

import solara
from reacton.core import get_render_context

from orgsim.config.files import PATHS
from orgsim.config.models import Config
from orgsim.ui.shared.computing.growing_hooks import use_replications
from orgsim.ui.shared.computing.replication_stream import Growing, keys_of
from orgsim.ui.shared.scenarios.reference_scenario import reference_of
from orgsim.ui.shared.session import (
    awaited,
    cancelling,
    drawn_once,
    growing,
    running,
    scenario,
    start,
)


@solara.component
def Growth():
    """Computes what is on the page, whichever page is open; draws nothing."""
    page = get_render_context()
    solara.use_effect(lambda: drawn_once.set(page), [])
    cancelling.value = use_replications(wanted_configs(), growing.set, running.set)
    solara.Div(style={"display": "none"})


def results() -> Growing | None:
    """What is known of the scenario or of what it was before; of other files' people nothing."""
    found, now = growing.value, scenario.value.config().organisation
    if found is None:
        return None
    told = found.results["scenario"].config.organisation
    return found if all(getattr(told, key) == getattr(now, key) for key in PATHS) else None


def stale() -> bool:
    """Whether the results are still of what the scenario was before."""
    found = results()
    return found is not None and keys_of(
        {name: result.config for name, result in found.results.items()}
    ) != keys_of(wanted_configs())


def wanted_configs() -> dict[str, Config]:
    """Configs behind `growing`: the scenario's, and its reference's if it was changed."""
    if awaited.value:
        return {}
    configs = {"scenario": scenario.value.config()}
    reference = reference_of(scenario.value, start.value)
    if reference is not None:
        configs["reference"] = reference.config()
    return configs
