"""The verdict of a fit: whether it can explain the answers, read without anything that fits."""

import json
from pathlib import Path

from orgsim.config.models import Config
from orgsim.errors import listed

FIT = "fit.json"
"""The summary in the folder of a fit."""


def unexplained_items(folder: Path) -> tuple[str, ...]:
    """Items of a folder's survey that its fit does not explain; none where nothing says so."""
    try:
        said = json.loads((folder / FIT).read_bytes())
        return tuple(map(str, said["unexplained"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def fit_warning(config: Config) -> str:
    """A line about a fitted config whose fit does not explain the answers, "" about any other."""
    ensemble = config.organisation.ensemble
    items = unexplained_items(ensemble.parent) if ensemble is not None else ()
    return warning_of(items)


def warning_of(items: tuple[str, ...]) -> str:
    """What to say where these items are not explained, "" where all are."""
    if not items:
        return ""
    return (
        f"the fit does not explain the answers to {listed(items)}: what follows from it may be wrong"
        " for reasons that no interval holds; look at the items of its report first"
    )
