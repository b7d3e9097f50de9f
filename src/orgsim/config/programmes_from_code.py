"""Programmes of one's own that a config names as `from = "module:NAME"`: replaced by the data they are.

Once replaced, a config, and all that is written of it, holds plain data that needs no code again.
"""

import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from orgsim.config.code_beside import REFERENCE, CodeFolder, named_code
from orgsim.config.programme_config import programme_table
from orgsim.errors import UserError, quoted

KEY, FROM = "own_programmes", "from"
ALLOW = "--allow-code"
ALLOW_IN_COMMANDS = f"{ALLOW} to orgsim run, compare or sweep, which write it down as data"
ALLOW_IN_PYTHON = "allow_code=True"


def with_programmes_from_code(
    tables: Mapping[str, Any],
    name: str,
    folder: Path | None,
    allowed: bool,
    how: str = ALLOW_IN_COMMANDS,
) -> dict[str, Any]:
    """The tables of a config with the programmes that code declares as data.

    name, folder  what errors call the config, and where it lies
    allowed       whether the caller allows code that the config names; never read from a file
    how           how one allows it

    Raises UserError where code was not allowed, or is not there, or declares no programme.
    """
    whole = dict(tables)
    told: Any = whole.get(KEY)
    if not any(_names_code(each) for each in (told if isinstance(told, list) else ())):
        return whole
    whole[KEY] = told = list(told)
    with ExitStack() as stack:
        for place, each in enumerate(told):
            if not _names_code(each):
                continue
            if not allowed:
                raise UserError(
                    f"{name}: {KEY}.{place}: is code, {each[FROM]}, and runs only if you allow it: read"
                    f" it, then add {how}"
                )
            if folder is not None:
                stack.enter_context(CodeFolder(folder))
            told[place] = _found(each, f"{name}: {KEY}.{place}", folder)
    return whole


def _names_code(each: Any) -> bool:
    return isinstance(each, Mapping) and FROM in each


def _found(each: Mapping[str, Any], where: str, folder: Path | None) -> dict[str, Any]:
    reference = each[FROM]
    if not isinstance(reference, str) or not re.match(REFERENCE, reference):
        raise UserError(f"{where}.{FROM}: {quoted(reference)}: write it as package.module:NAME")
    found, _ = named_code(reference, where, FROM, folder)
    try:
        table = programme_table(found, reference)
    except ValueError as error:
        raise UserError(f"{where}.{FROM}: {error}") from None
    return {**table, **{key: value for key, value in each.items() if key != FROM}}
