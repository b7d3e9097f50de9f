"""Plain tables, as TOML and Python give them, within limits that keep mistakes readable."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from orgsim.errors import UserError, quoted

MOST_DEPTH = 32
"""Tables and lists within each other; a config needs 7 of them, and Python can follow some 1,000."""

_TOO_DEEP = f"is nested too deeply; at most {MOST_DEPTH} tables or lists within each other"
_DIGITS_OF_A_PLACE = 9


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text; `name` is what errors call it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{name}: not valid TOML: {error}") from None
    except RecursionError:
        raise UserError(f"{name}: {_TOO_DEEP}") from None
    except ValueError:  # the only other one: int() takes 4,300 digits
        raise UserError(
            f"{name}: a whole number has too many digits; at most 19, for a seed below 2^63"
        ) from None
    check_depth(tables, name)
    return tables


def parse_value(text: str, name: str) -> Any:
    """A TOML value; what is none is text."""
    if len(text) == 0 or "\n" in text:
        return text.strip()
    try:
        tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text.strip()
    except (RecursionError, ValueError):
        pass
    return parse_toml(f"value = {text}", name)["value"]


def check_depth(tables: Any, name: str) -> None:
    """Refuse tables that are nested so deeply that what reads them could not follow."""
    level: list[Any] = [tables]
    for _ in range(MOST_DEPTH + 1):
        level = [
            item
            for value in level
            if isinstance(value, Mapping | list | tuple)
            for item in (value.values() if isinstance(value, Mapping) else value)
        ]
        if not level:
            return
    raise UserError(f"{name}: {_TOO_DEEP}")


def dotted(key: str, name: str) -> list[str]:
    """The parts of a dotted key."""
    if key.count(".") >= MOST_DEPTH:
        raise UserError(f"{name}: {_TOO_DEEP}")
    return key.split(".")


def place_in(items: list[Any], part: str, name: str) -> int:
    """The place in a list that a part of a dotted key names."""
    known = part.isdecimal() and len(part) <= _DIGITS_OF_A_PLACE and int(part) < len(items)
    if not known:
        allowed = f"0 to {len(items) - 1}" if items else "none, the list is empty"
        raise UserError(f"{name}: {quoted(part)} is not an item of the list; allowed: {allowed}")
    return int(part)


def flat(tables: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys and values of tables within tables."""
    for key, value in tables.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
