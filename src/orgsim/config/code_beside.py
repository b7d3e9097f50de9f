"""Code beside a config: modules of its folder, imported as they are now, and what is in them.

Nothing here asks whether code was allowed; whoever calls it has.
"""

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from orgsim.config.installed_extensions import not_imported
from orgsim.errors import UserError

REFERENCE = r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*:[A-Za-z_][A-Za-z0-9_]*$"
"""package.module:name"""


class CodeFolder:
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


def named_code(
    reference: str, where: str, what: str, folder: Path | None
) -> tuple[Any, ModuleType]:
    """What `package.module:name` stands for, and its module.

    where, what, folder  for errors: the table and its entry, and in which folder it was looked for

    Raises UserError with one line where it is not there or cannot be imported.
    """
    name, _, attribute = reference.partition(":")
    try:
        module = importlib.import_module(name)
    except (Exception, SystemExit) as error:
        gone = error.name if isinstance(error, ModuleNotFoundError) else None
        if gone and (name == gone or name.startswith(f"{gone}.")):
            place = f" in {folder}, and none is installed" if folder else " installed"
            raise UserError(
                f"{where}: {what}: {reference}: there is no module {name}{place}"
            ) from None
        raise not_imported(where, f"{what}: {reference}", error) from error
    if not hasattr(module, attribute):
        raise UserError(
            f"{where}: {what}: {reference}: there is no {attribute} in {file_of(module) or name}"
        )
    return getattr(module, attribute), module
