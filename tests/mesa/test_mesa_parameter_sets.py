"""Mesa's model has the parameter set of its replication, and the series of `orgsim run`."""

import numpy as np

from orgsim.mesa.model import OrgModel
from orgsim.simulation import simulate
from parameter_sets import write_sets


def test_a_model_has_the_set_of_its_replication(tmp_path, monkeypatch):
    write_sets(tmp_path / "sets.parquet")
    monkeypatch.setenv("ORGSIM_POSTERIOR", str(tmp_path / "sets.parquet"))
    own = {"people": 20, "weeks": 3, "replications": 3, "parameter_sets": "posterior"}
    model = OrgModel(replication=2, **own)
    for _ in range(3):
        model.step()
    expected = simulate({"": model.config})[""].measures["trust"][:, 2]
    found = model.datacollector.get_model_vars_dataframe()["trust"]
    np.testing.assert_array_equal(found, expected)
    other = OrgModel(replication=2, **{**own, "parameter_sets": "point"})
    assert other.trust != model.datacollector.get_model_vars_dataframe()["trust"][0]
