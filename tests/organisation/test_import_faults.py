"""All bad rows are told at once, with whom they may mean."""

import pytest

from orgsim.errors import UserError
from orgsim.organisation import read_organisation, read_survey


def refusal(tmp_path, chart, ties=None):
    (tmp_path / "chart.csv").write_text(chart, encoding="utf-8")
    if ties is not None:
        (tmp_path / "ties.csv").write_text(ties, encoding="utf-8")
    with pytest.raises(UserError) as error:
        read_organisation(tmp_path / "chart.csv", ties=tmp_path / "ties.csv" if ties else None)
    return str(error.value).splitlines()


def test_all_rows_are_listed_in_their_order(tmp_path):
    first, *rows = refusal(tmp_path, "id,superior\n00017,\n00042,17\n00043,17\n00042,43\n")
    assert "chart.csv: 4 mistakes in its rows; correct them, or set " in first
    assert rows == [
        "  row 3: the superior '17' is not an id of the chart; '00017' is (leading zeros): did"
        " a spreadsheet make a number of it?",
        "  row 4: the superior '17' is not an id of the chart; '00017' is (leading zeros): did"
        " a spreadsheet make a number of it?",
        "  row 5: the id '00042' stands in row 3 already; give every person one row and an id of"
        " their own",
        "  row 5: the superior '43' is not an id of the chart; '00043' is (leading zeros): did"
        " a spreadsheet make a number of it?",
    ]


def test_twenty_rows_are_shown_and_all_are_counted(tmp_path):
    lines = refusal(tmp_path, "id,superior\na,\n" + "".join(f"{k},x\n" for k in range(30)))
    assert "30 mistakes" in lines[0]
    assert len(lines) == 22
    assert lines[-1] == "  … and 10 more"


@pytest.mark.parametrize(
    ("superior", "hint"),
    [
        ("ANN.lee", "'Ann.Lee' is (small and capital letters)"),
        ("Ann. Lee", "'Ann.Lee' is (spaces)"),
        ("Ann\u200b.Lee", "'Ann.Lee' is (unseen or wide characters)"),
        ("Ａnn.Lee", "'Ann.Lee' is (unseen or wide characters)"),
        ("Ann Lee", "it stands in column 'name' of 'Ann.Lee'"),
        ("lee@example.org", "it stands in column 'mail' of 'Ann.Lee'"),
        ("Ann.Le", "(did you mean 'Ann.Lee'?)"),
    ],
)
def test_whom_a_superior_may_mean_is_told(tmp_path, superior, hint):
    chart = (
        "id,superior,name,mail\nAnn.Lee,,Ann  Lee,Lee@example.org\nbo,{},Bo,bo@example.org\n"
        "cy,bo,Cy,cy@example.org\n"
    )
    (line,) = refusal(tmp_path, chart.format(superior))
    assert hint in line


def test_rows_of_ties_are_all_listed(tmp_path):
    ties = "source,target,weight\na,x,1\nB,a,often\na,b,-1\n"
    first, *rows = refusal(tmp_path, "id,superior\na,\nb,a\n", ties)
    assert "ties.csv: 4 mistakes" in first
    assert "drop_outsiders (--drop-outsiders) to true" in first
    assert [row.split(":")[0] for row in rows] == ["  row 2", "  row 3", "  row 3", "  row 4"]


def test_rows_of_a_survey_are_all_listed(tmp_path):
    (tmp_path / "chart.csv").write_text("id,superior\na,\nb,a\n")
    (tmp_path / "survey.csv").write_text("id,trust\nx,0.5\na,2\nb,high\nb,1\n")
    organisation, _ = read_organisation(tmp_path / "chart.csv")
    with pytest.raises(UserError) as error:
        read_survey(tmp_path / "survey.csv", organisation)
    rows = str(error.value).splitlines()[1:]
    assert [row.split(":")[0] for row in rows] == ["  row 2", "  row 3", "  row 4", "  row 5"]


def test_ragged_rows_are_all_listed(tmp_path):
    lines = refusal(tmp_path, "id,superior\na\nb,a\nc,a,x\n")
    assert len(lines) == 3


def test_long_values_are_quoted_in_part(tmp_path):
    (line,) = refusal(tmp_path, f"id,superior\na,\nb,{'x' * 10_000}\n")
    assert len(line) < 500
