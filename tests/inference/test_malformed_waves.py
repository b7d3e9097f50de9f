"""Mistakes in waves, leavers and past programmes are told in one line, with row and remedy."""

import contextlib
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgsim.errors import UserError
from orgsim.inference.survey import (
    TEMPLATES,
    parse_scale,
    read_leavers,
    read_programmes,
    read_waves,
    template,
)
from orgsim.organisation import read_organisation

LONG = "wave,id,group,item,value,answers,spread,scale,reliability\n"
GOOD = "1,a1,,trust,4,,,1-5,\n"

# name: (file, what the message says); options of read_waves may follow.
WAVES = {
    "no time": ("id,item,value,scale\na1,trust,4,1-5\n", "row 1: no column says when; name one"),
    "two times": (
        "week,date,id,item,value\n1,2026-03-02,a1,trust,4\n",
        "the columns week and date both say when",
        {"scale": "1-5"},
    ),
    "nobody": ("wave,item,value,scale\n1,trust,4,1-5\n", "row 1: no column id and no column group"),
    "two ids": (
        "wave,staff id,person id,item,value,scale\n1,a1,a1,trust,4,1-5\n",
        "may each be the id of a person; set id (--survey-column) to one of its columns: 'wave',",
    ),
    "no value": ("wave,id,item,scale\n1,a1,trust,1-5\n", "row 1: no column value; name"),
    "no item": ("wave,id,value,scale\n1,a1,4,1-5\n", "no column item and no column of an item"),
    "no scale": (
        "wave,id,item,value\n1,a1,trust,4\n",
        "row 1: no column scale; add it, or set scale",
    ),
    "no scale in a row": (
        LONG + GOOD + "1,a2,,trust,4,,,,\n",
        "row 3: the item 'trust' has no scale",
    ),
    "unknown scale": (LONG + "1,a1,,trust,4,,,0to5x,\n", "row 2: the scale '0to5x' is not known"),
    "misspelt scale": (LONG + "1,a1,,trust,4,,,precent,\n", "(did you mean 'percent'?)"),
    "scale of one value": (LONG + "1,a1,,trust,4,,,4-4,\n", "the scale '4-4' has one value only"),
    "scale as a date": (LONG + "1,a1,,trust,4,,,05-Jan,\n", "is a date, which spreadsheets make"),
    "scale as a date cell": (LONG + "1,a1,,trust,4,,,2026-05-01,\n", "write it as 1 to 5"),
    "scale option": (LONG + GOOD, "scale (--scale): the scale '1_5' is not", {"scale": "1_5"}),
    "scale of no item": (LONG + GOOD, "the item 'trsut' is not known", {"scale": "trsut=1-5"}),
    "two scales for all": (LONG + GOOD, "states two scales for all items", {"scale": "1-5, 1-7"}),
    "hours on a scale": (LONG + "1,a1,,hours,4,,,1-5,\n", "row 2: the item 'hours' cannot be on"),
    "scale of hours": (LONG + "1,a1,,trust,4,,,hours,\n", "'trust' cannot be on the scale 'hours'"),
    "value out of scale": (
        LONG + "1,a1,,trust,6,,,1-5,\n",
        "value '6' must be a number from 1 to 5",
    ),
    "value out of a reversed scale": (LONG + "1,a1,,trust,0,,,5-1,\n", "number from 1 to 5"),
    "hours out of scale": (LONG + "1,a1,,hours,41,,,,\n", "must be a number from 0 to 40"),
    "text as value": (
        LONG + "1,a1,,trust,high,,,1-5,\n",
        "row 2: value 'high' is not a number; write a number from 1 to 5, or leave it empty",
    ),
    "decimal comma": (LONG + '1,a1,,trust,"3,5",,,1-5,\n', "write decimals with a point"),
    "value out of scale in a wide file": (
        "wave,id,trust\n1,a1,4\n1,a2,9\n",
        "row 3: trust '9' must be a number from 1 to 5",
        {"scale": "1-5"},
    ),
    "shares as percentages": (
        LONG + "".join(f"1,a{k},,trust,0.{k},,,percent,\n" for k in (4, 5, 6)),
        "none of the 3 percentages is more than 1",
    ),
    "unknown item": (
        LONG + "1,a1,,trsut,4,,,1-5,\n",
        "row 2: the item 'trsut' is not known (did you",
    ),
    "empty item": (LONG + "1,a1,,,4,,,1-5,\n", "row 2: the item '' is not known"),
    "misspelt column": ("wave,id,engagment\n1,a1,4\n", "row 1: the item 'engagment'"),
    "unknown theme": (
        LONG + "1,a1,,practice:cure,4,,,1-5,\n",
        "no theme 'cure' (did you mean 'care'?)",
    ),
    "unknown theme of a column": ("wave,id,practice:cure\n1,a1,4\n", "no theme 'cure'"),
    "theme of an item without": (
        LONG + "1,a1,,trust:care,4,,,1-5,\n",
        "trust is not asked by theme",
    ),
    "two columns of an item": ("wave,id,trust,Vertrauen\n1,a1,4,4\n", "both hold the item trust"),
    "spread in a wide file": (
        "wave,group,n,spread,trust\n1,everybody,9,1,4\n",
        "needs a row for each",
    ),
    "label as time": (
        LONG + "spring,a1,,trust,4,,,1-5,\n",
        "wave 'spring' is neither a week nor a date",
    ),
    "other dates": (LONG + "2.3.2026,a1,,trust,4,,,1-5,\n", "or a date as 2026-03-01"),
    "no such day": (
        LONG + "2026-02-30,a1,,trust,4,,,1-5,\n",
        "'2026-02-30' is neither a week nor a date",
    ),
    "dates and numbers": (
        LONG + GOOD + "2026-03-02,a2,,trust,4,,,1-5,\n",
        "row 3: wave '2026-03-02' is a date where row 2 has a week",
    ),
    "far apart": (
        LONG + GOOD + "99999,a2,,trust,4,,,1-5,\n",
        "row 3: the wave '99999' is 99,998 weeks after the first; at most 32,767",
    ),
    "two labels in a week": (
        "wave,date,id,item,value,scale\na,2026-03-02,a1,trust,4,1-5\nb,2026-03-03,a2,trust,4,1-5\n",
        "row 3: the waves 'a' and 'b' are in the same week",
    ),
    "no label": (
        "wave,date,id,item,value,scale\n,2026-03-02,a1,trust,4,1-5\n",
        "row 2: the wave has no label",
    ),
    "unknown id": (LONG + GOOD + "1,a9,,trust,4,,,1-5,\n", "the id 'a9' is not an id of the chart"),
    "outsiders": (
        LONG + GOOD + "1,a9,,trust,4,,,1-5,\n",
        "set drop_outsiders (--drop-outsiders) to true",
    ),
    "id and group": (LONG + "1,a1,unit:ann,trust,4,,,1-5,\n", "both the id 'a1' and the group"),
    "neither": (LONG + "1,,,trust,4,,,1-5,\n", "row 2: neither an id nor a group"),
    "misspelt group": (
        LONG + "1,,unti:ann,trust,4,7,,1-5,\n",
        "is not a group (did you mean 'unit'?)",
    ),
    "misspelt id of a group": (LONG + "1,,unit:an,trust,4,7,,1-5,\n", "(did you mean 'ann'?)"),
    "misspelt attribute": (LONG + "1,,departmnt=Office,trust,4,7,,1-5,\n", "mean 'department'?)"),
    "bare value": (
        LONG + "1,,surgery,trust,4,7,,1-5,\n",
        "; write 'department=Surgery' for everybody",
    ),
    "random group": (LONG + "1,,not:random:0.2,trust,4,7,,1-5,\n", "is drawn, so that nobody can"),
    "nobody in it": (LONG + "1,,not:everybody,trust,4,7,,1-5,\n", "row 2: nobody is in the group"),
    "too few": (
        LONG + "1,,unit:ann,trust,4,4,,1-5,\n",
        "row 2: 4 answers of the group 'unit:ann', fewer",
    ),
    "too few by a mark": (
        LONG + "1,,unit:ann,trust,4,<5,,1-5,\n",
        "row 2: <5 answers of the group",
    ),
    "too few remedy": (
        LONG + "1,,unit:ann,trust,4,4,,1-5,\n",
        "or merge the group with its neighbour",
    ),
    "fewer than asked for": (
        LONG + "1,,unit:ann,trust,4,6,,1-5,\n",
        "fewer than 7",
        {"smallest": 7},
    ),
    "more than members": (
        LONG + "1,,unit:ann,trust,4,8,,1-5,\n",
        "8 answers of the group 'unit:ann', which has 7",
    ),
    "no number of answers": (
        LONG + "1,,unit:ann,trust,4,,,1-5,\n",
        "the number of answers of the group",
    ),
    "no column of answers": (
        "wave,group,trust\n1,unit:ann,4\n",
        "is missing; write how many",
        {"scale": "1-5"},
    ),
    "half an answer": (
        LONG + "1,,unit:ann,trust,4,6.5,,1-5,\n",
        "answers '6.5' is not a whole number",
    ),
    "many answers of a person": (LONG + "1,a1,,trust,4,5,,1-5,\n", "'5' answers of one person"),
    "wide spread": (
        LONG + "1,,unit:ann,trust,3,7,2.5,1-5,\n",
        "row 2: spread '2.5' is more than 7 answers",
    ),
    "spread of shares": (LONG + "1,,unit:ann,trust,50,7,40,percent favourable,\n", "has no spread"),
    "spread of a person": (LONG + "1,a1,,trust,3,,1,1-5,\n", "one answer has no spread"),
    "negative spread": (LONG + "1,,unit:ann,trust,3,7,-1,1-5,\n", "number of at least 0"),
    "reliability": (
        LONG + "1,a1,,trust,3,,,1-5,1.2\n",
        "reliability '1.2' must be a number from 0.01",
    ),
    "asked twice": (LONG + GOOD + GOOD, "row 3: 'position:a1' answered trust in row 2 already"),
    "group asked twice": (
        LONG + "1,,unit:ann,trust,4,7,,1-5,\n1,,unit: ann,trust,4,7,,1-5,\n",
        "row 3: 'unit:ann' answered trust in row 2 already, in the same wave (1)",
    ),
    "top's trust": (LONG + "1,top,,trust,4,,,1-5,\n", "'position:top' has no superior and cannot"),
    "group of the top": (
        LONG + "1,,top,trust,4,1,,1-5,\n",
        "'top' has no superior and cannot answer trust",
        {"smallest": 1},
    ),
    "no answer": (LONG + "1,a1,,trust,,,,1-5,\n", "no row has an answer"),
    "no rows": (LONG, "has a header and no rows"),
    "sheet of a text": (LONG + GOOD, "is text and has no sheets", {"sheet": "Answers"}),
}


@pytest.mark.parametrize("name", WAVES)
def test_a_mistake_in_waves_is_told_in_one_line(waves, name):
    text, said, *options = WAVES[name]
    with pytest.raises(UserError) as refused:
        waves(text, **(options[0] if options else {}))
    assert said in str(refused.value)
    assert "waves.csv" in str(refused.value) or "--scale" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_all_mistakes_are_told_at_once(waves):
    rows = "1,a1,,trust,9,,,1-5,\n1,a2,,trsut,4,,,1-5,\n1,,unit:ann,trust,4,3,,1-5,\n"
    with pytest.raises(UserError, match="3 mistakes in its rows") as refused:
        waves(LONG + rows + GOOD)
    assert [line[:6] for line in refused.value.rows] == ["row 2:", "row 3:", "row 4:"]


LEAVERS = {
    "no week": ("group,leavers\neverybody,1\n", "no column is called like the week"),
    "no count": ("week,group\n1,everybody\n", "row 1: no column leavers; add it"),
    "count is missing": ("week,leavers\n1,\n", "row 2: leavers '' must be a whole number from 0"),
    "too few to say": ("week,leavers\n1,<5\n", "row 2: leavers '<5' must be a whole number"),
    "half a leaver": ("week,leavers\n1,0.5\n", "leavers '0.5' must be a whole number"),
    "too many": (
        "week,group,leavers\n1,unit:ann,8\n",
        "8 leavers in weeks: 1, of 'unit:ann', which",
    ),
    "no weeks": (
        "week,leavers,weeks\n1,1,0\n",
        "weeks '0' must be a whole number from 1 to 32,767",
    ),
    "unknown id": ("week,id\n1,a9\n", "row 2: the id 'a9' is not an id of the chart"),
    "two people at once": ("week,id,leavers\n1,a1,2\n", "2 leavers in weeks: 1, of 'position:a1'"),
    "unknown group": ("week,group,leavers\n1,unit:x,1\n", "the chart has no id 'x'"),
    "twice": (
        "week,leavers,weeks\n1,1,4\n4,1,1\n",
        "row 3: leavers of 'everybody' in a week that row 2 covers already",
    ),
    "a date beside weeks": (
        "week,leavers\n2026-03-02,1\n",
        "is a date, but the survey has numbers",
    ),
    "far away": ("week,leavers\n50000,1\n", "is more than 32,767 weeks from the first wave"),
}
PROGRAMMES = {
    "no kind": (
        "start\n1\n",
        "no column is called like which programme; set kind (--programmes-column) to one of its",
    ),
    "no start": ("kind\ncoaching\n", "no column is called like the first week or day"),
    "unknown kind": ("kind,start\ncoching,1\n", "the kind 'coching' is not known (did you mean"),
    "empty start": ("kind,start\ncoaching,\n", "row 2: start '' is neither a week nor a date"),
    "who": (
        "kind,start,who\ncoaching,1,unit:x\n",
        "row 2: who = 'unit:x': the chart has no id 'x'",
    ),
    "no group": (
        "kind,start,who\ncoaching,1,leeders\n",
        "is not a group (did you mean 'leaders'?)",
    ),
    "weeks and end": ("kind,start,weeks,end\ncoaching,1,2,3\n", "both weeks and end"),
    "end before start": ("kind,start,end\ncoaching,4,3\n", "row 2: end is before start"),
    "half a week": ("kind,start,weeks\ncoaching,1,2.5\n", "weeks '2.5' is not a whole number"),
    "strength": ("kind,start,strength\ncoaching,1,11\n", "strength: 11.0 is out of range"),
    "custom": ("kind,start\ncustom,1\n", "a custom intervention needs change"),
    "lever": (
        "kind,start,change\ncustom,1,brodcast=1\n",
        "is not a lever (did you mean 'broadcast'?)",
    ),
    "amount": (
        "kind,start,change\ncustom,1,broadcast=x\n",
        "change of broadcast 'x' is not a number",
    ),
    "no amount": (
        "kind,start,change\ncustom,1,broadcast\n",
        "write each lever once, as LEVER=AMOUNT",
    ),
    "twice": (
        "kind,start,change\ncustom,1,broadcast=1;broadcast=2\n",
        "write each lever once, as LEVER=AMOUNT",
    ),
    "a date": (
        "kind,start\ncoaching,2026-03-02\n",
        "is a date, but the survey has numbers of weeks",
    ),
}


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        pytest.param(read, *case, id=f"{kind}, {name}")
        for kind, read, cases in (
            ("leavers", read_leavers, LEAVERS),
            ("programmes", read_programmes, PROGRAMMES),
        )
        for name, case in cases.items()
    ],
)
def test_a_mistake_in_leavers_or_programmes_is_told_in_one_line(
    waves, organisation, write, read, text, said
):
    survey = waves(LONG + GOOD)
    with pytest.raises(UserError) as refused:
        read(write(text, "other.csv"), organisation, survey)
    assert said in str(refused.value)
    assert "other.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (
            ("a1", "x", "y", "x"),
            "2 of 3 persons are not on the chart: 'x', 'y'; add them to it, or name the group of"
            " each in the column group, in place of the id",
        ),
        (("A1", "A2"), "2 of 2 persons are not on the chart: 'A1', 'A2'; all match apart from"),
        ([f"x{k}" for k in range(25)], "'x19' and 5 more; add them"),
    ],
)
def test_who_left_and_is_not_on_the_chart_is_counted_and_named(
    waves, organisation, write, ids, said
):
    rows = "".join(f"{week},{text}\n" for week, text in enumerate(ids, 1))
    with pytest.raises(UserError) as refused:
        read_leavers(write("week,id\n" + rows, "left.csv"), organisation, waves(LONG + GOOD))
    assert "mistakes in its rows" in refused.value.whole
    assert said in refused.value.rows[-1]


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1-5", (1, 5)),
        ("0 – 10", (0, 10)),
        ("1 TO 7", (1, 7)),
        ("5-1", (5, 1)),
        ("-2 to 2", (-2, 2)),
        ("-2-2", (-2, 2)),
        ("0.5—1.5", (0.5, 1.5)),
        ("Percent", (0, 100)),
        ("share", (0, 1)),
    ],
)
def test_a_scale_is_read_in_the_ways_it_is_written(text, scale):
    assert parse_scale(text)[:2] == scale
    assert parse_scale(text).to_unit(scale[1]) == 1
    assert parse_scale(text).to_unit(scale[0]) == 0


_PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [
            b",",
            b"\n",
            b'"',
            b";",
            b"=",
            b":",
            b"-",
            b"<5",
            b"\xff\xfe",
            b"\x00",
            b"1e999",
            b"unit:",
            b"not:",
            b"9" * 400,
            b"2026-13-01",
            b"practice:",
            "١".encode(),
        ]
    ),
)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path, data):
    (tmp_path / "chart.csv").write_text(template("chart"))
    (tmp_path / "waves.csv").write_text(template("waves"))
    organisation = read_organisation(tmp_path / "chart.csv")[0]
    survey = read_waves(tmp_path / "waves.csv", organisation, ("care",))
    kind = data.draw(st.sampled_from(["waves", "leavers", "programmes"]))
    content = template(kind).encode()[:900]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 8))
        content = content[:at] + data.draw(_PIECES) + content[at + cut :]
    path = tmp_path / "damaged.csv"
    path.write_bytes(content)
    with contextlib.suppress(UserError):
        if kind == "waves":
            read_waves(path, organisation, ("care",))
        else:
            {"leavers": read_leavers, "programmes": read_programmes}[kind](
                path, organisation, survey
            )
    os.remove(path)


def test_there_are_templates_of_every_kind_of_file():
    assert set(TEMPLATES) == {"chart", "ties", "survey", "waves", "leavers", "programmes"}
    with pytest.raises(UserError, match=r"no template 'wave' \(did you mean 'waves'\?\); allowed"):
        template("wave")
