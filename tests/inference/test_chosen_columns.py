"""Columns of waves, leavers and programmes that are chosen, whatever they are called."""

from pathlib import Path

import pytest

from orgsim.errors import UserError
from orgsim.inference.answer_files import AnswerFiles, columns_given
from orgsim.inference.survey import read_leavers, read_programmes

LONG = "A,B,C,D,E,F\n1,ann,trust,4,1-5,\n1,bob,trust,3,1-5,\n"
LONG_COLUMNS = {"wave": "A", "id": "B", "item": "C", "value": "D", "scale": "E"}
WIDE = "wave,id,Q1,Q2,trust\n1,ann,4,2,7\n2,ann,5,3,7\n"


def test_waves_are_read_from_the_columns_that_are_chosen(waves):
    survey = waves(LONG, columns=LONG_COLUMNS)
    assert survey.answers.who == ("position:ann", "position:bob")
    assert survey.answers.value.tolist() == [0.75, 0.5]
    assert survey.notes.columns == LONG_COLUMNS
    assert survey.notes.unused == ("F",)


def test_items_are_given_columns_and_what_is_called_like_one_is_left(waves):
    survey = waves(WIDE, scale="1-5", columns={"trust": "Q1", "practice:care": "q2"})
    assert set(survey.answers.item) == {"trust", "practice:care"}
    assert survey.notes.columns["trust"] == "Q1"
    assert survey.notes.unused == ("trust",)
    survey = waves(WIDE, scale="1-5", columns={"engagement": "Q1", "trust": "none"})
    assert set(survey.answers.item) == {"engagement"}


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        (
            LONG,
            {**LONG_COLUMNS, "item": "G"},
            "no column 'G'; set item (--survey-column) to one of",
        ),
        (LONG, {**LONG_COLUMNS, "trust": "F"}, "trust (--survey-column): what was asked stands in"),
        (WIDE, {"trusst": "Q1"}, "trusst (--survey-column): the item 'trusst' is not known"),
        (WIDE, {"trust": "Q9"}, "no column 'Q9'"),
    ],
)
def test_a_wrong_choice_is_told_in_one_line(waves, text, columns, said):
    with pytest.raises(UserError) as refused:
        waves(text, scale="1-5", columns=columns)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_leavers_and_programmes_are_read_from_the_columns_that_are_chosen(
    waves, organisation, write
):
    survey = waves(LONG, columns=LONG_COLUMNS)
    left = write("when,how many\n3,2\n", "left.csv")
    columns = {"week": "when", "leavers": "How many"}
    assert read_leavers(left, organisation, survey, columns=columns).count.tolist() == [2]
    done = write("what,since\npresence,2\n", "done.csv")
    columns = {"kind": "what", "start": "since"}
    assert read_programmes(done, organisation, survey, columns=columns)[0].start == 1
    with pytest.raises(
        UserError, match="--leavers-column 'kind' is none of the columns of leavers"
    ):
        read_leavers(left, organisation, survey, columns=columns)


def test_what_is_chosen_is_written_as_text_and_kept():
    given = columns_given("--survey-column", ["group=Team", " trust = Q7 "])
    assert given == {"group": "Team", "trust": "Q7"}
    for wrong in (["group"], ["=Team"], ["group=Team", "group=Unit"]):
        with pytest.raises(UserError, match="write each role once, as in --survey-column"):
            columns_given("--survey-column", wrong)
    files = AnswerFiles(Path("a.csv"), survey_columns=given)
    assert files.as_text() == {"survey": "a.csv", "survey_columns": given}
    assert AnswerFiles.from_text(files.as_text()) == files
