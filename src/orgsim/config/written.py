"""Configs written down: every number, as a file that can be read back."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from orgsim.config.files import ADDED, PATHS, ConfigFile
from orgsim.config.own_measure_config import own_measure_tables


def config_toml(file: ConfigFile, folder: Path) -> str:
    """The config with every number in it, as a config file to be saved in `folder`.

    Scenarios are written as what they change in the base.
    """
    base = _with_paths_from(folder, file.base.resolved())
    scenarios = {
        name: _changes(base, _with_paths_from(folder, config.resolved()))
        for name, config in file.scenarios.items()
    }
    tables = _without_empty(base)
    if scenarios:
        tables["scenarios"] = {name: _without_empty(found) for name, found in scenarios.items()}
    return tomli_w.dumps(tables)


def _with_paths_from(folder: Path, resolved: dict[str, Any]) -> dict[str, Any]:
    organisation = resolved["organisation"]
    paths = {key: _from(folder, organisation[key]) for key in PATHS if key in organisation}
    for each in own_measure_tables(resolved):
        if "folder" in each:
            each["folder"] = _from(folder, each["folder"])
    return {**resolved, "organisation": {**organisation, **paths}}


def _from(folder: Path, path: str) -> str:
    """The path seen from a folder, so that both can be moved together."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(folder))).as_posix()
    except ValueError:  # on another drive
        return str(Path(path).absolute())


def _changes(base: Mapping[str, Any], scenario: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be laid over the base to get the scenario, as `orgsim.config.files` does."""
    changes = {}
    for key, value in scenario.items():
        if key in base and base[key] == value:
            continue
        if key in ADDED:
            changes[key] = value[len(base.get(key, ())) :]
        elif isinstance(value, Mapping):
            changes[key] = _changes(base.get(key, {}), value)
        else:
            changes[key] = value
    return changes


def _without_empty(value: Any) -> Any:
    """The same without tables that hold nothing."""
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    items = {key: _without_empty(item) for key, item in value.items()}
    return {key: item for key, item in items.items() if item not in ({}, [])}
