"""Weeks as text, with dates and without, and that dates change no number."""

from datetime import date

import numpy as np
import pytest

from orgsim.config.files import build, lay_over
from orgsim.errors import UserError
from orgsim.io.provenance import config_hash
from orgsim.simulation import simulate
from orgsim.week_text import day_of, first_day, week_marks, week_text, weeks_from, weeks_text

MONDAY = date(2027, 1, 4)


def test_weeks_without_a_date_are_numbers():
    assert week_text(9) == "week 9"
    assert weeks_text(9, 12) == "weeks 9 to 12"
    assert weeks_text(9, 12, between="–") == "weeks 9–12"
    assert (weeks_text(9, 9), weeks_text(9, None)) == ("week 9", "from week 9")
    assert week_marks(3) == [0, 1, 2, 3]
    assert (weeks_from(1), day_of(None)) == ("1 week", None)


def test_weeks_begin_seven_days_apart_and_end_before_the_next():
    assert first_day(1, MONDAY) == MONDAY
    assert first_day(0, MONDAY) == date(2026, 12, 28)
    assert week_text(9, MONDAY) == "week 9 · 1 Mar 2027"
    assert week_text(8.5, MONDAY) == "week 8 · 22 Feb 2027"
    assert weeks_text(9, 12, MONDAY) == "weeks 9 to 12 · 1 Mar 2027 to 28 Mar 2027"
    assert weeks_text(9, None, MONDAY) == "from week 9 · 1 Mar 2027"
    assert week_marks(1, MONDAY) == ["0\n28 Dec\n2026", "1\n4 Jan\n2027"]
    assert weeks_from(156, day_of("2027-01-04")) == "156 weeks from 4 Jan 2027"


@pytest.mark.parametrize("day", ["2027-01-04", MONDAY])
def test_a_config_takes_a_day_as_text_or_as_toml_has_it(day):
    assert build({"run": {"start_date": day}}).base.run.start_date == MONDAY


@pytest.mark.parametrize("day", ["2027-13-01", "soon", "1066-10-14", 20270104, 1.5, ""])
def test_what_is_no_day_is_refused_in_a_line(day):
    with pytest.raises(
        UserError, match=r"run\.start_date.*is not a date; write year-month-day"
    ) as told:
        build({"run": {"start_date": day}})
    assert "\n" not in str(told.value)


def test_an_override_takes_a_day_too():
    tables: dict = {}
    lay_over(tables, "run.start_date=2027-01-04")
    assert build(tables).base.run.start_date == MONDAY


def test_a_day_changes_neither_results_nor_what_they_are_known_by():
    small = {"organisation": {"people": 30}, "run": {"weeks": 4, "replications": 2}}
    dated = {**small, "run": {**small["run"], "start_date": "2027-01-04"}}
    files = [build(tables) for tables in (small, dated)]
    assert config_hash(files[0]) == config_hash(files[1])
    one, other = (simulate({"it": file.base})["it"] for file in files)
    for name, values in one.measures.items():
        np.testing.assert_array_equal(values, other.measures[name])
