"""Configs that take a moment to simulate."""

from plain_runs import PLAIN_TOML

SMALL = f"""\
name = "Sixty people"

[run]
weeks = 10
replications = 3
seed = 7
{PLAIN_TOML}
[organisation]
people = 60
"""

SCENARIOS = """
[scenarios.as_it_is]

[scenarios.told]
[[scenarios.told.interventions]]
kind = "town_halls"
start = 3

[scenarios.shown]
levers = { leader_modelling = 0.9 }
[[scenarios.shown.shocks]]
kind = "scandal"
week = 5
"""
