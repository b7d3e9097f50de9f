"""Ensembles are opened from configs, a seed and numbers of replications, and by nothing else."""

import numpy as np
import pytest
from plain_runs import PLAIN

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.organise import draw_organisation

SMALL = {"organisation": {"people": 40}, "run": {**PLAIN, "seed": 3}}
ONE = Config.model_validate(SMALL)
OTHER = Config.model_validate({**SMALL, "levers": {"transparency": 0.9}})


def engagement(ensemble):
    ensemble.step()
    return ensemble.state("engagement")


def test_one_config_has_runs_of_other_draws_and_one_replication_has_runs_of_the_same():
    by_draws = engagement(Ensemble.of(ONE, replications=range(3)))
    assert by_draws.shape[-1] == 3
    assert (np.diff(by_draws, axis=-1) != 0).any(axis=0).all()
    alike = engagement(Ensemble.of([ONE, ONE], replications=1))
    np.testing.assert_array_equal(alike[:, 0], alike[:, 1])


def test_a_run_is_the_same_alone_and_beside_others_on_the_same_organisation():
    drawn = draw_organisation(ONE, seed=3)
    beside = engagement(Ensemble.of([ONE, OTHER], 3, [0, 2], drawn))
    np.testing.assert_array_equal(beside[:, 1], engagement(Ensemble.of(OTHER, 3, 2, drawn))[:, 0])


def test_the_seed_is_the_configs_own_unless_told():
    own, told = Ensemble.of(ONE), Ensemble.of(ONE, seed=3)
    np.testing.assert_array_equal(engagement(own), engagement(told))
    assert not np.array_equal(own.state("engagement"), engagement(Ensemble.of(ONE, seed=4)))


def test_each_replication_draws_an_organisation_of_its_own_unless_all_share_one():
    ties = [draw_organisation(ONE, 3, number).organisation.tie_to for number in (0, 1)]
    assert not np.array_equal(*ties)
    shared = Config.model_validate({**SMALL, "run": {**PLAIN, "redraw_organisation": False}})
    ties = [draw_organisation(shared, 3, number).organisation.tie_to for number in (0, 1)]
    np.testing.assert_array_equal(*ties)


def test_configs_and_replications_of_other_numbers_are_refused():
    with pytest.raises(ValueError, match="2 configs do not go with 3 replications"):
        Ensemble.of([ONE, OTHER], replications=[0, 1, 2])


def test_extra_ties_are_the_same_beside_those_of_other_configs():
    """Task forces of other groups stand in other rows of the ensemble, and draw the same partners."""

    def force(*groups) -> Config:
        programmes = [{"kind": "task_force", "who": who, "start": 1} for who in groups]
        return Config.model_validate(
            {
                "organisation": {"people": 60},
                "run": {**PLAIN, "weeks": 4},
                "interventions": programmes,
            }
        )

    few, many, both = force("random:0.2"), force("random:0.6"), force("random:0.6", "random:0.2")
    alone = [record(Ensemble.of(config, 1), 4) for config in (few, many, both)]
    beside = record(Ensemble.of([both, few, many], 1), 4)
    for run, number in enumerate((2, 0, 1)):
        np.testing.assert_array_equal(beside[..., run], alone[number][..., 0])
