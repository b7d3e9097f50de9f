"""Links: the scenario in an address, and the files that it also needs."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from orgsim.config.files import PATHS
from orgsim.errors import UserError, quoted, shortened
from orgsim.ui.shared.scenarios.own_code_left_out import refuse_code
from orgsim.ui.shared.scenarios.presets import preset_tables, variants
from orgsim.ui.shared.scenarios.scenario import NEEDS, OWN, Scenario


class Link(NamedTuple):
    """What an address says.

    query     its own words
    scenario  without the files that it needs
    kinds     of these files, as PATHS has them
    """

    query: str
    scenario: Scenario
    kinds: tuple[str, ...]

    def to_query(self) -> str:
        """The address again, as a scenario has one."""
        return self.query


def from_query(query: str) -> Scenario:
    """The scenario of an address; raises UserError where it is none, or needs files."""
    link = read_link(query)
    if link.kinds:
        raise UserError(f"{NEEDS}: the link needs {' and '.join(link.kinds)}; upload them again")
    link.scenario.config()
    return link.scenario


def read_link(query: str) -> Link:
    """What an address says, not checked yet beyond that; raises UserError where it is none."""
    said = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    preset, variant = said.pop("preset", "baseline"), said.pop("variant", None)
    name, needs = said.pop("name", ""), said.pop(NEEDS, "")
    if preset != OWN:
        preset_tables(preset)
        if variant is not None and variant not in variants(preset):
            allowed = ", ".join(variants(preset)) or "none"
            raise UserError(f"variant {quoted(variant)} is not in {preset}; allowed: {allowed}")
    kinds = tuple(part for part in needs.split(",") if part)
    if not set(kinds) <= set(PATHS):
        raise UserError(f"{NEEDS}={shortened(needs)}: allowed are {', '.join(PATHS)}")
    changes = []
    for key, text in said.items():
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            raise UserError(
                f"{key}={text[:40]}: is not a number, text in quotes or list; copy the address whole"
            ) from None
        changes.append((key, text))
    scenario = Scenario(preset, variant, "", tuple(sorted(changes))).named(name)
    _refuse_files(scenario)
    refuse_code(scenario.tables())
    return Link(query, scenario, kinds)


def _refuse_files(scenario: Scenario) -> None:
    """Refuse an address that names files of the server, however it does."""
    begins = {key.partition(".")[0] for key, _ in scenario.changes}
    if "scenarios" in begins:
        raise UserError("scenarios: an address holds one scenario; name it with variant=")
    ours, theirs = (_paths(tables) for tables in (scenario.start(), scenario.tables()))
    for key, path in theirs.items():
        if path != ours.get(key) or any(key.startswith(told) for told, _ in scenario.changes):
            raise UserError(f"{key}: an address names no files; upload them on the page")


def _paths(tables: Mapping[str, Any]) -> dict[str, Any]:
    organisation = tables.get("organisation")
    found = organisation if isinstance(organisation, dict) else {}
    return {f"organisation.{key}": found[key] for key in PATHS if key in found}
