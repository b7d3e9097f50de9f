"""Sweeps over programmes of one's own: their strength and their sizes are factors like any others."""

from plain_runs import PLAIN

import orgsim
from orgsim.sweep.sweep_folder import Store

SWEEP = {
    "base": {
        "organisation": {"people": 40},
        "run": {**PLAIN, "weeks": 6},
        "own_programmes": [
            {
                "name": "coaching_circle",
                "meaning": "leaders meet and coach each other",
                "who": "leaders",
                "change": {"leader_modelling": 0.3},
            }
        ],
        "interventions": [{"kind": "coaching_circle"}],
    },
    "vary": {
        "interventions.0.strength": [0.5, 1.0],
        "own_programmes.0.change.leader_modelling": [0.15, 0.3],
    },
    "replications": 1,
}


def test_a_sweep_varies_verifies_and_replays_it(tmp_path):
    done = orgsim.sweep(SWEEP, tmp_path / "sweep", jobs=1)
    assert done == (tmp_path / "sweep", 4, 0)
    rows = orgsim.load(done.folder).set_index(list(SWEEP["vary"]))["modelling_end"]
    assert rows[0.5, 0.3] == rows[1.0, 0.15]
    assert rows[1.0, 0.3] > rows[0.5, 0.3]
    assert orgsim.verify(done.folder, sample=4).holds
    assert orgsim.replay(done.folder, 3).end["modelling"] == rows[1.0, 0.3]
    resolved = Store(done.folder).sweep().base
    assert resolved["own_programmes"][0]["name"] == "coaching_circle"
