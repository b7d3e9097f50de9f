"""States stay in bounds, and what has no rate does not move, whatever the other numbers are."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import Engine, Week, defaults, normalised
from naive import Numbers, World, key_of
from worlds import random_shape

from orgsim.measures.sums import SUMS
from orgsim.model.parameters import LEVERS, PARAMETERS, TRAITS

THEMES, GROUPS, WEEKS = 2, 2, 12
ROUNDING = 1e-12
STATES = [name for name in Week.__annotations__ if not name.endswith("sums")]
COUNTS = ("engaged", "met", "leavers")
LIMITS = {"disposition": (-2.0, 2.0), "integrity": (-1.0, 1.0)}
"""Of the states that do not lie in [0, 1]."""


def numbers_in_range():
    """Any value of every parameter, lever and trait; often at an end of its range."""
    parameters = {q.name: between(q.low, q.high) for q in PARAMETERS}
    group = {q.name: between(q.low, q.high) for q in LEVERS}
    for trait in TRAITS:
        group[f"{trait.name}_mean"] = between(trait.mean.low, trait.mean.high)
        group[f"{trait.name}_spread"] = between(trait.spread.low, trait.spread.high)
    theme = st.tuples(between(0, 1), between(0.1, 1), between(-1, 1))
    return st.tuples(
        st.fixed_dictionaries(parameters),
        st.lists(st.fixed_dictionaries(group), min_size=GROUPS, max_size=GROUPS),
        st.lists(theme, min_size=THEMES, max_size=THEMES),
        st.integers(0, 2**32),
    )


def between(low, high):
    return st.one_of(st.sampled_from([low, high]), st.floats(low, high))


def engine_of(drawn, **fixed):
    """The engine on a small random organisation, with some numbers fixed for everybody."""
    parameters, groups, themes, seed = drawn
    parameters = normalised(parameters | {k: v for k, v in fixed.items() if k in parameters})
    rates = ("engagement_change", "peer_contagion", "leader_contagion")
    excess = max(1.0, sum(parameters[name] for name in rates))  # a config refuses more than 1
    parameters |= {name: parameters[name] / excess for name in rates}
    groups = [group | {k: v for k, v in fixed.items() if k in group} for group in groups]
    rng = Random(seed)
    shape = random_shape(rng, people=12, ties=20, extra=4)
    weight = sum(w for _, w, _ in themes)
    numbers = Numbers(
        parameters,
        groups,
        [stated for stated, _, _ in themes],
        [w / weight for _, w, _ in themes],
        [shift for _, _, shift in themes],
        [rng.choice([0.0, 1.0, 3.0]) for _ in range(2)],
    )
    group = [rng.randrange(GROUPS) for _ in shape.superior]
    return Engine([World(*shape, group, key_of(seed, 0), lambda week: numbers)])


ANY_NUMBERS = settings(max_examples=60, deadline=None, derandomize=True)


@given(numbers_in_range())
@ANY_NUMBERS
def test_states_and_measures_stay_in_bounds(drawn):
    engine = engine_of(drawn)
    people = len(engine.worlds[0].superior)
    for _ in range(WEEKS):
        engine.step()
        week = engine.record()
        for name in STATES:
            low, high = LIMITS.get(name, (0.0, 1.0))
            values = getattr(week, name)
            assert (values >= low - ROUNDING).all(), name
            assert (values <= high + ROUNDING).all(), name
        for name in SUMS:
            highest = 100.0 * people if name == "hours" else people
            assert 0 <= week.sums[name][0] <= highest + 1e-9, name
        for name in COUNTS:
            assert week.sums[name][0] == round(week.sums[name][0])


STANDS_STILL = {
    "message": ("message_uptake", "mentoring_uptake", "message_fading", "broadcast", "training"),
    "practice": ("practice_change",),
    "habit": ("habit_change", "habit_return", "training_habit", "workshops"),
    "values": (),
    "trust": ("trust_gain", "trust_loss", "trust_fading"),
    "engagement": ("engagement_change", "peer_contagion", "leader_contagion"),
    "modelling": ("voice_effect", "effort_return"),
    "skill": ("development_effect", "mentoring_effect", "skill_fading"),
    "departure": (),
    "resistance": (),
    "disposition": (),
    "aptitude": (),
    "integrity": (),
}


@pytest.mark.parametrize("state", STANDS_STILL)
@given(numbers_in_range())
@settings(parent=ANY_NUMBERS, max_examples=12)
def test_a_state_whose_rates_are_zero_stands_still(state, drawn):
    """While nobody leaves: a newcomer brings states of their own."""
    zero = dict.fromkeys((*STANDS_STILL[state], "exit_base", "exit_pressure"), 0.0)
    engine = engine_of(drawn, **zero, trust_carried_over=1.0)
    start = engine.record()
    for _ in range(WEEKS):
        engine.step()
    np.testing.assert_array_equal(engine.view(state), getattr(start, state))


def test_the_default_numbers_lie_in_their_ranges():
    parameters, group = defaults()
    assert all(q.low <= parameters[q.name] <= q.high for q in PARAMETERS)
    assert all(q.low <= group[q.name] <= q.high for q in LEVERS)
