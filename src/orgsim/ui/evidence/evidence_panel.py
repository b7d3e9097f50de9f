"""Evidence: facts and field trials, and on request the model's results next to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara

from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.evidence.validation import validate, work
from orgsim.evidence.validation_summary import summary
from orgsim.number_text import percent
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.tables.evidence_tables import NAMED, facts_table, trials_table
from orgsim.ui.shared.computing.background import Teller, Work, use_background
from orgsim.ui.shared.document_html import Came, Reading
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.text_html import table_html

REPLICATIONS = 5


@dataclass(frozen=True)
class Kind:
    """A kind of evidence.

    key, inside  where a summary has it, and how many of it are inside their bands
    named        what it is called in a sentence
    start        what its button says
    table        its table, with what the model came to if there is a summary
    """

    key: str
    inside: str
    named: str
    heading: str
    start: str
    table: Callable[[dict[str, Any] | None], Table]


FACTS = Kind(
    "facts",
    "inside",
    "facts",
    "Published findings that the model is compared with",
    "Compare the model with them",
    facts_table,
)
TRIALS = Kind(
    "trials",
    "trials_inside",
    "field trials",
    "Field trials that the model is compared with",
    "Repeat the trials in the model (some minutes)",
    trials_table,
)


@solara.component
def Evidence() -> None:
    """Facts and field trials, each with a button that holds the defaults against them."""
    with solara.Div():
        for kind in (FACTS, TRIALS):
            _Kind(kind).key(kind.key)


@solara.component
def _Kind(kind: Kind) -> None:
    replications, set_replications = solara.use_state(REPLICATIONS)
    state, start, cancel = use_background(
        f"validation of {kind.named}",
        lambda teller: validated(replications, teller, trials=kind is TRIALS),
        kind.key,
    )
    table = kind.table(state.result).without(NAMED)
    with solara.Div(classes=["os-card"]):
        Words(kind.heading, "os-heading", "h2")
        Words(table.about, "os-note", "p")
        with solara.Div(classes=["os-row"]):
            if state.running:
                solara.Button("Stop", icon_name="mdi-stop", outlined=True, on_click=cancel)
                Words(percent(state.share), "os-note", "span")
            else:
                _Start(kind.start, start, replications, set_replications)
        _Came(kind, state)
        Reading(table_html(table))


@solara.component
def _Start(
    label: str, start: Callable[[], None], replications: int, choose: Callable[[int], None]
) -> None:
    with solara.Div(classes=["os-row"]):
        solara.Button(label, icon_name="mdi-play", color="primary", outlined=True, on_click=start)
        with solara.Div(style={"width": "260px"}):
            solara.SliderInt(
                f"{replications} replications",
                value=replications,
                on_value=choose,
                min=2,
                max=20,
                thumb_label=False,
            )


@solara.component
def _Came(kind: Kind, state: Work[dict[str, Any]]) -> None:
    """How far it is, and what it came to."""
    with solara.Div():
        if state.running:
            solara.ProgressLinear(100 * state.share if state.share else True)
        if state.problem:
            solara.Error(state.problem)
        if found := state.result:
            Came(
                f"{found[kind.inside]} of {len(found[kind.key])} {kind.named} inside their bands,"
                f" over {found['replications']} replications of the defaults. Model: mean ± half of"
                " its 95 % interval."
            )


def validated(replications: int, teller: Teller, trials: bool = False) -> dict[str, Any]:
    """The summary of a validation of the defaults; raises GivenUp once nobody wants it."""
    config: Config = build({"name": "the defaults"}, "the defaults").base
    teller.begin(work(config, replications, trials))
    return summary(validate(config, replications, progress=teller.advance, trials=trials))
