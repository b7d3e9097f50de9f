"""What becomes of each organisation: as it is, with leaders who walk the talk, with a few trained."""

from collections.abc import Mapping
from typing import Any

import numpy as np

import orgsim
from orgsim.config.before import with_before_of
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.measures.outcomes import at_end, outcomes
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, members
from orgsim.organise import DrawnOrganisation
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parameter_sets import replications_of_own_sets, set_of
from orgsim.study.calculations import Columns, columns_of, switched_off
from orgsim.study.declaration import Setting
from orgsim.study.small_size import BRIEF_REST

from .organisations import MANUFACTURER, imitations, influence, real_organisations

SEED = 116
RUNS_EACH = 8
"""Runs of each drawing; scenarios × these fill an ensemble."""

NOTHING, WALK, LISTENED_TO, ANYBODY = "nothing", "walk the talk", "most listened to", "anybody"
SCENARIOS = (NOTHING, WALK, LISTENED_TO, ANYBODY)
MEASURES = ("alignment", "practice_dispersion", "message_fidelity", "engagement", "trust")
TRAINED = 0.1
FIRST, TRAINING, YEAR = 5, 12, 52
WITHOUT = {
    "whole model": (),
    "without peers": ("peers",),
    "without deeds": ("deeds",),
    "without conformism": ("conformism",),
}


def base_config(setting: Setting, drawing: int, off: tuple[str, ...] = ()) -> Config:
    """The mid-size organisation of configs/, in somebody else's chart.

    Where replications have parameter sets, all runs of a drawing have one, other than other drawings'.
    """
    config = orgsim.read_config(setting.folder / "../../configs/baseline.toml").base
    run: dict[str, Any] = {"most_rest_weeks": BRIEF_REST} if setting.small else {}
    number = set_of(config, SEED, replications_of_own_sets(drawing + 1)[drawing])
    run |= {} if number is None else {"parameter_sets": number}
    return switched_off(config.model_copy(update={"run": config.run.model_copy(update=run)}), *off)


def scenarios(config: Config, organisation: Organisation, key: np.uint64) -> dict[str, Config]:
    """The scenarios, from the same rest: a tenth of those without reports is trained, in two ways."""
    employees = np.flatnonzero(organisation.span == 0)
    number = int(TRAINED * len(employees) + 0.5)  # as many as random:0.1:employees
    heard = influence(organisation)[employees]
    hubs = employees[np.argsort(-heard, kind="stable")[:number]]
    drawn = np.flatnonzero(members(organisation, f"random:{TRAINED}:employees", key))
    return {
        NOTHING: config,
        WALK: with_before_of(
            _with(config, levers=config.model_dump()["levers"] | {"leader_modelling": 0.9}), config
        ),
        LISTENED_TO: _trained(config, organisation, hubs),
        ANYBODY: _trained(config, organisation, drawn),
    }


def _with(config: Config, **tables) -> Config:
    return with_before_of(Config.model_validate(config.model_dump() | tables), config)


def _trained(config: Config, organisation: Organisation, people: np.ndarray) -> Config:
    programme = {
        "kind": "training_programme",
        "start": FIRST,
        "weeks": TRAINING,
        "who": [f"position:{organisation.label(int(i))}" for i in people],
    }
    return _with(config, interventions=[programme]) if len(people) else config


def simulate(
    organisation: Organisation, by_name: Mapping[str, Config], drawing: int, weeks: int, jobs: int
) -> dict[str, dict[str, np.ndarray]]:
    """Measures by scenario, (weeks + 1, runs) each; all scenarios see the same random numbers."""
    configs = [config for config in by_name.values() for _ in range(RUNS_EACH)]
    replications = [RUNS_EACH * drawing + number for number in range(RUNS_EACH)] * len(by_name)
    use_threads(organisation.people, jobs)
    drawn = DrawnOrganisation(organisation, run_key(SEED, drawing))
    ensemble = Ensemble.of(configs, SEED, replications, drawn)
    whole = outcomes(record(ensemble, weeks), organisation)
    return {
        name: {
            measure: whole[measure][:, n * RUNS_EACH : (n + 1) * RUNS_EACH] for measure in MEASURES
        }
        for n, name in enumerate(by_name)
    }


def compare(setting: Setting) -> Columns:
    """Means over runs by organisation, imitation and drawing: ends of the measures, and effects.

    walking   alignment at the end gained by leaders who walk the talk
    targeted  alignment over the year after training gained by whom one trains, in points
    trained   the same by training anybody at all
    """
    return columns_of(
        {"organisation": name, "imitation": imitation, "drawing": drawing}
        | _ends(setting, organisation, base_config(setting, drawing), drawing)
        for name, real in real_organisations().items()
        for drawing in range(_drawings(setting))
        for imitation, organisation in imitations(real, run_key(SEED, drawing))
    )


def ablate(setting: Setting) -> Columns:
    """What it gains to train those most listened to, at the manufacturer, by what is switched off."""
    real = real_organisations()[MANUFACTURER]
    return columns_of(
        {"variant": variant, "drawing": drawing}
        | _ends(setting, real, base_config(setting, drawing, off), drawing)
        for variant, off in WITHOUT.items()
        for drawing in range(_drawings(setting))
    )


def _drawings(setting: Setting) -> int:
    return 6 if setting.small else 40


def _ends(
    setting: Setting, organisation: Organisation, config: Config, drawing: int
) -> dict[str, float]:
    by_name = scenarios(config, organisation, run_key(SEED, drawing))
    weeks = 60 if setting.small else 156
    found = simulate(organisation, by_name, drawing, weeks, setting.jobs)
    end = {measure: at_end(measure, found[NOTHING][measure]).mean() for measure in MEASURES}
    year = slice(FIRST + TRAINING, FIRST + TRAINING + YEAR)
    after = {name: each["alignment"][year].mean() for name, each in found.items()}
    walked = found[WALK]["alignment"][-1].mean() - found[NOTHING]["alignment"][-1].mean()
    return {
        **end,
        "walking": walked,
        "targeted": after[LISTENED_TO] - after[ANYBODY],
        "trained": after[ANYBODY] - after[NOTHING],
    }


def structure(setting: Setting) -> Columns:
    """Who counts for how much: influence of everybody, most first, in each organisation once."""
    return columns_of(
        {
            "organisation": name,
            "imitation": imitation,
            "rank": rank + 1,
            "influence": one,
            "levels": organisation.levels,
            "leaders": len(organisation.leaders),
        }
        for name, real in real_organisations().items()
        for imitation, organisation in imitations(real, run_key(SEED, 0))
        for rank, one in enumerate(np.sort(influence(organisation))[::-1])
    )
