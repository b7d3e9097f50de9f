"""All measures of a scenario as a table: at the start, at the end, and what changed."""

from collections.abc import Mapping

import solara

from orgsim.analysis.comparison import OPEN
from orgsim.analysis.intervals import estimate
from orgsim.measures.declarations import MEASURES
from orgsim.measures.outcomes import at_end, at_start
from orgsim.measures.shown_units import shown
from orgsim.number_text import fixed
from orgsim.reporting.neutral_table import Column, Marked, Table
from orgsim.reporting.tables.result_tables import TONES
from orgsim.simulation import ScenarioResult
from orgsim.ui.scenario.outcomes.cards import BY_CHANGES, GAP, NOT_KNOWN, SINCE_START, change_text
from orgsim.ui.shared import plain_table
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.inputs import Words

HOW = (
    "Means over replications; 95 % intervals in brackets. Flows such as leavers are averages over"
    " weeks. Small: settled, but below the size that matters for the measure, which is assumed."
)


@solara.component
def Numbers(growing: Growing):
    """The table, and how to read it."""
    plain_table.Table(numbers_table(growing.results))
    Words(HOW, "os-note mt-2")


def numbers_table(results: Mapping[str, ScenarioResult]) -> Table:
    """A row per measure; compared with the original scenario if it was changed."""
    result, reference = results["scenario"], results.get("reference")
    if reference is not None and reference.measures[GAP].shape != result.measures[GAP].shape:
        reference = None  # other weeks or replications: nothing to be paired with
    rows = []
    for name, measure in {**MEASURES, **result.own}.items():
        unit, times, decimals = shown(measure)
        start, end = at_start(name, result.measures[name]), at_end(name, result.measures[name])
        ends = [fixed(times * estimate(values).mean, decimals) for values in (start, end)]
        row = [
            f"{measure.label} [{unit}]",
            *ends,
            _marked(*change_text(end - start, measure, result.sets)),
        ]
        if reference is not None and name not in reference.measures:
            row.append(_marked(NOT_KNOWN, ""))
        elif reference is not None:
            against = end - at_end(name, reference.measures[name])
            row.append(_marked(*change_text(against, measure, result.sets)))
        rows.append(tuple(row))
    changes = (SINCE_START, BY_CHANGES)[: 1 if reference is None else 2]
    headings = ("at the start", "at the end", *changes)
    return Table((Column("Measure"), *(Column(each, "number") for each in headings)), tuple(rows))


def _marked(change: str, verdict: str) -> Marked:
    text = change if change == NOT_KNOWN else f"{change} {verdict or OPEN}"
    return Marked(text, TONES.get(verdict, ""))
