"""What may not matter does not: names, neighbours without a tie, runs beside, threads."""

from random import Random

import numba
import numpy as np
import pytest
from lab import PERSONAL, Engine, Shape, Week, simulate
from naive import Numbers, World
from worlds import random_groups, random_shape, random_world, random_worlds

from orgsim.model.states import OF_THEMES

STATES = [name for name in Week.__annotations__ if not name.endswith("sums")]
SEEDS = range(4)
ROUNDING = {"rtol": 0, "atol": 1e-12}  # sums over ties run in another order
WITHOUT_RANDOMNESS = {"slur": 0.0, "slant_size": 0.0, "half_contact_hours": 0.0, "exit_base": 0.0}
"""Everybody meets their leader, hears what is told, and stays."""


def without_randomness(world, **parameters):
    """The world with nothing left to chance but the start."""

    def numbers(week):
        n = world.numbers(week)
        groups = [group | {"exit_pressure": 0.0} for group in n.groups]
        changed = n.parameters | WITHOUT_RANDOMNESS | parameters
        return Numbers(changed, groups, n.stated, n.weight, n.habit_shift, n.strength)

    return World(world.superior, world.ties, world.extra, world.group, world.key, numbers)


def random_states(rng, people, themes):
    """States of everybody; the top says what is stated only by chance, which must not matter."""
    random = np.random.default_rng(rng.randrange(2**32))
    states = {name: random.random((people, themes)) for name in OF_THEMES}
    states |= {name: random.random(people) for name in ("engagement", *PERSONAL)}
    return states | {name: random.uniform(-1, 1, people) for name in ("disposition", "integrity")}


def renumbered(superior, rng):
    """order[new] = old: breadth-first numbers after the reports of every leader were shuffled."""
    order, position = [0], 0
    while position < len(order):
        reports = [j for j in range(1, len(superior)) if superior[j] == order[position]]
        rng.shuffle(reports)
        order += reports
        position += 1
    return order


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_of_positions_do_not_matter(seed):
    """Reports shuffled within their units, with all below them, and everything renumbered."""
    rng = Random(seed)
    shape = random_shape(rng, people=30, ties=90, extra=10)
    group = [rng.randrange(3) for _ in shape.superior]
    world = without_randomness(random_world(rng, shape, group, themes=2))
    order = renumbered(shape.superior, rng)
    new = {old: number for number, old in enumerate(order)}
    moved = World(
        [new[shape.superior[old]] for old in order],
        [[(new[j], w) for j, w in shape.ties[old]] for old in order],
        [[(new[j], layer) for j, layer in shape.extra[old]] for old in order],
        [group[old] for old in order],
        world.key,
        world.numbers,
    )
    states = random_states(rng, 30, 2)
    one, other = Engine([world]), Engine([moved])
    one.set(**states)
    other.set(**{name: values[order] for name, values in states.items()})
    for _ in range(25):
        one.step()
        other.step()
    assert order != sorted(order)
    for name in STATES:
        np.testing.assert_allclose(one.view(name)[order], other.view(name), **ROUNDING)
    for name, total in one.record().sums.items():
        np.testing.assert_allclose(total, other.record().sums[name], rtol=0, atol=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_people_in_the_same_place_fare_alike(seed):
    """Two reports of one leader with the same ties, group and start, one of them the other's twin."""
    rng = Random(seed)
    shape = random_shape(rng, people=20, ties=60, extra=0)
    twin, person = len(shape.superior), len(shape.superior) - 1  # the last one has no ties yet
    friends = sorted(rng.sample(range(person), 5))
    ties = [list(row) for row in shape.ties] + [[]]
    for i in (person, twin):
        ties[i] = [(j, 2.5) for j in friends]
    for j in friends:
        ties[j] += [(person, 0.5), (twin, 0.5)]
    superior = [*shape.superior, shape.superior[person]]
    group = [rng.randrange(3) for _ in shape.superior]
    world = random_world(rng, Shape(superior, ties, [[] for _ in ties]), [*group, group[-1]], 2)
    states = random_states(rng, 21, 2)
    for values in states.values():
        values[twin] = values[person]
    engine = Engine([without_randomness(world)])
    engine.set(**states)
    for _ in range(25):
        engine.step()
        for name in STATES:
            np.testing.assert_array_equal(engine.view(name)[person], engine.view(name)[twin])


@pytest.mark.parametrize("seed", SEEDS)
def test_who_sees_nobody_is_moved_by_nobody(seed):
    """An employee without ties, out of sight of the leader, in eight runs where all others differ."""
    rng = Random(seed)
    shape = random_shape(rng, people=20, ties=60, extra=0)
    alone = len(shape.superior) - 1  # random shapes leave the last position without ties
    assert not shape.ties[alone]
    unseen = {"hours": 0.0, "visibility_at_distance": 0.0, "trust_carried_over": 1.0}
    unseen["exit_base"] = 0.2
    group = [rng.randrange(2) for _ in shape.superior]
    group[alone] = 2
    world = random_world(rng, shape, group, themes=2)
    engine = Engine([differing(world, Random(run), unseen) for run in range(8)])
    apart = engine.view("practice")[:alone]
    apart += np.random.default_rng(seed).random(apart.shape) * (0.5 - apart)
    engine.observe()
    for _ in range(25):
        engine.step()
        for name in STATES:
            values = engine.view(name)[alone]
            np.testing.assert_array_equal(values, np.broadcast_to(values[..., :1], values.shape))
    assert np.ptp(engine.view("practice")[:alone], axis=-1).min() > 0
    assert engine.view("departure")[alone].max() > 0, "newcomers are alike too"


def differing(world, rng, parameters):
    """The world with levers of its own for everybody but the last group."""
    tables = [random_groups(rng)[:2] for _ in range(6)]

    def numbers(week):
        n = world.numbers(week)
        groups = [*tables[week // 10], n.groups[2]]
        changed = n.parameters | parameters
        return Numbers(changed, groups, n.stated, n.weight, n.habit_shift, n.strength)

    return World(world.superior, world.ties, world.extra, world.group, world.key, numbers)


@pytest.mark.parametrize("themes", [1, 3])
def test_a_run_is_the_same_bits_alone_and_beside_others(themes):
    worlds = random_worlds("sparse", themes, 8)
    together = simulate(worlds, 20)
    for run in (0, 3, 7):
        for beside, alone in zip(together, simulate([worlds[run]], 20), strict=True):
            for name in STATES:
                np.testing.assert_array_equal(
                    getattr(beside, name)[..., run], getattr(alone, name)[..., 0], err_msg=name
                )
            for name, sums in alone.block_sums.items():
                np.testing.assert_array_equal(beside.block_sums[name][:, run], sums[:, 0])


def test_threads_do_not_matter():
    worlds = random_worlds("dense", 3, 8)
    one = simulate(worlds, 20)[-1]
    numba.set_num_threads(numba.config.NUMBA_NUM_THREADS)
    all_of_them = simulate(worlds, 20)[-1]
    for name in STATES:
        np.testing.assert_array_equal(getattr(one, name), getattr(all_of_them, name))
    for name, total in one.sums.items():
        np.testing.assert_array_equal(total, all_of_them.sums[name])
