"""Waves of a survey: answers of persons and groups on one scale, by the week they were given."""

import datetime

import numpy as np
import pytest

from orgsim.errors import UserError

HEAD = "wave,id,group,item,value,answers,spread,scale,reliability\n"
WEEKS = "wave,id,item,value,scale\n"


def test_persons_and_groups_stand_beside_each_other_on_one_scale(waves):
    survey = waves(
        HEAD
        + "2026-03-02,,unit:ann,trust,3.4,6,1.2,1-5,.7\n"
        + "2026-03-02,b1,,practice:care,7,,,0-10,\n"
        + "2026-06-01,,department=Office,engagement,62 %,7,,percent favourable,\n"
        + "2026-06-01,,everybody,hours,2.5,9,1.5,hours,\n"
        + "2026-06-01,,level:2,intention,2,14,0.8,5-1,\n"
    )
    answers = survey.answers
    np.testing.assert_array_equal(answers.week, [0, 0, 13, 13, 13])
    assert answers.who == (
        "unit:ann",
        "position:b1",
        "department=Office",
        "everybody",
        "level:2",
    )
    np.testing.assert_array_equal(answers.person, [False, True, False, False, False])
    assert answers.item == ("trust", "practice:care", "engagement", "hours", "intention")
    np.testing.assert_allclose(answers.value, [0.6, 0.7, 0.62, 2.5, 0.75])
    np.testing.assert_array_equal(answers.favourable, [False, False, True, False, False])
    np.testing.assert_array_equal(answers.answers, [6, 1, 7, 9, 14])
    np.testing.assert_allclose(answers.spread, [0.3, np.nan, np.nan, 1.5, 0.2])
    np.testing.assert_allclose(answers.reliability, [0.7, 0.8, 0.8, 0.8, 0.8])
    np.testing.assert_array_equal(answers.row, [2, 3, 4, 5, 6])
    assert survey.first_day == datetime.date(2026, 3, 2)
    assert [(w.name, w.week, w.row, w.rows) for w in survey.waves] == [
        ("2026-03-02", 0, 2, 2),
        ("2026-06-01", 13, 4, 3),
    ]
    assert survey.notes.persons == 1
    assert survey.notes.groups == ("unit:ann", "department=Office", "everybody", "level:2")


def test_an_item_has_a_column_of_its_own_in_wide_files(waves):
    survey = waves(
        "week;group;n;Vertrauen;Practice: QUALITY;hours;practice seen;note\n"
        "10;unit:ann;7;4;2;3;<5;x\n"
        "14;unit:bob;6;;5;1;n < 5;y\n",
        scale="trust=0-10, 1-5",
    )
    answers = survey.answers
    assert answers.item == ("trust", "practice:Quality", "practice:Quality", "hours", "hours")
    np.testing.assert_allclose(answers.value, [0.4, 0.25, 1, 3, 1])
    np.testing.assert_array_equal(answers.week, [0, 0, 4, 0, 4])
    np.testing.assert_array_equal(answers.answers, [7, 7, 6, 7, 6])
    assert survey.notes.empty == 3
    assert survey.notes.unused == ("note",)
    assert (survey.first_day, survey.first_week) == (None, 10)


def test_the_scale_of_a_row_goes_before_that_of_its_item_and_that_of_all(waves):
    rows = "1,a1,trust,3,\n1,a1,engagement,3,\n1,a2,trust,3,0-4\n"
    survey = waves(WEEKS + rows, scale="trust=1-7; 0-5")
    np.testing.assert_allclose(survey.answers.value, [1 / 3, 0.6, 0.75])


def test_a_day_belongs_to_the_seven_days_that_it_is_in(waves):
    days = ["2026-03-04", "2026-03-10", "2026-03-11", "2026-03-04T08:30", "2026-03-24"]
    rows = "".join(f"{day},a{k},trust,3,1-5\n" for k, day in enumerate(days, 1))
    survey = waves(WEEKS + rows)
    np.testing.assert_array_equal(survey.answers.week, [0, 0, 1, 0, 2])
    assert [wave.name for wave in survey.waves] == ["2026-03-04", "2026-03-11", "2026-03-24"]


def test_a_labelled_wave_is_on_the_middle_of_its_days(waves):
    survey = waves(
        "wave,date,id,item,value,scale\n"
        "autumn,2026-10-01,a1,trust,3,1-5\n"
        "spring,2026-03-02,a1,trust,4,1-5\n"
        "spring,2026-03-30,a2,trust,4,1-5\n"
        "spring,2026-03-03,a3,trust,4,1-5\n"
    )
    np.testing.assert_array_equal(survey.answers.week, [30, 0, 0, 0])
    assert [wave.name for wave in survey.waves] == ["spring", "autumn"]
    assert survey.first_day == datetime.date(2026, 3, 3)


def test_the_first_wave_is_the_first_with_an_answer(waves):
    rows = "1,a1,trust,n<5,1-5\n3,a1,trust,4,1-5\n3,a2,trust,,1-5\n"
    survey = waves(WEEKS + rows)
    np.testing.assert_array_equal(survey.answers.week, [0])
    assert (survey.first_week, len(survey.waves), survey.notes.empty) == (3, 1, 2)


def test_people_outside_the_chart_are_dropped_when_asked(waves):
    rows = "1,a1,trust,4,1-5\n1,gone,trust,4,1-5\n"
    survey = waves(WEEKS + rows, drop_outsiders=True)
    assert survey.answers.who == ("position:a1",)
    assert survey.notes.outsiders == 1


def test_answers_of_people_of_whom_nobody_is_on_the_chart_are_refused(waves):
    rows = "1,A1,trust,4,1-5\n1,A2,trust,4,1-5\n"
    with pytest.raises(
        UserError, match=r"no row with an id matches the chart: .* small and capital"
    ):
        waves(WEEKS + rows, drop_outsiders=True)


@pytest.mark.parametrize("text", ["", "-", "NA", "n<5", "< 5", "N < 10", "*", "suppressed"])
def test_what_says_that_too_few_answered_is_no_answer(waves, text):
    rows = f"1,a1,trust,4,1-5\n1,a2,trust,{text},\n"
    survey = waves(WEEKS + rows)
    assert (len(survey.answers.item), survey.notes.empty) == (1, 1)


def test_a_group_is_one_however_it_is_written(waves):
    rows = "1, unit: ann ,trust,4,7\n1,not: level:01,trust,4,6\n"
    survey = waves("wave,group,item,value,n\n" + rows, scale="1-5")
    assert survey.answers.who == ("unit:ann", "not:level:1")


def test_waves_that_may_be_numbers_and_people_asked_twice_are_remarked(waves):
    head = "wave,group,item,value,n,scale\n"
    rows = (
        "1,unit:ann,trust,4,7,1-5\n1,department=Surgery,trust,4,7,1-5\n2,unit:ann,trust,4,7,1-5\n"
    )
    weeks, overlap = waves(head + rows).notes.remarks
    assert weeks.startswith("the waves 1 to 2 are read as weeks")
    assert overlap.startswith("up to 7 people stand behind more than one answer")
    apart = rows.replace("2,", "9,").replace("department=Surgery", "unit:bob")
    assert waves(head + apart).notes.remarks == ()
    person = "wave,id,group,item,value,n,scale\n1,a1,,trust,4,,1-5\n1,,unit:ann,trust,4,7,1-5\n"
    assert waves(person).notes.remarks[0].startswith("up to 1 people")


def test_what_stands_for_nothing_is_nothing_in_every_column(waves):
    """As R writes a table with gaps."""
    survey = waves(
        HEAD
        + "1,NA,unit:ann,trust,3,7,NA,1-5,NA\n"
        + "1,a1,NA,engagement,3,NA,NA,1-5,NA\n"
        + "1,a2,NA,trust,NA,NA,NA,NA,NA\n"
    )
    assert survey.answers.who == ("unit:ann", "position:a1")
    assert survey.notes.empty == 1
