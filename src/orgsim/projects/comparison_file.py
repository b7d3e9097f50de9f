"""Several whole scenarios as one config: what all share is its base, the rest is in [scenarios]."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from orgsim.config.before import resting, with_before_of
from orgsim.config.files import NOT_IN_SCENARIOS, build
from orgsim.errors import UserError, quoted

OWN_OF_RUN = ("start", "redraw_organisation")
"""What scenarios beside each other have of their own; weeks, replications and seed are the first's."""


MOST_LINE = 4_000
LEFT_OUT = "# Left out"
"""How the first line of the file begins where it cannot say all that is compared."""


def beginning_alike(
    scenarios: Mapping[str, Mapping[str, Any]],
) -> tuple[dict[str, Mapping[str, Any]], list[str]]:
    """The scenarios that begin as the first does, which one config can say, and names of the others."""
    own = {
        title: [tables.get("run", {}).get(key) for key in OWN_OF_RUN]
        for title, tables in scenarios.items()
    }
    first = next(iter(own.values()), None)
    alike = {title: tables for title, tables in scenarios.items() if own[title] == first}
    return alike, [title for title in scenarios if title not in alike]


def said_left_out(path: Path) -> str:
    """What the file says of scenarios that it leaves out, "" where it has all of them."""
    if not path.is_file() or path.is_symlink():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        line = file.readline(MOST_LINE).strip()
    return line.removeprefix("# ") if line.startswith(LEFT_OUT) else ""


def comparison_tables(name: str, scenarios: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Tables of a config that `orgsim compare` reads: the first scenario is the reference.

    Each begins as it does alone: `before` says so where that is not how the base begins. Raises
    UserError where the scenarios cannot stand in one file.
    """
    first = next(iter(scenarios.values()))
    run = dict(first.get("run", {}))
    _refuse_other_starts(run, scenarios)
    own = {
        title: {
            key: value for key, value in tables.items() if key not in (*NOT_IN_SCENARIOS, "before")
        }
        for title, tables in scenarios.items()
    }
    costs = {"costs": first["costs"]} if "costs" in first else {}
    shared = {"name": name, "run": run, **costs, **_common(list(own.values()))}
    base = build(shared, name).base
    told = {}
    for title, tables in scenarios.items():
        whole = resting(build({**tables, "run": run}, title).base)
        before = with_before_of(base, whole).model_dump(
            mode="json", include={"before"}, exclude_none=True
        )
        told[title] = _rest(own[title], shared) | before
    found = {**shared, "scenarios": told}
    build(found, name)
    return found


def _refuse_other_starts(
    run: Mapping[str, Any], scenarios: Mapping[str, Mapping[str, Any]]
) -> None:
    for title, tables in scenarios.items():
        for key in OWN_OF_RUN:
            if tables.get("run", {}).get(key) != run.get(key):
                raise UserError(
                    f"{quoted(title)} has another run.{key} than the first scenario; one config has one"
                )


def _common(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What all tables have in common, table by table."""
    first, *others = tables
    found = {}
    for key, value in first.items():
        values = [each[key] for each in others if key in each]
        if len(values) < len(others):
            continue
        if all(each == value for each in values):
            found[key] = value
        elif all(isinstance(each, Mapping) for each in (value, *values)):
            found[key] = _common([value, *values])
    return found


def _rest(tables: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be laid over the base to get the tables."""
    return {
        key: _rest(value, base[key])
        if key in base and isinstance(value, Mapping) and isinstance(base[key], Mapping)
        else value
        for key, value in tables.items()
        if key not in base or base[key] != value
    }
