"""A fit and its answers in a project: saved, read by the command line, exported and opened again."""

import io
import json
import threading
import zipfile
from pathlib import Path

import pytest
from test_organisation_page import CHART
from typer.testing import CliRunner

from orgsim.cli.main import app
from orgsim.errors import UserError
from orgsim.organise import imported
from orgsim.projects.project_place import VARIABLE, projects_root
from orgsim.projects.project_zip import open_zip, project_zip
from orgsim.reporting.folders.fit_folder import read_request
from orgsim.ui.organisation import fit_state
from orgsim.ui.organisation.answer_templates import answers_template
from orgsim.ui.organisation.answers_read import AnswersRead, read_answers
from orgsim.ui.organisation.draft import Draft, drafted
from orgsim.ui.organisation.fit_run import fitted, fitted_scenario
from orgsim.ui.organisation.fit_state import KeptFit, rests_on
from orgsim.ui.organisation.uploaded_files import Folder, keep, with_column
from orgsim.ui.projects import project_state
from orgsim.ui.server import PROJECTS_OFFERED
from orgsim.ui.shared import session
from orgsim.ui.shared.computing.background import Teller
from orgsim.ui.shared.scenarios.scenario import Scenario

pytestmark = pytest.mark.slow

BRIEF = Scenario().with_value("run.most_rest_weeks", 13)
SMALL = BRIEF.with_value("run.weeks", 8).with_value("run.replications", 4)
NAMES = ("staff.csv", "pulse.csv", "left.csv")


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> bytes:
    """A project as a zip file: a chart, waves whose columns were chosen, leavers, and a fit to them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("first")))
        patch.setenv(PROJECTS_OFFERED, "1")
        patch.setattr("orgsim.ui.organisation.fit_run.processors", lambda: 1)
        forget()
        draft, answers = uploaded(session.uploads.peek())
        place = session.uploads.peek().place("fit", "folder")
        teller = Teller(threading.Event(), lambda share, what: None)
        done = fitted(draft.scenario, answers.files, answers.inputs, 50, place, teller)
        fit_state.kept.value = KeptFit(done, now_resting_on(), NAMES)
        assert session.begin(fitted_scenario(done, "Fitted"))
        assert project_state.unsaved()
        project_state.save("Ours")
        assert not project_state.unsaved()
        found = project_zip("Ours")
        session.uploads.peek().clear()
        forget()
    return found


@pytest.fixture(autouse=True)
def _another_machine(tmp_path, monkeypatch, saved):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "projects"))
    monkeypatch.setenv(PROJECTS_OFFERED, "1")
    yield
    session.uploads.peek().clear()
    forget()


def forget() -> None:
    """As for a visitor who has just come."""
    session.arrive(Scenario(), ())
    session.uploaded.value, session.handled.value = (), {}
    project_state.opened.value, fit_state.kept.value, fit_state.scale.value = None, None, ""


def uploaded(folder: Folder) -> tuple[Draft, AnswersRead]:
    """A chart, waves and leavers on the pages, and what is read of them."""
    chart = keep("chart", NAMES[0], CHART.encode(), folder)
    draft = drafted(SMALL, [chart], {})
    read = imported(draft.scenario.config().organisation)
    text = answers_template("waves", read).replace("group", "Bereich", 1).replace("1 to 5", "")
    waves = with_column(keep("waves", NAMES[1], text.encode(), folder), "group", "Bereich")
    leavers = keep("leavers", NAMES[2], answers_template("leavers", read).encode(), folder)
    session.uploaded.value, fit_state.scale.value = (chart, waves, leavers), "1-5"
    return draft, read_answers(draft.scenario, (waves, leavers), "1-5", {})


def now_resting_on() -> str:
    """What a fit of what is on the pages would rest on."""
    files, scale = session.uploaded.peek(), fit_state.scale.peek()
    draft = drafted(session.scenario.peek(), files, {})
    answers = read_answers(draft.scenario, files, scale, {})
    assert answers.problem == ""
    return rests_on(draft.scenario.config(), answers.files)


def test_a_project_brings_answers_and_fit_back(saved):
    name = open_zip(saved, "Theirs")
    project_state.open_project(name)
    assert not project_state.unsaved()
    assert tuple(each.name for each in session.uploaded.peek()) == NAMES
    assert session.uploaded.peek()[1].column("group") == "Bereich"
    kept = fit_state.kept.peek()
    assert kept.files == NAMES
    assert kept.done.summary["members"] == 50
    assert kept.rests_on == now_resting_on()
    ensemble = session.scenario.peek().config().organisation.ensemble
    assert ensemble == kept.done.folder / "ensemble.parquet"
    assert projects_root() not in ensemble.parents
    again = members(project_zip(name))
    project_state.save()
    kept_as_it_was = [
        name for name in again if name.endswith((".parquet", ".csv", "d.toml", "fit.json"))
    ]
    assert len(kept_as_it_was) == 12
    for inside in kept_as_it_was:
        assert again[inside] == members(saved)[inside.replace(name, "Ours")]
    project_state.open_project(name)
    assert fit_state.kept.peek().rests_on == kept.rests_on
    fit_state.scale.value = "1-7"
    assert kept.rests_on != now_resting_on()
    assert project_state.unsaved()


def test_the_command_line_reads_the_fit_of_a_project(saved, tmp_path):
    folder = projects_root() / open_zip(saved, "Theirs") / "fit"
    assert [path.parent.name for path in read_request(folder).answers.paths] == ["uploads"] * 2
    out = str(tmp_path / "out")
    done = CliRunner().invoke(
        app, ["forecast", str(folder), "--weeks", "3", "--no-figure", "--json", "--out", out]
    )
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(
        app, ["run", str(folder / "fitted.toml"), "--no-figure", "--json", "--out", out + "2"]
    )
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("inside", "old", "new", "said"),
    [
        ("fit/fitted.toml", '"../uploads/', '"../../', "outside of uploads/"),
        ("fit/manifest.json", '"../uploads/', '"/etc/', "outside of uploads/"),
        ("fit/fitted.toml", '"ensemble.parquet"', '"../other.parquet"', "another ensemble"),
        ("fit/fit.json", '"gaps"', '"gasp"', "fit.json is damaged"),
        ("fit/config.toml", "[", "", "not what orgsim fit wrote"),
    ],
)
def test_a_fit_that_was_tampered_with_is_refused_in_a_line(saved, inside, old, new, said):
    found = members(saved)
    found[f"Ours/{inside}"] = found[f"Ours/{inside}"].replace(old.encode(), new.encode())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in found.items():
            file.writestr(name, data)
    name = open_zip(packed.getvalue(), "Theirs")
    with pytest.raises(UserError, match=said):
        project_state.open_project(name)
    assert session.uploaded.peek() == ()


def members(data: bytes) -> dict[str, bytes]:
    """Name → content of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_no_file_of_a_project_names_a_place_of_the_machine(saved):
    texts = [
        data for name, data in members(saved).items() if Path(name).suffix in (".toml", ".json")
    ]
    assert not any(b"upload-" in data for data in texts)
    manifest = json.loads(members(saved)["Ours/fit/manifest.json"])
    assert all(name.startswith("../uploads/") for name in manifest["inputs"])
