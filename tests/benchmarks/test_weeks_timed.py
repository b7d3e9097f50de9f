"""What benchmarks/fit_and_plan.py counts as simulated weeks."""

from fit_and_plan import weeks_timed
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble


def test_weeks_are_timed_however_they_are_simulated(monkeypatch):
    monkeypatch.setattr(Ensemble, "_advance", Ensemble._advance)  # put back afterwards
    spent = weeks_timed()
    tables = {
        "organisation": {"people": 10},
        "run": {"start": "as_drawn", "parameter_sets": "point"},
    }
    ensemble = Ensemble.of(Config.model_validate(tables), 1, range(1))
    found = [spent[0]]
    for simulate in (ensemble.step, lambda: ensemble.step(2), lambda: ensemble.record(2)):
        simulate()
        found.append(spent[0])
    assert found == sorted(set(found))
    assert ensemble.week == 5
