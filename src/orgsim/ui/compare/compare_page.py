"""Compare: up to six scenarios side by side under the same random draws, and what to do first."""

from collections.abc import Callable

import solara

from orgsim.errors import UserError
from orgsim.ui.compare.chosen_panel import Chosen, Start
from orgsim.ui.compare.compared_groups import Group, by_organisation, configs_of
from orgsim.ui.compare.comparison_panel import Found
from orgsim.ui.shared import session
from orgsim.ui.shared.computing.growing_hooks import use_growing
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.exports.downloads import weekly_csv
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_link import PageLink

SEVERAL = (
    "These are scenarios of different organisations. Each is compared with those of its own"
    " organisation alone: what differs between organisations is not what was done."
)


@solara.component
def Page() -> None:
    """Scenarios to pick, what to do first, and the numbers behind it."""
    scenarios = session.compared.value
    groups, problem = _grouped()
    configs = configs_of(groups)
    growing, stale, running, cancel = use_growing(configs)
    with solara.Div(classes=["os-main"]):
        Words("Compare scenarios", "os-unseen", "h1")
        Chosen(groups)
        if problem:
            solara.Error(problem)
        if not scenarios:
            Start()
        elif growing is None or set(growing.results) != set(configs):
            solara.Text("Simulating …" if running else "Nothing simulated yet.")
            solara.ProgressLinear(running)
        else:
            _Progress(growing, stale, running, cancel)
            if len(groups) > 1:
                Words(SEVERAL, "mb-1", "p")
            for group in groups:
                Found(group, growing, stale, running, len(groups) > 1).key(group.title)
            with solara.Div(classes=["os-row"]):
                if not stale:
                    Download(
                        "Weekly numbers (CSV)",
                        lambda: weekly_csv(growing.results),
                        "orgsim-comparison.csv",
                        "text/csv",
                    )
                with PageLink("/present"):
                    Words("Present it, step by step, in big type", "os-link", "span")


def _grouped() -> tuple[list[Group], str]:
    try:
        return by_organisation(session.compared.value), ""
    except UserError as error:
        return [], str(error)


@solara.component
def _Progress(growing: Growing, stale: bool, running: bool, cancel: Callable[[], None]) -> None:
    if not stale and (growing.complete or not running):
        return
    said = f"{growing.replications} of {growing.wanted} replications"
    if stale:
        said = f"{'Simulating' if running else 'Stopped'}; the numbers are of what was set before."
    with solara.Div(classes=["os-row"]):
        solara.Text(said)
        if running:
            solara.Button("Stop here", text=True, small=True, on_click=cancel)
    if running:
        solara.ProgressLinear(stale or 100 * growing.replications / growing.wanted)
