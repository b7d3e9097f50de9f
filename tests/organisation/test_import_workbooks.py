"""Sheets of workbooks are read like text, rows numbered as the spreadsheet shows them."""

import zipfile

import pytest
from workbook_files import Date, write_workbook

from orgsim.config.files import build
from orgsim.errors import UserError
from orgsim.organisation import preview, read_organisation
from orgsim.organise import imported

PEOPLE = {
    3: ["Employee ID", "Manager", "Since", "Part-time", "Pay"],
    4: [17.0, None, Date(45292), True, 1.5],
    6: [18, 17.0, None, False, "n/a"],
}
TIES = {1: ["from", "to", "weight"], 2: [17, 18, 2.5]}


def test_a_chart_and_its_ties_may_be_sheets_of_one_workbook(tmp_path):
    book = write_workbook(tmp_path / "staff.xlsx", {"People": PEOPLE, "Ties": TIES})
    organisation, notes = read_organisation(book, ties=book, ties_sheet="ties")
    assert organisation.labels == ("17", "18")
    assert organisation.attributes == {
        "Since": ("2024-01-01", ""),
        "Part-time": ("true", "false"),
        "Pay": ("1.5", "n/a"),
    }
    assert organisation.tie_weight.tolist() == [2.5, 2.5]
    assert notes.encoding == "workbook"


def test_a_workbook_is_known_by_its_content(tmp_path):
    book = write_workbook(tmp_path / "chart-1.csv", {"People": PEOPLE, "Ties": TIES})
    seen = preview(book, "chart")
    assert (seen.sheets, seen.sheet) == (("People", "Ties"), "People")
    assert seen.rows[1] == ("18", "17", "", "false", "n/a")
    assert seen.proposal == {"identifier": "Employee ID", "superior": "Manager"}
    assert preview(book, "ties", sheet="Ties").columns == ("from", "to", "weight")


def test_mistakes_are_told_with_sheet_and_the_spreadsheet_s_row(tmp_path):
    book = write_workbook(tmp_path / "staff.xlsx", {"People": PEOPLE | {9: [19, 20]}})
    with pytest.raises(UserError, match=r"staff.xlsx, sheet 'People', row 9: the superior '20'"):
        read_organisation(book)


def test_sheets_are_listed_where_the_named_one_is_missing(tmp_path):
    book = write_workbook(tmp_path / "staff.xlsx", {"People": PEOPLE, "Ties": TIES})
    said = (
        r"no sheet 'Peple' \(did you mean 'People'\?\); set chart_sheet \(--sheet\) to one .*'Ties'"
    )
    with pytest.raises(UserError, match=said):
        read_organisation(book, chart_sheet="Peple")


def test_text_has_no_sheets(tmp_path):
    chart = tmp_path / "chart.csv"
    chart.write_text("id,superior\n1,\n")
    with pytest.raises(UserError, match="is text and has no sheets"):
        read_organisation(chart, chart_sheet="People")


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "staff.zip", "w") as archive:
        archive.writestr("chart.csv", "id,superior\n1,\n")
    with pytest.raises(UserError, match="is an archive or a workbook that cannot be read"):
        read_organisation(tmp_path / "staff.zip")


def test_every_key_of_a_config_reaches_the_reader(tmp_path):
    people = {
        1: ["id", "superior", "band", "team", "who", "also"],
        2: [1, None, 1, "A", "Ann"],
        3: [2, 1, 2, "B", "Bo", 3],
        4: [3, 1, 2, "B", "Cy"],
    }
    answers = {1: ["code", "trust"], 2: [3, 0.25]}
    sheets = {"Other": {1: ["x"], 2: ["y"]}, "People": people, "Ties": TIES, "Answers": answers}
    sheets["Ties"] = {1: ["from", "to"], 2: [1, 3]}
    write_workbook(tmp_path / "staff.xlsx", sheets)
    tables = {
        "chart": "staff.xlsx",
        "chart_sheet": "People",
        "level": "band",
        "unit": "team",
        "name": "who",
        "second_superior": "also",
        "ties": "staff.xlsx",
        "ties_sheet": "Ties",
        "survey": "staff.xlsx",
        "survey_sheet": "Answers",
        "survey_identifier": "code",
    }
    read = imported(build({"organisation": tables}, folder=tmp_path).base.organisation)
    assert read.organisation.attributes == {
        "level": ("1", "2", "2"),
        "unit": ("A", "B", "B"),
        "name": ("Ann", "Bo", "Cy"),
        "also": ("", "3", ""),
    }
    assert read.organisation.tie_to.tolist() == [2, 2, 0, 1]
    assert read.survey["trust"][2] == 0.25
    assert read.notes.changes == {"dotted_lines": 1}
