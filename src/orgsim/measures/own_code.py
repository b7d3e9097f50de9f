"""Code of one's own: functions that a config names, found where that was allowed.

A config, a link or a sweep file is data, and opening one must run nothing that it names. So code from
`module:function` is imported only for whoever says so beside the config (`--allow-code`, `allow_code =
True`). What an installed package offers by name has been allowed by installing it.
"""

import hashlib
import importlib
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple, Self

from orgsim.config.installed_extensions import MEASURE_GROUP, loaded, not_imported, offered
from orgsim.config.models import Config
from orgsim.config.own_measure_config import OwnMeasure
from orgsim.errors import UserError
from orgsim.measures.own_measures import OwnMeasures, own_declarations

KEY = "own_measures"
ALLOW = "--allow-code"
ALLOW_IN_PYTHON = "allow_code=True"


class OwnCode(NamedTuple):
    """Functions of a config's own measures by name, and SHA-256 of the source of each."""

    functions: OwnMeasures = MappingProxyType({})
    sources: Mapping[str, str] = MappingProxyType({})


def names_code(config: Config) -> list[OwnMeasure]:
    """The measures of a config whose functions need to be allowed."""
    return [each for each in config.own_measures or () if each.function is not None]


def own_code(config: Config, allowed: bool, where: str, how: str = ALLOW) -> OwnCode:
    """The functions of a config's own measures.

    allowed  whether whoever asks allows code that the config names; never read from a file
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
        folders: dict[Path | None, _Folder] = {
            each.folder: _Folder(each.folder) for each in named if each.folder
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


def refuse_other_code(then: Mapping[str, str], now: Mapping[str, str], where: str) -> None:
    """Raise UserError where own measures have another source than when a sweep was begun."""
    for name in {**then, **now}:
        if then.get(name) != now.get(name):
            raise UserError(
                f"{where}: {KEY}: the source of {name} is not what it was when the sweep was begun, its"
                " rows would not go together; restore it, or begin anew in another folder"
            )


def _in(each: OwnMeasure) -> str:
    return f" in {each.folder} or installed" if each.folder else ""


def _function_of(each: OwnMeasure) -> tuple[Callable[..., Any], ModuleType]:
    if each.function is None:
        point = offered(MEASURE_GROUP, each.name, KEY, "name its function = 'module:function'")
        function, module = loaded(point, KEY)
    else:
        name, _, attribute = each.function.partition(":")
        module = _module(name, each)
        if not hasattr(module, attribute):
            raise UserError(
                f"{KEY}: {each.name}: {each.function}: there is no {attribute} in"
                f" {file_of(module) or name}"
            )
        function = getattr(module, attribute)
    if not callable(function):
        raise UserError(f"{KEY}: {each.name}: {each.function or each.name} is no function")
    return function, module


def _module(name: str, each: OwnMeasure) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name == error.name or name.startswith(f"{error.name}.")):
            raise UserError(
                f"{KEY}: {each.name}: {each.function}: there is no module {name}"
                f"{_in(each) and f' in {each.folder}, and none is installed'}"
            ) from None
        raise not_imported(KEY, f"{each.name}: {each.function}", error) from error
    except (Exception, SystemExit) as error:
        raise not_imported(KEY, f"{each.name}: {each.function}", error) from error


class _Folder:
    """A folder whose modules can be imported within it, after installed ones, always as they are now.

    Without compiled files: Python would take one for a source that was changed within its second.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __enter__(self) -> Self:
        self._before, self._written = set(sys.modules), sys.dont_write_bytecode
        sys.path.append(str(self._folder))
        sys.dont_write_bytecode = True
        importlib.invalidate_caches()
        return self

    def __exit__(self, *_: object) -> None:
        sys.path.remove(str(self._folder))
        sys.dont_write_bytecode = self._written
        for name in self.modules():
            del sys.modules[name]

    def modules(self) -> dict[str, Path]:
        """The files of the modules that were imported out of it, by name."""
        new = {name: file_of(sys.modules[name]) for name in set(sys.modules) - self._before}
        return {name: file for name, file in new.items() if file and self._holds(name, file)}

    def _holds(self, name: str, file: Path) -> bool:
        """Whether a module lies right in the folder, or in a package that does."""
        first = name.partition(".")[0]
        if first in self._before or not file.is_relative_to(self._folder):
            return False
        return file.relative_to(self._folder).parts[0] in (first, f"{first}.py")


def file_of(module: ModuleType) -> Path | None:
    """Where a module's source is, None where it has none."""
    file = getattr(module, "__file__", None)
    return Path(file).resolve() if file else None


def _source_of(each: OwnMeasure, module: ModuleType, folder: _Folder | None) -> str:
    """SHA-256 of a function's module, and of all modules that came from the config's folder."""
    files = {file_of(module), *(folder.modules().values() if folder else ())}
    found = hashlib.sha256((each.function or each.name).encode())
    for file in sorted(file for file in files if file):
        found.update(file.read_bytes())
    return found.hexdigest()
