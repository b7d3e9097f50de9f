"""The project that a visitor has open: saved, opened, and whether there is anything to be saved."""

import json
import os
from typing import Any

import solara

from orgsim import __version__
from orgsim.config.files import ConfigFile
from orgsim.errors import UserError
from orgsim.io.provenance import config_hash
from orgsim.projects.kept_project import Project
from orgsim.projects.project_list import delete_project, listed_projects, rename_project
from orgsim.projects.project_place import folder_of, reading
from orgsim.projects.project_reading import read_project
from orgsim.projects.project_saving import Saved, save_project
from orgsim.reporting.summary import summarise
from orgsim.ui.organisation import fit_state, fit_work
from orgsim.ui.projects.kept_fit import its_ensemble, kept_fit, opened_fit
from orgsim.ui.projects.kept_scenarios import kept, scenario_of
from orgsim.ui.projects.kept_uploads import copied, described_upload, opened_upload
from orgsim.ui.server import PROJECTS_OFFERED
from orgsim.ui.shared import session
from orgsim.ui.shared.computing import scenario_growth
from orgsim.ui.shared.exports.downloads import weekly_csv
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario

opened: solara.Reactive[Saved | None] = solara.reactive(None)
notes: solara.Reactive[str] = solara.reactive("")
_saved: solara.Reactive[Any] = solara.reactive(None)
"""What was on the pages when it was saved or opened last."""


def offered() -> bool:
    """Whether this server shows projects."""
    return bool(os.environ.get(PROJECTS_OFFERED))


def unsaved() -> bool:
    """Whether there is work that no project has: what is only looked at is no work."""
    if opened.value is not None:
        return bool(_now() != _saved.value)
    shown = session.scenario.value
    changed = shown.changes or shown.files or shown.preset == OWN
    files = session.uploaded.value or fit_state.kept.value
    return bool(changed or files or session.compared.value or notes.value.strip())


def _now() -> Any:
    """All that a project keeps, as far as somebody sets it."""
    return (
        session.scenario.value,
        session.compared.value,
        tuple((file.path, file.chosen) for file in session.uploaded.value),
        tuple(sorted(session.handled.value.items())),
        notes.value,
        fit_state.scale.value,
        fit_state.kept.value and fit_state.kept.value.done.folder,
    )


def save(name: str = "") -> None:
    """Save under the name it has, or a new one. Raises UserError where that cannot be."""
    before = opened.peek()
    if not name and before is None:
        raise UserError("this work has no name yet; give it one")
    known = before if before is not None and name in ("", before.name) else None
    opened.value = save_project(name or (before.name if before else ""), _project(), known)
    _saved.value = _now()


def _project() -> Project:
    scenario, files = kept(session.scenario.peek())
    compared = []
    for each in session.compared.peek():
        one, further = kept(each)
        compared.append(one)
        files |= further
    uploaded = session.uploaded.peek()
    described = tuple(map(described_upload, uploaded))
    files |= {entry.file: one.path for entry, one in zip(described, uploaded, strict=True)}
    fit = fit_state.kept.peek()
    fitted = kept_fit(fit, session.uploads.peek()) if fit else None
    return Project(
        scenario,
        tuple(compared),
        notes.peek(),
        {**files, **(fitted.uploads if fitted else {})},
        described,
        session.handled.peek(),
        _results(),
        fit_state.scale.peek(),
        fitted.fit if fitted else {},
        fitted.entry if fitted else None,
    )


def _results() -> dict[str, bytes]:
    """Numbers of the scenario, if they are all there, and what they were made with."""
    growing = scenario_growth.results()
    if growing is None or scenario_growth.stale() or not growing.complete:
        return {}
    result, title = growing.results["scenario"], session.scenario.peek().title
    about = {"version": __version__, "config_hash": config_hash(ConfigFile(result.config, {}))}
    summary = about | summarise({title: result}, title)
    return {
        "weekly.csv": weekly_csv({title: result}).encode(),
        "summary.json": json.dumps(summary, indent=2, ensure_ascii=False).encode(),
    }


def open_project(name: str) -> None:
    """Put a project on the pages in the place of what is there; undo brings the scenarios back.

    Its files are copied first, so that nothing on the page depends on the project's folder. Raises
    UserError where it is damaged.
    """
    with reading():
        project, file = read_project(folder_of(name))
        uploaded = [
            opened_upload(entry, project.uploads[entry.file]) for entry in project.described
        ]
        places = {
            entry.file: one.path for entry, one in zip(project.described, uploaded, strict=True)
        }
        for other, path in project.uploads.items():
            if other not in places:
                places[other] = copied(path)
        fit = opened_fit(project, places, session.uploads.peek())
    places |= its_ensemble(fit)
    scenario = scenario_of(project.scenario, places)
    compared = tuple(scenario_of(each, places) for each in project.compared)
    if not session.arrive(scenario, compared):
        raise UserError(session.problem.peek() or f"{name} cannot be shown")
    fit_work.stop()
    session.uploaded.value = tuple(uploaded)
    session.handled.value = dict(project.handled)
    notes.value = project.notes
    fit_state.scale.value, fit_state.kept.value = project.scale, fit
    opened.value = Saved(name, file.generation)
    _saved.value = _now()


def project_of_link() -> str:
    """The project that was saved with the address that is waiting for its files, "" if none was."""
    link = session.awaited.value
    return _project_at(link.to_query()) if link is not None else ""


def keeps(scenario: Scenario) -> bool:
    """Whether the project that is open has a compared scenario, as it was saved or opened last."""
    if opened.value is None:
        return False
    _, compared, *_ = _saved.value
    return scenario in compared


def comes_back() -> bool:
    """Whether the page finds the project that is open by its address when it is loaded again."""
    shown, saved = session.scenario.value, opened.value
    if saved is None or not shown.files:
        return False
    return _project_at(shown.to_query()) == saved.name


def _project_at(address: str) -> str:
    """The project that was saved last with an address, "" if none was."""
    listed = listed_projects() if offered() else []
    return next((one.name for one in listed if not one.problem and one.address == address), "")


def rename(name: str, new: str) -> None:
    """Call a project something else, also the one that is open."""
    found, before = rename_project(name, new), opened.peek()
    if before is not None and before.name == name:
        opened.value = Saved(found, before.generation)


def delete(name: str) -> None:
    """Take a project away; what of it is on the pages stays there, and is unsaved."""
    delete_project(name)
    before = opened.peek()
    if before is not None and before.name == name:
        opened.value = None
