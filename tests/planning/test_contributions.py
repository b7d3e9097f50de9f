"""What programmes add: against all orders, one by one."""

from itertools import permutations

import numpy as np
import pytest

from orgsim.planning.contributions import added_by, method_for, parts_of


def values_of(plan, seed=3):
    """Made-up values of all parts in four replications, with overlaps."""
    random = np.random.default_rng(seed)
    own = {option: random.uniform(0, 1, 4) for option in plan}
    return {
        part: np.sqrt(sum((own[option] for option in part), np.zeros(4))) for part in parts_of(plan)
    }


@pytest.mark.parametrize("plan", [(5,), (1, 4), (0, 3, 7, 9)])
def test_shapley_is_the_mean_over_all_orders_and_adds_up(plan):
    values = values_of(plan)
    assert method_for(plan) == "shapley"
    total = np.zeros(4)
    for option in plan:
        gains = []
        for order in permutations(plan):
            before = order[: order.index(option)]
            gains.append(values[tuple(sorted((*before, option)))] - values[tuple(sorted(before))])
        found = added_by(values, plan, option)
        assert found == pytest.approx(np.mean(gains, axis=0))
        total += found
    assert total == pytest.approx(values[plan] - values[()])


def test_of_many_programmes_what_is_lost_without_each():
    plan = tuple(range(7))
    values = values_of(plan)
    assert method_for(plan) == "leave_one_out"
    assert len(parts_of(plan)) == 9
    assert added_by(values, plan, 2) == pytest.approx(values[plan] - values[(0, 1, 3, 4, 5, 6)])


def test_nothing_has_no_parts():
    assert parts_of(()) == [()]
