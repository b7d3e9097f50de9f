"""The page of the config: every table and key of the schema, what is allowed, what holds by default."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from orgsim.config.schema import config_schema
from orgsim.number_text import NONE, plain
from orgsim.reporting.neutral_table import as_markdown, words

ABOUT = """\
A config is a TOML file. Whatever it leaves out has its default. `orgsim schema` prints the same as
JSON Schema, by which editors complete and check as you type; `--set KEY=VALUE` lays a value over a key,
as `--set levers.transparency=0.9`. A file may have tables `[scenarios.NAME]`: what one of them says is
laid over the rest of the file; its groups, interventions and shocks come in addition."""
HEADINGS = ("key", "what may stand there", "default", "meaning")
KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "nothing",
}

Schema = Mapping[str, Any]


class TableOfConfig(NamedTuple):
    """A table of a config: its name in TOML, what it is, and its keys."""

    name: str
    about: str
    rows: list[tuple[str, str, str, str]]


def config_page() -> str:
    """All tables of a config, one after the other."""
    schema = config_schema()
    parts = ["# Config", ABOUT]
    base = {name: of for name, of in schema["properties"].items() if name != "scenarios"}
    for table in _tables({"properties": base}, schema["$defs"], "", ""):
        parts += [f"## {table.name}", table.about]
        if table.rows:
            parts.append(as_markdown(words(HEADINGS, table.rows)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _tables(of: Schema, defined: Schema, key: str, name: str) -> Iterator[TableOfConfig]:
    """A table and then those within it."""
    within, rows = [], []
    for own, declared in of["properties"].items():
        whole = f"{key}.{own}".removeprefix(".")
        inner, listed = _inner_table(declared, defined)
        if inner is not None:
            within.append((inner, whole, f"[[{whole}]]" if listed else f"[{whole}]"))
        else:
            rows.append(
                (f"`{own}`", allowed(declared, defined), _default(declared), _meaning(declared))
            )
    if rows or name:
        about = " ".join(str(of.get("description", "")).split())
        yield TableOfConfig(f"`{name}`" if name else "At the top of the file", about, rows)
    for inner, whole, written in within:
        yield from _tables(inner, defined, whole, written)


def _inner_table(declared: Schema, defined: Schema) -> tuple[Schema | None, bool]:
    """The table that a key stands for, if any, and whether it is a list of tables."""
    for each in (declared, *declared.get("anyOf", ())):
        listed = each.get("type") == "array"
        item = each.get("items", {}) if listed else each
        if "$ref" in item:
            return defined[item["$ref"].rpartition("/")[2]], listed
    return None, False


def allowed(declared: Schema, defined: Schema) -> str:
    """What may stand under a key, in words."""
    if "anyOf" in declared:
        options = [
            allowed(each, defined) for each in declared["anyOf"] if each.get("type") != "null"
        ]
        return " or ".join(dict.fromkeys(options))
    if "enum" in declared:
        return ", ".join(f"`{each}`" for each in declared["enum"])
    if "const" in declared:
        return f"`{declared['const']}`"
    if declared.get("type") == "array":
        return f"list of {allowed(declared.get('items', {}), defined)}"
    if declared.get("type") == "object":
        inner = declared.get("additionalProperties")
        return f"table of {allowed(inner, defined)}" if isinstance(inner, dict) else "table"
    return KINDS.get(declared.get("type", ""), "a value") + _ends(declared)


def _ends(declared: Schema) -> str:
    least = declared.get("minimum", declared.get("exclusiveMinimum"))
    most = declared.get("maximum", declared.get("exclusiveMaximum"))
    if least is None and most is None:
        return ""
    if most is None:
        return f", {'above' if 'exclusiveMinimum' in declared else 'at least'} {plain(least)}"
    if least is None:
        return f", at most {plain(most)}"
    return f", {plain(least)} to {plain(most)}"


def _default(declared: Schema) -> str:
    if "default" not in declared:
        return "needed"
    value = declared["default"]
    if value is None or value in ("", [], {}):
        return NONE
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _meaning(declared: Schema) -> str:
    return " ".join(str(declared.get("description", "")).split())
