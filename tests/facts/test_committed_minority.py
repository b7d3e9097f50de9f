"""The tipping point: a complete graph, and where the others' practice crosses the middle."""

import numpy as np
import pytest
from plain_runs import plain

from orgsim.config.models import Config
from orgsim.evidence.measured import minority
from orgsim.evidence.measured.minority import (
    COMMITTED,
    committed_minority,
    complete_graph,
    minority_configs,
)


def found(**tables) -> float:
    return committed_minority(
        minority_configs(Config.model_validate(plain(tables))), seed=1, replication=0
    )


def test_everybody_is_tied_to_everybody_else_and_the_top_to_nobody():
    graph = complete_graph(5)
    assert (graph.people, graph.levels) == (6, 2)
    assert np.diff(graph.tie_start).tolist() == [0, 4, 4, 4, 4, 4]
    for i in range(1, 6):
        tied = graph.tie_to[graph.tie_start[i] : graph.tie_start[i + 1]]
        assert tied.tolist() == [other for other in range(1, 6) if other != i]
    assert graph.span.tolist() == [5, 0, 0, 0, 0, 0]


def test_people_without_resistance_follow_even_a_single_one():
    """DeGroot with a stubborn agent: all end up where the agent is, given time and haste."""
    yielding = {"resistance": {"mean": 0.0, "spread": 0.0}}
    hasty = {"practice_change": 1.0, "conformity": 0.0}
    assert found(people=yielding, parameters=hasty) == minority.FEWEST


def test_where_practice_stays_or_among_stubborn_people_nothing_tips():
    stubborn = {"resistance": {"mean": 1.0, "spread": 0.0}}
    assert found(mechanisms={"practice": False}) == minority.MOST
    assert found(people=stubborn) == minority.MOST


def test_the_crossing_agrees_with_the_fixed_point():
    """Practice settles where Friedkin & Johnsen say: with stubbornness r and s of n committed,

    a = (1 − r)(s·0.9 + (n − s − 1)·a)/(n − 1) + r·0.1, so a = ½ at s = (n − 1)(½ − 0.1r)/(1 − r) …
    """
    people = {"resistance": {"mean": 0.1, "spread": 0.0}, "habit": {"spread": 0.0}}
    parameters = {"practice_change": 1.0, "conformity": 0.0}
    value = found(people=people, parameters=parameters, mechanisms={"habit": False})
    r, others = 0.1, minority.PEOPLE - 1
    committed = np.array(COMMITTED, float)
    settled = ((1 - r) * committed * 0.9 / others + r * 0.1) / (
        1 - (1 - r) * (others - committed) / others
    )
    share = np.interp(0.5, settled, committed / minority.PEOPLE)
    assert value == pytest.approx(share, abs=1e-3)


def test_the_config_s_own_groups_and_training_do_not_matter():
    tables = {
        "groups": [{"who": "random:0.5", "people": {"resistance": {"mean": 0.0}}}],
        "levers": {"training": 0.3, "workshops": 0.2, "red_tape": 0.9, "coaching": 0.8},
        "interventions": [{"kind": "training_programme"}],
        "organisation": {"people": 17},
    }
    assert found(**tables) == found()
