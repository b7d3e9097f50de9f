"""Measures of one's own from Python: taken in every week, beside declared ones that stay as they are."""

import numpy as np
import pytest
from plain_runs import PLAIN

import orgsim

TABLES = {
    "organisation": {"people": 40},
    "run": {**PLAIN, "weeks": 5, "replications": 3, "redraw_organisation": False},
    "scenarios": {"as now": {}, "open": {"levers": {"transparency": 0.9}}},
}


def mean_engagement(ensemble):
    return ensemble.state("engagement").mean(axis=0)


def week(ensemble):
    return np.full(ensemble.runs, ensemble.week)


def test_it_is_taken_at_the_start_and_after_every_week():
    own = {"mean_engagement": mean_engagement, "week_number": week}
    found = orgsim.compare(TABLES, measures=own)
    for result in found.values():
        assert np.allclose(result.measures["mean_engagement"], result.measures["engagement"])
        assert (result.measures["week_number"] == np.arange(6)[:, None]).all()


def test_replications_stand_in_their_columns_and_declared_measures_keep_their_bits():
    (one, same) = (
        orgsim.run(TABLES, "open", measures=own, redraw_organisation=True)
        for own in (None, {"mean_engagement": mean_engagement})
    )
    for name, values in one.measures.items():
        assert np.array_equal(values, same.measures[name], equal_nan=True), name
    assert np.allclose(same.measures["mean_engagement"], same.measures["engagement"])
    assert "mean_engagement" not in one.measures


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"trust": week}, "measures: trust already exists"),
        ({"Mean trust": week}, "'Mean trust' cannot be a name"),
        ({"mean_trust": "numpy:mean"}, "mean_trust: is not a function"),
        (
            {"each": lambda ensemble: ensemble.state("trust")},
            r"each gave an array \(40, 1\) of float64 in week 0.*one number for each run, \(1,\)",
        ),
        (
            {"words": lambda ensemble: ["high"] * ensemble.runs},
            r"words gave an array \(1,\) of <U4 in week 0",
        ),
    ],
)
def test_mistakes_are_told_in_a_line(own, said):
    with pytest.raises(orgsim.UserError, match=said):
        orgsim.run(TABLES, measures=own)
