"""Themes of a scenario as rows to add, change and remove."""

from typing import Any

from orgsim.config.models import Config, Theme
from orgsim.model.random import MOST_THEMES
from orgsim.ui.shared.scenarios.scenario import Scenario

NEW = "new theme"
"""What an added theme is called until it gets a name."""


def theme_rows(scenario: Scenario) -> list[dict[str, Any]]:
    """Themes as plain tables, without what is as usual."""
    return [_short(each) for each in scenario.config().themes]


def with_another(scenario: Scenario) -> Scenario:
    """The scenario with one theme more."""
    rows = theme_rows(scenario)
    taken, number, name = {row["name"] for row in rows}, 2, NEW
    while name in taken:
        name, number = f"{NEW} {number}", number + 1
    return _with(scenario, [*rows, {"name": name}])


def with_theme(scenario: Scenario, place: int, **values: Any) -> Scenario:
    """The scenario with values of a theme changed; its name without space around it."""
    rows = theme_rows(scenario)
    changed = Theme.model_construct(**{**dict(scenario.config().themes[place]), **values})
    rows[place] = _short(changed)
    rows[place]["name"] = " ".join(rows[place]["name"].split())
    return _with(scenario, rows)


def without_theme(scenario: Scenario, place: int) -> Scenario:
    """The scenario without a theme."""
    rows = theme_rows(scenario)
    return _with(scenario, [*rows[:place], *rows[place + 1 :]])


def room_for_more(config: Config) -> bool:
    """Whether another theme fits in."""
    return len(config.themes) < MOST_THEMES


def themes_stay(config: Config) -> bool:
    """Whether answers were fitted to these very themes, so that none comes, goes or is renamed."""
    return config.organisation.ensemble is not None


def _short(theme: Theme) -> dict[str, Any]:
    usual = {name: field.default for name, field in Theme.model_fields.items()}
    return {name: value for name, value in dict(theme).items() if value != usual[name]}


def _with(scenario: Scenario, rows: list[dict[str, Any]]) -> Scenario:
    before = [_short(Theme(**each)) for each in scenario.unchanged("themes")]
    return scenario.without("themes") if rows == before else scenario.with_value("themes", rows)
