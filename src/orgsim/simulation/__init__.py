"""Simulation of scenarios and replications, and estimates of what it takes."""

from orgsim.simulation.scenario_result import ScenarioResult, WhereItSits, of_shared_measures
from orgsim.simulation.scenario_runs import simulate

__all__ = ["ScenarioResult", "WhereItSits", "of_shared_measures", "simulate"]
