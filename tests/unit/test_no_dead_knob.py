"""No dead knobs: whatever a config can set moves at least one measure.

From a base in which everything is going on, one thing is changed in each lane; the lanes stand side by
side, so that each is compared with the unchanged one of its ensemble, draw by draw.
"""

import copy

import numpy as np
import pytest
from plain_runs import PLAIN

from orgsim.config.files import build, lay_value
from orgsim.config.models import Config, OrganisationConfig
from orgsim.engine.ensemble import Ensemble, record
from orgsim.measures.outcomes import outcomes
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS
from orgsim.organise import draw_organisation
from orgsim.simulation import simulate

PEOPLE, WEEKS, SEED, WIDTH = 120, 26, 3, 32
CLEARLY = 1e-6
BASE = {
    "organisation": {"people": PEOPLE, "span_of_control": 5, "ties_per_person": 6},
    "themes": [{"name": "one"}, {"name": "two", "stated": 0.7, "weight": 0.5, "habit_shift": 0.1}],
    "levers": {"training": 0.01, "workshops": 0.01, "exit_pressure": 0.005},
    "parameters": {"exit_base": 0.005},
    "groups": [{"who": "random:0.5", "levers": {"autonomy": 0.7}}],
    "interventions": [{"kind": "task_force", "start": 3, "weeks": 10}],
    "shocks": [{"kind": "scandal", "week": 6, "strength": 0.5}],
    "run": {**PLAIN, "seed": SEED, "weeks": WEEKS, "replications": 1},
}


def away_from(quantity):
    """A value well away from the default, within the range."""
    low, high, now = quantity.low, quantity.high, quantity.default
    return now + 0.4 * (high - now if high - now > now - low else low - now)


def changes():
    """What to change, by name: a dotted key of the config and its value, or an item to add to a list."""
    for quantity in PARAMETERS:
        yield f"parameters.{quantity.name}", away_from(quantity)
    for lever in LEVERS:
        yield f"levers.{lever.name}", away_from(lever)
        yield f"groups.0.levers.{lever.name}", away_from(lever)
    for trait in TRAITS:
        for moment in ("mean", "spread"):
            value = away_from(getattr(trait, moment))
            yield f"people.{trait.name}.{moment}", value
            yield f"groups.0.people.{trait.name}.{moment}", value
    for mechanism in MECHANISMS:
        yield f"mechanisms.{mechanism}", False
    for kind in INTERVENTIONS:
        change = {"change": {"recognition": 0.2}} if kind == "custom" else {}
        yield f"interventions + {kind}", {"kind": kind, "start": 5, **change}
    for key, value in (("start", 5), ("weeks", 3), ("strength", 0.5), ("ties", 2)):
        yield f"interventions.0.{key}", value
    yield "interventions.0.who", "leaders"
    yield "interventions.0.change", {"autonomy": 0.2}
    for kind in SHOCKS:
        yield f"shocks + {kind}", {"kind": kind, "week": 9}
    for key, value in (("week", 4), ("strength", 0.9), ("who", "employees")):
        yield f"shocks.0.{key}", value
    yield "groups.0.who", "top"
    for key, value in (("stated", 0.8), ("weight", 0.9), ("habit_shift", -0.1)):
        yield f"themes.1.{key}", value


def changed(name, value):
    """The base with one change."""
    tables = copy.deepcopy(BASE)
    table, plus, _ = name.partition(" + ")
    if plus:
        tables[table].append(value)
    else:
        lay_value(tables, name, value)
    return build(tables, name).base


def test_each_setting_moves_a_measure():
    waiting, dead = list(changes()), []
    names = [name for name, _ in waiting]
    assert len(set(names)) == len(names) > 170
    base = Config.model_validate(BASE)
    drawn = draw_organisation(base, SEED)
    while waiting:
        batch, waiting = waiting[: WIDTH - 1], waiting[WIDTH - 1 :]
        configs = [base, *(changed(*change) for change in batch)]
        ensemble = Ensemble.of(configs, SEED, drawn=drawn)
        series = np.array(list(outcomes(record(ensemble, WEEKS), drawn.organisation).values()))
        moved = np.nan_to_num(np.abs(series - series[..., :1]), nan=0.0).max(axis=(0, 1))
        dead += [name for (name, _), by in zip(batch, moved[1:], strict=True) if by < CLEARLY]
    assert not dead


STRUCTURE = {
    "people": 121,
    "span_of_control": 4,
    "levels": 5,
    "span_variation": 0.2,
    "ties_per_person": 9,
    "share_within_unit": 0.6,
    "share_across_levels": 0.1,
}
OF_FILES = {"chart", "identifier", "superior", "ties", "source", "target", "weight", "directed"}
OF_FILES |= {"minimum_weight", "drop_outsiders", "survey", "survey_identifier", "cleaning"}
OF_FILES |= {"level", "unit", "name", "second_superior"}  # see tests/organisation
OF_FILES |= {"chart_sheet", "ties_sheet", "survey_sheet", "survey_scale", "ensemble"}


def test_every_key_of_the_organisation_is_listed_here():
    assert set(OrganisationConfig.model_fields) == set(STRUCTURE) | OF_FILES


@pytest.mark.parametrize("name", STRUCTURE)
def test_each_key_of_the_organisation_moves_a_measure(name):
    tables = copy.deepcopy(BASE)
    tables["organisation"][name] = STRUCTURE[name]
    configs = {"base": BASE, "changed": tables}
    results = simulate({key: Config.model_validate(value) for key, value in configs.items()})
    gaps = [results[key].measures["alignment"] for key in configs]
    assert np.abs(gaps[0] - gaps[1]).max() > CLEARLY


RUN = {"seed": 4, "precision": "float32"}


@pytest.mark.parametrize("name", ["seed", pytest.param("precision", marks=pytest.mark.slow)])
def test_seed_and_precision_move_a_measure(name):
    tables = {**BASE, "run": {**BASE["run"], name: RUN[name]}}
    one, other = (
        simulate({"": Config.model_validate(t)})[""].measures["alignment"] for t in (BASE, tables)
    )
    assert not np.array_equal(one, other)


def test_organisations_are_redrawn_only_if_asked():
    for redraw, sharing in ((True, 1), (False, 2)):
        run = {"weeks": 1, "replications": 2, "redraw_organisation": redraw}
        result = simulate({"": Config.model_validate({**BASE, "run": {**BASE["run"], **run}})})[""]
        assert result.where.sharing == sharing
