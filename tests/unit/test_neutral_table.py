"""A table that is declared once, as text and as Markdown."""

import pytest

from orgsim.number_text import plain
from orgsim.reporting.neutral_table import Column, Marked, Table, as_markdown, numbers, words

TABLE = Table(
    (
        Column("lever", "name"),
        Column("default", "number", written=plain),
        numbers("gap", 2, unit="points", sign=True),
        Column("moves", "name"),
    ),
    (
        ("feedback", 0.25, Marked(-0.5, "better"), ("trust", "voice")),
        ("a|b", None, 1234.5, ()),
    ),
)


def test_values_are_written_as_their_columns_say():
    assert TABLE.texts == [
        ["feedback", "0.25", "−0.50", "trust, voice"],
        ["a|b", "–", "+1,234.50", ""],
    ]
    assert [row[2].tone for row in TABLE.cells] == ["better", ""]


def test_columns_can_be_chosen_and_rows_be_found():
    assert TABLE.only("moves", "lever").texts[0] == ["trust, voice", "feedback"]
    assert [row[0] for row in TABLE.matching("VOICE feed").rows] == ["feedback"]
    with pytest.raises(ValueError, match="nothing"):
        TABLE.only("nothing")


def test_markdown_has_units_and_names_as_code():
    head, _, first, second = as_markdown(TABLE).split("\n")
    assert head == "| lever | default | gap (points) | moves |"
    assert first == "| `feedback` | 0.25 | −0.50 | `trust`, `voice` |"
    assert second.startswith("| `a\\|b` | – |")


def test_plain_words_are_a_table():
    assert words(("a", "b"), [(1, "x")]).texts == [["1", "x"]]


def test_a_name_that_somebody_gave_keeps_its_letters():
    assert numbers("ideas count", as_is=True).short_heading == "ideas count"
    assert numbers("gap").short_heading == "Gap"


def test_a_column_can_be_left_out():
    assert TABLE.without("gap").texts[0] == ["feedback", "0.25", "trust, voice"]
    with pytest.raises(ValueError, match="nothing"):
        TABLE.without("nothing")
