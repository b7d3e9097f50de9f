"""How sure a plan is: numbers worked out by hand."""

import numpy as np
import pytest

from orgsim.planning.certainty import best_in, chances, effect_of, regret
from orgsim.planning.outcomes_tried import value

SETS = np.array([0, 1, 2, 3, 0, 1, 2, 3])
OBJECTIVE = np.array(
    [
        [4.0, 4.0, 4.0, 1.0, 4.0, 4.0, 4.0, 1.0],  # best in three sets of four
        [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)


def test_best_in_counts_sets_and_parts_of_ties():
    assert best_in(OBJECTIVE, SETS) == pytest.approx([0.75, 0.25, 0])
    assert best_in(OBJECTIVE[[1, 1]], SETS) == pytest.approx([0.5, 0.5])
    assert best_in(OBJECTIVE[:, :4], None) == pytest.approx([0.75, 0.25, 0])


def test_regret_is_what_the_best_of_each_set_does_more():
    found = regret(OBJECTIVE, SETS)
    assert found.mean == pytest.approx([0.5, 0.75, 3.75])
    assert found.largest == pytest.approx([2, 1, 4])


def test_chances_are_of_the_mean_and_add_up():
    found = chances(OBJECTIVE, SETS, "mean")
    assert found.sum() == pytest.approx(1)
    # the mean of the first exceeds 3 if set 3 has less than a third of a weight that is Beta(1, 3)
    assert found[0] == pytest.approx(1 - (2 / 3) ** 3, abs=0.03)
    assert chances(OBJECTIVE, SETS, "worst_tenth")[1] > 0.9
    assert found.tolist() == chances(OBJECTIVE, SETS, "mean").tolist()


def test_the_worst_tenth_is_the_mean_of_the_least():
    numbers = np.arange(20.0)[::-1]
    assert value(numbers, "mean") == pytest.approx(9.5)
    assert value(numbers, "worst_tenth") == pytest.approx(0.5)
    assert value(numbers[:11], "worst_tenth") == pytest.approx(9.5)  # of eleven the two least


def test_effects_have_intervals_that_hold_them():
    random = np.random.default_rng(1)
    nothing = random.normal(0, 1, 40)
    plan = nothing + 0.5 + random.normal(0, 0.1, 40)
    sets = np.repeat(np.arange(20), 2)
    for risk in ("mean", "worst_tenth"):
        found = effect_of(plan, nothing, sets, risk)
        assert found.mean == pytest.approx(value(plan, risk) - value(nothing, risk))
        assert found.low < found.mean < found.high
        assert 0.2 < found.low < 0.5 < found.high < 0.8
