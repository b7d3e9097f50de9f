"""Scenarios and replications simulated, and what that takes, told before."""

from orgsim.simulation.scenario_result import ScenarioResult, WhereItSits, of_shared_measures
from orgsim.simulation.scenario_runs import simulate

__all__ = ["ScenarioResult", "WhereItSits", "of_shared_measures", "simulate"]
