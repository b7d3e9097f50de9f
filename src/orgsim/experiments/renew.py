"""Renew: what a run found, put into the experiment's README and into the index of all experiments."""

import json
from collections.abc import Sequence
from pathlib import Path

from orgsim.errors import UserError
from orgsim.experiments.catalogue import Entry
from orgsim.experiments.readme import (
    BEGIN,
    END,
    INDEX_BEGIN,
    INDEX_END,
    between,
    counted,
    index,
    result_block,
    with_numbers,
)
from orgsim.experiments.reproduce import Reproduced
from orgsim.experiments.write import RESULTS, results_of
from orgsim.results import json_text


def update_readme(of: Reproduced) -> list[Path]:
    """Put figures and results into the experiment's own folder; the files that were written."""
    folder, readme = of.entry.folder, of.entry.readme
    block = result_block(of.experiment, of.findings, of.what_ran)
    text = between(of.entry.text, BEGIN, END, block, str(readme))
    text = with_numbers(text, of.findings, str(readme))
    files = {
        folder / f"{name}.png": (of.folder / f"{name}.png").read_bytes()
        for name in of.experiment.pictures
    }
    files[folder / RESULTS] = json_text(results_of(of)).encode()
    files[readme] = text.encode()
    for path, content in files.items():
        _put(path, content)
    return list(files)


def update_index(folder: Path, there: Sequence[Entry]) -> Path:
    """Renew the table of all experiments in the README beside them, from what each found last."""
    readme = folder / "README.md"
    try:
        text = readme.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{readme}: cannot be read ({error.strerror}); --all --update-readme renews its index"
        ) from None
    rows = {entry.folder.name: (entry.question, counted(_verdicts(entry))) for entry in there}
    text = between(text, INDEX_BEGIN, INDEX_END, index(rows), str(readme))
    _put(readme, text.encode())
    return readme


def _verdicts(entry: Entry) -> list[str]:
    """What became of the predictions when the README was renewed last; nothing if it never was."""
    try:
        found = json.loads((entry.folder / RESULTS).read_bytes())
        return [each["verdict"] for each in found["predictions"]]
    except (OSError, ValueError, KeyError):
        return []


def _put(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written ({error.strerror}); --update-readme is for experiments in a"
            " folder of your own: name it with --experiments"
        ) from None
