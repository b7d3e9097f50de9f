"""The skyline: rivals counted one by one, and that a budget cuts it off without changing it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from orgsim.planning.skyline import rivals

small = st.integers(0, 4).map(float)


@settings(max_examples=200, deadline=None)
@given(
    hnp.arrays(float, st.tuples(st.integers(1, 12), st.integers(0, 3)), elements=small), st.data()
)
def test_rivals_are_no_dearer_and_no_worse(costs, data):
    count = len(costs)
    effects = data.draw(hnp.arrays(float, count, elements=small))
    expected = []
    for i in range(count):
        number = 0
        for j in range(count):
            as_cheap = all(costs[j] <= costs[i])
            alike = effects[j] == effects[i] and all(costs[i] <= costs[j])
            number += as_cheap and effects[j] >= effects[i] and not (alike and j >= i)
        expected.append(number)
    assert rivals(costs, effects, costs, effects).tolist() == expected


@settings(max_examples=200, deadline=None)
@given(hnp.arrays(float, st.tuples(st.integers(1, 12), st.just(2)), elements=small), st.data())
def test_what_is_dearer_makes_no_rivals(costs, data):
    effects = data.draw(hnp.arrays(float, len(costs), elements=small))
    cheap = (costs <= data.draw(small)).all(axis=1)
    all_of_them = rivals(costs, effects, costs, effects)
    within = rivals(costs[cheap], effects[cheap], costs[cheap], effects[cheap])
    assert np.array_equal(all_of_them[cheap], within)
