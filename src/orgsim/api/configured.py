"""A scenario of a config as a Python session names it: by file, by name, with numbers changed."""

import copy
from collections.abc import Mapping
from os import PathLike
from typing import Any

import numpy as np

from orgsim.config.before import with_before_of
from orgsim.config.files import (
    ConfigFile,
    build,
    lay_value,
    merged,
    read_toml,
    with_its_files,
    with_whole_paths,
)
from orgsim.config.models import Config, OrganisationConfig, RunConfig
from orgsim.errors import UserError, listed, quoted
from orgsim.model.parameters import LEVERS, PARAMETERS
from orgsim.organisation.hints import did_you_mean
from orgsim.plain_tables import check_depth
from orgsim.shipped import find_file

Source = Config | ConfigFile | Mapping[str, Any] | str | PathLike[str] | None
"""Where a config comes from: a file or the name of a shipped one, its tables, a config read
before, or None for the defaults."""

KEYS: Mapping[str, str] = {
    **{name: f"run.{name}" for name in RunConfig.model_fields},
    **{name: f"organisation.{name}" for name in OrganisationConfig.model_fields},
    **{quantity.name: f"parameters.{quantity.name}" for quantity in PARAMETERS},
    **{lever.name: f"levers.{lever.name}" for lever in LEVERS},
}
"""Where a plain name stands in a config; any other number has its dotted key."""


def configure(
    config: Source = None, scenario: str | None = None, changes: Mapping[str, Any] | None = None
) -> Config:
    """One scenario of a config, with some of its numbers changed.

    If people start at rest, the base with these changes holds before week 1, unless `before` says
    otherwise (`before.levers.transparency`).

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        A path, the name of a shipped config (`orgsim configs`), its tables, or one that was read;
        None for the defaults.
    scenario : str, optional
        The name of one of its scenarios; None for the base.
    changes : mapping of str, optional
        New values by plain name (`transparency`, `people`, `weeks` …) or dotted key
        (`people.trust.mean`, `themes.0.stated`, `mechanisms.turnover`).

    Returns
    -------
    Config
        Frozen and complete.

    Raises
    ------
    UserError
        In one line: what is wrong, where, and what is allowed.

    Examples
    --------
    >>> chosen = orgsim.configure("baseline", "walk_the_talk", {"transparency": 0.8, "weeks": 52})
    >>> chosen.levers.transparency, chosen.run.weeks
    (0.8, 52)
    """
    if isinstance(config, ConfigFile):
        config = config.base if scenario is None else _named(config.scenarios, scenario)
        scenario = None
    if isinstance(config, Config) and scenario is None and not changes:
        return config
    tables, name = tables_of(config)
    build(tables, name)
    variations = tables.pop("scenarios", {})
    if scenario is None:
        return _changed(tables, changes, name)
    chosen = _changed(merged(tables, _named(variations, scenario)), changes, name)
    return with_before_of(chosen, _changed(tables, changes, name))


def _changed(tables: Mapping[str, Any], changes: Mapping[str, Any] | None, name: str) -> Config:
    """The config of plain tables with changes laid over them."""
    changed = copy.deepcopy(dict(tables))
    for key, value in (changes or {}).items():
        lay_value(changed, full_key(key), _plain(value))
    return with_its_files(build(changed, name), name).base


def full_key(name: str) -> str:
    """The dotted key of a number's plain name; a dotted key is one already."""
    if "." in name:
        return name
    if name not in KEYS:
        raise UserError(
            f"'{name}' is not a lever, a parameter or a key of [organisation] or [run]"
            f"{did_you_mean(name, KEYS)}; name others by their dotted key, such as people.trust.mean"
        )
    return KEYS[name]


def names_of(config: Source) -> list[str]:
    """The names of a config's scenarios."""
    if isinstance(config, ConfigFile):
        return list(config.scenarios)
    tables, name = tables_of(config)
    return list(build(tables, name).scenarios)


def _named(scenarios: Mapping[str, Any], name: str) -> Any:
    if name not in scenarios:
        raise UserError(
            f"scenario {quoted(name)} is not in the config{did_you_mean(str(name), scenarios)};"
            f" allowed: {listed(scenarios) or 'none, it has no scenarios'}"
        )
    return scenarios[name]


def tables_of(
    config: Config | Mapping[str, Any] | str | PathLike[str] | None,
) -> tuple[dict[str, Any], str]:
    """A config as plain tables, with whole paths, and what errors call it."""
    if config is None:
        return {}, "config"
    if isinstance(config, Config):
        return config.resolved(), "config"
    if isinstance(config, Mapping):
        check_depth(config, "config")
        return copy.deepcopy(dict(config)), "config"
    path = find_file(config)
    return with_whole_paths(read_toml(path), path.parent), str(config)


def _plain(value: Any) -> Any:
    """A NumPy number or array as plain Python."""
    return value.tolist() if isinstance(value, np.generic | np.ndarray) else value
