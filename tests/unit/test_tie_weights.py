"""Weights of ties: stored once where all are equal, which changes no result."""

import dataclasses

import numpy as np
import pytest

import orgsim
from orgsim.engine import ensemble
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.settings import once_if_equal
from orgsim.organise import draw_organisation


@pytest.mark.parametrize(
    ("weights", "stored"),
    [([], 0), ([2.0], 1), ([2.0, 2.0, 2.0], 1), ([2.0, 2.0, 3.0], 3)],
)
def test_equal_weights_are_stored_once(weights, stored):
    given = np.array(weights, np.float32)
    assert once_if_equal(given).tolist() == weights[:stored]
    assert once_if_equal(np.broadcast_to(np.float32(2), 9)).tolist() == [2.0]


@pytest.mark.parametrize("runs", [1, 3])
@pytest.mark.parametrize("weight", [1.0, 0.3])
def test_storing_them_once_changes_no_result(runs, weight, monkeypatch):
    config = orgsim.configure(changes={"people": 70, "start": "as_drawn"})
    drawn = draw_organisation(config, config.run.seed)
    weights = np.full(len(drawn.organisation.tie_to), weight, np.float32)
    drawn = drawn._replace(organisation=dataclasses.replace(drawn.organisation, tie_weight=weights))

    def recorded() -> np.ndarray:
        return record(Ensemble.of([config] * runs, drawn=drawn, replications=range(runs)), 30)

    once = recorded()
    monkeypatch.setattr(ensemble, "once_if_equal", lambda weights: weights)
    np.testing.assert_array_equal(once, recorded())
    assert np.isfinite(once).all()
