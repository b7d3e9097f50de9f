"""The fit that a plan rests on: whether it explains its answers, and the way to it."""

from collections.abc import Callable

import solara

from orgsim.config.models import Config
from orgsim.io.fit_verdict import fit_warning
from orgsim.ui.organisation import fit_state
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Problem, Quiet, Words
from orgsim.ui.shared.panel import Panel

ALL_THE_SAME = "Plan anyway"


@solara.component
def FitBehind(config: Config, all_the_same: bool, put: Callable[[bool], None]):
    """What the fit of a config does not explain; such a one is planned on only where that is asked."""
    router = solara.use_router()
    ensemble, kept = config.organisation.ensemble, fit_state.kept.value
    if ensemble is None:
        return
    warning = fit_warning(config)

    def look() -> None:
        fit_state.step.value = fit_state.STEPS.index("Check")
        router.push(session.link("/organisation"))

    with Panel("The fit behind this plan"):
        Words(
            "This organisation was fitted to its answers: every replication uses a member of the"
            " ensemble, and starts from people's states now."
        )
        if warning:
            Problem(warning)
            solara.Checkbox(label=ALL_THE_SAME, value=all_the_same, on_value=put)
        if kept and ensemble.parent == kept.done.folder:
            Quiet("Look at the fit", look, "mdi-arrow-left")
