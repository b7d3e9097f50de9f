"""A fit of the page as a project keeps it, and back."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from orgsim.errors import UserError
from orgsim.inference.fitted_folder import ENSEMBLE
from orgsim.projects.kept_project import FIT_MANIFEST, UPLOADS, Project
from orgsim.projects.project_file import FitEntry
from orgsim.reporting.documents.fit_report import fit_report
from orgsim.reporting.documents.scenario_html import as_html
from orgsim.reporting.folders.fit_folder import PICTURES, REPORT, read_request, read_summary
from orgsim.reporting.folders.moved_fit import moved_fit, named_files
from orgsim.ui.organisation.fit_run import FitDone
from orgsim.ui.organisation.fit_state import KeptFit, rests_on
from orgsim.ui.organisation.uploaded_files import Folder
from orgsim.ui.projects.kept_scenarios import kept_name


class FitFiles(NamedTuple):
    """What a project keeps of a fit: files below fit/, those it names below uploads/, and about it."""

    fit: Mapping[str, Path]
    uploads: Mapping[str, Path]
    entry: FitEntry


def kept_fit(found: KeptFit, uploads: Folder) -> FitFiles:
    """The files of a fit, which name those below uploads/; what changes is written to a new place."""
    named = named_files(found.done.folder)
    names = {path: kept_name(path.name.partition("-")[0], path) for path in named}
    files = moved_fit(
        found.done.folder,
        lambda path: f"../{UPLOADS}/{names[path]}",
        uploads.place("kept", "folder"),
    )
    entry = FitEntry(uploads=tuple(names.values()), names=found.files)
    return FitFiles(files, {name: path for path, name in names.items()}, entry)


def opened_fit(project: Project, places: Mapping[str, Path], uploads: Folder) -> KeptFit | None:
    """The fit of a project beside copies of its uploads, `places` by their names; None without one.

    Raises UserError where it is damaged, or names other files.
    """
    if project.fitted_to is None:
        return None
    known = {project.uploads[name]: places[name] for name in project.fitted_to.uploads}

    def place(path: Path) -> str:
        if path not in known:
            raise UserError(
                f"fit/ names a file outside of {UPLOADS}/, {path.name}; fit again, or export again"
            )
        return f"../{known[path].name}"

    target = uploads.place("fit", "folder")
    moved = moved_fit(project.fit[FIT_MANIFEST].parent, place, target)
    for name, path in moved.items():
        if name != REPORT and path.parent != target:
            (target / name).write_bytes(path.read_bytes())
    return _checked(target, project.fitted_to.names)


def its_ensemble(found: KeptFit | None) -> dict[str, Path]:
    """Where the ensemble of a fit lies, by its name below uploads/, next to its verdict."""
    path = found.done.folder / ENSEMBLE if found else None
    return {kept_name("ensemble", path): path} if path else {}


def _checked(folder: Path, names: tuple[str, ...]) -> KeptFit:
    """What a folder holds, if all that pages read of it is there; its report is written anew."""
    for name in (ENSEMBLE, PICTURES[0]):
        if not (folder / name).is_file():
            raise UserError(f"fit/{name} is not there; put it back, or fit again")
    request, summary = read_request(folder), read_summary(folder)
    try:
        report = as_html(fit_report(summary, (folder / PICTURES[0]).read_bytes()))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise UserError("fit/fit.json is damaged; fit again") from None
    (folder / REPORT).write_text(report, "utf-8")
    done = FitDone(folder, named_files(folder), summary)
    return KeptFit(done, rests_on(request.file.base, request.answers), names)
