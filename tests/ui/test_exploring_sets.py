"""Maps and tornados where replications have parameter sets of their own."""

import numpy as np
import pytest
from plain_scenarios import plain_scenario

from orgsim.analysis.intervals import estimate
from orgsim.ui.explore import explore_state
from orgsim.ui.explore.bar_charts import bars
from orgsim.ui.explore.explore_factors import FACTORS
from orgsim.ui.explore.explore_state import explore, tornado
from orgsim.ui.shared.scenarios.scenario import Scenario
from parameter_sets import write_sets

MODELLING, TIME = FACTORS["levers.leader_modelling"], FACTORS["levers.time_constraint"]


@pytest.fixture
def small(tmp_path, monkeypatch) -> Scenario:
    write_sets(tmp_path / "sets.parquet")
    monkeypatch.setenv("ORGSIM_POSTERIOR", str(tmp_path / "sets.parquet"))
    monkeypatch.setattr(explore_state, "STAGES", ((5, 2),))
    monkeypatch.setattr(explore_state, "TORNADO_STAGES", (12,))
    values = {"run.parameter_sets": "posterior", "organisation.people": 20, "run.weeks": 2}
    return plain_scenario(values=values)


def test_bars_are_as_sure_as_their_sets(small):
    found = list(tornado(small, [MODELLING], lambda: False))[-1]
    assert len(np.unique(found.sets)) == 10
    (bar,) = bars(found, "trust")
    value, difference = bar.high
    ends = found.ends[MODELLING.key, value]["trust"] - found.base["trust"]
    assert difference[:3] == pytest.approx(estimate(ends, found.sets))


def test_a_map_over_a_number_that_sets_hold_is_at_the_point(small):
    gain = FACTORS["parameters.trust_gain"]
    for up, alike in ((TIME, False), (gain, True)):
        sides = ((MODELLING, 0.0, 1.0), (up, 0.02, 0.9))
        at_point = small.with_value("run.parameter_sets", "point")
        maps = [list(explore(each, *sides, lambda: False))[-1] for each in (small, at_point)]
        assert np.array_equal(*(each.ends["trust"] for each in maps)) == alike
