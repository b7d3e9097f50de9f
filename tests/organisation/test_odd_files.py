"""Files that look odd and are fine."""

import numpy as np
import pytest

from orgsim.organisation import read_organisation

# Each is a chart of a, who leads b and ü, who leads d.
PLAIN = "id,superior\na,\nb,a\nü,a\nd,ü\n"
ODD = {
    "plain": PLAIN,
    "byte order mark": PLAIN.encode("utf-8-sig"),
    "UTF-16, little end first": b"\xff\xfe" + PLAIN.encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
    "UTF-32": PLAIN.encode("utf-32"),
    "Windows-1252": PLAIN.encode("cp1252"),
    "accent in parts": PLAIN.replace("ü", "u\u0308"),
    "Windows line ends": PLAIN.replace("\n", "\r\n"),
    "old line ends": PLAIN.replace("\n", "\r"),
    "mixed line ends": "id,superior\r\na,\nb,a\r\nü,a\nd,ü",
    "no last line end": PLAIN.rstrip("\n"),
    "semicolons": PLAIN.replace(",", ";"),
    "tabs": PLAIN.replace(",", "\t"),
    "bars": PLAIN.replace(",", "|"),
    "spreadsheet's hint": "sep=;\n" + PLAIN.replace(",", ";"),
    "semicolons beside commas": "id;superior;name\na;;Doe, Ann\nb;a;x\nü;a;y, z\nd;ü;\n",
    "blank lines": "\n\nid,superior\n\na,\n   \nb,a\nü,a\n,\nd,ü\n\n\n",
    "spaces": " id , superior \n a , \nb ,  a\n ü,a \nd, ü\n",
    "quotation marks": '"id","superior"\n"a",""\n"b","a"\n"ü", "a"\nd,"ü"\n',
    "columns the other way round": "superior,id\n,a\na,b\na,ü\nü,d\n",
    "empty cells to the right": "id,superior,,\na,,,\nb,a,,\nü,a,,\nd,ü,,,,\n",
    "top reports to itself": PLAIN.replace("a,\n", "a,a\n"),
    "top reports to -": PLAIN.replace("a,\n", "a,-\n"),
    "top reports to NA": PLAIN.replace("a,\n", "a,NA\n"),
    "top reports to n/a": PLAIN.replace("a,\n", "a,n/a\n"),
    "top reports to NaN": PLAIN.replace("a,\n", "a,NaN\n"),
    "top reports to None": PLAIN.replace("a,\n", "a,None\n"),
    "top reports to null": PLAIN.replace("a,\n", "a,null\n"),
    "reports before superiors": "id,superior\nd,ü\nb,a\nü,a\na,\n",
}


def read(tmp_path, content, **options):
    path = tmp_path / "chart.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_organisation(path, **options)[0]


@pytest.mark.parametrize("case", ODD)
def test_odd_files_read_as_the_plain_one(tmp_path, case):
    organisation = read(tmp_path, ODD[case])
    assert organisation.labels == ("a", "b", "ü", "d")
    assert organisation.superior.tolist() == [0, 0, 0, 2]
    assert organisation.level.tolist() == [0, 1, 1, 2]


def test_quoted_delimiters_and_newlines_belong_to_values(tmp_path):
    organisation = read(tmp_path, 'id,superior,name\n1,,"Doe, ""Ann"""\n2,1,"two\nlines"\n')
    assert organisation.attributes["name"] == ('Doe, "Ann"', "two\nlines")


def test_one_person_is_a_chart(tmp_path):
    assert read(tmp_path, "id,superior\n1,\n").people == 1


def test_ids_are_text(tmp_path):
    organisation = read(tmp_path, "id,superior\n7,\n007,7\n7a,007\n")
    assert organisation.labels == ("7", "007", "7a")
    assert organisation.level.tolist() == [0, 1, 2]


def test_an_id_that_spells_nobody_is_somebody(tmp_path):
    organisation = read(tmp_path, "id,superior\nNA,\nb,NA\n-,b\nnone,-\n")
    assert organisation.level.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("ids", [("7", "8", "7.0"), ("7.0", "8.0", "7"), ("7", "8", "7.")])
def test_whole_numbers_may_be_spelt_with_a_point(tmp_path, ids):
    top, report, written = ids
    organisation = read(tmp_path, f"id,superior\n{top},\n{report},{written}\n")
    assert organisation.labels == (top, report)


def test_an_id_spelt_the_same_goes_before_one_of_the_same_number(tmp_path):
    organisation = read(tmp_path, "id,superior\n7,\n7.0,7\n8,7.0\n")
    assert organisation.superior.tolist() == [0, 0, 1]


def test_further_columns_are_attributes_by_position(tmp_path):
    content = "id,boss,full name,city\n2,1,Bob,\n1,,Ann,Rome\n3,2,Cid,Rome\n"
    organisation = read(tmp_path, content, superior="boss", name="full name")
    assert organisation.labels == ("1", "2", "3")
    assert organisation.attributes == {"name": ("Ann", "Bob", "Cid"), "city": ("Rome", "", "Rome")}


@pytest.mark.parametrize(
    "levels", ["0 1 1 2", "1 2 2 3", "9 7 8 7", "1 1 1 1", "1 - 5 ", "- 3 3 3"]
)
def test_stated_levels_may_skip_stay_and_count_either_way(tmp_path, levels):
    rows = zip(("a,", "b,a", "c,a", "d,b"), [*levels.split(" "), ""], strict=False)
    content = "id,superior,grade\n" + "".join(f"{row},{level}\n" for row, level in rows)
    organisation = read(tmp_path, content, level="grade")
    assert organisation.level.tolist() == [0, 1, 1, 2]
    assert "level" in organisation.attributes


def test_ties_are_added_up_and_cut_at_the_minimum(tmp_path):
    ties = tmp_path / "ties.csv"
    ties.write_text("who;whom;mails\na;b;2\nb;a;3\nü;d;1\nd;ü;1\nd;d;9\nx;a;9\na;d;4.5e0\n")
    options_of_ties = {"source": "who", "target": "whom", "weight": "mails"}
    options = {"ties": ties, **options_of_ties}
    path = tmp_path / "chart.csv"
    path.write_text(PLAIN, encoding="utf-8")
    organisation, notes = read_organisation(path, **options, minimum_weight=4, drop_outsiders=True)
    assert organisation.tie_to.tolist() == [1, 3, 0, 0]
    assert organisation.tie_weight.tolist() == [5, 4.5, 5, 4.5]
    assert notes._asdict() == {
        "people": 4,
        "encoding": "utf-8",
        "tie_rows": 7,
        "outsiders": 1,
        "self_ties": 1,
        "added_up": 2,
        "below_minimum": 1,
        "columns": {"identifier": "id", "superior": "superior"} | options_of_ties,
        "unused": (),
        "changes": {},
        "vacant": (),
        "left_out": (),
        "named_by": "",
    }


def test_directed_ties_stand_with_the_one_who_listens(tmp_path):
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target\nb,a\nb,d\nb,d\n")
    organisation = read(tmp_path, PLAIN, ties=ties, directed=True)
    assert organisation.tie_start.tolist() == [0, 0, 2, 2, 2]
    assert organisation.tie_to.tolist() == [0, 3]
    assert organisation.tie_weight.tolist() == [1, 2]


@pytest.mark.slow
def test_many_positions(tmp_path):
    people = 300_000
    superior = np.maximum(np.arange(people) - 1, 0) // 6
    path = tmp_path / "chart.csv"
    with path.open("w") as file:
        file.write("id,superior,department\nP0,,0\n")
        file.writelines(f"P{i},P{superior[i]},{i % 50}\n" for i in range(people - 1, 0, -1))
    organisation, _ = read_organisation(path)
    assert organisation.people == people
    assert np.bincount(organisation.span)[6] == 49_999
