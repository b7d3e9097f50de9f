r"""Practice under deeds, peers and habit is the social influence of Friedkin & Johnsen, and of DeGroot.

The week of docs/odd.md 7.5,

    a′ = a + practice_change·(½ + ½e)·[C·m + (1 − C)·((1 − r*)·social + r*·h) − a],

becomes a′ = ΛWa + (I − Λ)a(0) with

- practice_change = 1 and e = 1, so that the factor before the bracket is 1 (engagement stands still);
- effort_effect = 0, so that nothing is under control, C = 0, and the message, whatever it is, is not
  enacted;
- habit_change = habit_return = 0 and neither workshops nor training, so that h is the practice at the
  start, a(0), for ever;
- coaching = red_tape = 0, so that r* is personal resistance r, and Λ = I − diag r;
- bad_example = 0 and conformity = 0, so that social is the weighted mean of the superior's practice, of
  weight deed_weight·v whether it is better or worse than one's own, and of the mean over the ties, of
  weight peer_weight. These weights over their sum are the rows of W. Everybody meets the superior every
  week (half_contact_hours = 0), so v = 1.

A factor s < 1 before the bracket changes the speed, not the fixed point: a* = ΛWa* + (I − Λ)a(0).

The self-weights w_ii of Friedkin & Johnsen are ties to oneself. Imported organisations drop these; but
the fixed point stays where it is if row i of W gives its self-weight up and resistance takes it over,

    (1 − λ_i·w_ii)·a*_i = λ_i(1 − w_ii)·Σ_j≠i ŵ_ij·a*_j + (1 − λ_i)·a_i(0),

with ŵ the other weights of the row over their sum; so r_i = (1 − λ_i)/(1 − λ_i·w_ii).
"""

import numpy as np
import pytest
from lab import Engine, Shape, constant_world, quiet, still

from orgsim.verification.social_influence import (
    FOUR_PEOPLE,
    PUBLISHED,
    consensus,
    fixed_point,
    influence_of,
    resistance_of,
)

OPENNESS = 1 - np.diag(FOUR_PEOPLE)

INFLUENCE = {"practice_change": 1.0, "hours": 40.0, "least_attention": 1.0}


def rows_of(weights, self_ties=True):
    """Ties with the weights of a matrix, in thousandths, which single precision holds exactly."""
    return [
        [(j, round(1000 * w)) for j, w in enumerate(row) if w > 0 and (self_ties or i != j)]
        for i, row in enumerate(weights)
    ]


def engine_of(ties, start, resistance, engagement=1.0, superior=None, **parameters):
    """Influence alone from a start, with habits at the start and everybody's resistance given."""
    people = len(start)
    shape = Shape(superior or [0] * people, ties, [[] for _ in range(people)])
    engine = Engine([constant_world(shape, still(**INFLUENCE | parameters), quiet())])
    engine.set(
        practice=np.asarray(start)[:, None],
        habit=np.asarray(start)[:, None],
        resistance=resistance,
        engagement=np.full(people, engagement),
    )
    return engine


def practice_after(engine, weeks):
    for _ in range(weeks):
        engine.step()
    return engine.view("practice")[:, 0, 0].copy()


def to_unit(opinions):
    """Opinions moved into [0, 1], which averaging does not notice; and the way back."""
    low, high = min(opinions), max(opinions)
    return (np.array(opinions) - low) / (high - low), lambda x: low + x * (high - low)


@pytest.mark.parametrize(("start", "end", "half_a_digit"), PUBLISHED)
def test_the_published_example_of_four_people(start, end, half_a_digit):
    unit, back = to_unit(start)
    found = practice_after(
        engine_of(rows_of(FOUR_PEOPLE), unit, 1 - OPENNESS, peer_weight=1.0), weeks=200
    )
    np.testing.assert_allclose(back(found), end, rtol=0, atol=half_a_digit)
    np.testing.assert_allclose(found, fixed_point(FOUR_PEOPLE, OPENNESS, unit), rtol=0, atol=1e-14)


@pytest.mark.parametrize(("start", "end", "half_a_digit"), PUBLISHED)
@pytest.mark.parametrize(("practice_change", "engagement"), [(1.0, 1.0), (0.4, 0.3)])
def test_the_published_example_without_ties_to_oneself(
    start, end, half_a_digit, practice_change, engagement
):
    """As an organisation can hold it: self-weights as resistance, at full speed and slower."""
    unit, back = to_unit(start)
    resistance = resistance_of(FOUR_PEOPLE, OPENNESS)
    engine = engine_of(
        rows_of(FOUR_PEOPLE, self_ties=False),
        unit,
        resistance,
        engagement,
        peer_weight=1.0,
        practice_change=practice_change,
    )
    found = practice_after(engine, weeks=400)
    np.testing.assert_allclose(back(found), end, rtol=0, atol=half_a_digit)
    np.testing.assert_allclose(found, fixed_point(FOUR_PEOPLE, OPENNESS, unit), rtol=0, atol=1e-14)


def random_tree(rng, people):
    superior = [0]
    while len(superior) < people:
        superior.append(int(rng.integers(superior[-1], min(len(superior), superior[-1] + 3))))
    return superior


def random_organisation(rng, people, ties):
    """A random tree and random ties of random weights; every tenth person has none."""
    weights = np.zeros((people, people))
    pairs = rng.integers(0, people, (ties, 2))
    weights[pairs[:, 0], pairs[:, 1]] = rng.integers(1, 1000, ties) / 1000
    weights[::10] = 0
    np.fill_diagonal(weights, 0)
    return random_tree(rng, people), weights


@pytest.mark.parametrize("seed", range(4))
def test_friedkin_johnsen_in_any_organisation(seed):
    """Deeds of superiors and of peers together: every week, and where it ends."""
    rng = np.random.default_rng(seed)
    superior, weights = random_organisation(rng, people=120, ties=700)
    start, resistance = rng.random(120), rng.uniform(0.1, 1, 120)
    influence = influence_of(superior, weights, deed_weight=2.0, peer_weight=3.0)
    engine = engine_of(
        rows_of(weights), start, resistance, superior=superior, deed_weight=2.0, peer_weight=3.0
    )
    expected = start
    for _ in range(30):
        expected = (1 - resistance) * (influence @ expected) + resistance * start
        np.testing.assert_allclose(practice_after(engine, 1), expected, rtol=0, atol=1e-14)
    end = fixed_point(influence, 1 - resistance, start)
    np.testing.assert_allclose(practice_after(engine, 350), end, rtol=0, atol=1e-13)


def test_degroot_of_two_people():
    """[½ ½; ¼ ¾] weighs the two at the start ⅓ and ⅔."""
    ties = rows_of(np.array([[0.5, 0.5], [0.25, 0.75]]))
    found = practice_after(engine_of(ties, [0.9, 0.3], np.zeros(2), peer_weight=1.0), weeks=60)
    np.testing.assert_allclose(found, 0.9 / 3 + 0.3 * 2 / 3, rtol=0, atol=1e-15)


@pytest.mark.parametrize("seed", range(3))
def test_degroot_in_any_organisation(seed):
    """Consensus at the weights of the stationary distribution, the left eigenvector of W."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 1000, (30, 30)) / 1000
    influence = weights / weights.sum(axis=1, keepdims=True)
    start = rng.random(30)
    engine = engine_of(rows_of(weights), start, np.zeros(30), peer_weight=1.0)
    np.testing.assert_allclose(
        practice_after(engine, 100), consensus(influence, start), rtol=0, atol=1e-13
    )
