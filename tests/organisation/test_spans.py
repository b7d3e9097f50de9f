"""The tree of a generated organisation: people, spans of control, levels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import key_of, uniform

from orgsim.errors import UserError
from orgsim.model.random import run_key
from orgsim.organisation.hierarchy import breadth_first, tree_from_spans
from orgsim.organisation.spans import spans_for_levels, spans_for_mean

KEY = run_key(11, 0)
people = st.integers(1, 400)
variations = st.floats(0, 3)


def assert_is_tree(span):
    tree = tree_from_spans(span)
    order, again = breadth_first(tree.superior)
    assert order.tolist() == list(range(len(span)))
    assert all(np.array_equal(one, other) for one, other in zip(tree, again, strict=True))
    return tree


@settings(deadline=None)  # the first call compiles
@given(people, st.floats(1, 500), variations, st.integers(0, 2**64 - 1))
def test_any_people_and_span_give_a_tree_with_that_span(people, mean, variation, seed):
    span = spans_for_mean(people, mean, variation, run_key(seed, 0))
    assert_is_tree(span)
    leaders = int((span > 0).sum())
    assert leaders == (max(1, int((people - 1) / mean + 0.5)) if people > 1 else 0)


@settings(deadline=None)  # the first call compiles
@given(st.data(), people, variations, st.integers(0, 2**64 - 1))
def test_any_possible_number_of_levels_is_met_exactly(data, people, variation, seed):
    levels = data.draw(st.integers(min(people, 2), people))
    span = spans_for_levels(people, levels, variation, run_key(seed, 0))
    assert assert_is_tree(span).level[-1] == levels - 1


@settings(deadline=None)  # the first call compiles
@given(people, st.floats(1, 50))
def test_without_variation_spans_differ_by_one_at_most(people, mean):
    span = spans_for_mean(people, mean, 0.0, KEY)
    if people > 1:
        assert np.ptp(span[span > 0]) <= 1


@pytest.mark.parametrize(
    ("mean", "variation", "median"),
    [
        (4.5, 0.73, 4),  # the manufacturer of the tests: mean 4.5, median 4
        (12, 1.3, 6),  # Gallup (2025): mean 12, median 5 to 6
    ],
)
def test_spans_are_skewed_as_in_real_organisations(mean, variation, median):
    span = spans_for_mean(200_000, mean, variation, KEY)
    span = span[span > 0]
    assert span.mean() == pytest.approx(mean, rel=1e-4)
    # 16,000 spans and more: the standard error of the variation is below .02.
    assert span.std() / span.mean() == pytest.approx(variation, abs=0.06)
    assert np.median(span) == median


def described(leaders, reports, variation):
    """Spans of leaders and their reports, level by level, by section 5.3 of docs/odd.md."""
    mean = sum(reports) / sum(leaders)
    v = min((variation * mean / (mean - 1)) ** 2, 1.9)
    c = (v / (2 - v + ((2 - v) ** 2 + (1.9 - v) * v) ** 0.5)) ** 0.5
    key = key_of(11, 0)
    q = [(1 + c * (sum(uniform(key, d, i, 6) for d in range(12)) - 6)) ** 2 for i in range(200)]
    spans = []
    for number, shared in zip(leaders, reports, strict=True):
        own = q[len(spans) : len(spans) + number]
        b = [int((shared - number) * sum(own[: i + 1]) / sum(own) + 0.5) for i in range(number)]
        spans += [1 + here - before for here, before in zip(b, [0, *b], strict=False)]
    return spans


@pytest.mark.parametrize(("mean", "leaders"), [(9, 44), (4.5, 89), (2.6, 153)])
@pytest.mark.parametrize("variation", [0.5, 1.1, 3])
def test_spans_are_those_of_the_description(mean, leaders, variation):
    expected = described([leaders], [399], variation)
    np.testing.assert_array_equal(spans_for_mean(400, mean, variation, KEY)[:leaders], expected)


def test_spans_of_levels_are_those_of_the_description():
    """Of 420 people the ratio is 7.12, since 1 + 7.12 + 7.12² + 7.12³ = 419.8 and 7.13 is too much."""
    sizes = [1, 7, 50, 420 - 58]
    expected = described(sizes[:-1], sizes[1:], 0.7)
    np.testing.assert_array_equal(spans_for_levels(420, 4, 0.7, KEY)[:58], expected)


def test_levels_grow_by_the_same_factor():
    tree = tree_from_spans(spans_for_levels(1_111, 4, 0.5, KEY))
    assert np.bincount(tree.level).tolist() == [1, 10, 100, 1000]


@pytest.mark.parametrize(
    ("people", "levels", "said"),
    [
        (5, 6, "5 people cannot stand on levels = 6; name a whole number from 2 to 5"),
        (5, 1, "from 2 to 5"),
        (1, 2, "from 1 to 1"),
        (10**6, 40_000, "from 2 to 32,767"),
    ],
)
def test_impossible_levels_are_refused(people, levels, said):
    with pytest.raises(UserError, match=said):
        spans_for_levels(people, levels, 0.5, KEY)


@pytest.mark.parametrize("mean", [0.5, 0, -3, float("nan"), float("inf")])
def test_impossible_spans_are_refused(mean):
    with pytest.raises(UserError, match="span_of_control = "):
        spans_for_mean(10, mean, 0.5, KEY)


@pytest.mark.parametrize("variation", [-0.1, float("nan"), float("inf")])
def test_impossible_variations_are_refused(variation):
    with pytest.raises(UserError, match="span_variation = "):
        spans_for_mean(10, 3, variation, KEY)


def test_a_chain_longer_than_levels_can_count_is_refused():
    with pytest.raises(UserError, match="more than 32,767 levels"):
        tree_from_spans(spans_for_mean(50_000, 1, 0, KEY))
