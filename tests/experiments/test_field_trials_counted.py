"""Experiment 17: how many trials count as inside, and as predicted, on made-up replications."""

import numpy as np
import pytest

from orgsim.evidence.field_trials import FIELD_PARTS, FIELD_TRIALS
from orgsim.study.calculations import columns_of
from orgsim.study.catalogue import entries, standard_folder

REPLICATIONS, SETS = 40, 20
TUNED = sum(str(trial.role) == "tuned" for trial in FIELD_TRIALS)
HELD_OUT = sum(trial.number >= 13 for trial in FIELD_TRIALS)


@pytest.fixture(scope="module")
def asked():
    """The estimates of the experiment's predictions and numbers, by name."""
    (entry,) = (each for each in entries(standard_folder()) if each.name == "field_trials")
    experiment = entry.load()
    return {each.name: each.estimate for each in (*experiment.predictions, *experiment.numbers)}


def made_up(**changed):
    """Every part at its target in every replication, unless values (replications,) are given."""
    rows = [
        {"kind": "part", "what": name, "week": 0, "value": float(value)}
        | {"replication": replication, "parameter_set": replication % SETS}
        for name, part in FIELD_PARTS.items()
        for replication, value in enumerate(changed.get(name, np.full(REPLICATIONS, part.target)))
    ]
    return {"trials": columns_of(rows)}


def test_trials_at_their_targets_are_inside_and_predicted(asked):
    tables = made_up()
    assert asked["held_out_predicted"](tables).value == HELD_OUT
    assert asked["held_out_inside"](tables).value == HELD_OUT
    assert asked["tuned_inside"](tables).value == TUNED
    assert asked["sets"](tables).value == SETS


def test_the_median_is_inside_and_what_was_found_within_nine_tenths(asked):
    """17's effort: a third of the replications at what was found, the others far above its band."""
    effort = np.where(np.arange(REPLICATIONS) % 3 == 0, 0.8, 5.0)
    effort[0] = 0.2
    tables = made_up(development_effort=effort)
    assert asked["held_out_inside"](tables).value == HELD_OUT - 1
    assert asked["held_out_predicted"](tables).value == HELD_OUT
    assert asked["held_out_predicted"](made_up(development_effort=effort + 1)).value == HELD_OUT - 1


def test_a_band_with_one_end_is_reached_from_one_side(asked):
    words = np.full(REPLICATIONS, 0.2)
    assert asked["held_out_predicted"](made_up(words_for_a_year=words)).value == HELD_OUT - 1
    words[:4] = -3.0
    assert asked["held_out_predicted"](made_up(words_for_a_year=words)).value == HELD_OUT
    assert asked["held_out_inside"](made_up(words_for_a_year=words)).value == HELD_OUT - 1


def test_what_does_not_exist_is_not_inside(asked):
    nothing = np.full(REPLICATIONS, np.nan)
    assert asked["tuned_inside"](made_up(leaders_on_top=nothing)).value == TUNED - 1
