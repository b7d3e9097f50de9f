"""Uploaded charts, ties and surveys: what is seen, proposed, chosen and read, and mistakes by row."""

import csv
import io
import tomllib
import zipfile

import pytest

from orgsim.errors import UserError
from orgsim.organise import imported
from orgsim.ui.organisation.row_handling import HANDLINGS, named_in, requested
from orgsim.ui.organisation.uploaded_files import (
    MOST_MEGABYTES,
    NOT_USED,
    check_size,
    keep,
    of_sheet,
    plain_name,
    with_column,
    with_files,
)
from orgsim.ui.organisation.uploaded_text import looks, template, used
from orgsim.ui.shared.scenarios.scenario import Scenario

CHART = template("chart")


def kept(folder, **files: str | bytes):
    """Files by kind, as text in UTF-8 or as bytes."""
    return {
        kind: keep(kind, f"{kind}.csv", data if isinstance(data, bytes) else data.encode(), folder)
        for kind, data in files.items()
    }


def organisation_of(files):
    return with_files(Scenario(), files).config().organisation


def test_the_templates_can_be_simulated(folder):
    files = kept(folder, **{kind: template(kind) for kind in ("chart", "ties", "survey")})
    found = organisation_of(files)
    assert found.chart is not None
    assert found.weight == "weight"
    assert imported(found).organisation.people == 4


def test_templates_fit_the_chart_that_was_uploaded(folder):
    files = kept(folder, chart='employee_id,boss\n"E,1",\nE2,"E,1"\nE3,E2\n')
    for kind in ("ties", "survey"):
        text = template(kind, files["chart"])
        files |= kept(folder, **{kind: text})
    rows = list(csv.reader(io.StringIO(template("survey", files["chart"]))))
    assert rows[0][0] == "employee_id"
    assert [row[0] for row in rows[1:]] == ["E,1", "E2", "E3"]
    assert imported(organisation_of(files)).survey["trust"].tolist() == [0.7, 0.5, 0.4]


def test_a_template_of_ties_names_nobody_twice_in_a_row(folder):
    one = kept(folder, chart="id,superior\n7,\n")["chart"]
    assert template("ties", one) == "source,target,weight\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("employee_id;manager\n1;\n2;1\n", "utf-8"),
        ("sep=;\nemployee_id; Manager\n1;\n2;1\n", "cp1252"),
        ("\n\nemployee_id\tmanager\n1\t\n2\t1\n", "utf-16"),
        ("Personalnummer;Vorgesetzter;Straße\n1;;Üben\n2;1;Köln\n", "cp1252"),
        ("员工编号,上级,姓名\n1,,王伟强先生\n2,1,李小龙先生\n", "gbk"),
    ],
)
def test_columns_are_found_as_on_the_command_line(folder, text, encoding):
    files = kept(folder, chart=text.encode(encoding))
    organisation = organisation_of(files)
    assert organisation.identifier == files["chart"].seen.columns[0]
    assert imported(organisation).organisation.labels == ("1", "2")
    assert "�" not in str(files["chart"].seen)


def test_names_of_columns_may_have_spaces_and_any_case(folder):
    organisation = organisation_of(kept(folder, chart="id, superior, Name\n1,,A\n2,1,B\n"))
    assert (organisation.identifier, organisation.superior) == ("id", "superior")
    assert organisation.name == "Name"


def test_weights_are_found_like_source_and_target(folder):
    files = kept(folder, chart="id,superior\n1,\n2,1\n", ties="Source,Target,Weight\n1,2,3\n")
    assert organisation_of(files).weight == "Weight"
    without = {**files, "ties": with_column(files["ties"], "weight", NOT_USED)}
    assert organisation_of(without).weight == "none"


def test_a_preview_has_the_first_rows(folder):
    file = kept(folder, chart=CHART)["chart"]
    assert file.seen.columns == ("id", "superior", "name", "department")
    assert file.seen.rows[1] == ("2", "1", "Ben", "Sales")
    assert looks(file) == "chart.csv, first rows; text in UTF-8, columns parted by commas"


def test_another_column_can_be_chosen_and_travels_with_the_config(folder):
    file = kept(folder, chart="key,boss,alias\nA,,x\nB,x,y\n")["chart"]
    assert file.column("identifier") == NOT_USED
    with pytest.raises(UserError, match=r"^chart\.csv: choose the column of the person's id$"):
        with_files(Scenario(), {"chart": file})
    chosen = with_column(file, "identifier", "alias")
    scenario = with_files(Scenario(), {"chart": chosen})
    assert imported(scenario.config().organisation).organisation.labels == ("x", "y")
    said = tomllib.loads(scenario.to_toml())["organisation"]
    assert said == {"chart": "chart-1.csv", "identifier": "alias", "superior": "boss"}


def test_a_column_plays_one_role(folder):
    file = kept(folder, chart=CHART)["chart"]
    swapped = with_column(file, "unit", "name")
    assert (swapped.column("unit"), swapped.column("name")) == ("name", NOT_USED)


def test_grades_are_not_taken_for_levels(folder):
    numbers = kept(folder, chart="id,superior,level\n1,,0\n2,1,1\n")["chart"]
    grades = kept(folder, chart="id,superior,level\n1,,E5\n2,1,E4\n")["chart"]
    assert (numbers.column("level"), grades.column("level")) == ("level", NOT_USED)


def test_what_was_used_is_told_and_what_was_not(folder):
    files = kept(
        folder,
        chart="Employee ID,Manager,City\n1,,Bonn\n2,1,Rome\n3,1,Rome\n",
        ties="from,to,note\n1,2,x\n2,3,y\n",
        survey="Employee ID,Vertrauen,shoe size\n2,0.5,41\n",
    )
    chart, ties, survey = used(imported(organisation_of(files)), files)
    assert chart.startswith("chart.csv: 3 people; the person's id from “Employee ID”; ")
    assert chart.endswith("for groups “City”.")
    assert ties.endswith("to whom from “to”; not used: “note”.")
    assert survey == "survey.csv: 1 person answered; trust from “Vertrauen”; not used: “shoe size”."


def test_rows_of_people_outside_the_chart_are_counted_where_they_are_left_out(folder):
    files = kept(
        folder, chart=CHART, ties="from,to\n1,2\n1,9\n", survey="id,trust\n007,0.5\n2,0.4\n9,0.1\n"
    )
    outside = with_files(Scenario(), files, requested({"drop_outsiders": "true"}))
    _, ties, survey = used(imported(outside.config().organisation), files)
    assert ties.endswith("; left out: 1 row of people who are not on the chart.")
    assert survey.endswith("; left out: 2 rows of people who are not on the chart.")


def test_a_survey_has_an_id_of_its_own(folder):
    files = kept(
        folder, chart="employee_id,boss\nE1,\nE2,E1\n", survey="respondent,trust\nE2,0.4\n"
    )
    assert organisation_of(files).survey_identifier == "respondent"


def test_a_workbook_has_sheets_to_choose_from(folder):
    data = workbook({"About": [["Notes"], ["none"]], "People": [["id", "boss"], ["1", ""]]})
    file = keep("chart", "staff.xlsx", data, folder)
    assert file.path.suffix == ".xlsx"
    assert (file.seen.sheets, file.seen.sheet) == (("About", "People"), "About")
    people = of_sheet(file, "People")
    assert people.column("superior") == "boss"
    scenario = with_files(Scenario(), {"chart": people})
    assert scenario.config().organisation.chart_sheet == "People"
    assert looks(people) == "staff.xlsx, sheet “People”, first rows"


def cell_of(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """A small workbook with text cells, as spreadsheet programs write it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    names, links, parts = "", "", {}
    for k, (name, rows) in enumerate(sheets.items(), 1):
        names += f'<sheet name="{name}" sheetId="{k}" r:id="r{k}"/>'
        links += f'<Relationship Id="r{k}" Type="{office}/worksheet" Target="worksheets/s{k}.xml"/>'
        lines = "".join(f"<row>{''.join(map(cell_of, row))}</row>" for row in rows)
        parts[f"xl/worksheets/s{k}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
        )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
    )
    begin = f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    parts["_rels/.rels"] = f'<Relationships xmlns="{package}/relationships">{begin}</Relationships>'
    parts["[Content_Types].xml"] = f'<Types xmlns="{package}/content-types"></Types>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return data.getvalue()


def test_mistakes_are_told_with_the_visitors_file_and_row(folder):
    files = kept(folder, chart="id,superior\n1,\n2,9\n")
    with pytest.raises(UserError, match=r"^chart\.csv, row 3"):
        with_files(Scenario(), files)


def test_all_bad_rows_are_listed(folder):
    files = kept(folder, chart="id,superior\n007,\n8,7\n9,7\n")
    with pytest.raises(UserError) as told:
        with_files(Scenario(), files)
    first, *rows = str(told.value).splitlines()
    assert first.startswith("chart.csv: 2 mistakes")
    assert [row.split(":")[0] for row in rows] == ["  row 3", "  row 4"]
    assert "leading zeros" in rows[0]


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("chart", b"id,superior\n1\n2,1\n", "values"),
        ("ties", b"a,b\n1,2\n", "choose the column of who listens"),
        ("survey", b"id,shoe\n1,2\n", "measure"),
        ("chart", b"PK\x03\x04broken", "cannot be read"),
    ],
)
def test_mistakes_speak_of_the_page_and_not_of_the_command_line(folder, kind, data, said):
    def upload() -> None:
        with_files(Scenario(), kept(folder, **{"chart": CHART, kind: data}))

    with pytest.raises(UserError, match=said) as told:
        upload()
    assert "--" not in str(told.value)
    assert "orgsim-upload" not in str(told.value)


ODD_ROWS = {
    "cleaning.without_superior": ("id,superior\n1,\n2,\n3,1\n", "top", 3),
    "cleaning.unknown_superior": ("id,superior\n1,1\n2,9\n", "nobody", None),
    "cleaning.duplicates": ("id,superior\n1,\n2,1\n2,1\n", "last", 2),
    "cleaning.vacancies": ("id,superior,name\n1,,A\n,1,\n", "drop", 1),
    "cleaning.nothing": ("id,superior\n1,0\n2,1\n", "0", 2),
}


@pytest.mark.parametrize("key", ODD_ROWS)
def test_a_refusal_names_the_choice_that_handles_it(folder, key):
    text, chosen, people = ODD_ROWS[key]
    files = kept(folder, chart=text)
    with pytest.raises(UserError) as told:
        with_files(Scenario(), files)
    assert "--" not in str(told.value)
    assert "cleaning" not in str(told.value)
    assert key in [each.key for each in named_in(str(told.value))]
    if people:
        scenario = with_files(Scenario(), files, requested({key: chosen}))
        found = imported(scenario.config().organisation)
        assert found.organisation.people == people
        assert used(found, files)[-1].startswith("On request: 1 ")
        assert tomllib.loads(scenario.to_toml())["organisation"]["cleaning"]


def test_where_no_superior_is_found_another_column_is_advised(folder):
    files = kept(folder, chart="id,superior,role\n1,,head\n2,1,staff\n3,1,staff\n")
    wrong = {"chart": with_column(files["chart"], "superior", "role")}
    with pytest.raises(UserError, match="or set “The superior” to another column, or choose below"):
        with_files(Scenario(), wrong)


def test_people_outside_the_chart_are_offered_to_be_left_out_in_the_words_of_the_page(folder):
    files = kept(folder, chart=CHART, survey="id,trust\n1,0.5\n9,0.5\n")
    with pytest.raises(
        UserError, match="or choose below: “People in the ties or the survey who are"
    ):
        with_files(Scenario(), files)


def test_answers_beyond_the_states_are_offered_to_be_rescaled(folder):
    files = kept(folder, chart="id,superior\n1,\n2,1\n", survey="id,trust\n1,2\n2,4\n")
    with pytest.raises(UserError) as told:
        with_files(Scenario(), files)
    assert "choose below: “Scale of the survey's answers”" in str(told.value)
    assert [each.key for each in named_in(str(told.value))] == ["survey_scale"]
    scenario = with_files(Scenario(), files, requested({"survey_scale": "1-5"}))
    assert imported(scenario.config().organisation).survey["trust"].tolist() == [0.25, 0.75]
    assert tomllib.loads(scenario.to_toml())["organisation"]["survey_scale"] == "1-5"


def test_who_is_inactive_is_told_by_columns_and_values(folder):
    files = kept(folder, chart="id,superior,state\n1,,in\n2,1,left\n3,2,in\n4,1,gone\n")
    asked = requested({"cleaning.inactive": "state=left; state=gone"})
    found = imported(with_files(Scenario(), files, asked).config().organisation)
    assert found.organisation.labels == ("1", "3")


def test_every_choice_of_odd_rows_is_one_of_the_config():
    for each in HANDLINGS:
        for value in each.choices or {"a=b": ""}:
            for key, asked in requested({each.key: value}).items():
                Scenario().with_value(f"organisation.{key}", asked).config()


def test_ties_need_a_chart(folder):
    with pytest.raises(UserError, match="chart"):
        with_files(Scenario(), kept(folder, ties=template("ties")))


def test_large_and_empty_files_are_refused(folder):
    with pytest.raises(UserError, match=r"21 MB is more than the 20 MB .*; use the command line"):
        check_size("chart.csv", MOST_MEGABYTES * 2**20 + 1)
    check_size("ours.zip", MOST_MEGABYTES * 2**20 + 1, 200)
    with pytest.raises(UserError, match=r"201 MB is more than the 200 MB .*; copy its folder"):
        check_size("ours.zip", 200 * 2**20 + 1, 200, "copy its folder")
    with pytest.raises(UserError, match="empty"):
        keep("chart", "chart.csv", b" \n", folder)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.csv"])
def test_a_name_never_becomes_a_path(folder, name):
    file = keep("chart", name, CHART.encode(), folder)
    assert file.path.parent == folder.path
    assert file.path.name == "chart-1.csv"
    assert "/" not in plain_name(name)


def test_the_folder_goes_with_the_visitor(folder):
    path = keep("chart", "chart.csv", CHART.encode(), folder).path
    folder.clear()
    assert not path.exists()
