"""Ties from a list of edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgsim.errors import UserError
from orgsim.organisation.edges import from_edges


def naive_ties(edges, directed, minimum_weight):
    """Sums by pair in a dictionary, as (who, to whom) → weight."""
    total = {}
    for source, target, weight in edges:
        if source != target:
            pair = (source, target) if directed else (min(source, target), max(source, target))
            total[pair] = total.get(pair, 0) + weight
    kept = {pair: weight for pair, weight in total.items() if weight and weight >= minimum_weight}
    back = {} if directed else {(other, one): weight for (one, other), weight in kept.items()}
    return dict(sorted({**kept, **back}.items()))


def arrays(edges):
    source, target, weight = (np.array(part) for part in zip(*edges, strict=True))
    return source, target, weight.astype(float)


person = st.integers(0, 6)
edge_lists = st.lists(st.tuples(person, person, st.integers(0, 5)), min_size=1, max_size=40)


@settings(deadline=None)
@given(edge_lists, st.booleans(), st.integers(0, 8))
def test_edges_are_added_up_as_in_a_dictionary(edges, directed, minimum_weight):
    ties = from_edges(7, *arrays(edges), directed=directed, minimum_weight=minimum_weight)
    who = np.repeat(np.arange(7), np.diff(ties.tie_start))
    found = list(zip(who.tolist(), ties.tie_to.tolist(), strict=True))
    expected = naive_ties(edges, directed, minimum_weight)
    assert found == list(expected)
    assert ties.tie_weight.tolist() == list(expected.values())
    assert (ties.tie_start.dtype, ties.tie_to.dtype) == (np.int64, np.int32)
    assert ties.tie_weight.dtype == np.float32
    sides = 1 if directed else 2
    counted = len(found) // sides + ties.self_ties + ties.added_up + ties.below_minimum
    assert counted == len(edges)


@settings(deadline=None)
@given(edge_lists, st.permutations(range(7)), st.booleans())
def test_numbering_people_otherwise_changes_nothing(edges, renumbered, directed):
    new = [(renumbered[source], renumbered[target], weight) for source, target, weight in edges]
    ties = from_edges(7, *arrays(new), directed=directed)
    who = np.repeat(np.arange(7), np.diff(ties.tie_start))
    found = dict(
        zip(
            zip(who.tolist(), ties.tie_to.tolist(), strict=True),
            ties.tie_weight.tolist(),
            strict=True,
        )
    )
    expected = {
        (renumbered[one], renumbered[other]): weight
        for (one, other), weight in naive_ties(edges, directed, 0).items()
    }
    assert found == expected


def test_what_became_no_tie_is_counted():
    edges = [(0, 0, 1), (0, 1, 1), (1, 0, 2), (0, 2, 1), (2, 3, 0)]
    ties = from_edges(4, *arrays(edges), directed=False, minimum_weight=2)
    assert (ties.self_ties, ties.added_up, ties.below_minimum) == (1, 1, 2)
    assert ties.tie_to.tolist() == [1, 0]
    assert ties.tie_weight.tolist() == [3, 3]


def test_sums_beyond_a_weight_are_refused():
    with pytest.raises(UserError, match=r"add up to 2e\+300"):
        from_edges(2, *arrays([(0, 1, 1e300), (1, 0, 1e300)]), directed=False)
