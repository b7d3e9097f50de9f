"""Scenarios as pages have them, whose runs take a moment (see plain_runs)."""

from collections.abc import Mapping

from plain_runs import PLAIN

from orgsim.ui.shared.scenarios.scenario import Scenario, Value


def plain_scenario(
    preset: str = "baseline", variant: str | None = None, values: Mapping[str, Value] | None = None
) -> Scenario:
    """A preset with plain runs, and with further values."""
    scenario = Scenario(preset, variant)
    plain = {f"run.{key}": value for key, value in PLAIN.items()}
    for key, value in {**plain, **(values or {})}.items():
        scenario = scenario.with_value(key, value)
    return scenario
