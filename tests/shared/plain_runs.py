"""Runs of tests that are about something else than rest and parameter sets.

People are as they are drawn and parameters at their defaults: such runs take a moment, and what a test
finds depends on what it sets and not on what the evidence says of the others.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

PLAIN: Mapping[str, str] = {"start": "as_drawn", "parameter_sets": "point"}
"""Keys of [run]."""

PLAIN_TOML = "".join(f'{key} = "{value}"\n' for key, value in PLAIN.items())
"""The same as lines of a file."""

PLAIN_OPTIONS = tuple(
    part for key, value in PLAIN.items() for part in ("--set", f'run.{key}="{value}"')
)
"""The same as options of a command."""

PLAIN_QUERY = urlencode({f"run.{key}": f'"{value}"' for key, value in PLAIN.items()})
"""The same as part of a page's address."""


def plain(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a config whose runs are plain, but for what they say themselves."""
    return {**tables, "run": {**PLAIN, **tables.get("run", {})}}
