"""What is typical comes from the sets that agree with the evidence, or is said to be assumed."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orgsim.errors import UserError
from orgsim.model.parameters import BY_NAME, LEVERS, TRAITS
from orgsim.parameter_sets import SHIPPED, VARIABLE
from orgsim.parameter_sets.typical_values import typical, typical_words


def test_the_middle_of_the_sets_is_typical(monkeypatch, tmp_path):
    file = tmp_path / "sets.parquet"
    pq.write_table(pa.table({"levers.red_tape": np.linspace(0.1, 0.3, 21)}), file)
    monkeypatch.setenv(VARIABLE, str(file))
    found = typical("levers.red_tape")
    assert (found.low, found.high, found.sets) == (pytest.approx(0.12), pytest.approx(0.28), 21)
    assert typical("people.habit.mean") is None
    assert typical_words("levers.red_tape", BY_NAME["red_tape"]) == (
        "Typical 0.12 to 0.28 in the evidence (middle 80 % of 21 parameter sets)."
    )


def test_what_is_the_same_in_all_sets_has_no_range():
    said = typical_words("levers.red_tape", BY_NAME["red_tape"])
    usual = f"Usual {BY_NAME['red_tape'].default} (inferred for an ordinary organisation"
    assert said.startswith(usual)
    assert " to " not in said


def test_what_the_evidence_does_not_narrow_is_said_to_be_assumed():
    assert typical_words("levers.autonomy", BY_NAME["autonomy"]) == "Usual 0.5 (assumed)."
    spread = next(trait for trait in TRAITS if trait.name == "resistance").spread
    assert typical_words("people.resistance.spread", spread) == (
        "Usual 0.15 (source: Oreg 2003; mean inferred, spread assumed)."
    )


def test_typical_levers_are_those_of_the_shipped_sets():
    shipped = pq.read_table(SHIPPED)
    for lever in LEVERS:
        key = f"levers.{lever.name}"
        assert (typical(key) is not None) == (key in shipped.column_names)


def test_a_file_that_is_no_file_of_sets_is_told_in_a_line(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere.parquet"))
    with pytest.raises(UserError, match="cannot be read"):
        typical("levers.red_tape")
