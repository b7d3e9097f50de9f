"""Columns are found by what they are called, told if they are not used, and proposed to the page."""

import pytest

from orgsim.errors import UserError
from orgsim.organisation import preview, read_organisation, read_survey
from orgsim.organisation.importing.columns import ROLES, measure_of, propose

HEADERS = {
    "English": "Employee ID,Full Name,Manager ID,Grade,Department",
    "English, in one word": "employeeId,fullName,managerId,jobLevel,businessUnit",
    "German": "Personalnummer,Nachname,Vorgesetzter,Hierarchieebene,Abteilung",
    "German, short": "PersNr,Name,Führungskraft,Ebene,Bereich",
    "French": "Matricule,Nom,Supérieur,Niveau,Département",
    "French, capitals without accents": "MATRICULE,NOM,SUPERIEUR HIERARCHIQUE,NIVEAU,DEPARTEMENT",
    "Spanish": "Número de empleado,Nombre,Jefe,Nivel,Departamento",
    "Italian": "Matricola,Cognome,Responsabile,Livello,Reparto",
    "Dutch": "Personeelsnummer,Naam,Leidinggevende,Niveau,Afdeling",
    "Portuguese": "Matrícula,Nome,Gestor,Nível,Setor",
    "Chinese": "员工编号,姓名,上级编号,职级,部门",
    "Japanese": "社員番号,氏名,上司,等級,部署",
    "Russian": "Табельный номер,ФИО,Руководитель,Уровень,Отдел",
}


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", HEADERS)
def test_columns_of_a_chart_are_known_in_many_languages(tmp_path, language):
    header = HEADERS[language]
    roles = ("identifier", "name", "superior", "level", "unit")
    assert propose(header.split(","), "chart") == dict(zip(roles, header.split(","), strict=True))
    chart = write(tmp_path / "chart.csv", f"{header}\n1,Ada,,1,X\n2,Ben,1,2,Y\n")
    organisation, notes = read_organisation(chart)
    assert organisation.labels == ("1", "2")
    assert list(notes.columns) == ["identifier", "superior"]


def test_every_name_of_a_kind_means_one_role_at_its_rank():
    for kind, roles in ROLES.items():
        needed = [role for role in roles if role.needed]
        for rank in range(2):
            seen = {}
            for role in needed:
                for name in role.known_as[rank]:
                    assert seen.setdefault(name, role.key) == role.key, (kind, name)


def test_the_plainest_name_goes_before_others(tmp_path):
    chart = write(
        tmp_path / "chart.csv", "employee,employee id,manager,manager id\nA,1,,\nB,2,A,1\n"
    )
    organisation, notes = read_organisation(chart)
    assert organisation.labels == ("1", "2")
    assert notes.columns == {"identifier": "employee id", "superior": "manager id"}


def test_a_named_column_counts_whatever_its_case(tmp_path):
    chart = write(tmp_path / "chart.csv", "Key , Above\n1,\n2,1\n")
    organisation, _ = read_organisation(chart, identifier="key", superior="ABOVE")
    assert organisation.labels == ("1", "2")


def test_the_exact_name_goes_before_one_of_another_case(tmp_path):
    chart = write(tmp_path / "chart.csv", "KEY,key,superior\n1,a,\n2,b,a\n")
    assert read_organisation(chart, identifier="key")[0].labels == ("a", "b")


def test_a_column_that_is_none_of_the_options_is_a_mistake_of_who_calls(tmp_path):
    chart = write(tmp_path / "chart.csv", "id,superior\n1,\n")
    with pytest.raises(TypeError, match="unexpected keyword argument 'superiors'"):
        read_organisation(chart, superiors="superior")


TIES = "Source,Target,Weight,since\n2,3,4,2020\n1,3,1,2021\n"


@pytest.mark.parametrize(("weight", "expected"), [(None, [1, 4]), ("none", [1, 1])])
def test_weights_are_found_like_source_and_target(tmp_path, weight, expected):
    chart = write(tmp_path / "chart.csv", "id,superior\n1,\n2,1\n3,1\n")
    ties = write(tmp_path / "ties.csv", TIES)
    organisation, notes = read_organisation(chart, ties=ties, weight=weight)
    assert organisation.tie_weight[organisation.tie_start[2] :].tolist() == expected
    assert notes.unused == (("since",) if weight is None else ("Weight", "since"))


def test_several_likely_weights_are_refused(tmp_path):
    chart = write(tmp_path / "chart.csv", "id,superior\n1,\n2,1\n")
    ties = write(tmp_path / "ties.csv", "source,target,mails,hours\n1,2,1,1\n")
    with pytest.raises(UserError, match=r"'mails', 'hours' may each .* or to 'none'"):
        read_organisation(chart, ties=ties)


def test_who_gets_a_message_listens_to_who_sends_it(tmp_path):
    chart = write(tmp_path / "chart.csv", "id,superior\n1,\n2,1\n")
    ties = write(tmp_path / "ties.csv", "sender,recipient\n1,2\n")
    organisation, _ = read_organisation(chart, ties=ties, directed=True)
    assert organisation.tie_start.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("column", "options"),
    [
        ("id", {}),
        ("respondent", {}),
        ("Employee ID", {}),
        ("code", {"chart_identifier": "Code"}),
        ("anything", {"identifier": "Anything"}),
    ],
)
def test_a_survey_has_a_column_of_ids_of_its_own(tmp_path, column, options):
    chart = write(tmp_path / "chart.csv", "id,superior\n1,\n2,1\n")
    organisation, _ = read_organisation(chart)
    survey = write(tmp_path / "survey.csv", f"{column},Vertrauen,Praxis: Care,Alter\n2,0.5,1,40\n")
    answers, notes = read_survey(survey, organisation, **options)
    assert {name: values[1] for name, values in answers.items()} == {
        "trust": 0.5,
        "practice:Care": 1,
    }
    assert (notes.identifier, notes.unused) == (column, ("Alter",))


def test_two_columns_of_one_measure_are_refused(tmp_path):
    organisation, _ = read_organisation(write(tmp_path / "chart.csv", "id,superior\n1,\n"))
    survey = write(tmp_path / "survey.csv", "id,trust,Vertrauen\n1,0.5,1\n")
    with pytest.raises(UserError, match="'trust' and 'Vertrauen' both measure trust"):
        read_survey(survey, organisation)


def test_measures_keep_their_themes():
    assert measure_of("Behavior: Safety First") == "practice:Safety First"
    assert measure_of("shoe size") == "shoe size"


def test_a_preview_shows_what_the_reader_sees(tmp_path):
    chart = tmp_path / "chart.csv"
    chart.write_bytes("sep=;\n\n employee_id ;Manager;Ort\n1;;Köln\n2;1;Rom\n".encode("cp1252"))
    seen = preview(chart, "chart", rows=1)
    assert seen.columns == ("employee_id", "Manager", "Ort")
    assert seen.rows == (("1", "", "Köln"),)
    assert (seen.encoding, seen.delimiter, seen.sheets, seen.sheet) == ("cp1252", ";", (), None)
    assert seen.proposal == {"identifier": "employee_id", "superior": "Manager"}
