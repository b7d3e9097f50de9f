"""The cases in configs/: what they claim, and whether their arms are those of field trials."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from case_claims import CLAIMS, Case, Claim

import orgsim
from orgsim.config.models import Config
from orgsim.evidence.field_arms import LED, LINE, arms, bundle, line_and_led
from orgsim.model.interventions import INTERVENTIONS
from orgsim.organisation import members
from orgsim.organise import draw_organisation, imported
from orgsim.parameter_sets import in_sets, sets_in_use
from orgsim.simulation import ScenarioResult, simulate

CONFIGS = Path(__file__).parents[2] / "configs"
CASES = sorted(CLAIMS)
SMALLER = {"hospital": {"people": 600}}
"""Hospitals of 600 people behave like those of 1,500."""

OWN = {("startup", "parameters.half_contact_hours"), ("startup", "people.resistance.mean")}
"""Numbers that sets have and a story fixes on purpose."""


def test_there_are_no_other_cases():
    assert sorted(path.stem for path in CONFIGS.glob("*.toml")) == CASES


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_claims_hold_from_rest_over_the_parameter_sets(name):
    """One test a case, so that its scenarios are simulated once."""
    case = Case(orgsim.compare(CONFIGS / f"{name}.toml", **SMALLER.get(name, {})))
    assert case.sets is not None
    assert len(np.unique(case.sets)) >= 10
    assert all((result.at_rest == 1).all() for result in case.found.values())
    refuted = [
        f"{claim.says}: {claim.estimate(case)}" for claim in CLAIMS[name] if not claim.holds(case)
    ]
    assert not refuted, "\n".join(refuted)


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ([0.3, 0.3, 0.4, 0.4], True),
        ([0.1, 0.1, 0.6, 0.6], False),  # too unsure between sets
        ([0.3, 0.3, 0.3, np.nan], True),
        ([np.nan] * 4, False),
        ([-0.3, -0.3, -0.4, -0.4], False),
    ],
)
def test_a_claim_holds_where_the_whole_interval_over_sets_does(values, holds):
    config = Config.model_validate({"run": {"parameter_sets": "posterior"}})
    case = Case({"": ScenarioResult(config, parameter_set=np.array([0.0, 0, 1, 1]))})
    assert Claim("it is above", lambda _: np.array(values), above=-0.3).holds(case) == holds


@pytest.mark.parametrize("name", CASES)
def test_every_scenario_simulates(name):
    changes = [
        "run.weeks=3",
        "run.replications=1",
        "run.start=as_drawn",
        "run.parameter_sets=point",
    ]
    scenarios = orgsim.read_config(CONFIGS / f"{name}.toml", changes).scenarios
    assert len(scenarios) >= 4
    for result in simulate(scenarios).values():
        for measure, values in result.measures.items():
            if not measure.endswith("_icc"):  # a table of one has no variance between units
                assert np.isfinite(values[1:]).all(), measure


@pytest.mark.parametrize("name", CASES)
def test_it_begins_at_rest_with_sets_of_which_it_fixes_none(name):
    """A size that a config repeats would be the same in all sets, whatever the evidence says."""
    tables = tomllib.loads((CONFIGS / f"{name}.toml").read_text(encoding="utf-8"))
    assert tables["run"]["start"] == "at_rest"
    assert tables["run"]["parameter_sets"] == "posterior"
    fixed = {(name, key) for key in keys(tables) if in_sets(key) and key in sets_in_use().sets[0]}
    assert fixed == {each for each in OWN if each[0] == name}


def keys(tables, prefix=""):
    """Dotted keys of all numbers outside of lists."""
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from keys(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


# arms of field trials


def done(config):
    """What a scenario does, as an arm says it; programmes have the changes of their kind."""
    return {
        _during(each.who, each.change or INTERVENTIONS[each.kind].change, each.start, each.weeks)
        for each in config.interventions
        if each.strength == 1
    }


def as_done(arm, who, start):
    """An arm as done in a config that begins it in a week."""
    return {
        _during(who[each.who], each.change, each.first + start - 1, each.last - each.first + 1)
        for each in arm.done
    }


def _during(who, change, start, weeks):
    return who, tuple(sorted(change.items())), start, weeks


@pytest.mark.parametrize("leaders", [False, True])
def test_the_hospital_does_what_the_bundle_of_the_trial_does(leaders):
    """Rates of training are fitted in the trial; here they are given."""
    name = "training_and_ward_leaders" if leaders else "training_and_reminders"
    config = orgsim.configure("hospital", name)
    early, late = (
        each.change["training"]
        for each in config.interventions
        if "training" in (each.change or {})
    )
    assert early > late > 0
    who = {LED: "employees", LINE: "managers"}
    assert done(config) == as_done(bundle(early, late, leaders), who, 13)


def test_the_retail_chain_does_what_the_trial_of_time_for_people_did():
    config = orgsim.configure("retail", "time_for_people")
    who = {LED: "level:3", LINE: "level:2"}
    assert done(config) == as_done(arms(config)["time_for_people"], who, 9)


@pytest.mark.parametrize(
    ("name", "line", "led"),
    [("hospital", "managers", "employees"), ("retail", "level:2", "level:3")],
)
def test_those_whom_the_arms_name_are_those_of_the_trials(name, line, led):
    """Line leaders and their people, but for a few who lead or are led higher up."""
    drawn = draw_organisation(orgsim.configure(name), 1, 0)
    for named, meant in zip((line, led), line_and_led(drawn.organisation), strict=True):
        chosen = members(drawn.organisation, named, drawn.key)
        assert (chosen & meant).sum() > 0.85 * (chosen | meant).sum()


# the imported organisation


def test_the_imported_organisation_is_read_whole():
    config = orgsim.read_config(CONFIGS / "imported.toml").base
    organisation, survey = imported(config.organisation)[:2]
    assert (organisation.people, organisation.levels) == (62, 4)
    assert set(organisation.attributes) == {"name", "department"}
    assert len(np.unique(organisation.tie_weight)) > 3
    assert {name: int(np.isfinite(values).sum()) for name, values in survey.items()} == {
        "trust": 56,
        "engagement": 58,
        "habit:safety": 55,
        "habit:repair": 57,
    }
