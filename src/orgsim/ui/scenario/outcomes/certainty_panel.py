"""How sure, and of what: randomness and what the evidence leaves open, separately."""

import solara

from orgsim.ui.scenario.outcomes.certainty_rows import certainty_sentences, certainty_table
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.plain_table import Table


@solara.component
def Certainty(growing: Growing) -> None:
    """Sentences on the gap, and a table of all headline numbers."""
    table = solara.use_memo(lambda: certainty_table(growing.results), [growing])
    with solara.Div():
        for sentence in certainty_sentences(growing.results):
            Words(sentence, "mb-1", "p")
        Table(table)
        if table.about:
            Words(table.about, "os-note mt-2", "p")
