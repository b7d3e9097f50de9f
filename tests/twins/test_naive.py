"""The engine against its plain twin, person by person and week by week, with everything switched on."""

from functools import cache

import numpy as np
import pytest
from lab import PERSONAL, block_starts, simulate
from naive import simulate as simulate_naive
from worlds import SHAPES, WEEKS, random_worlds

from orgsim.measures.sums import SUMS
from orgsim.model.states import OF_THEMES

EXACT = {"rtol": 0, "atol": 1e-12}


CASES = [
    *((name, themes, 1) for name in SHAPES for themes in (1, 3)),
    ("dense", 16, 1),
    ("dense", 3, 8),
    ("sparse", 1, 8),
    ("sparse", 16, 8),
    ("chain", 3, 8),
    ("one person", 3, 8),
]


@cache
def lived(name, themes, runs):
    """Random worlds, and the plain twin's records of each."""
    worlds = random_worlds(name, themes, runs)
    return worlds, [simulate_naive(world, WEEKS) for world in worlds]


@pytest.mark.parametrize(("name", "themes", "runs"), CASES)
def test_every_state_and_measure_is_that_of_the_plain_twin(name, themes, runs):
    worlds, records = lived(name, themes, runs)
    engine = simulate(worlds, WEEKS)
    for run, naive in enumerate(records):
        for week in range(WEEKS + 1):
            where = f"run {run}, week {week}"
            compare_states(engine[week], naive[week], run, where)
            for measure in SUMS:
                np.testing.assert_allclose(
                    engine[week].sums[measure][run],
                    naive[week].sums[measure],
                    rtol=1e-13,
                    atol=1e-12,
                    err_msg=f"{measure}, {where}",
                )


def compare_states(engine, naive, run, where):
    """One run's states of everybody at the end of a week."""
    for state in (*OF_THEMES, "engagement", "voice", *PERSONAL):
        expected = np.array([getattr(person, state) for person in naive.people])
        found = getattr(engine, state)[..., run]
        np.testing.assert_allclose(found, expected, **EXACT, err_msg=f"{state}, {where}")
    found = engine.departure[:, run]
    np.testing.assert_allclose(found, naive.departure, **EXACT, err_msg=f"departure, {where}")


@pytest.mark.parametrize(("name", "themes", "runs"), [("dense", 3, 8), ("sparse", 1, 1)])
def test_as_many_of_each_unit_meet_and_leave_in_the_same_weeks(name, themes, runs):
    """With blocks of one unit each, the engine's sums tell what each unit did."""
    worlds, records = lived(name, themes, runs)
    units = block_starts(worlds[0].superior)
    engine = simulate(worlds, WEEKS, blocks=units)
    for run, naive in enumerate(records):
        for week in range(WEEKS + 1):
            for event, attribute in (("met", "met"), ("leavers", "leaves")):
                each = [getattr(flow, attribute) for flow in naive[week].flows]
                expected = np.add.reduceat(each, units[:-1]).tolist()
                assert engine[week].block_sums[event][:, run].tolist() == expected, (event, week)


def test_the_cases_are_lively():
    """Many leave, some of them leaders, many meet, and nothing of what is compared stands still."""
    worlds = random_worlds("dense", 3, 8)
    engine = simulate(worlds, WEEKS)
    left = sum(week.departure == 1 for week in engine)
    leaders = sorted(set(worlds[0].superior))
    assert left.sum(axis=0).min() > 20
    assert left[leaders].sum(axis=0).min() > 5
    met = sum(week.sums["met"] for week in engine) / (WEEKS * (len(left) - 1))
    assert (met > 0.1).all()
    assert (met < 0.98).all()
    for state in (*OF_THEMES, "engagement", "voice", *PERSONAL):
        assert (np.std([getattr(week, state) for week in engine], axis=0) > 0).mean() > 0.5, state


def test_blocks_do_not_change_the_states():
    """Blocks decide on the order of sums alone."""
    worlds = random_worlds("sparse", 3, 1)
    one = simulate(worlds, 10)[-1]
    blocks = block_starts(worlds[0].superior, units=3)
    assert 1 < len(blocks) < len(block_starts(worlds[0].superior))
    other = simulate(worlds, 10, blocks)[-1]
    for state in (*OF_THEMES, "engagement", "departure", "voice", *PERSONAL):
        np.testing.assert_array_equal(getattr(one, state), getattr(other, state))
