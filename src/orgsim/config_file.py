"""Config files: TOML to scenarios, every mistake named with file, key, allowed values and mend.

A file holds the base and, under [scenarios], named variations of it: tables are merged into the base key
by key; groups, interventions and shocks are added to the base's own. Overrides (`a.b.c=value`) are laid
over the base before that. Paths in a file are relative to the file.
"""

import copy
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from orgsim.config import Config
from orgsim.errors import UserError
from orgsim.organisation.hints import did_you_mean

ADDED = ("groups", "interventions", "shocks")
PATHS = ("chart", "ties", "survey")
NOT_IN_SCENARIOS = ("run", "scenarios", "name")


@dataclass(frozen=True)
class ConfigFile:
    """The base of a config file and its scenarios, in the order of the file."""

    base: Config
    scenarios: Mapping[str, Config]


def read_config(path: Path, overrides: Iterable[str] = ()) -> ConfigFile:
    """Read a config file; raise UserError with one line for whatever is wrong with it."""
    tables = _read_toml(path)
    for override in overrides:
        _lay_over(tables, override)
    return build(tables, str(path), path.parent)


def build(
    tables: Mapping[str, Any], name: str = "config", folder: Path | None = None
) -> ConfigFile:
    """Scenarios from plain tables; `name` is what errors call them, `folder` where paths start."""
    shared = copy.deepcopy(dict(tables))
    variations = shared.pop("scenarios", {})
    if not isinstance(variations, dict):
        raise UserError(f"{name}: scenarios: must be tables, [scenarios.NAME]")
    base = _validate(shared, name, folder, "")
    scenarios = {}
    for scenario, changes in variations.items():
        where = f"scenarios.{scenario}"
        if not isinstance(changes, dict):
            raise UserError(f"{name}: {where}: must be a table, [scenarios.{scenario}]")
        for key in NOT_IN_SCENARIOS:
            if key in changes:
                raise UserError(
                    f"{name}: {where}.{key}: all scenarios share [{key}]; set it outside [scenarios]"
                )
        scenarios[scenario] = _validate(_merged(shared, changes), name, folder, f"{where}.")
    return ConfigFile(base, scenarios)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError(
            f"{path}: no such file; name a config file like configs/baseline.toml"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UserError(f"{path}: cannot be read: {reason}") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: not valid TOML: {error}") from None


def _lay_over(tables: dict[str, Any], override: str) -> None:
    """Lay `a.b.c=value` over the tables; a number as a part picks an item of a list."""
    key, equals, text = override.partition("=")
    parts = key.strip().split(".")
    if not equals or not all(parts):
        raise UserError(f"--set {override}: write it as key=value, like levers.transparency=0.8")
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text.strip()
    place: Any = tables
    for part in parts[:-1]:
        if isinstance(place, list):
            place = place[_index(place, part, override)]
        elif isinstance(place, dict):
            place = place.setdefault(part, {})
        else:
            raise UserError(f"--set {override}: '{part}' stands below a plain value")
    if isinstance(place, list):
        place[_index(place, parts[-1], override)] = value
    elif isinstance(place, dict):
        place[parts[-1]] = value
    else:
        raise UserError(f"--set {override}: '{parts[-1]}' stands below a plain value")


def _index(items: list[Any], part: str, override: str) -> int:
    if not part.isdigit() or int(part) >= len(items):
        allowed = f"0 to {len(items) - 1}" if items else "none, the list is empty"
        raise UserError(f"--set {override}: '{part}' is no item of the list; allowed: {allowed}")
    return int(part)


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    result = copy.deepcopy(dict(base))
    for key, value in changes.items():
        if key in ADDED and isinstance(value, list) and isinstance(result.get(key, []), list):
            result[key] = result.get(key, []) + value
        elif isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = _merged(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def _validate(tables: Mapping[str, Any], name: str, folder: Path | None, prefix: str) -> Config:
    organisation = tables.get("organisation")
    if folder is not None and isinstance(organisation, dict):
        for key in PATHS:
            if isinstance(organisation.get(key), str):
                organisation = {**organisation, key: str(folder / organisation[key])}
        tables = {**tables, "organisation": organisation}
    try:
        return Config.model_validate(tables)
    except ValidationError as error:
        raise UserError(f"{name}: {_explain(error, prefix)}") from None


def _explain(error: ValidationError, prefix: str) -> str:
    """One line for the first mistake, and how many more there are."""
    first, *others = error.errors()
    location = [str(part) for part in first["loc"]]
    key = prefix + ".".join(location)
    given = first.get("input")
    kind, context = first["type"], first.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(location[:-1])
        what = f"unknown key{did_you_mean(location[-1], known)}; allowed: {', '.join(known)}"
    elif kind == "missing":
        what = "is missing; add it"
    elif kind in _LIMITS:
        limit = next(value for key_, value in context.items() if key_ in ("ge", "gt", "le", "lt"))
        what = f"{given!r} is out of range: must be {_LIMITS[kind]} {limit:g}{_range(location)}"
    elif kind == "literal_error":
        what = f"{given!r} is not known; allowed: {context['expected']}"
    elif kind == "value_error":
        what = str(context["error"])
    else:
        message = re.sub(r"^Input", "it", first["msg"])
        what = f"{given!r}: {message}" if not isinstance(given, (dict, list)) else message
    more = f" (and {len(others)} more)" if others else ""
    return f"{key}: {what}{more}" if key else f"{what}{more}"


_LIMITS = {
    "greater_than_equal": "at least",
    "greater_than": "greater than",
    "less_than_equal": "at most",
    "less_than": "less than",
}


def _model_at(location: list[str]) -> type[BaseModel] | None:
    """The model that holds the last key of a location, or None."""
    model: Any = Config
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


def _known_keys(location: list[str]) -> list[str]:
    model = _model_at(location)
    keys = list(model.model_fields) if model else []
    return [*keys, "scenarios"] if model is Config else keys


def _range(location: list[str]) -> str:
    """The allowed range and unit of a number, as far as its declaration says."""
    model = _model_at(location[:-1])
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
