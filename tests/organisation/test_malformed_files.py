"""Files with a mistake are refused in one line that names the row and the remedy."""

import contextlib
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgsim.errors import UserError
from orgsim.organisation import read_organisation

GOOD = "id,superior\na,\nb,a\nc,a\n"

# name: (chart, what the message says); options of read_organisation may follow.
CHARTS = {
    "empty file": ("", "chart.csv is empty"),
    "blank lines only": ("\n  \n\n", "chart.csv is empty"),
    "delimiters only": (",,,\n,,\n", "chart.csv is empty"),
    "byte order mark only": (b"\xef\xbb\xbf", "chart.csv is empty"),
    "header only": ("id,superior\n", "has a header and no rows"),
    "header and blank rows": ("id,superior\n,\n \n", "has a header and no rows"),
    "no id column": (
        "key,superior\na,\n",
        "row 1: no column is called like the person's id; set identifier (--id) to one of its",
    ),
    "no superior column": (
        "id,above\na,\n",
        "no column is called like the superior; set superior (--superior)",
    ),
    "columns listed": ("key,above\na,\n", "one of its columns: 'key', 'above'"),
    "no header": ("a,\nb,a\n", "no column is called like the person's id"),
    "header after blank lines": ("\n\nkey,superior\na,\n", "row 3: no column is called"),
    "several ids": (
        "person id,staff id,superior\na,b,\n",
        "the columns 'person id', 'staff id' may each be the person's id; set identifier (--id)",
    ),
    "misspelt id given": (
        "employee,superior\na,\n",
        "no column 'employe' (did you mean 'employee'?); set identifier (--id)",
        {"identifier": "employe"},
    ),
    "column named by an option": (
        GOOD,
        "no column 'grade'; set level (--level) to one",
        {"level": "grade"},
    ),
    "duplicate column": ("id,superior,id\na,,x\n", "row 1: two columns are named 'id'"),
    "unnamed column": ("id,,superior\na,x,\n", "row 1: column 2 has no name"),
    "two columns for one meaning": (
        "id,superior,name,full\na,,x,y\n",
        "row 1: name = 'full' leaves two columns for 'name'",
        {"name": "full"},
    ),
    "short row": ("id,superior,city\na,,Rome\nb,a\n", "row 3: 2 values where the header names 3"),
    "long row": ("id,superior\na,\nb,a,x\n", "row 3: 3 values where the header names 2"),
    "unquoted comma": (
        "id,superior,name\na,,Doe, Ann\n",
        "row 2: 4 values where the header names 3",
    ),
    "empty id": ("id,superior\na,\n,a\n", "row 3: the id is empty"),
    "id of blanks": ("id,superior\na,\n  ,a\n", "row 3: the id is empty"),
    "duplicate id": ("id,superior\na,\nb,a\nb,a\n", "row 4: the id 'b' stands in row 3 already"),
    "duplicate id with blanks": (
        "id,superior\na,\n b,a\nb ,a\n",
        "row 4: the id 'b' stands in row 3",
    ),
    "duplicate id in parts of a letter": (
        "id,superior\na,\né,a\ne\u0301,a\n",
        "row 4: the id 'é' stands in row 3 already",
    ),
    "unknown superior": (
        "id,superior\na,\nb,x\n",
        "row 3: the superior 'x' is not an id of the chart",
    ),
    "misspelt superior": (
        "id,superior\nSmith,\nJones,Smiht\n",
        "row 3: the superior 'Smiht' is not an id of the chart (did you mean 'Smith'?)",
    ),
    "leading zeros count": ("id,superior\n7,\n8,007\n", "row 3: the superior '007' is not an id"),
    "zero for nobody": ("id,superior\n7,0\n8,7\n", "row 2: the superior '0' is not an id"),
    "row after quoted newlines": (
        'id,superior,note\na,,"one\ntwo\nthree"\n\nb,x,\n',
        "row 6: the superior 'x'",
    ),
    "row with old line ends": ("id,superior\r\ra,\rb,x\r", "row 4: the superior 'x'"),
    "two tops": (
        "id,superior\na,\nb,\nc,a\n",
        "2 people report to nobody: 'a' (row 2), 'b' (row 3)",
    ),
    "top by own id and another": ("id,superior\na,a\nb,-\n", "2 people report to nobody"),
    "circle": (
        "id,superior\na,\nb,d\nc,b\nd,c\n",
        "run in a circle: 'b' (row 3) → 'd' (row 5) → 'c' (row 4) → 'b' (row 3)",
    ),
    "no top": ("id,superior\na,b\nb,a\n", "circle: 'a' (row 2) → 'b' (row 3) → 'a' (row 2)"),
    "level above the superior": (
        "id,superior,level\na,,1\nb,a,3\nc,b,2\n",
        "row 4: 'c' on level 2 stands above its superior 'b' (row 3) on level 3",
        {"level": "level"},
    ),
    "grade above the superior": (
        "id,superior,grade\na,,9\nb,a,5\nc,b,7\n",
        "row 4: 'c' on level 7 stands above its superior 'b' (row 3) on level 5",
        {"level": "grade"},
    ),
    "level above the top": (
        "id,superior,level\na,,2\nb,a,1\nc,a,3\n",
        "row 4: 'c' on level 3 stands above its superior 'a' (row 2) on level 2",
        {"level": "level"},
    ),
    "level in words": (
        "id,superior,level\na,,CEO\n",
        "row 2: level 'CEO' is not a number",
        {"level": "level"},
    ),
    "unclosed quotation mark": (
        'id,superior\na,\n"b,a\nc,a\n',
        "row 3: a quotation mark is opened and never closed",
    ),
    "unclosed quotation mark, large file": (
        'id,superior\na,\n"b,a\n' + "c,a\n" * 50_000,
        "row 3: a quotation mark is opened and never closed",
    ),
    "text after a quotation": (
        'id,superior\na,\n"b"c,a\n',
        "row 3: text follows a closing quotation",
    ),
    "NUL characters": (b"id,superior\na,\n\x00\x01b,a\n", "contains NUL characters"),
    "archive": (b"PK\x03\x04whatever", "is an archive or a workbook that cannot be read"),
    "old workbook": (b"\xd0\xcf\x11\xe0whatever", "a workbook that cannot be read"),
    "undecodable byte": (
        b"id,superior\na,\nb\x81,a\n",
        "row 3: byte 0x81 is not UTF-8 or Windows-1252",
    ),
    "marked UTF-8 that is none": (
        b"\xef\xbb\xbfid,superior\n\xff,\n",
        "row 2: byte 0xFF is not UTF-8",
    ),
    "half a character": (b"\xff\xfe" + GOOD.encode("utf-16-le")[:-1], "save the file as UTF-8"),
}

TIES = {
    "empty file": ("", "ties.csv is empty"),
    "header only": ("source,target\n", "has a header and no rows"),
    "no source column": (
        "x,target\na,b\n",
        "row 1: no column is called like who listens; set source (--source) to one",
    ),
    "no target column": ("source,x\na,b\n", "no column is called like to whom"),
    "no weight column": (
        "source,target\na,b\n",
        "no column 'hours'; set weight (--weight)",
        {"weight": "hours"},
    ),
    "outsider": ("source,target\na,b\nb,x\n", "row 3: the target 'x' is not an id of the chart"),
    "outsider as source": (
        "source,target\na,b\nx,b\n",
        "row 3: the source 'x' is not an id of the chart",
    ),
    "empty end": ("source,target\na,b\na,\n", "row 3: the target is empty"),
    "empty end among outsiders": (
        "source,target\na,b\nx,b\n,b\n",
        "row 4: the source is empty",
        {"drop_outsiders": True},
    ),
    "ragged row": ("source,target\na,b,c\n", "row 2: 3 values where the header names 2"),
    "weight in words": (
        "source,target,weight\na,b,often\n",
        "row 2: weight 'often' is not a number",
    ),
    "empty weight": ("source,target,weight\na,b,1\nb,c,\n", "row 3: weight '' is not a number"),
    "negative weight": (
        "source,target,weight\na,b,1\nb,c,-2\n",
        "row 3: weight '-2' must be a finite number of at least 0",
    ),
    "NaN weight": ("source,target,weight\na,b,nan\n", "row 2: weight 'nan' is not a number"),
    "infinite weight": ("source,target,weight\na,b,inf\n", "row 2: weight 'inf' is not a number"),
    "overflowing weight": (
        "source,target,weight\na,b,1e999\n",
        "row 2: weight '1e999' must be a finite",
    ),
    "huge weight": ("source,target,weight\na,b,1e300\n", "divide all weights"),
    "decimal comma": ("source;target;weight\na;b;0,5\n", "write decimals with a point, as in 0.5"),
    "programmer's number": ("source,target,weight\na,b,1_000\n", "weight '1_000' is not a number"),
    "NUL characters": (b"source,target\na,\x00\n", "ties.csv contains NUL characters"),
}


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def assert_refused(said, *arguments, **options):
    with pytest.raises(UserError) as error:
        read_organisation(*arguments, **options)
    message = str(error.value)
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize("case", CHARTS)
def test_a_malformed_chart_is_refused(tmp_path, case):
    content, said, *options = CHARTS[case]
    chart = write(tmp_path / "chart.csv", content)
    assert_refused(said, chart, **(options[0] if options else {}))


@pytest.mark.parametrize("case", TIES)
def test_a_malformed_list_of_ties_is_refused(tmp_path, case):
    content, said, *options = TIES[case]
    weighted = {"weight": "weight"} if "weight" in str(content) else {}
    chart = write(tmp_path / "chart.csv", GOOD)
    ties = write(tmp_path / "ties.csv", content)
    assert_refused(said, chart, ties=ties, **{**weighted, **(options[0] if options else {})})


def test_a_missing_file_is_refused(tmp_path):
    assert_refused("no.csv cannot be read: No such file", tmp_path / "no.csv")
    chart = write(tmp_path / "chart.csv", GOOD)
    assert_refused("no.csv cannot be read: No such file", chart, ties=tmp_path / "no.csv")


def test_a_folder_is_refused(tmp_path):
    assert_refused("is a folder; name a CSV file in it", tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_one_may_not_read_is_refused(tmp_path):
    chart = write(tmp_path / "chart.csv", GOOD)
    chart.chmod(0)
    assert_refused("cannot be read: Permission denied", chart)


def test_nothing_in_a_file_is_evaluated(tmp_path):
    chart = write(tmp_path / "chart.csv", "id,superior,note\n=1+1,,=HYPERLINK(1)\n@b,=1+1,${x}\n")
    organisation, _ = read_organisation(chart)
    assert organisation.labels == ("=1+1", "@b")
    assert organisation.attributes["note"] == ("=HYPERLINK(1)", "${x}")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text('ab,;"\t\n\r\0 é7.-', max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_whatever_stands_in_a_file_only_mistakes_of_users_are_raised(tmp_path, text, encoding):
    path = write(tmp_path / "chart.csv", ("id,superior\n" + text).encode(encoding))
    with contextlib.suppress(UserError):
        organisation, _ = read_organisation(path, ties=path, source="id", target="superior")
        assert organisation.people >= 1
