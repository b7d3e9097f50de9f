"""What a visitor's pages keep of a fit: its results, what it rests on, and whether that changed."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import solara

from orgsim.config.files import PATHS
from orgsim.config.models import Config
from orgsim.inference.answer_files import AnswerFiles
from orgsim.io.atomic_files import sha256_of
from orgsim.reporting.folders.result_folder import json_text
from orgsim.ui.organisation.fit_run import FitDone


class KeptFit(NamedTuple):
    """A fit of this visitor.

    rests_on  see `rests_on`
    files     what the files were called that it was fitted to
    """

    done: FitDone
    rests_on: str
    files: tuple[str, ...]


kept: solara.Reactive[KeptFit | None] = solara.reactive(None)
"""The last fit that was finished, or that an opened project had."""

STEPS = ("Chart", "Ties", "Answers", "Check")
step: solara.Reactive[int] = solara.reactive(0)
"""The step that is open, also after other pages."""

scale: solara.Reactive[str] = solara.reactive("")
"""The scale of answers that state none."""


def rests_on(config: Config, answers: AnswerFiles) -> str:
    """A number that changes with the organisation, its themes and its answers, wherever files lie."""
    organisation = config.organisation.model_dump(mode="json")
    named = {key: getattr(config.organisation, key) for key in PATHS if key != "ensemble"}
    contents = {key: sha256_of(path) for key, path in named.items() if path is not None}
    told = answers.moved(lambda path: Path(sha256_of(path))).as_text()
    themes = [theme.name for theme in config.themes]
    text = json_text([organisation | contents | {"ensemble": None}, themes, told])
    return hashlib.sha256(text.encode()).hexdigest()
