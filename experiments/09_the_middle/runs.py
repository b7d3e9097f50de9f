"""Runs of one organisation whose executives and managers make more or less effort, employees watched.

Sweeps measure everybody; here only people without reports count, who are led and lead nobody.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.files import build
from orgsim.config.models import Config, InterventionConfig
from orgsim.engine.ensemble import Ensemble
from orgsim.organisation import members
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.simulation import cut, use_threads
from orgsim.study.declaration import Setting

MECHANISMS = ("deeds", "reinforcement", "visibility", "peers", "words", "trust", "contagion")
CORNERS = ("neither", "executives", "managers", "both")


class Watched(NamedTuple):
    """What is seen of the employees of one run, a number each, and the gap week by week."""

    gap: np.ndarray
    fidelity: float
    members: float
    others: float


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


def simulate(setting: Setting) -> dict[str, np.ndarray]:
    """Columns (replications,): `NAME.gap.WEEK`, `NAME.fidelity` …, and leaders of each level."""
    tables = setting.tables("organisation.toml")
    configs = variants(tables, setting.base(tables))
    columns: dict[str, list[float]] = {}
    for replication in range(tables["replications"]):
        drawn = draw_organisation(next(iter(configs.values())), tables["seed"], replication)
        use_threads(drawn.organisation.people, setting.jobs)
        for level in ("executives", "managers"):
            leaders = members(drawn.organisation, level, drawn.key).sum()
            columns.setdefault(f"{level}_leaders", []).append(float(leaders))
        for first, last in cut(len(configs)):
            chosen = dict(list(configs.items())[first:last])
            ensemble = Ensemble.of(list(chosen.values()), tables["seed"], replication, drawn)
            watched = watch(ensemble, chosen, drawn, tables["weeks"], tables["every"])
            for name, seen in watched.items():
                for number, gap in enumerate(seen.gap):
                    week = number * tables["every"]
                    columns.setdefault(f"{name}.gap.{week}", []).append(gap)
                for what in ("fidelity", "members", "others"):
                    columns.setdefault(f"{name}.{what}", []).append(getattr(seen, what))
    return {name: np.array(values) for name, values in columns.items()}


def watch(
    ensemble: Ensemble,
    configs: Mapping[str, Config],
    drawn: DrawnOrganisation,
    weeks: int,
    every: int,
) -> dict[str, Watched]:
    """Simulate configs with the same random numbers, and look at employees every few weeks."""
    organisation, key = drawn.organisation, drawn.key
    employees = members(organisation, "employees", key)
    gaps = [gap_of_people(ensemble)[employees].mean(axis=0)]
    for week in range(1, weeks + 1):
        ensemble.step()
        if week % every == 0:
            gaps.append(gap_of_people(ensemble)[employees].mean(axis=0))
    last = gap_of_people(ensemble)
    unheard = distance(ensemble, "message")[employees].mean(axis=0)
    found = {}
    for run, (name, config) in enumerate(configs.items()):
        inside = np.zeros(organisation.people, bool)
        for intervention in config.interventions:
            inside |= members(organisation, reach(intervention), key)
        found[name] = Watched(
            np.array([gap[run] for gap in gaps]),
            float(1 - unheard[run]),
            mean(last[employees & inside, run]),
            mean(last[employees & ~inside, run]),
        )
    return found


def reach(intervention: InterventionConfig) -> Any:
    """The group of a bridge; all of them name theirs."""
    assert intervention.who is not None
    return intervention.who


def mean(values: np.ndarray) -> float:
    """Mean, NaN of nobody."""
    return float(values.mean()) if len(values) else float("nan")


def gap_of_people(ensemble: Ensemble) -> np.ndarray:
    """Σω|M − a| of everybody, (people, runs)."""
    return distance(ensemble, "practice")


def distance(ensemble: Ensemble, state: str) -> np.ndarray:
    """Σω|M − x| of everybody, (people, runs), of practice or message x."""
    apart = np.abs(ensemble.stated() - ensemble.state(state))
    return (ensemble.weights() * apart).sum(axis=1)
