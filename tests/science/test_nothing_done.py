"""Trial 1: where nothing is done to an organisation at rest, nothing moves, whichever it is.

In control arms of field experiments hygiene went from 59 to 60 % in a year (Aghdassi et al. 2020), and
climates did not change (Zohar & Polachek 2014). So the means of gap, engagement, trust and effort over
everybody may move by .01 a year, over two years. The whole 95 % interval over parameter sets has to be
in that band: small organisations, whose means vary, need many replications, large ones few.
"""

from pathlib import Path

import numpy as np
import pytest

import orgsim
from orgsim.analysis.intervals import estimate
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.widths import WIDTHS
from orgsim.evidence.field_trials import FIELD_PARTS
from orgsim.evidence.trials import untouched
from orgsim.organise import draw_organisation
from orgsim.parameter_sets import drawn_sets

WEEKS = 104
MANUFACTURER = Path(__file__).resolve().parents[2] / "../shared/data/manufacturing_email"
CHART = {
    "chart": str(MANUFACTURER / "reports_to.csv"),
    "superior": "reports_to",
    "ties": str(MANUFACTURER / "email_monthly.csv"),
    "source": "recipient",
    "target": "sender",
    "weight": "count",
    "directed": True,
    "drop_outsiders": True,
}


def assert_nothing_moves(config, replications):
    """All replications are of one organisation, side by side."""
    run = config.run.model_copy(update={"parameter_sets": "posterior"})
    config = untouched(config.model_copy(update={"run": run}), "at_rest")
    drawn = draw_organisation(config, config.run.seed, 0)._replace(survey={})
    moved = [
        movement(
            Ensemble.of(config, None, range(first, min(first + WIDTHS[-1], replications)), drawn)
        )
        for first in range(0, replications, WIDTHS[-1])
    ]
    sets = drawn_sets(config, range(replications))
    found = {
        name: estimate(values, sets)
        for name, values in zip(MEANS, np.concatenate(moved, axis=1), strict=True)
    }
    outside = {
        name: each
        for name, each in found.items()
        if not FIELD_PARTS[name].low < each.low <= each.high < FIELD_PARTS[name].high
    }
    assert not outside


MEANS = ("drift_gap", "drift_engagement", "drift_trust", "drift_effort")


def movement(ensemble):
    """Change of the means in a year, (means, runs)."""
    assert all(rest.at_rest for rest in ensemble.rests)
    before = means(ensemble)
    for _ in range(WEEKS):
        ensemble.step()
    return (means(ensemble) - before) * 52 / WEEKS


def means(ensemble):
    """Of gap, engagement, trust and effort over everybody, (means, runs)."""
    gap = np.abs(ensemble.stated() - ensemble.state("practice"))
    return np.stack(
        [
            (ensemble.weights() * gap).sum(axis=1).mean(axis=0),
            *(ensemble.state(name).mean(axis=0) for name in ("engagement", "trust", "modelling")),
        ]
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "replications", "changes"),
    [
        ("baseline", 20, {}),
        ("startup", 160, {}),
        ("hospital", 20, {"people": 600}),
        ("retail", 20, {}),
        ("imported", 96, {}),
    ],
)
def test_nothing_moves_in_the_organisations_that_come_along(name, replications, changes):
    """What a survey says of week 0 is left out: it is no rest."""
    assert_nothing_moves(orgsim.configure(name, changes=changes), replications)


@pytest.mark.slow
@pytest.mark.parametrize(("people", "replications"), [(20, 160), (100, 64), (1000, 16), (5000, 4)])
def test_nothing_moves_in_small_and_large_ones(people, replications):
    assert_nothing_moves(orgsim.configure(changes={"people": people}), replications)


@pytest.mark.slow
@pytest.mark.skipif(
    not MANUFACTURER.is_dir(), reason="shared/data/manufacturing_email is not beside the checkout"
)
def test_nothing_moves_in_the_manufacturer_s():
    assert_nothing_moves(orgsim.configure({"organisation": CHART}), 48)


def test_what_begins_as_drawn_moves():
    """The same measurement finds what is there to be found: as people are drawn is no rest."""
    config = orgsim.configure(
        changes={"people": 100, "start": "as_drawn", "parameter_sets": "point"}
    )
    ensemble = Ensemble.of(config, 1, range(8))
    before = means(ensemble)
    for _ in range(WEEKS):
        ensemble.step()
    moved = np.abs(means(ensemble) - before).mean(axis=1) * 52 / WEEKS
    assert moved[0] > 0.02
    assert moved[1] > FIELD_PARTS["drift_engagement"].high
