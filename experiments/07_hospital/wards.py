"""Wards: practice in some of them slips in one week, in runs side by side; what becomes of them.

All begin at rest, under the levers of the hospital as it is; each replication has a parameter set of its
own, so that replications are independent.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.organisation import Organisation
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parameter_sets import replications_of_own_sets
from orgsim.study.calculations import Columns, columns_of, distances, looks, switched_off
from orgsim.study.declaration import ScenarioFile, Setting
from orgsim.study.small_size import small_scenarios
from orgsim.study.sources import plan_scenarios

CONFIG = "../../configs/hospital.toml"
SLIP_WEEK, FOLLOWED = 65, 104
WARDS = 8
PRACTICE_LOST, HABIT_LOST, TRUST_LOST = 0.6, 0.3, 0.8
"""Shares that a slip takes off practice and habits, and fear off trust; assumed."""

SCENARIOS = ("nothing", "rounds", "listening", "rounds_and_listening")
OFF = ("deeds", "effort", "peers", "reinforcement", "visibility")
"""Mechanisms without which nothing, rounds and listening are simulated again."""

CALM, SLIP, MANAGER_TOO = "calm", "slip", "manager too"


class Variant(NamedTuple):
    """One run: the scenario, the mechanism that is off, whether its wards are afraid, who slips."""

    scenario: str
    off: str = ""
    afraid: bool = False
    slips: str = CALM


def variants(small: bool) -> list[Variant]:
    """All runs of a replication."""
    found = [Variant(name, slips=slips) for name in SCENARIOS for slips in (CALM, SLIP)]
    found.append(Variant("nothing", slips=MANAGER_TOO))
    for scenario in ("nothing", "listening"):
        found += [Variant(scenario, afraid=True, slips=slips) for slips in (CALM, SLIP)]
    for off in OFF[:1] if small else OFF:
        for scenario in ("nothing", "rounds", "listening"):
            found += [Variant(scenario, off, slips=slips) for slips in (CALM, SLIP)]
    return found


def compute(setting: Setting) -> Columns:
    """The wards' gap and their managers' effort in each run and week since the slip."""
    source = ScenarioFile(CONFIG, {"run.replications": 20}, small_scenarios(people=300, weeks=None))
    scenarios = plan_scenarios(source, setting.folder, setting.small)
    wanted = variants(setting.small)
    configs = [switched_off(scenarios[each.scenario], *each.off.split()) for each in wanted]
    use_threads(configs[0].organisation.people, setting.jobs)
    rows = []
    for replication in replications_of_own_sets(configs[0].run.replications):
        for first in range(0, len(wanted), 32):
            part = slice(first, first + 32)
            for week, seen in enumerate(_simulate(wanted[part], configs[part], replication)):
                rows += [
                    variant._asdict()
                    | {"replication": replication, "week": week, "gap": gap, "effort": effort}
                    for variant, gap, effort in zip(wanted[part], *seen, strict=True)
                ]
    return columns_of(rows)


def _simulate(wanted: Sequence[Variant], configs: Sequence[Config], replication: int) -> np.ndarray:
    """The wards' mean gap and their managers' mean effort since the slip, (weeks, 2, runs)."""
    ensemble = Ensemble.of(configs, replications=replication)
    organisation = ensemble.organisation
    managers = ward_managers(organisation)
    members = np.flatnonzero(np.isin(organisation.superior, managers))
    for _ in range(SLIP_WEEK - 1):
        ensemble.step()
    for run, variant in enumerate(wanted):
        _slip(ensemble, run, variant, members, managers)
    ensemble.observe()

    def look(ensemble: Ensemble) -> np.ndarray:
        gap, effort = distances(ensemble, "practice"), ensemble.state("modelling")
        return np.stack([gap[members].mean(axis=0), effort[managers].mean(axis=0)])

    return looks(ensemble, FOLLOWED, look)


def ward_managers(organisation: Organisation) -> np.ndarray:
    """Some of the leaders whose reports do not lead, evenly spread, (WARDS,) or as many as there are."""
    led_by_none = np.ones(organisation.people, bool)
    leads = organisation.span > 0
    led_by_none[organisation.superior[leads]] = False
    first_line = np.flatnonzero(leads & led_by_none)
    places = np.linspace(0, len(first_line) - 1, min(WARDS, len(first_line)))
    return np.unique(first_line[places.astype(int)])


def _slip(
    ensemble: Ensemble, run: int, variant: Variant, members: np.ndarray, managers: np.ndarray
) -> None:
    if variant.afraid:
        ensemble.state("trust")[members, run] *= 1 - TRUST_LOST
    if variant.slips == CALM:
        return
    who = members if variant.slips == SLIP else np.concatenate([managers, members])
    ensemble.state("practice")[who, :, run] *= 1 - PRACTICE_LOST
    ensemble.state("habit")[who, :, run] *= 1 - HABIT_LOST
