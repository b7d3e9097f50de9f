"""What the engine and its twins live through: an organisation, and runs that differ from each other."""

from typing import NamedTuple

import numpy as np

from orgsim.config.before import AS_DRAWN
from orgsim.config.models import POINT, Config
from orgsim.engine.ensemble import Ensemble
from orgsim.model.parameters import LEVERS, NORMALISED, PARAMETERS, TRAITS
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, generate
from orgsim.organise import DrawnOrganisation

SEED = 7


class Numbers(NamedTuple):
    """What the runs are set to.

    parameters  name → (runs,), relative weights divided by their sum
    levers      name → (2, runs): of employees and of leaders; trait_mean and trait_spread alike
    stated, weight, habit_shift  (themes, runs)
    key         uint64 (runs,)
    """

    parameters: dict[str, np.ndarray]
    levers: dict[str, np.ndarray]
    stated: np.ndarray
    weight: np.ndarray
    habit_shift: np.ndarray
    key: np.ndarray


def large_organisation(people: int, number: int = 0) -> Organisation:
    """A generated organisation with ten ties a person; each number has its own draws."""
    return generate(
        people,
        span_of_control=6.0,
        span_variation=0.75,
        ties_per_person=10.0,
        share_within_unit=0.15,
        share_across_levels=0.5,
        key=run_key(SEED, number),
    )


def odd_organisation() -> Organisation:
    """A hundred people with one-way ties of many weights; every seventh person has none."""
    tree = large_organisation(100)
    number = np.arange(tree.people) % 7
    start = np.concatenate([[0], np.cumsum(number)])
    source = np.repeat(np.arange(tree.people), number)
    nth = np.arange(start[-1]) - start[source]
    return Organisation(
        tree.superior,
        tree.level,
        tree.first_report,
        start,
        ((source + 1 + 13 * nth) % tree.people).astype(np.int32),
        (0.3 + nth).astype(np.float32),
    )


PLAIN = {"start": AS_DRAWN, "parameter_sets": POINT}
"""Twins begin as people are drawn, with the parameters that they are told."""

EXIT_BASE = Config().parameters.exit_base
"""As declared: all reasons to leave are multiples of it, so that a number of its own would become
another turnover when they are calibrated, and what is measured would be the drawing of newcomers."""


def configs(runs: int, exit_base: float = EXIT_BASE) -> list[Config]:
    """Configs with every mechanism on, no two alike; run r is the same in an ensemble of any width."""
    return [_config(run / 31, exit_base) for run in range(runs)]


def _config(share: float, exit_base: float) -> Config:
    return Config.model_validate(
        {
            "run": PLAIN,
            "themes": [
                {"name": "customers", "stated": 0.9, "weight": 1.0 + share},
                {"name": "quality", "stated": 0.8, "weight": 2.0, "habit_shift": 0.1},
                {"name": "respect", "stated": 0.7 + 0.3 * share, "habit_shift": -0.1},
            ],
            "levers": {"training": 0.01 + 0.02 * share, "workshops": 0.01, "exit_pressure": 0.0001},
            "parameters": {"peer_weight": 0.5 + share, "exit_base": exit_base},
            "groups": [
                {
                    "who": "leaders",
                    "levers": {
                        "leader_modelling": 0.2 + 0.6 * share,
                        "time_constraint": 0.8 - 0.5 * share,
                        "workload": 0.6,
                    },
                    "people": {"engagement": {"mean": 0.6}, "trust": {"spread": 0.1}},
                }
            ],
        }
    )


def numbers(configs: list[Config]) -> Numbers:
    """The numbers of the runs, for the twins."""
    parameters = {
        quantity.name: np.array([getattr(config.parameters, quantity.name) for config in configs])
        for quantity in PARAMETERS
    }
    for names in NORMALISED:
        total = sum(parameters[name] for name in names)
        for name in names:
            parameters[name] = parameters[name] / total
    levers = {lever.name: _of_both(configs, "levers", lever.name) for lever in LEVERS}
    for trait in TRAITS:
        for moment in ("mean", "spread"):
            levers[f"{trait.name}_{moment}"] = _of_both(configs, "people", trait.name, moment)
    themes = {
        name: np.array([[getattr(theme, name) for theme in config.themes] for config in configs]).T
        for name in ("stated", "weight", "habit_shift")
    }
    themes["weight"] = themes["weight"] / themes["weight"].sum(axis=0)
    key = np.array([run_key(SEED, run) for run in range(len(configs))], np.uint64)
    return Numbers(parameters, levers, **themes, key=key)


def _of_both(configs: list[Config], *path: str) -> np.ndarray:
    """A number of employees and of leaders in each run, (2, runs); leaders' is of the group's table."""

    def find(table: object) -> float | None:
        for name in path:
            table = getattr(table, name)
        return table  # type: ignore[return-value]

    employees = [find(config) for config in configs]
    own = [find(config.groups[0]) for config in configs]
    leaders = [
        common if value is None else value for common, value in zip(employees, own, strict=True)
    ]
    return np.array([employees, leaders], float)


def ensemble(organisation: Organisation, configs: list[Config]) -> Ensemble:
    """The same runs in orgsim."""
    drawn = DrawnOrganisation(organisation, run_key(SEED, 0))
    return Ensemble.of(configs, SEED, range(len(configs)), drawn)
