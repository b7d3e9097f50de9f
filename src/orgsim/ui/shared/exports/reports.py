"""Reports of the scenarios of a page: their names, what was changed, how to reproduce them."""

from collections.abc import Mapping, Sequence
from typing import Any

from orgsim.errors import UserError
from orgsim.projects.comparison_file import comparison_tables
from orgsim.reporting.documents.report_head import ReportHead
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import Code, Paragraph, Part, Report
from orgsim.simulation import ScenarioResult
from orgsim.ui.shared.exports.changed_settings import settings_table
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario, toml_of

REFERENCE = "reference"
"""The result that others are compared with, where the scenario page has one."""

Results = Mapping[str, ScenarioResult]


def compose(
    scenarios: Scenario | Sequence[Scenario], results: Results, head: ReportHead | None = None
) -> Report:
    """All that a report says, from scenarios and their results.

    results  by name; a scenario's are found under its name, its title or "scenario", or else by place;
             the first, or "reference" if it is there, is what the others are compared with
    """
    from orgsim.reporting.documents.scenario_report import report_of

    scenarios = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    organisation = _organisation(scenarios[0])
    shown = _without_organisation(_titled(scenarios, results), organisation)
    parts = _settings(scenarios), _repeat(scenarios, organisation)
    return report_of(shown, head or ReportHead(), organisation, *parts)


def _organisation(scenario: Scenario) -> str:
    """What the reader knows the organisation by."""
    if scenario.preset == OWN:
        return scenario.config().name
    return scenario.organisation_title


def _titled(scenarios: list[Scenario], results: Results) -> dict[str, ScenarioResult]:
    """Results under what the reader knows them by, the reference first."""
    left = dict(results)
    found: dict[str, ScenarioResult] = {}
    if REFERENCE in left and len(scenarios) < len(left):
        found["before the changes"] = left.pop(REFERENCE)
    for scenario in scenarios:
        if not left:
            break
        known = (scenario.name, scenario.title, "scenario", next(iter(left)))
        key = next(name for name in known if name in left)
        title = scenario.title if scenario.title not in found else f"{scenario.title} (2)"
        found[title] = left.pop(key)
    return found | left


def _without_organisation(shown: Mapping[str, Any], organisation: str) -> dict[str, Any]:
    """What stands under names, under names that do not all say again which organisation it is."""
    short = {name: name.removeprefix(f"{organisation}: ") for name in shown}
    if len(set(short.values())) < len(short):
        return dict(shown)
    return {short[name]: each for name, each in shown.items()}


def _settings(scenarios: list[Scenario]) -> tuple[Part, ...]:
    """What differs from the presets, once for all scenarios in which the same does."""
    tables: dict[tuple[Any, ...], tuple[Table, list[str]]] = {}
    for scenario in scenarios:
        if changed := settings_table(scenario):
            tables.setdefault(changed.rows, (changed, []))[1].append(scenario.title)
    parts: list[Part] = []
    for changed, titles in tables.values():
        who = "all scenarios" if len(titles) == len(scenarios) > 1 else ", ".join(titles)
        parts += [Paragraph(f"Changed in {who}, from how the organisation was picked:"), changed]
    return tuple(parts)


def _repeat(scenarios: list[Scenario], organisation: str) -> tuple[Part, ...]:
    """What all scenarios say once, and then what differs; each in full where one file cannot say it."""
    if len(scenarios) > 1:
        titles = _without_organisation({each.title: each for each in scenarios}, organisation)
        whole = {title: each.whole_tables() for title, each in titles.items()}
        try:
            tables = comparison_tables(organisation, whole)
        except UserError:
            return _each_in_full(scenarios)
        return (
            Paragraph("Save these lines as comparison.toml, next to the files they name, and run:"),
            Code("orgsim compare comparison.toml"),
            Code(toml_of(tables).strip()),
        )
    return _each_in_full(scenarios)


def _each_in_full(scenarios: list[Scenario]) -> tuple[Part, ...]:
    parts: list[Part] = [
        Paragraph(
            "Save the lines of a scenario as scenario.toml, next to the files it names, and run:"
        )
    ]
    for scenario in scenarios:
        parts += [Paragraph(f"{scenario.title}:"), Code(scenario.to_command("scenario.toml"))]
        parts += [Code(scenario.to_toml().strip())]
    return tuple(parts)
