"""An organisation in figures and drawn."""

import json

import numpy as np
import pytest
from matplotlib.figure import Figure

from orgsim.figures.organisation_figure import draw_organisation, tree_layout
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, describe, generate
from orgsim.organisation.edges import from_edges
from orgsim.organisation.hierarchy import tree_from_spans


def organisation_of(span, edges, directed=False):
    source, target = np.array(edges, int).reshape(-1, 2).T
    ties = from_edges(len(span), source, target, np.ones(len(source)), directed=directed)
    return Organisation(*tree_from_spans(np.array(span)), *ties[:3])


def generated(people, **changes):
    options = {
        "span_of_control": 5,
        "span_variation": 0.7,
        "ties_per_person": 6,
        "share_within_unit": 0.15,
        "share_across_levels": 0.5,
    }
    return generate(people, **{**options, **changes}, key=run_key(1, 0))


def test_a_small_organisation_in_figures():
    """0 leads 1, 2 and 3; 1 leads 4 and 5; 3 leads 6."""
    edges = [(1, 2), (4, 5), (4, 6), (5, 6), (2, 4), (0, 1), (0, 4)]
    assert describe(organisation_of([3, 2, 0, 1, 0, 0, 0], edges)) == {
        "people": 7,
        "levels": 3,
        "people_by_level": [1, 3, 3],
        "leaders": 3,
        "span_of_control": {"mean": 2.0, "median": 2.0, "max": 3},
        "span_variation": pytest.approx(np.sqrt(2 / 3) / 2),
        "ties": 7,
        "directed": False,
        "reciprocity": 1.0,
        "ties_per_person": {"mean": 2.0, "median": 2.0, "max": 4},
        "people_without_ties": 1,
        "components": 2,
        "share_of_ties": {
            "superior_and_report": pytest.approx(1 / 7),
            "within_unit": pytest.approx(2 / 7),
            "same_level_elsewhere": pytest.approx(2 / 7),
            "across_levels": pytest.approx(2 / 7),
        },
        "share_of_weight": {
            "superior_and_report": pytest.approx(1 / 7),
            "within_unit": pytest.approx(2 / 7),
            "same_level_elsewhere": pytest.approx(2 / 7),
            "across_levels": pytest.approx(2 / 7),
        },
    }


def test_directed_ties_are_counted_one_by_one():
    found = describe(organisation_of([3, 0, 0, 0], [(1, 2), (2, 1), (1, 0)], directed=True))
    assert (found["ties"], found["directed"]) == (3, True)
    assert found["reciprocity"] == pytest.approx(2 / 3)
    assert (found["people_without_ties"], found["components"]) == (1, 2)
    assert found["ties_per_person"]["mean"] == 0.75


@pytest.mark.parametrize("people", [1, 2, 3, 50])
def test_descriptions_fit_into_json(people):
    assert json.loads(json.dumps(describe(generated(people))))["people"] == people


@pytest.mark.parametrize("people", [1, 2, 3, 60, 2_000, 2_001])
@pytest.mark.parametrize("changes", [{}, {"span_of_control": 1}, {"span_of_control": 1e6}])
def test_every_organisation_can_be_drawn(tmp_path, people, changes):
    figure = draw_organisation(generated(people, **changes))
    assert isinstance(figure, Figure)
    figure.savefig(tmp_path / "organisation.png", dpi=30)


def test_directed_ties_can_be_drawn():
    assert draw_organisation(organisation_of([2, 0, 0], [(2, 1)], directed=True)).axes


def test_the_level_is_the_distance_from_the_top_and_no_two_people_share_a_place():
    organisation = generated(500)
    place = tree_layout(organisation)
    np.testing.assert_allclose(np.hypot(*place.T), organisation.level, atol=1e-12)
    assert len(np.unique(place.round(6), axis=0)) == 500
