"""Advice adds up: single steps come first, then what combinations add to the best of their parts."""

import numpy as np
import pytest
from plain_runs import PLAIN

from orgsim.analysis.combinations import added_to, best_combinations, parts_of, steps_of
from orgsim.analysis.scenario_comparison import GAP, Comparison, compare
from orgsim.config.models import Config
from orgsim.reporting.sentences.advice_text import advice, more_wanted
from orgsim.simulation import simulate

TRAINING = {"kind": "training_programme"}
PRESENCE = {"kind": "presence", "strength": 0.5}
FORMS = {"kind": "process_repair"}


def config(*interventions: dict) -> Config:
    run = {**PLAIN, "weeks": 30, "replications": 5}
    return Config.model_validate(
        {"run": run, "organisation": {"people": 60}, "interventions": interventions}
    )


@pytest.fixture(scope="module")
def found() -> Comparison:
    scenarios = {
        "all three": config(TRAINING, PRESENCE, FORMS),
        "nothing": config(),
        "training": config(TRAINING),
        "presence": config(PRESENCE),
        "forms": config(FORMS),
        "two": config(TRAINING, PRESENCE),
    }
    return compare(simulate(scenarios), "nothing")


def test_a_combination_does_all_that_its_parts_do(found):
    assert {each.name for each in steps_of(found)} == {"training", "presence", "forms"}
    parts = {each.name for each in parts_of(found, found["all three"])}
    assert parts == {"training", "presence", "forms", "two"}
    assert [each.name for each in best_combinations(found)] == ["two", "all three"]


def test_what_is_added_is_of_the_reference_s_gap(found):
    gaps = {name: found.gaps[name] for name in ("nothing", "training", "two")}
    share = (gaps["training"] - gaps["two"]) / gaps["nothing"]
    more = added_to(found, found["two"], found["training"])
    assert more.mean == pytest.approx(100 * np.mean(share))
    closed = found["two"].closed.mean - found["training"].closed.mean
    assert more.mean == pytest.approx(closed)


def test_the_advice_begins_with_a_single_step_and_goes_on_to_what_is_added(found):
    best = steps_of(found)[0]
    said = advice(found)
    assert said[0].startswith(f"Do “{best.name}” first: ")
    assert "of the single steps" in said[1]
    together = [line for line in said if line.startswith("Together, ")]
    assert together[0].startswith("Together, “two”: ")
    assert f"to “{best.name}”" in together[0]
    assert together[1].startswith("Together, “all three”: ")
    assert "to “two”" in together[1]
    assert not any("Next comes “all three”" in line for line in said)


def test_more_replications_are_offered_where_they_would_tell(found):
    assert more_wanted(found)
    many = {**found.__dict__, "replications": 20}
    undecided = any(each.differences[GAP].replications_more for each in found.others)
    assert more_wanted(Comparison(**many)) == undecided
