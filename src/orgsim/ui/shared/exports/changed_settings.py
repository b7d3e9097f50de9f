"""The settings in which a scenario differs from its preset, as a table of a report."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from orgsim.config.costs_config import CostsConfig
from orgsim.config.models import OrganisationConfig, RunConfig
from orgsim.model.parameters import BY_NAME
from orgsim.number_text import NONE, plain
from orgsim.reporting.neutral_table import Table, words
from orgsim.ui.shared.scenarios.group_levers import group_levers, unchanged_group_levers
from orgsim.ui.shared.scenarios.scenario import Scenario

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "run": RunConfig.model_fields,
    "organisation": OrganisationConfig.model_fields,
    "costs": CostsConfig.model_fields,
}


def settings_table(scenario: Scenario) -> Table | None:
    """Numbers that differ from the preset; programmes and events have their own table.

    What describes an uploaded chart is no change of the preset's organisation.
    """
    rows: list[tuple[str, ...]] = []
    for key, text in scenario.changes:
        if key.startswith("organisation.") and "chart" in scenario.kinds:
            continue
        value, picked = json.loads(text), _unchanged(scenario, key)
        if isinstance(value, list | dict) or value == picked:
            continue
        rows.append((key, _plain(picked), _plain(value), *_meaning(key)))
    head = ("setting", "picked", "here", "unit", "meaning")
    rows += _levers_of_groups(scenario)
    return words(head, rows) if rows else None


def _levers_of_groups(scenario: Scenario) -> list[tuple[str, ...]]:
    """Levers that are set for a group, where the preset has another value for it, or for everyone."""
    before = unchanged_group_levers(scenario)
    return [
        (
            f"levers.{key}, {who}",
            _plain(picked),
            _plain(value),
            *_meaning(f"levers.{key}"),
        )
        for (who, key), value in group_levers(scenario).items()
        if value != (picked := before.get((who, key), _unchanged(scenario, f"levers.{key}")))
    ]


def _unchanged(scenario: Scenario, key: str) -> Any:
    try:
        return replace(scenario, changes=(), name="").value(key)
    except (KeyError, IndexError, TypeError):
        return None


def _meaning(key: str) -> tuple[str, str]:
    """Unit and meaning of a setting; what is no number of the model says its unit in its meaning."""
    table, _, name = key.rpartition(".")
    if name in BY_NAME:
        return BY_NAME[name].unit, BY_NAME[name].meaning
    fields = FIELDS.get(table, {})
    return "", (fields[name].description or "") if name in fields else ""


def _plain(value: Any) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return plain(value)
    return str(value)
