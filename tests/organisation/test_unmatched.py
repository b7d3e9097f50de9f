"""Surveys and ties of which no row matches the chart are refused in one line that says why."""

import pytest
from workbook_files import write_workbook

from orgsim.errors import UserError
from orgsim.organisation import read_organisation, read_survey

NUMBERS = "id,superior\n144,\n145,144\n1450,144\n"
ZEROS = "id,superior\n00144,\n00145,00144\n01450,00144\n"
DROPPED = (
    "match once leading zeros are dropped, by which no two ids become the same: write ids alike"
)


@pytest.fixture
def write(tmp_path):
    def _write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return _write


def read(kind, chart, file, drop):
    if kind == "ties":
        return read_organisation(chart, ties=file, drop_outsiders=drop)
    return read_survey(file, read_organisation(chart)[0], drop_outsiders=drop)


@pytest.fixture
def refused(write):
    """What is said of a survey or of ties for a chart: one line that does not offer to drop rows."""

    def _refused(kind, chart, text, drop=False):
        chart, file = write("chart.csv", chart), write(f"{kind}.csv", text)
        with pytest.raises(UserError) as error:
            read(kind, chart, file, drop)
        said = str(error.value)
        assert "\n" not in said
        assert "drop_outsiders" not in said
        return said

    return _refused


@pytest.mark.parametrize("drop", [False, True])
@pytest.mark.parametrize(
    ("kind", "text"),
    [("survey", "id,trust\n{0},0.5\n{1},2\n"), ("ties", "source,target\n{0},{1}\n{1},{0}\n")],
)
def test_ids_with_and_without_zeros_are_told_and_not_matched(refused, kind, text, drop):
    of_numbers = refused(kind, NUMBERS, text.format("00144", "00145"), drop)
    assert f"{kind}.csv: no row matches the chart: ids here look like '00144', those" in of_numbers
    assert f"those of the chart like '144'; all {DROPPED}" in of_numbers
    of_zeros = refused(kind, ZEROS, text.format("145", "1450"), drop)
    assert f"ids here look like '145', those of the chart like '00145'; all {DROPPED}" in of_zeros


def test_decimals_that_a_spreadsheet_has_put_are_told(refused, write):
    said = refused("survey", ZEROS, "id,trust\n144.0,0.5\n1450.0,1\n", True)
    assert "ids here look like '144.0', those of the chart like '00144'; all match once" in said
    assert "leading zeros and the “.0” of numbers are dropped, by which no two ids become" in said
    assert said.endswith("a spreadsheet makes numbers of ids unless their column is text")
    organisation, _ = read_organisation(write("chart.csv", ZEROS))
    survey = write("one.csv", "id,trust\n144.0,0.5\n00145,1\n")
    with pytest.raises(UserError, match=r"row 2: the id '144\.0' is not .*'00144' is .*of it\?"):
        read_survey(survey, organisation)
    organisation, _ = read_organisation(write("numbers.csv", NUMBERS))
    survey = write("one.csv", "id,trust\n00144,0.5\n145.0,1\n")
    with pytest.raises(UserError, match=r"did a spreadsheet make a number of '00144'\?"):
        read_survey(survey, organisation)


def test_ids_of_a_workbook_that_are_numbers(tmp_path, write):
    rows = {1: ["id", "superior"], 2: [144.0, None], 3: [145.0, 144.0]}
    organisation, _ = read_organisation(write_workbook(tmp_path / "c.xlsx", {"People": rows}))
    with pytest.raises(UserError, match=r"look like '00145', those of the chart like '145'; all"):
        read_survey(write("survey.csv", "id,trust\n00145,0.5\n"), organisation)


@pytest.mark.parametrize(
    ("chart", "ids", "said"),
    [
        (NUMBERS, ("00144", "009"), f"1 of 2 {DROPPED}"),
        ("id,superior\n144,\n0144,144\n", ("00144",), "write ids as in the chart"),
        (NUMBERS, ("00144", "0144"), "write ids as in the chart"),
        ("id,superior\nE1,\nE2,E1\n", ("e1",), "all match apart from small and capital letters"),
        ("id,superior,mail\n1,,a@x\n2,1,b@x\n", ("b@x",), "it stands in column 'mail' of '2'"),
        (NUMBERS, ("x", "y"), "look like 'x', those of the chart like '144'; write ids as in"),
    ],
)
def test_how_to_mend_it_fits_the_ids(refused, chart, ids, said):
    assert said in refused("survey", chart, "id,trust\n" + "".join(f"{k},1\n" for k in ids), True)


def test_one_row_that_matches_is_enough(write):
    organisation, _ = read_organisation(write("chart.csv", NUMBERS))
    survey = write("survey.csv", "id,trust\n00144,0.5\n145,1\n")
    with pytest.raises(UserError, match=r"row 2: the id '00144' is not .* '144' is \(leading zer"):
        read_survey(survey, organisation)
    assert read_survey(survey, organisation, drop_outsiders=True)[1].people == 1


def test_files_about_people_who_were_left_out_are_no_mistake(write):
    organisation, _ = read_organisation(write("chart.csv", NUMBERS))
    survey = write("survey.csv", "id,trust\n00144,0.5\n")
    assert read_survey(survey, organisation, left_out={"00144"})[1].people == 0
