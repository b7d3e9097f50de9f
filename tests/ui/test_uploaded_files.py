"""Uploaded charts, ties and surveys: previews, limits, and mistakes by row."""

import pytest

from orgsim.errors import UserError
from orgsim.ui.scenario import Scenario
from orgsim.ui.upload import MOST_BYTES, TEMPLATES, Folder, check_size, keep, plain_name, with_files


@pytest.fixture
def folder():
    folder = Folder()
    yield folder
    folder.clear()


def kept(folder, **files: str):
    return {kind: keep(kind, f"{kind}.csv", text.encode(), folder) for kind, text in files.items()}


def test_the_templates_can_be_simulated(folder):
    scenario = with_files(Scenario(), kept(folder, **TEMPLATES))
    assert scenario.config().organisation.chart is not None
    assert scenario.config().organisation.weight == "weight"


def test_columns_are_found_by_their_usual_names(folder):
    files = kept(folder, chart="employee_id;manager\n1;\n2;1\n3;1\n")
    organisation = with_files(Scenario(), files).config().organisation
    assert (organisation.identifier, organisation.superior) == ("employee_id", "manager")


def test_a_preview_has_the_first_rows(folder):
    preview = keep("chart", "chart.csv", TEMPLATES["chart"].encode(), folder)
    assert preview.columns == ("id", "superior", "name", "department")
    assert preview.rows[1] == ("2", "1", "Ben", "Sales")


def test_mistakes_are_told_with_the_visitors_file_and_row(folder):
    files = kept(folder, chart="id,superior\n1,\n2,9\n")
    with pytest.raises(UserError, match=r"^chart\.csv, row 3"):
        with_files(Scenario(), files)


def test_ties_need_a_chart(folder):
    with pytest.raises(UserError, match="chart"):
        with_files(Scenario(), kept(folder, ties=TEMPLATES["ties"]))


def test_large_and_empty_files_are_refused(folder):
    with pytest.raises(UserError, match="20 MB"):
        check_size("chart.csv", MOST_BYTES + 1)
    with pytest.raises(UserError, match="empty"):
        keep("chart", "chart.csv", b" \n", folder)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.csv"])
def test_a_name_never_becomes_a_path(folder, name):
    preview = keep("chart", name, TEMPLATES["chart"].encode(), folder)
    assert preview.path.parent == folder.path
    assert preview.path.name == "chart-1.csv"
    assert "/" not in plain_name(name)


def test_the_folder_goes_with_the_visitor(folder):
    path = keep("chart", "chart.csv", TEMPLATES["chart"].encode(), folder).path
    folder.clear()
    assert not path.exists()
