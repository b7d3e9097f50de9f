"""How sure each headline number is, and of what: as sentences and a table."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from orgsim.measures.declarations import MEASURES
from orgsim.measures.outcomes import at_end, at_start
from orgsim.measures.shown_units import shown
from orgsim.reporting.neutral_table import Column, Table
from orgsim.reporting.sentences.certainty_text import (
    NOT_TOLD_APART,
    ONE_SET,
    change_cells,
    change_words,
)
from orgsim.reporting.summary import change_summary
from orgsim.simulation import ScenarioResult
from orgsim.ui.scenario.outcomes.cards import BY_CHANGES, GAP, HEADLINES, SINCE_START

Results = Mapping[str, ScenarioResult]

HEADINGS = (
    "Change",
    "95 % interval of its mean",
    "In parameter sets",
    "Share of parameters (95 % interval)",
    "A single organisation (95 %)",
)
ABOUT = (
    "The interval of the mean shows what to expect, across randomness and parameter sets together."
    " In parameter sets: how many of those that fit the evidence agree on the direction. Share of"
    " parameters: how much of the variance between replications is due to the sets; the rest is"
    " randomness, which no evidence on parameters removes. A single organisation: the range for"
    " one more replication, with another set."
)


def certainty_sentences(results: Results) -> list[str]:
    """What the headline gap's change is known by, and what cannot be told yet."""
    result = results["scenario"]
    if result.sets is None:
        return [ONE_SET]
    fitted = result.config.organisation.ensemble is not None
    said = []
    for what, change in _changes(results, GAP).items():
        if words := change_words(change, fitted):
            said.append(f"{MEASURES[GAP].label} {what}: {words[0].lower()}{words[1:]}")
    if len(np.unique(result.sets)) == len(result.sets):
        said.append(NOT_TOLD_APART)
    return said


def certainty_table(results: Results) -> Table:
    """A row per headline number and change, named once: its interval, and what it is made of."""
    columns = (Column("Measure"), Column("What"), *(Column(head, "number") for head in HEADINGS))
    rows = tuple(
        (
            "" if number else f"{MEASURES[name].label} [{unit}]",
            what,
            *change_cells(change, times, decimals),
        )
        for name in HEADLINES
        for unit, times, decimals in [shown(name)]
        for number, (what, change) in enumerate(_changes(results, name).items())
    )
    if results["scenario"].sets is not None:
        return Table(columns, rows, about=ABOUT)
    return Table(columns, rows).only("Measure", "What", *HEADINGS[:2])


def _changes(results: Results, name: str) -> dict[str, dict[str, Any]]:
    """The changes of a measure, as a summary has them: since the start, and by what was changed."""
    result, reference = results["scenario"], results.get("reference")
    end = at_end(name, result.measures[name])
    found = {
        SINCE_START: change_summary(end, at_start(name, result.measures[name]), result.sets),
    }
    if reference is not None and reference.measures[name].shape == result.measures[name].shape:
        other = at_end(name, reference.measures[name])
        found[BY_CHANGES] = change_summary(end, other, result.sets)
    return found
