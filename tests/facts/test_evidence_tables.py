"""The tables of facts and field trials: bands always, and beside them what a validation came to."""

import math

import numpy as np
import pytest

from orgsim.config.models import Config
from orgsim.evidence import FACTS, PARTS
from orgsim.evidence.field_trials import FIELD_PARTS
from orgsim.evidence.validation import summarise
from orgsim.evidence.validation_summary import summary
from orgsim.reporting.tables.evidence_tables import (
    band_in_words,
    decimals_needed,
    facts_table,
    trials_table,
)

KINDS = [(facts_table, PARTS), (trials_table, FIELD_PARTS)]
INSIDE = "inside the band"


@pytest.fixture(scope="module")
def found():
    """The summary of a validation at all targets, but the first trial is far beyond its band."""
    targets = {part.name: part.target for fact in FACTS for part in fact.parts}
    trials = {name: part.target for name, part in FIELD_PARTS.items()}
    trials["drift_gap"] = 9.0
    return summary(summarise(Config(), *(_in_two(values) for values in (targets, trials))))


def _in_two(values):
    """The same values in two replications, whose mean is exact."""
    return {name: np.full(2, value) for name, value in values.items()}


@pytest.mark.parametrize(("table", "parts"), KINDS)
def test_bands_are_there_without_a_validation(table, parts):
    declared = table()
    headings = [column.heading for column in declared.columns]
    assert [name.split()[-1] for (name,) in declared.only("part").texts] == list(parts)
    assert INSIDE not in headings
    assert ("role" in headings) == (table is trials_table)


def test_what_the_model_came_to_stands_beside_the_bands(found):
    facts, trials = facts_table(found), trials_table(found)
    assert {inside for (inside,) in facts.only(INSIDE).texts} == {"yes"}
    first, *others = (cells[0] for cells in trials.only(INSIDE).cells)
    assert (first.text, first.tone) == ("no", "worse")
    assert {(each.text, each.tone) for each in others} == {("yes", "better")}
    assert trials.only("in the model").texts[0] == ["9.000 ± 0.000"]


def test_a_mean_outside_whose_interval_is_not_is_open():
    """Trial 6 asks for at least 1: .99 ± .02 leaves it open, .99 ± .005 does not."""
    name = "campaign_with_heads_kept"
    targets = {part.name: np.full(2, part.target) for fact in FACTS for part in fact.parts}
    trials = {name: np.full(2, part.target) for name, part in FIELD_PARTS.items()}

    def came_to(values):
        found = summary(summarise(Config(), targets, trials | {name: np.array(values)}))
        column = trials_table(found).only("part", INSIDE).texts
        (text,) = (inside for part, inside in column if part.split()[-1] == name)
        (trial,) = (each for each in found["trials"] if each["number"] == 6)
        return text, trial["inside"], trial["open"]

    assert came_to([0.988, 0.992]) == ("open", False, True)
    assert came_to([0.9899, 0.9901]) == ("no", False, False)
    assert came_to([1.01, 1.03]) == ("yes", True, False)


def test_a_band_may_be_open_at_one_end():
    bands = {band for (band,) in trials_table().only("band").texts}
    assert "≥ 0.05" in bands
    assert not any("inf" in band for band in bands)


@pytest.mark.parametrize(
    ("ends", "values", "said"),
    [
        ((0.06, 0.145), (), "0.060 to 0.145"),
        ((0.35, 0.75), (0.4,), "0.35 to 0.75"),
        ((-0.01, 0.01), (), "−0.010 to 0.010"),
        ((-math.inf, 0.06), (0.0614,), "≤ 0.060"),
        ((1.0, math.inf), (0.9965,), "≥ 1.000"),
        ((1.0, math.inf), (0.99,), "≥ 1.00"),
    ],
)
def test_bands_have_the_decimals_that_say_which_side_a_number_is_on(ends, values, said):
    assert band_in_words(ends, decimals_needed(ends, *values)) == said
