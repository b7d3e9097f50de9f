"""What real charts have and a tree has not: refused with the option that helps, or handled and told."""

import json

import numpy as np
import pytest

from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.errors import UserError
from orgsim.model.random import run_key
from orgsim.organisation import Cleaning, read_organisation, read_survey
from orgsim.organise import DrawnOrganisation, import_notes, imported


def write(tmp_path, text, name="chart.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path, text, second=None, **requests):
    chart = write(tmp_path, text)
    organisation, notes = read_organisation(
        chart, second_superior=second, cleaning=Cleaning(**requests)
    )
    above = {
        organisation.label(k): organisation.label(int(organisation.superior[k]))
        for k in range(1, organisation.people)
    }
    return organisation, above, notes


# a leads b and c; d leads e and nobody leads d; f reports to x, who is not there.
SEVERAL = "id,superior,name\na,,Ann\nb,a,Bo\nc,a,Cy\nd,,Di\ne,d,Ed\n"


@pytest.mark.parametrize(
    ("how", "expected", "changes"),
    [
        ("top", {"b": "a", "c": "a", "d": "a", "e": "d"}, {"without_superior_attached": 1}),
        ("position:c", {"b": "a", "c": "a", "d": "c", "e": "d"}, {"without_superior_attached": 1}),
        ("position:e", {"b": "a", "c": "a", "a": "e", "e": "d"}, {"without_superior_attached": 1}),
        ("drop", {"b": "a", "c": "a"}, {"without_superior_dropped": 2}),
        (
            "board",
            {"a": "board", "d": "board", "b": "a", "c": "a", "e": "d"},
            {"put_under_board": 2},
        ),
    ],
)
def test_people_without_a_superior_get_a_place(tmp_path, how, expected, changes):
    organisation, above, notes = read(tmp_path, SEVERAL, without_superior=how)
    assert above == expected
    assert notes.changes == changes
    assert len(organisation.attributes["name"]) == organisation.people
    assert notes.left_out == (("d", "e") if how == "drop" else ())


def test_one_top_needs_no_board(tmp_path):
    _, above, notes = read(tmp_path, "id,superior\na,\nb,a\n", without_superior="board")
    assert (above, notes.changes) == ({"b": "a"}, {})


def test_an_unknown_position_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"--without-superior\): the position 'C' .*'c' is \(small"):
        read(tmp_path, SEVERAL, without_superior="position:C")


def test_a_circle_stays_a_fault(tmp_path):
    with pytest.raises(UserError, match="circle"):
        read(tmp_path, "id,superior\na,\nd,\nb,c\nc,b\n", without_superior="top")


STAFF = (
    "id,superior,name,status\na,,Ann,active\nb,a,Bo,LEFT\nc,b,Cy,active\nd,c,Di,left\n"
    "e,d,Ed,active\nb2,e,Bo,active\n"
)


def test_reports_of_people_left_out_go_to_the_next_above(tmp_path):
    _, above, notes = read(tmp_path, STAFF, inactive=("Status=left",))
    assert above == {"c": "a", "e": "c", "b2": "e"}
    assert notes.changes == {"inactive": 2, "moved_up": 2}
    assert notes.left_out == ("b", "d")


def test_a_chain_of_many_who_leave_is_climbed(tmp_path):
    rows = "".join(f"{k},{k - 1},left\n" for k in range(1, 40))
    text = f"id,superior,status\n0,,here\n{rows}40,39,here\n"
    assert read(tmp_path, text, inactive=("status=left",))[1] == {"40": "0"}


def test_without_anybody_above_there_is_no_superior(tmp_path):
    text = "id,superior,status\na,,left\nb,a,here\nx,y,left\ny,x,left\nc,x,here\n"
    requests = {"inactive": ("status=left",), "without_superior": "top"}
    assert read(tmp_path, text, **requests)[1] == {"c": "b"}


def test_ties_and_answers_of_people_left_out_are_no_mistakes(tmp_path):
    chart = write(tmp_path, STAFF)
    ties = write(tmp_path, "source,target\na,b\na,c\n", "ties.csv")
    cleaning = Cleaning(inactive=("status=left",))
    organisation, notes = read_organisation(chart, ties=ties, cleaning=cleaning)
    assert (notes.tie_rows, notes.outsiders) == (2, 1)
    survey = write(tmp_path, "id,trust\nb,1\nc,#N/A\n", "survey.csv")
    answers, told = read_survey(survey, organisation, left_out=notes.left_out, nothing=("#n/a",))
    assert np.isnan(answers["trust"]).all()
    assert told.outsiders == 1


def test_a_condition_that_holds_for_nobody_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"no row has this value.*stand 'LEFT', 'active', 'left'"):
        read(tmp_path, STAFF, inactive=("status=gone",))
    with pytest.raises(UserError, match="write it as COLUMN=VALUE"):
        read(tmp_path, STAFF, inactive=("left",))


def test_the_last_of_several_rows_counts(tmp_path):
    text = "id,superior,unit\nb,a,old\na,,top\nc,b,x\nb,c,older\nb,a,new\n"
    organisation, above, notes = read(tmp_path, text, duplicates="last")
    assert above == {"c": "b", "b": "a"}
    assert "new" in organisation.attributes["unit"]
    assert "old" not in organisation.attributes["unit"]
    assert notes.changes == {"duplicates": 2}


def test_a_rehire_who_left_before_counts_as_there(tmp_path):
    text = "id,superior,status\na,,here\nb,a,left\nc,b,here\nb,a,here\n"
    _, above, notes = read(tmp_path, text, inactive=("status=left",))
    assert above == {"b": "a", "c": "b"}
    assert notes.left_out == ()


VACANT = "id,superior,name\na,,Ann\nb,a,\nc,b,Cy\n,a,\n"


def test_vacancies_are_left_out(tmp_path):
    _, above, notes = read(tmp_path, VACANT, vacancies="drop")
    assert above == {"c": "a"}
    assert notes.changes == {"vacancies_dropped": 2, "moved_up": 1}


def test_vacancies_are_kept(tmp_path):
    _, above, notes = read(tmp_path, VACANT, vacancies="keep")
    assert above == {"b": "a", "c": "b", "vacancy (row 5)": "a"}
    assert notes.vacant == ("b", "vacancy (row 5)")


def test_a_column_may_tell_vacancies(tmp_path):
    text = "id,superior,filled\na,,yes\nb,a,No\n"
    assert read(tmp_path, text, vacancies="keep", vacant="filled=no")[2].vacant == ("b",)
    with pytest.raises(UserError, match=r"set cleaning.vacant \(--vacant\)"):
        read(tmp_path, text, vacancies="keep")


def test_a_vacancy_starts_as_after_a_departure(tmp_path):
    """In the first week its reports trust as a successor's reports do, and nobody else differs."""
    write(tmp_path, "id,superior,name\na,,Ann\nb,a,\nc,b,Cy\nd,a,Di\n")
    tables = {"chart": "chart.csv", "cleaning": {"vacancies": "keep"}}
    config = build({"organisation": tables}, folder=tmp_path).base
    read = imported(config.organisation)
    np.testing.assert_array_equal(read.survey["departure"], [np.nan, 1, np.nan, np.nan])
    drawn = DrawnOrganisation(read.organisation, run_key(3, 0))
    before, after = (
        Ensemble.of(Config(), seed=3, drawn=drawn._replace(survey=survey))
        for survey in ({}, read.survey)
    )
    before.step()
    after.step()
    differ = before.state("trust")[:, 0] != after.state("trust")[:, 0]
    assert dict(zip(read.organisation.labels, differ, strict=True)) == {
        "a": False,
        "b": False,
        "c": True,
        "d": False,
    }


def test_entries_and_unknown_superiors_may_stand_for_nobody(tmp_path):
    text = "id,superior\na,#N/A\nb,a\nc,0\nd,gone\n"
    requests = {"nothing": ("#n/a", "0"), "unknown_superior": "nobody", "without_superior": "top"}
    _, above, notes = read(tmp_path, text, **requests)
    assert above == {"b": "a", "c": "a", "d": "a"}
    assert notes.changes == {"nothing": 2, "unknown_superior": 1, "without_superior_attached": 2}


DOTTED = "id,superior,matrix\na,,\nb,a,c\nc,a,\nd,b,d\n"


def test_dotted_lines_become_ties(tmp_path):
    organisation, _, notes = read(tmp_path, DOTTED, second="matrix")
    assert organisation.tie_start.tolist() == [0, 0, 1, 2, 2]
    assert organisation.tie_to.tolist() == [2, 1]
    assert organisation.attributes["matrix"] == ("", "c", "", "d")
    assert notes.changes == {"dotted_lines": 1}


def test_dotted_lines_stand_beside_ties_and_above_their_minimum(tmp_path):
    ties = write(tmp_path, "source,target,weight\nd,a,9\n", "ties.csv")
    organisation, notes = read_organisation(
        write(tmp_path, DOTTED),
        ties=ties,
        second_superior="matrix",
        directed=True,
        minimum_weight=4,
    )
    assert organisation.tie_start.tolist() == [0, 0, 1, 2, 3]
    assert organisation.tie_weight.tolist() == [4, 4, 9]
    assert notes.tie_rows == 1


@pytest.mark.parametrize(
    ("text", "option"),
    [
        (SEVERAL, "set cleaning.without_superior (--without-superior) to 'top', 'position:ID'"),
        (
            "id,superior\na,\nb,x\n",
            "set cleaning.unknown_superior (--unknown-superior) to 'nobody'",
        ),
        ("id,superior\na,0\nb,a\n", "set cleaning.nothing (--nothing) to '0'"),
        ("id,superior\na,\nb,a\nb,a\n", "set cleaning.duplicates (--duplicates) to 'last'"),
        ("id,superior\na,\n,a\n", "set cleaning.vacancies (--vacancies) to 'keep' or 'drop'"),
    ],
)
def test_refusals_name_the_option_that_would_do_it(tmp_path, text, option):
    with pytest.raises(UserError) as error:
        read(tmp_path, text)
    assert option in str(error.value)
    assert "\n" not in str(error.value)


def test_notes_of_the_manifest_count_what_was_changed(tmp_path):
    write(tmp_path, SEVERAL)
    tables = {"chart": "chart.csv", "cleaning": {"without_superior": "drop"}}
    notes = import_notes(build({"organisation": tables}, folder=tmp_path))
    assert json.loads(json.dumps(notes))[""]["changes"] == {"without_superior_dropped": 2}
    assert "left_out" not in notes[""]


@pytest.mark.parametrize(
    ("cleaning", "said"),
    [
        (
            {"without_superior": "bored"},
            "without_superior.*allowed: top, board, drop, or position:",
        ),
        ({"vacancies": "hide"}, "vacancies.*'keep' or 'drop'"),
        ({"duplicate": "last"}, "duplicate.*did you mean 'duplicates'"),
    ],
)
def test_requests_that_do_not_exist_are_refused(cleaning, said):
    with pytest.raises(UserError, match=said):
        build({"organisation": {"cleaning": cleaning}})
