"""The folder of a fit, written whole or not at all; and what was asked of it, read again."""

import json
import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from orgsim.config.files import ConfigFile, read_config
from orgsim.errors import UserError
from orgsim.inference.answer_files import AnswerFiles
from orgsim.io.atomic_files import sha256_of
from orgsim.io.fit_verdict import FIT
from orgsim.reporting.folders.result_folder import MANIFEST, ResultsFolder, earlier_files

if TYPE_CHECKING:
    from orgsim.inference.fit import Fit

KIND = "fit"
ASKED = "config.toml"
"""The config that was fitted, every number of it."""

TABLES = ("levers", "gaps", "items")
PICTURES = ("fit.png", "fit.svg")
REPORT = "report.html"
FILES = (
    *("ensemble.parquet", "fitted.toml", "answers.parquet", "persons.parquet", FIT, ASKED),
    *(f"{name}.csv" for name in TABLES),
    *(REPORT, *PICTURES, MANIFEST),
)


class Request(NamedTuple):
    """What was asked of a fit: the config with the seed of all draws, the answers, how many members."""

    file: ConfigFile
    answers: AnswerFiles
    members: int


def fit_folder(out: Path) -> ResultsFolder:
    """A folder to write a fit into; UserError where it holds something else."""
    return ResultsFolder(out, earlier_files(out, KIND, FILES))


def write_fit(
    folder: ResultsFolder,
    fit: "Fit",
    summary: Mapping[str, Any],
    request: Request,
    figure: bool = True,
) -> None:
    """Write all files of a fit."""
    _write_ensemble(folder, fit, request)
    folder.write_json(FIT, summary)
    for name in TABLES:
        _write_csv(folder, name, summary)
    png = _write_pictures(folder, summary) if figure else None
    from orgsim.reporting.documents.fit_report import fit_report
    from orgsim.reporting.documents.scenario_html import as_html

    folder.write_text(REPORT, as_html(fit_report(summary, png)))
    folder.write_json(MANIFEST, _manifest(folder, request))


def _write_ensemble(folder: ResultsFolder, fit: "Fit", request: Request) -> None:
    import pyarrow.parquet as pq

    from orgsim.config.written import config_toml
    from orgsim.inference import fitted_folder as parts

    file, middle = parts.fitted(fit, folder.path)
    for name, table in (
        (parts.ENSEMBLE, parts.ensemble_table(fit, middle)),
        (parts.ANSWERS, parts.answers_table(fit)),
        (parts.PERSONS, parts.persons_table(fit)),
    ):
        folder.write(name, partial(pq.write_table, table, compression="zstd"))
    folder.write_text(parts.CONFIG, config_toml(file, folder.path))
    folder.write_text(ASKED, config_toml(request.file, folder.path))


def _write_csv(folder: ResultsFolder, name: str, summary: Mapping[str, Any]) -> None:
    from orgsim.io.csv_files import csv_text

    rows = summary[name]
    folder.write_text(f"{name}.csv", csv_text(list(rows[0]), (row.values() for row in rows)))


def _write_pictures(folder: ResultsFolder, summary: Mapping[str, Any]) -> bytes:
    """Write the figure; it as PNG for the report."""
    from orgsim.figures.fit_figure import draw_fit
    from orgsim.figures.save import lay_out, png_of, save_picture

    figure = lay_out(draw_fit(summary))
    for name in PICTURES:
        folder.write(name, lambda path: save_picture(figure, path))
    return png_of(figure)


def _manifest(folder: ResultsFolder, request: Request) -> dict[str, Any]:
    from orgsim.io.provenance import config_hash, inputs

    answers = request.answers
    named = answers.moved(lambda path: Path(os.path.relpath(path, folder.path)))
    read = {str(path): sha256_of(path) for path in answers.paths}
    return {
        **provenance(),
        "config_hash": config_hash(request.file),
        "inputs": inputs(request.file) | read,
        "asked": {
            "answers": named.as_text(),
            "hashes": [sha256_of(path) for path in answers.paths],
            "members": request.members,
        },
        KIND: dict(folder.hashes),
    }


def provenance() -> dict[str, Any]:
    """With what and where the files of a folder were made."""
    from datetime import UTC, datetime

    from orgsim.io.provenance import commit, machine, versions

    return {
        "schema": 1,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": ["orgsim", *sys.argv[1:]],
        "versions": versions(),
        "checkout": commit(),
        "machine": machine(),
    }


def read_request(folder: Path) -> Request:
    """What was asked of the fit in a folder; UserError where its files are gone or others now."""
    try:
        asked = json.loads((folder / MANIFEST).read_bytes())["asked"]
        named = AnswerFiles.from_text(asked["answers"])
        hashes, members = asked["hashes"], int(asked["members"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "strerror", None) or f"its {MANIFEST} is none of a fit"
        raise UserError(
            f"{folder}: is not what orgsim fit wrote: {reason}; name the folder given to its --out"
        ) from None
    files = named.moved(lambda path: folder / path)
    for path, known in zip(files.paths, hashes, strict=True):
        if not path.is_file():
            raise UserError(f"{path}: no longer exists; it did when {folder} was fitted to it")
        if sha256_of(path) != known:
            raise UserError(f"{path}: has changed since {folder} was fitted to it; fit again")
    return Request(read_config(folder / ASKED), files, members)


def read_summary(folder: Path) -> dict[str, Any]:
    """The summary of a fit; UserError where a folder holds none."""
    try:
        found: dict[str, Any] = json.loads((folder / FIT).read_bytes())
        return found
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(
            f"{folder}: is not what orgsim fit wrote: {reason}; name the folder given to its --out"
        ) from None
