"""A fit asked on the page: run in processes of its own, written as `orgsim fit` writes it, and used."""

import io
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from orgsim.config.files import ConfigFile, read_config
from orgsim.inference.answer_files import AnswerFiles
from orgsim.inference.findings.fit_summary import summarise_fit
from orgsim.inference.fit import Inputs, fit, work_of
from orgsim.inference.fitted_folder import CONFIG
from orgsim.parallel.spawned import processors
from orgsim.reporting.folders.fit_folder import Request, fit_folder, write_fit
from orgsim.reporting.folders.moved_fit import named_files
from orgsim.ui.shared.computing.background import Teller
from orgsim.ui.shared.scenarios.config_scenario import from_config
from orgsim.ui.shared.scenarios.scenario import Scenario

MEMBERS = (64, 100, 200)
"""Sizes of the ensemble to choose from."""


class FitDone(NamedTuple):
    """Result of a fit.

    folder   what `orgsim fit` writes, within that of the visitor's files
    files    that the fit was made of
    summary  see `summarise_fit`
    """

    folder: Path
    files: tuple[Path, ...]
    summary: dict[str, Any]


def fitted(
    scenario: Scenario,
    files: AnswerFiles,
    inputs: Inputs,
    members: int,
    folder: Path,
    teller: Teller,
) -> FitDone:
    """Fit a scenario's organisation to its answers, into a folder that is new.

    Raises UserError where config or answers do not allow it, GivenUp soon after nobody wants it.
    """
    file = ConfigFile(scenario.config(), {})
    teller.begin(work_of(members))
    teller.doing("simulating members")
    found = fit(file, inputs, members=members, jobs=processors(), progress=teller.advance)
    teller.doing("summing up")
    summary = summarise_fit(found, inputs)
    with fit_folder(folder) as written:
        write_fit(written, found, summary, Request(file, files, members))
    teller.advance(0)
    return FitDone(folder, named_files(folder), summary)


def fitted_scenario(done: FitDone, name: str) -> Scenario:
    """The fitted organisation as a scenario: its members, and everybody's states now."""
    return from_config(read_config(done.folder / CONFIG).base, name)


def fit_archive(done: FitDone) -> bytes:
    """The folder of a fit and the files it was made of, as a ZIP in which they find each other."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (*done.files, *sorted(done.folder.iterdir())):
            archive.write(path, path.relative_to(done.folder.parent))
    return data.getvalue()
