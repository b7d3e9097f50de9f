"""Config files: TOML to scenarios, each mistake reported with file, key, allowed values and remedy.

A file holds the base and, under [scenarios], named variations of it: tables are merged into the base key
by key; groups, interventions and shocks are added to the base's own. What a scenario changes of levers
and groups it changes from week 1 on: before, all scenarios are the base (see `before`). Overrides
(`a.b.c=value`) are laid over the base before that. Paths in a file are relative to the file.
"""

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from os.path import isfile
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from orgsim.config.before import with_before_of
from orgsim.config.models import Config
from orgsim.config.own_measure_config import own_measure_tables
from orgsim.config.programmes_from_code import with_programmes_from_code
from orgsim.config.strict_table import a_line
from orgsim.config.whole_fit import refuse_mixture
from orgsim.errors import MOST_QUOTED, UserError, quoted, shortened
from orgsim.organisation.hints import did_you_mean
from orgsim.plain_tables import check_depth, dotted, parse_toml, parse_value, place_in
from orgsim.shipped import find_file

ADDED = ("groups", "interventions", "shocks")
PATHS = ("chart", "ties", "survey", "ensemble")
NOT_IN_SCENARIOS = ("run", "costs", "scenarios", "name", "own_programmes", "own_measures")


@dataclass(frozen=True)
class ConfigFile:
    """The base of a config file and its scenarios, in the order of the file."""

    base: Config
    scenarios: Mapping[str, Config]


def read_config(
    config: str | PathLike[str], overrides: Iterable[str] = (), allow_code: bool = False
) -> ConfigFile:
    """Read a config file, or a shipped one by its name.

    Parameters
    ----------
    config : path or str
        A TOML file, or a name of `orgsim configs`.
    overrides : iterable of str, optional
        Values laid over it, as `"levers.transparency=0.8"`.
    allow_code : bool, default False
        Whether code of programmes that it names (own_programmes, from) may be imported.

    Returns
    -------
    ConfigFile
        `base`, and `scenarios` by name, each a `Config`.

    Raises
    ------
    UserError
        With one line for whatever is wrong with it.

    Examples
    --------
    >>> file = orgsim.read_config("baseline", ["run.weeks=52"])
    >>> file.base.run.weeks, "walk_the_talk" in file.scenarios
    (52, True)
    """
    path = find_file(config)
    tables = read_toml(path)
    for override in overrides:
        lay_over(tables, override)
    tables = with_programmes_from_code(tables, str(config), path.parent, allow_code)
    return with_its_files(build(tables, str(config), path.parent), str(config))


def build(
    tables: Mapping[str, Any], name: str = "config", folder: Path | None = None
) -> ConfigFile:
    """Scenarios from plain tables; `name` is what errors call them, `folder` where paths start."""
    check_depth(tables, name)
    shared = with_programmes_from_code(tables, name, folder, allowed=False)
    variations = shared.pop("scenarios", {})
    if not isinstance(variations, dict):
        raise UserError(f"{name}: scenarios: must be tables, [scenarios.NAME]")
    base = _validate(shared, name, folder, "")
    scenarios = {}
    for scenario, changes in variations.items():
        where = f"scenarios.{shortened(str(scenario))}"
        try:
            a_line(scenario)
        except ValueError as error:
            raise UserError(f"{name}: scenarios: the name {quoted(scenario)} {error}") from None
        if not isinstance(changes, dict):
            raise UserError(f"{name}: {where}: must be a table, [{where}]")
        for key in NOT_IN_SCENARIOS:
            if key in changes:
                raise UserError(
                    f"{name}: {where}.{key}: all scenarios share [{key}]; set it outside [scenarios]"
                )
        config = _validate(merged(shared, changes), name, folder, f"{where}.")
        scenarios[scenario] = with_before_of(config, base)
    return ConfigFile(base, scenarios)


def with_its_files(file: ConfigFile, name: str) -> ConfigFile:
    """The same; raises UserError if a file of the organisation that it names is not there.

    Or if its ensemble is not of the fit that it lies in.
    """
    base = file.base.organisation
    for scenario, config in {"": file.base, **file.scenarios}.items():
        for key in PATHS:
            path = getattr(config.organisation, key)
            if path is not None and not isfile(path):
                own = scenario and path != getattr(base, key)
                where = f"scenarios.{shortened(scenario)}." if own else ""
                raise UserError(
                    f"{name}: {where}organisation.{key}: there is no file {shortened(str(path), 240)};"
                    " paths are relative to the config's folder"
                )
        if config.organisation.ensemble is not None:
            refuse_mixture(config.organisation.ensemble, name)
    return file


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file in UTF-8; UserError where it is not there or cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: cannot be read: it is not UTF-8 text") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read: {why_unreadable(error)}") from None
    return parse_toml(text, str(path))


def why_unreadable(error: OSError | ValueError) -> str:
    """Why the system has no such file: its own word, or that the name cannot be one."""
    return error.strerror or str(error) if isinstance(error, OSError) else "no file has such a name"


def lay_over(tables: dict[str, Any], override: str) -> None:
    """Lay `a.b.c=value` over the tables."""
    key, equals, text = override.partition("=")
    name = f"--set {shortened(override)}"
    if not equals or not key.strip():
        raise UserError(f"{name}: write it as key=value, such as levers.transparency=0.8")
    lay_value(tables, key.strip(), parse_value(text, name), name)


def lay_value(tables: dict[str, Any], key: str, value: Any, name: str = "") -> None:
    """Set a dotted key of the tables; a number as a part picks an item of a list.

    `name` is what errors call the mistake, by default the key.
    """
    name = name or shortened(key)
    *parts, last = dotted(key, name)
    place: Any = tables
    for part in parts:
        if isinstance(place, list):
            place = place[place_in(place, part, name)]
        elif isinstance(place, dict):
            place = place.setdefault(part, {})
        else:
            raise UserError(f"{name}: {quoted(part)} is below a plain value")
    if isinstance(place, list):
        place[place_in(place, last, name)] = value
    elif isinstance(place, dict):
        place[last] = value
    else:
        raise UserError(f"{name}: {quoted(last)} is below a plain value")


def with_whole_paths(tables: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The tables with what they name of files named from the root, where that was from `folder`."""
    whole = copy.deepcopy(dict(tables))
    for each in own_measure_tables(whole):
        if "function" in each and isinstance(each.get("folder", ""), str):
            each["folder"] = str((folder / each.get("folder", "")).absolute())
    for place in (whole, *_tables_in(whole.get("scenarios"))):
        organisation = place.get("organisation")
        if isinstance(organisation, dict):
            for key in PATHS:
                if isinstance(organisation.get(key), str):
                    organisation[key] = str((folder / organisation[key]).absolute())
    return whole


def _tables_in(value: Any) -> list[dict[str, Any]]:
    return (
        [item for item in value.values() if isinstance(item, dict)]
        if isinstance(value, dict)
        else []
    )


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Tables with changes laid over them: tables key by key, lists that only grow appended to."""
    result = copy.deepcopy(dict(base))
    for key, value in changes.items():
        if key in ADDED and isinstance(value, list) and isinstance(result.get(key, []), list):
            result[key] = result.get(key, []) + value
        elif isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = merged(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def _validate(tables: Mapping[str, Any], name: str, folder: Path | None, prefix: str) -> Config:
    if folder is not None:
        tables = with_whole_paths(tables, folder)
    try:
        return Config.model_validate(tables)
    except ValidationError as error:
        raise UserError(f"{name}: {explain(error, prefix)}") from None


def explain(error: ValidationError, prefix: str, root: type[BaseModel] = Config) -> str:
    """One line for the first mistake in a table of type `root`, and how many more there are."""
    first, *others = error.errors()
    location = [str(part) for part in first["loc"]]
    key = shortened(prefix + ".".join(location), 2 * MOST_QUOTED)
    given = first.get("input")
    kind, context = first["type"], first.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(location[:-1], root)
        what = f"unknown key{did_you_mean(location[-1], known)}; allowed: {', '.join(known)}"
    elif kind == "missing":
        what = "is missing; add it"
    elif kind in _LIMITS:
        limit = next(value for key_, value in context.items() if key_ in ("ge", "gt", "le", "lt"))
        allowed = f"{_LIMITS[kind]} {limit:g}{_range(location, root)}"
        what = f"{quoted(given)} is out of range: must be {allowed}"
    elif kind == "literal_error":
        what = f"{quoted(given)} is not known; allowed: {context['expected']}"
    elif kind == "value_error":
        what = str(context["error"])
    else:
        message = re.sub(r"^Input", "it", first["msg"])
        what = f"{quoted(given)}: {message}" if not isinstance(given, (dict, list)) else message
    more = f" (and {len(others)} more)" if others else ""
    return f"{key}: {what}{more}" if key else f"{what}{more}"


_LIMITS = {
    "greater_than_equal": "at least",
    "greater_than": "greater than",
    "less_than_equal": "at most",
    "less_than": "less than",
}


def _model_at(location: list[str], root: type[BaseModel]) -> type[BaseModel] | None:
    """The model that holds the last key of a location, or None."""
    model: Any = root
    for part in location:
        if part.isdigit():
            continue
        annotation = model.model_fields[part].annotation if part in model.model_fields else None
        model = next((found for found in _models(annotation)), None)
        if model is None:
            return None
    return model


def _models(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)


def _known_keys(location: list[str], root: type[BaseModel]) -> list[str]:
    model = _model_at(location, root)
    keys = list(model.model_fields) if model else []
    return [*keys, "scenarios"] if model is Config else keys


def _range(location: list[str], root: type[BaseModel]) -> str:
    """The allowed range and unit of a number, as far as its declaration says."""
    model = _model_at(location[:-1], root)
    field = model.model_fields.get(location[-1]) if model else None
    if field is None:
        return ""
    limits = {name: value for item in field.metadata for name, value in _limits_of(item).items()}
    if "ge" in limits and "le" in limits:
        unit = re.search(r"\[(.*)\]", field.description or "")
        return f" (allowed: {limits['ge']:g} to {limits['le']:g}{', ' + unit[1] if unit else ''})"
    return ""


def _limits_of(item: Any) -> dict[str, float]:
    """The limits that an annotation of a field states."""
    return {name: getattr(item, name) for name in ("ge", "le") if hasattr(item, name)}
