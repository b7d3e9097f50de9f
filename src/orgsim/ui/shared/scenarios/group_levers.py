"""The levers that a scenario sets for groups, by group and lever."""

from typing import Any

from orgsim.organisation.group_text import plain_names
from orgsim.ui.shared.scenarios.scenario import Scenario

GroupLevers = dict[tuple[str, str], Any]


def group_levers(scenario: Scenario) -> GroupLevers:
    """Levers of all groups of a scenario, under the group as readers call it and the lever."""
    return _levers(scenario.tables())


def unchanged_group_levers(scenario: Scenario) -> GroupLevers:
    """Those that its preset and variant have."""
    return _levers(scenario.start())


def _levers(tables: dict[str, Any]) -> GroupLevers:
    return {
        (plain_names(group["who"]), key): value
        for group in tables.get("groups", ())
        for key, value in group.get("levers", {}).items()
    }
