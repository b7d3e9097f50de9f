"""Does the order hold? Every parameter halved and doubled, on request, in the background."""

from collections.abc import Mapping

import solara

from orgsim.analysis.order_of_scenarios import Order, order_under_changes
from orgsim.analysis.scenario_comparison import Comparison
from orgsim.reporting.sentences.advice_text import ranked_of
from orgsim.reporting.sentences.order_text import order_sentences, order_table
from orgsim.simulation import ScenarioResult
from orgsim.ui.shared.computing.background import Teller, use_background
from orgsim.ui.shared.computing.replication_stream import key_of
from orgsim.ui.shared.inputs import Problem, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table

ABOUT = (
    "Most numbers of the model are known roughly. Here each is halved and doubled, one at a time and in"
    " every parameter set, and all scenarios are simulated again: is the same one still first?"
)


@solara.component
def OrderPanel(found: Comparison, results: Mapping[str, ScenarioResult]) -> None:
    """A button, how far it is, and what came of it."""
    configs = {name: result.config for name, result in results.items()}
    ranked = [each.name for each in ranked_of(found)]

    def work(teller: Teller) -> Order:
        return order_under_changes(
            configs,
            found.reference,
            ranked,
            lambda done, whole: teller.at(done, whole, f"change {done + 1} of {whole}"),
            lambda: teller.advance(0),
        )

    about = (found.reference, tuple((name, key_of(each)) for name, each in configs.items()))
    state, start, cancel = use_background("order", work, about)
    with Panel("Does the order hold?"):
        Words(ABOUT, "mb-2", "p")
        with solara.Div(classes=["os-row"]):
            if state.running:
                solara.Button("Stop", on_click=cancel, outlined=True, small=True)
                Words(state.doing, "os-note", "span")
            else:
                solara.Button("Halve and double", on_click=start, outlined=True, color="primary")
        if state.running:
            solara.ProgressLinear(100 * state.share if state.share else True)
        if state.problem:
            Problem(state.problem)
        if state.result is not None:
            for sentence in order_sentences(state.result, ranked[0]):
                Words(sentence, "mb-1 mt-2", "p")
            if state.result.others:
                Table(order_table(state.result))
