"""Charts as personnel systems write them: headers of many kinds, superiors by address or by name."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.organisation import read_organisation
from orgsim.organisation.importing.columns import propose
from orgsim.organisation.importing.superiors_by_column import folded, named_by

HEADERS = {
    "Employee ID,Employee Name,Supervisor,Position,Department": ("Employee ID", "Supervisor"),
    "Position,Email,Manager Email,Full Name": ("Email", "Manager Email"),
    "Worker ID,Worker,Manager ID,Manager Name,Job Title": ("Worker ID", "Manager ID"),
    "Name,Reports To,Position": ("Name", "Reports To"),
    "Staff No,Line Manager Email,Work Email": ("Staff No", "Line Manager Email"),
    "User Principal Name,Manager User Principal Name": (
        "User Principal Name",
        "Manager User Principal Name",
    ),
    "Personalnummer,Name,Vorgesetzter,Abteilung": ("Personalnummer", "Vorgesetzter"),
    "Pers.-Nr.,Nachname,Vorname,Personalnummer des Vorgesetzten": (
        "Pers.-Nr.",
        "Personalnummer des Vorgesetzten",
    ),
    "PNr,Führungskraft,Führungskraft E-Mail,E-Mail": ("PNr", "Führungskraft"),
    "E-Mail-Adresse,E-Mail Vorgesetzter,Funktion": ("E-Mail-Adresse", "E-Mail Vorgesetzter"),
    "Mitarbeiter-ID,Disziplinarischer Vorgesetzter": (
        "Mitarbeiter-ID",
        "Disziplinarischer Vorgesetzter",
    ),
}


@pytest.mark.parametrize("header", HEADERS)
def test_ordinary_headers_are_understood(header):
    proposed = propose(header.split(","), "chart")
    assert (proposed["identifier"], proposed["superior"]) == HEADERS[header]


@given(
    header=st.sampled_from(sorted(HEADERS)),
    order=st.randoms(use_true_random=False),
    written=st.sampled_from((str.upper, str.lower, lambda text: text.replace(" ", "_"))),
)
def test_headers_are_understood_in_any_order_and_case(header, order, written):
    columns = [written(name) for name in header.split(",")]
    order.shuffle(columns)
    proposed = propose(columns, "chart")
    assert (proposed["identifier"], proposed["superior"]) == tuple(map(written, HEADERS[header]))


def chart(tmp_path, text: str):
    path = tmp_path / "chart.csv"
    path.write_text(text)
    return read_organisation(path)


def superiors(organisation) -> dict[str, str]:
    return {
        organisation.label(k): organisation.label(int(organisation.superior[k]))
        for k in range(organisation.people)
    }


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (
            "Employee ID,Email,Manager Email\n7,ada@x.org,\n8,ben@x.org,ADA@x.org\n"
            "9,chi@x.org,ben@x.org\n",
            "column 'Email'",
        ),
        ("Employee ID,Name,Supervisor\n7,Ada A,\n8,Ben B,Ada A\n9,Chi C,Ben B\n", "column 'Name'"),
        (
            'PNr,Vorname,Nachname,Vorgesetzter\n7,Ada,A,\n8,Ben,B,"A, Ada"\n9,Chi,C,Ben B\n',
            "columns 'Vorname' and 'Nachname'",
        ),
    ],
)
def test_superiors_are_found_by_the_column_that_names_them(tmp_path, text, column):
    organisation, notes = chart(tmp_path, text)
    assert superiors(organisation) == {"7": "7", "8": "7", "9": "8"}
    assert notes.named_by == column


def test_the_terminal_says_by_what_superiors_were_found(tmp_path, capsys):
    path = tmp_path / "chart.csv"
    path.write_text("Employee ID,Email,Manager Email\n7,a@x,\n8,b@x,a@x\n")
    assert main(["organisation", str(path), "--no-figure"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Superiors are no ids: found by column 'Email'." in said


def test_superiors_by_id_are_ids_whatever_else_there_is(tmp_path):
    text = "id,superior,note\n1,,2\n2,1,1\n3,2,9\n"
    organisation, notes = chart(tmp_path, text)
    assert superiors(organisation) == {"1": "1", "2": "1", "3": "2"}
    assert notes.named_by == ""


def test_a_name_that_two_people_have_is_told_with_their_rows(tmp_path):
    rows = [f"{k},P {k},P 1" for k in range(3, 30)]
    text = "\n".join(["id,name,manager", "1,P 1,", "2,P 3,P 1", *rows, "30,P 30,P 3"])
    with pytest.raises(UserError, match=r"row 31: the superior 'P 3' may be several .* rows 3, 4"):
        chart(tmp_path, text)


def test_who_is_in_no_row_is_told_with_the_column(tmp_path):
    text = "id,email,manager\n1,a@x,\n2,b@x,a@x\n3,c@x,b@x\n4,d@x,z@x\n"
    with pytest.raises(
        UserError, match=r"row 5: the superior 'z@x' is neither an id nor in column"
    ):
        chart(tmp_path, text)


@given(people=st.integers(2, 40), seed=st.integers(0, 2**32 - 1), turned=st.booleans())
def test_a_tree_named_by_names_is_the_tree_named_by_ids(people, seed, turned):
    drawn = random.Random(seed)
    names = [f"First{k} Last{k}" for k in range(people)]
    above = [None, *(drawn.randrange(k) for k in range(1, people))]
    written = [
        "" if k is None else f"Last{k}, First{k}" if turned else names[k].upper() for k in above
    ]
    ids = {f"E{k}": k for k in range(people)}
    by = named_by(written, ids, {"site": ["A"] * people, "name": names})
    assert by is not None
    assert [by.find(text) for text in written] == [-1 if k is None else k for k in above]


def test_names_are_compared_without_case_commas_and_order():
    assert folded("Lovelace, Ada") == folded("ada  LOVELACE") != folded("Ada Love")
