"""Maps and levers as CSV: the numbers behind the charts."""

import csv

import numpy as np
import pytest
from plain_scenarios import plain_scenario

from orgsim.analysis.comparison import paired_difference
from orgsim.analysis.intervals import estimate
from orgsim.measures.outcomes import MEASURES
from orgsim.ui.explore.explore_factors import FACTORS, LEVER_FACTORS
from orgsim.ui.explore.explore_state import explore, tornado
from orgsim.ui.shared.exports.downloads import levers_csv, map_csv

SMALL = {"organisation.people": 30, "run.weeks": 6, "run.replications": 4}


@pytest.fixture(scope="module")
def scenario():
    return plain_scenario(values=SMALL)


def read(text):
    return list(csv.DictReader(text.splitlines()))


def test_a_map_is_saved_point_by_point(scenario):
    factors = FACTORS["levers.leader_modelling"], FACTORS["levers.transparency"]
    sides = [(each, 0.0, 1.0) for each in factors]
    surface = next(s for s in explore(scenario, *sides, lambda: False) if s.ends)
    rows = read(map_csv(surface, factors))
    assert len(rows) == len(MEASURES) * len(surface.across) * len(surface.up)
    trust = [row for row in rows if row["measure"] == MEASURES["trust"].label]
    last = trust[-1]
    assert float(last["levers.leader_modelling"]) == surface.across[-1]
    assert float(last["levers.transparency"]) == surface.up[-1]
    expected = estimate(surface.ends["trust"][-1, -1])
    np.testing.assert_allclose(
        [float(last[name]) for name in ("mean", "ci_low", "ci_high")], expected, rtol=1e-5
    )


def test_levers_are_saved_as_paired_differences(scenario):
    found = next(t for t in tornado(scenario, LEVER_FACTORS[:2], lambda: False) if t.base)
    rows = read(levers_csv(found))
    swing = found.swings[0]
    assert {row["lever"] for row in rows} == {factor.key for factor in LEVER_FACTORS[:2]}
    row = next(
        r
        for r in rows
        if r["lever"] == swing.factor.key
        and r["measure"] == MEASURES["trust"].label
        and float(r["to"]) == pytest.approx(swing.high)
    )
    difference = paired_difference(
        found.ends[swing.factor.key, swing.high]["trust"], found.base["trust"]
    )
    assert float(row["difference"]) == pytest.approx(difference.mean, rel=1e-5)
