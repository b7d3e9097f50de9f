"""Any valid survey that is written down is read back with the same numbers, from text and workbooks."""

import csv
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_files import Date, write_open_document, write_workbook

from orgsim.errors import UserError
from orgsim.inference.survey import (
    ITEMS,
    TEMPLATES,
    read_leavers,
    read_programmes,
    read_waves,
    template,
)
from orgsim.organisation import read_organisation, read_survey

THEMES = ("care", "Quality")
GROUPS = {
    "everybody": 17,
    "unit:ann": 7,
    "branch:bob": 8,
    "level:2": 14,
    "department=Surgery": 7,
    "not:leaders": 14,
}
PERSONS = tuple(f"{leader}{k}" for leader in "ab" for k in range(1, 8))
SCALES = {"1-5": (1, 5), "0 to 10": (0, 10), "7-1": (7, 1), "percent": (0, 100), "share": (0, 1)}
NAMED = tuple(ITEMS) + tuple(
    f"{item.name}:{theme}" for item in ITEMS.values() if item.of_themes for theme in THEMES
)
FIRST = date(2026, 3, 2)

row = st.fixed_dictionaries(
    {
        "week": st.sampled_from([0, 5, 13, 26]),
        "who": st.sampled_from([*GROUPS, *PERSONS]),
        "item": st.sampled_from(NAMED),
        "scale": st.sampled_from([*SCALES, "percent favourable"]),
        "share": st.floats(0.02, 1),
        "answers": st.floats(0, 1),
        "spread": st.one_of(st.none(), st.floats(0, 0.5)),
        "reliability": st.one_of(st.none(), st.floats(0.01, 1)),
    }
)
surveys = st.lists(
    row, min_size=1, max_size=12, unique_by=lambda r: (r["week"], r["who"], r["item"])
)


def written(answer):
    """A row of the file, and what is to be read of it, in the order of `columns`."""
    hours, person = answer["item"] == "hours", answer["who"] in PERSONS
    low, high = (0, 40) if hours else SCALES.get(answer["scale"], (0, 100))
    favourable = answer["scale"] == "percent favourable" and not hours
    value = low + answer["share"] * (high - low)
    count = 1 if person else 5 + int(answer["answers"] * (GROUPS[answer["who"]] - 5))
    spread = None if favourable or person else answer["spread"]
    cells = {
        "wave": (FIRST + timedelta(weeks=answer["week"])).isoformat(),
        "id": answer["who"] if person else "",
        "group": "" if person else answer["who"],
        "item": answer["item"],
        "value": value,
        "answers": "" if person else count,
        "spread": "" if spread is None else spread * abs(high - low),
        "scale": "hours" if hours else answer["scale"],
        "reliability": "" if answer["reliability"] is None else answer["reliability"],
    }
    of_hours = 40 if hours else 1
    told = np.nan if spread is None else spread * of_hours
    reliability = 0.8 if answer["reliability"] is None else answer["reliability"]
    return cells, (answer["share"] * of_hours, favourable, count, told, reliability)


def columns(survey):
    answers = survey.answers
    return answers.value, answers.favourable, answers.answers, answers.spread, answers.reliability


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=surveys)
def test_a_survey_that_is_written_down_is_read_back(organisation, tmp_path, rows):
    cells, wanted = zip(*map(written, rows), strict=True)
    with (tmp_path / "waves.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(cells[0]))
        writer.writeheader()
        writer.writerows(cells)
    survey = read_waves(tmp_path / "waves.csv", organisation, THEMES)
    for read, column in zip(columns(survey), zip(*wanted, strict=True), strict=True):
        np.testing.assert_allclose(read, column, atol=1e-12)
    weeks = np.array([answer["week"] for answer in rows])
    np.testing.assert_array_equal(survey.answers.week, weeks - weeks.min())
    assert survey.answers.item == tuple(answer["item"] for answer in rows)
    assert survey.answers.who == tuple(
        f"position:{answer['who']}" if answer["who"] in PERSONS else answer["who"]
        for answer in rows
    )
    assert survey.first_day == FIRST + timedelta(weeks=int(weeks.min()))


MONDAY = 46083
"""2026-03-02 as a spreadsheet keeps it."""


def test_waves_and_leavers_and_programmes_may_be_sheets_of_one_workbook(tmp_path, organisation):
    sheets = {
        "Waves": {
            2: ["Wave", "Group", "Item", "Mean", "N", "Scale"],
            3: [Date(MONDAY), "unit:ann", "trust", 3.0, 7, "1 to 5"],
            5: [Date(MONDAY + 14), "unit:ann", "trust", 4.5, 6.0, "1 to 5"],
        },
        "Left": {1: ["Date", "Leavers"], 2: [Date(MONDAY - 1), 2]},
        "Done": {1: ["Programme", "From"], 2: ["coaching", Date(MONDAY + 7)]},
    }
    book = write_workbook(tmp_path / "hr.xlsx", sheets)
    survey = read_waves(book, organisation, THEMES)
    np.testing.assert_array_equal(survey.answers.value, [0.5, 0.875])
    np.testing.assert_array_equal(survey.answers.row, [3, 5])
    assert read_leavers(book, organisation, survey, sheet="left").week == [-1]
    assert read_programmes(book, organisation, survey, sheet="Done")[0].start == 1
    sheets["Waves"][4] = [Date(MONDAY), "unit:bob", "trust", 3.0, 4, Date(46027)]
    book = write_workbook(tmp_path / "hr.xlsx", sheets)
    with pytest.raises(UserError, match=r"hr.xlsx, sheet 'Waves': 2 mistakes") as refused:
        read_waves(book, organisation, THEMES)
    assert "write it as 1 to 5" in refused.value.rows[1]
    with pytest.raises(UserError, match=r"no sheet 'Wave' \(did you mean 'Waves'\?\); set sheet"):
        read_waves(book, organisation, THEMES, sheet="Wave")


def test_waves_are_read_from_an_open_document(tmp_path, organisation):
    waves = [
        ["Phase", "Group", "Item", "Mean", "N", "Scale"],
        [Date(MONDAY), "unit:ann", "trust", 3, 7, "1 to 5"],
        [Date(MONDAY + 14), "unit:ann", "trust", 4.5, 6, "1 to 5"],
    ]
    book = write_open_document(tmp_path / "hr.ods", {"Notes": [["about"]], "Waves": waves})
    survey = read_waves(book, organisation, THEMES, sheet="waves", columns={"wave": "Phase"})
    np.testing.assert_array_equal(survey.answers.value, [0.5, 0.875])
    np.testing.assert_array_equal(survey.answers.week, [0, 2])


def test_templates_are_read_as_they_are(tmp_path):
    for kind in TEMPLATES:
        (tmp_path / f"{kind}.csv").write_text(template(kind))
    organisation, notes = read_organisation(tmp_path / "chart.csv", ties=tmp_path / "ties.csv")
    assert (organisation.people, notes.tie_rows) == (8, 2)
    measured, _ = read_survey(tmp_path / "survey.csv", organisation)
    assert {"trust", "disposition"} < set(measured)
    survey = read_waves(tmp_path / "waves.csv", organisation, ("care",))
    assert set(survey.answers.item) == set(ITEMS)
    assert (len(survey.waves), survey.notes.empty, survey.notes.unused) == (2, 1, ())
    assert read_leavers(tmp_path / "leavers.csv", organisation, survey).count.tolist() == [1, 1]
    programmes = read_programmes(tmp_path / "programmes.csv", organisation, survey)
    assert [programme.start for programme in programmes] == [-21, 0, 13]
