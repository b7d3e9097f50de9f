"""User-defined code: functions that a config names, loaded if allowed.

A config, a link or a sweep file is data, and opening one must run nothing that it names. So code from
`module:function` is imported only for whoever says so beside the config (`--allow-code`, `allow_code =
True`). What an installed package offers by name has been allowed by installing it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

from orgsim.config.code_beside import CodeFolder, file_of, named_code
from orgsim.config.installed_extensions import MEASURE_GROUP, loaded, offered
from orgsim.config.models import Config
from orgsim.config.own_measure_config import OwnMeasure
from orgsim.config.programmes_from_code import ALLOW
from orgsim.errors import UserError
from orgsim.measures.own_measures import OwnMeasures, own_declarations

KEY = "own_measures"


class OwnCode(NamedTuple):
    """Functions of a config's own measures by name, and SHA-256 of the source of each."""

    functions: OwnMeasures = MappingProxyType({})
    sources: Mapping[str, str] = MappingProxyType({})


def names_code(config: Config) -> list[OwnMeasure]:
    """The measures of a config whose functions need to be allowed."""
    return [each for each in config.own_measures or () if each.function is not None]


def own_code(config: Config, allowed: bool, where: str, how: str = ALLOW) -> OwnCode:
    """The functions of a config's own measures.

    allowed  whether the caller allows code that the config names; never read from a file
    where    what errors call the config, and how one allows its code

    Raises UserError where code was not allowed, or is not there, or cannot be imported.
    """
    own_declarations(config)
    named = names_code(config)
    if named and not allowed:
        first = named[0]
        raise UserError(
            f"{where}: {KEY}: {first.name} is code, {first.function}"
            f"{_in(first)}, and runs only if you allow it: read it, then add {how}"
        )
    found = {}
    with ExitStack() as stack:
        folders: dict[Path | None, CodeFolder] = {
            each.folder: CodeFolder(each.folder) for each in named if each.folder
        }
        for folder in folders.values():
            stack.enter_context(folder)
        for each in config.own_measures or ():
            function, module = _function_of(each)
            found[each.name] = function, _source_of(each, module, folders.get(each.folder))
    return OwnCode(
        {name: function for name, (function, _) in found.items()},
        {name: source for name, (_, source) in found.items()},
    )


def installed_measures(config: Config) -> OwnMeasures:
    """The functions of those own measures of a config that installed packages offer."""
    own = tuple(each for each in config.own_measures or () if each.function is None)
    return own_code(config.model_copy(update={"own_measures": own}), False, "").functions


def measures_of_all(configs: Iterable[Config]) -> OwnMeasures:
    """Of the own measures that installed packages offer, those that all of some configs have."""
    each = [installed_measures(config) for config in configs]
    first, others = (each[0], each[1:]) if each else ({}, [])
    return {name: function for name, function in first.items() if all(name in o for o in others)}


def refuse_other_code(then: Mapping[str, str], now: Mapping[str, str], where: str) -> None:
    """Raise UserError if the source of own measures changed since a sweep was started."""
    for name in {**then, **now}:
        if then.get(name) != now.get(name):
            raise UserError(
                f"{where}: {KEY}: the source of {name} is not what it was when the sweep was started,"
                " its rows would not be comparable; restore it, or start again in another folder"
            )


def _in(each: OwnMeasure) -> str:
    return f" in {each.folder} or installed" if each.folder else ""


def _function_of(each: OwnMeasure) -> tuple[Callable[..., Any], ModuleType]:
    if each.function is None:
        point = offered(MEASURE_GROUP, each.name, KEY, "name its function = 'module:function'")
        function, module = loaded(point, KEY)
    else:
        function, module = named_code(each.function, KEY, each.name, each.folder)
    if not callable(function):
        raise UserError(f"{KEY}: {each.name}: {each.function or each.name} is not a function")
    return function, module


def _source_of(each: OwnMeasure, module: ModuleType, folder: CodeFolder | None) -> str:
    """SHA-256 of a function's module, and of all modules that came from the config's folder."""
    files = {file_of(module), *(folder.modules().values() if folder else ())}
    found = hashlib.sha256((each.function or each.name).encode())
    for file in sorted(file for file in files if file):
        found.update(file.read_bytes())
    return found.hexdigest()
