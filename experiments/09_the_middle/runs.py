"""Runs of one organisation whose executives and managers make more or less effort, employees watched.

Sweeps measure everybody; here only people without reports count, who are led and lead nobody.
"""

from collections.abc import Mapping
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.organisation import members
from orgsim.organise import DrawnOrganisation
from orgsim.study.calculations import Columns, distances, looks, side_by_side
from orgsim.study.declaration import Setting

MECHANISMS = ("deeds", "example", "reinforcement", "visibility", "peers", "trust", "contagion")
LEADERS = ("executives", "managers")
CORNERS = ("neither", *LEADERS, "both")


def variants(tables: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Config]:
    """Configs by name: the map of efforts, its corners without a mechanism, and the bridges."""
    effort = tables["effort"]
    least, most = effort["least"], effort["most"]
    pairs = ((least, least), (most, least), (least, most), (most, most))
    corners = dict(zip(CORNERS, pairs, strict=True))

    def config(executives: float, managers: float, **changes: Any) -> Config:
        groups = [
            {"who": "executives", "levers": {"leader_modelling": executives}},
            {"who": "managers", "levers": {"leader_modelling": managers}},
        ]
        return build({**base, **changes, "groups": [*base["groups"], *groups]}).base

    found = {map_name(*each): config(*each) for each in product(effort["levels"], repeat=2)}
    found |= {name: config(*each) for name, each in corners.items()}
    for mechanism in MECHANISMS:
        for name in CORNERS[:3]:
            found[f"{name}_without_{mechanism}"] = config(
                *corners[name], mechanisms={mechanism: False}
            )
    for name, bridge in tables["bridges"].items():
        found[name] = config(*corners["executives"], interventions=[bridge])
    return found


def map_name(executives: float, managers: float) -> str:
    """The name of a point of the map of efforts."""
    return f"map_{executives:g}_{managers:g}"


def simulate(setting: Setting) -> Columns:
    """Columns (replications,): `NAME.gap.WEEK`, `NAME.fidelity` …, and leaders of each level.

    All have come to rest under leaders who make the least effort; effort rises in week 1.
    """
    tables = setting.tables("organisation.toml")
    base = setting.base(tables)
    configs, see = variants(tables, base), partial(watch, tables["weeks"], tables["every"])
    return side_by_side(setting, tables, configs["neither"], lambda _: configs, see)


def watch(
    weeks: int,
    every: int,
    ensemble: Ensemble,
    configs: Mapping[str, Config],
    drawn: DrawnOrganisation,
) -> dict[str, float]:
    """Simulate configs with the same random numbers, and look at employees every few weeks.

    Those of the group of a bridge, inside, and those outside are told apart at the end.
    """
    organisation, key = drawn.organisation, drawn.key
    employees = members(organisation, "employees", key)
    gaps = looks(
        ensemble, weeks, lambda now: distances(now, "practice")[employees].mean(axis=0), every
    )
    last = distances(ensemble, "practice")
    unheard = distances(ensemble, "message")[employees].mean(axis=0)
    found = {f"{who}_leaders": float(members(organisation, who, key).sum()) for who in LEADERS}
    for run, (name, config) in enumerate(configs.items()):
        inside = np.zeros(organisation.people, bool)
        for intervention in config.interventions:
            assert intervention.who is not None, "all bridges name their group"
            inside |= members(organisation, intervention.who, key)
        found |= {f"{name}.gap.{every * number}": gap[run] for number, gap in enumerate(gaps)}
        found[f"{name}.fidelity"] = float(1 - unheard[run])
        found[f"{name}.members"] = mean(last[employees & inside, run])
        found[f"{name}.others"] = mean(last[employees & ~inside, run])
    return found


def mean(values: np.ndarray) -> float:
    """Mean, NaN of nobody."""
    return float(values.mean()) if len(values) else float("nan")
