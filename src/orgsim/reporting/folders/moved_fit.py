"""A fit that is put elsewhere: the same files, which name chart and answers where these are then."""

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli_w

from orgsim.config.files import PATHS
from orgsim.errors import UserError
from orgsim.inference.answer_files import AnswerFiles
from orgsim.inference.fitted_folder import CONFIG, ENSEMBLE
from orgsim.io.atomic_files import sha256_of
from orgsim.reporting.folders.fit_folder import ASKED, FILES, KIND
from orgsim.reporting.folders.result_folder import MANIFEST, json_text

Place = Callable[[Path], str]
"""How a file is named from the place where the fit will be."""


def named_files(folder: Path) -> tuple[Path, ...]:
    """Files outside of a fit's folder that it names: of its organisation, and its answers.

    Raises UserError where the folder is not what `orgsim fit` wrote.
    """
    organisation = _tables(folder, ASKED).get("organisation", {})
    named = [Path(organisation[key]) for key in PATHS if key in organisation]
    answers = _answers(folder, _manifest(folder)).paths
    return tuple(dict.fromkeys(_whole(folder, path) for path in (*named, *answers)))


def moved_fit(folder: Path, place: Place, changed: Path) -> dict[str, Path]:
    """Name → file of a fit that is to be put elsewhere; what changes is written into `changed`.

    Raises UserError where the folder is not what `orgsim fit` wrote, and whatever `place` raises.
    """
    found = {name: folder / name for name in FILES if (folder / name).is_file()}
    for name in (CONFIG, ASKED):
        tables = _tables(folder, name)
        _move_organisation(folder, name, tables.get("organisation", {}), place)
        found[name] = _written(changed / name, tomli_w.dumps(tables))
    manifest = _manifest(folder)
    moved = _answers(folder, manifest).moved(lambda path: Path(place(_whole(folder, path))))
    named = named_files(folder)
    inputs = {_whole(folder, Path(path)): of for path, of in manifest.get("inputs", {}).items()}
    manifest["asked"]["answers"] = moved.as_text()
    manifest["inputs"] = {place(path): of for path, of in inputs.items() if path in named}
    manifest[KIND] = {name: sha256_of(path) for name, path in found.items() if name != MANIFEST}
    return {**found, MANIFEST: _written(changed / MANIFEST, json_text(manifest))}


def _move_organisation(folder: Path, name: str, tables: dict[str, Any], place: Place) -> None:
    for key in PATHS:
        if key not in tables:
            continue
        if key == "ensemble" and name == CONFIG:
            if tables[key] != ENSEMBLE:
                raise _no_fit(folder, f"{CONFIG} names another ensemble than {ENSEMBLE}")
        else:
            tables[key] = place(_whole(folder, Path(tables[key])))


def _whole(folder: Path, path: Path) -> Path:
    """A path that is named from a folder; links are not followed."""
    return Path(os.path.normpath(folder / path))


def _tables(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_fit(folder, f"{name}: {getattr(error, 'strerror', None) or error}") from None


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _no_fit(folder, f"{MANIFEST}: {getattr(error, 'strerror', None) or error}") from None
    if not isinstance(found, dict) or not isinstance(found.get("inputs", {}), dict):
        raise _no_fit(folder, f"its {MANIFEST} is none of a fit")
    return found


def _answers(folder: Path, manifest: dict[str, Any]) -> AnswerFiles:
    try:
        return AnswerFiles.from_text(manifest["asked"]["answers"])
    except (KeyError, TypeError, ValueError):
        raise _no_fit(folder, f"its {MANIFEST} is none of a fit") from None


def _no_fit(folder: Path, reason: str) -> UserError:
    return UserError(f"{folder.name}: is not what orgsim fit wrote: {reason}; fit again")


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
