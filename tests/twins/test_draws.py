"""Draws: the same as those of plain integers, even and independent, and each at its own place."""

from random import Random

import numpy as np
import pytest
from lab import Shape, constant_world, defaults, simulate
from naive import key_of, mix, uniform, uniform_single
from numba import njit
from scipy.stats import chi2

from orgsim.evidence.measured.survey import Question
from orgsim.model import random
from orgsim.model.random import MOST_THEMES, MOST_WEEKS, Stream

KEY = random.run_key(1, 0)
COUNT = 2**16
FALSE_ALARM = 1e-6
"""Chance that a test of evenness fails though draws are even; all are seeded, so it is paid once."""

TRAIT_STREAMS = (
    Stream.RESISTANCE,
    Stream.DISPOSITION,
    Stream.UNDERSTANDING,
    Stream.ENGAGEMENT,
    Stream.SKILL,
    Stream.TRUST,
    Stream.APTITUDE,
    Stream.INTEGRITY,
)
TRAITS_KEPT = ("resistance", "disposition", "aptitude", "integrity", "values")
FIRST_OF_A_THEME = {Stream.NOISE: 1, Stream.SLANT: 1, Stream.HABIT: 4}


@njit(cache=True)
def fill(draws, week, position, stream, key, step):
    """Draws at places and keys that move on by `step` (week, position, stream, key) each."""
    for n in range(len(draws)):
        where = random.place(week + n * step[0], position + n * step[1], stream + n * step[2])
        draws[n] = random.uniform(where, key + np.uint64(n) * np.uint64(step[3]), draws[0])


def draws(week=1, position=0, stream=0, key=KEY, along="position", dtype=np.float64):
    """COUNT draws along weeks, positions or keys, or over all streams of successive positions."""
    if along == "stream":
        values = np.empty((COUNT // 256, 256), dtype)
        for row in range(len(values)):
            fill(values[row], week, position + row, 0, key, (0, 0, 1, 0))
        return values.ravel()
    values = np.empty(COUNT, dtype)
    step = {"week": (1, 0, 0, 0), "position": (0, 1, 0, 0), "key": (0, 0, 0, 1)}[along]
    fill(values, 0 if along == "week" else week, position, stream, key, step)
    return values


def test_mix_gives_the_published_numbers_of_splitmix64():
    """First outputs of the reference generator from the seed 1234567 (Vigna; Rosetta Code)."""
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    gamma = 0x9E3779B97F4A7C15
    states = [(1234567 + n * gamma) % 2**64 for n in range(1, 6)]
    assert [int(random.mix(np.uint64(state))) for state in states] == published
    assert [mix(state) for state in states] == published


@pytest.mark.parametrize("seed", [0, 1, 12345, 2**32, 2**63 - 1])
@pytest.mark.parametrize("replication", [0, 1, 19, 999_999])
def test_keys_are_those_of_plain_integers(seed, replication):
    assert int(random.run_key(seed, replication)) == key_of(seed, replication)


def test_draws_are_those_of_plain_integers():
    rng = Random(5)
    corners = [(w, p, s) for w in (0, MOST_WEEKS) for p in (0, 2**40 - 1) for s in (0, 255)]
    anywhere = [
        (rng.randrange(2**16), rng.randrange(2**40), rng.randrange(256)) for _ in range(500)
    ]
    for week, position, stream in corners + anywhere:
        key = rng.randrange(2**64)
        for dtype, twin in ((np.float64, uniform), (np.float32, uniform_single)):
            drawn = np.empty(1, dtype)
            fill(drawn, week, position, stream, np.uint64(key), (0, 0, 0, 0))
            assert drawn[0] == twin(key, week, position, stream)


def test_single_precision_draws_are_the_leading_bits_of_double_ones():
    double, single = draws(), draws(dtype=np.float32)
    np.testing.assert_array_equal(single, np.floor(double * 2**24) / 2**24)
    assert single.max() < 1


ALONG = ["week", "position", "key", "stream"]


@pytest.mark.parametrize("along", ALONG)
def test_draws_are_even(along):
    """χ² over 256 bins."""
    counts = np.bincount((draws(along=along) * 256).astype(int), minlength=256)
    assert_even(counts, COUNT / 256, degrees=255)


@pytest.mark.parametrize("along", ALONG)
@pytest.mark.parametrize("lag", [1, 2, 4, 256])
def test_neighbouring_draws_are_independent(along, lag):
    """χ² over 16 × 16 bins of pairs of draws `lag` places apart, along each axis of the key."""
    cell = (draws(along=along) * 16).astype(int)
    pairs = np.bincount(cell[:-lag] * 16 + cell[lag:], minlength=256)
    assert_even(pairs, (COUNT - lag) / 256, degrees=255)


@pytest.mark.parametrize(
    "other",
    [
        {"week": 2},
        {"week": 257},
        {"stream": 1},
        {"stream": 128},
        {"position": 1},
        {"position": 2**16},
        {"key": random.run_key(1, 1)},
        {"key": random.run_key(2, 0)},
        {"key": KEY ^ np.uint64(1)},
        {"key": KEY ^ np.uint64(2**63)},
    ],
    ids=lambda other: "-".join(other),
)
def test_draws_of_another_place_or_key_are_independent(other):
    """Pairs of draws of every position at two weeks, streams, shifted positions or keys."""
    cell, shifted = (draws() * 16).astype(int), (draws(**other) * 16).astype(int)
    assert_even(np.bincount(cell * 16 + shifted, minlength=256), COUNT / 256, degrees=255)


def test_every_bit_of_place_and_key_counts():
    """Flipping one bit of week, position, stream or key flips about half of a draw's 53 bits.

    Means over 400 draws; their standard error is √(53/4/400) ≈ .18 bits, the band 6 of them.
    """
    rng = Random(6)
    sizes = {"week": 16, "position": 40, "stream": 8, "key": 64}
    for name, bits in sizes.items():
        for bit in range(bits):
            flips = 0
            for _ in range(400):
                where = {field: rng.randrange(2**size) for field, size in sizes.items()}
                moved = where | {name: where[name] ^ (1 << bit)}
                flips += (int(uniform(**where) * 2**53) ^ int(uniform(**moved) * 2**53)).bit_count()
            assert abs(flips / 400 - 26.5) < 1.1, (name, bit)


def assert_even(counts, expected, degrees):
    statistic = ((counts - expected) ** 2 / expected).sum()
    assert FALSE_ALARM < chi2.sf(statistic, degrees) < 1 - FALSE_ALARM


def test_no_two_uses_share_a_stream():
    used = [int(stream) for stream in Stream if stream < Stream.NOISE]
    for first, width in FIRST_OF_A_THEME.items():
        used += range(first, first + width * MOST_THEMES)
    for first in TRAIT_STREAMS:
        used += range(first, first + 4)
    assert len(used) == len(set(used))
    assert max(used) < 2**8
    survey = range(Stream.SURVEY, Stream.SURVEY + 4 * len(Question))
    assert not set(survey) & set(used)
    assert survey.stop <= 2**8
    named = {*FIRST_OF_A_THEME, *TRAIT_STREAMS, *(s for s in Stream if s < Stream.NOISE)}
    named |= {Stream.SURVEY}
    assert named == set(Stream)


# each thing that happens has draws of its own


def pyramid(people=13):
    """Three reports each, and a ring of ties."""
    superior = [0, *((i - 1) // 3 for i in range(1, people))]
    ties = [[((i + 1) % people, 1.0)] for i in range(people)]
    return Shape(superior, ties, [[] for _ in superior])


def world(themes=3, shape=None, **changes):
    """Meeting and leaving by fixed chances, so that they show their draws and nothing else."""
    parameters, group = defaults()
    fixed = {"engagement_change": 0, "peer_contagion": 0, "leader_contagion": 0, "exit_base": 0}
    parameters |= fixed | {"least_attention": 1}
    group |= {"exit_pressure": 0.05}
    for name, value in changes.items():
        (parameters if name in parameters else group)[name] = value
    return constant_world(
        shape or pyramid(), parameters, group, stated=(0.9,) * themes, key=int(KEY)
    )


def events(records):
    """Who met and who left in each week, (weeks, people)."""
    met = np.array([week.block_sums["met"][:, 0] for week in records])
    return met, np.array([week.block_sums["leavers"][:, 0] for week in records])


def live(**changes):
    """In blocks of one person, whose sums tell what each did; leaders hear the last report alone."""
    one = world(**changes)
    return simulate([one], 40, blocks=np.arange(len(one.superior) + 1, dtype=np.int32))


@pytest.mark.parametrize(
    "change",
    [
        {"slur": 0.0},
        {"slant_size": 0.0},
        {"inconsistency": 1.0},
        {"habit_spread": 0.0},
        {"trust_mean": 0.9},
        {"resistance_spread": 0.5},
        {"training": 0.1},
        {"practice_change": 0.0},
        {"habit_change": 0.0},
        {"voice_effect": 0.0},
        {"example_effect": 0.0},
        {"message_fading": 0.0},
        {"themes": 1},
        {"themes": 16},
    ],
    ids=str,
)
def test_other_numbers_leave_meetings_and_departures_alone(change):
    for before, after in zip(events(live()), events(live(**change)), strict=True):
        assert before.sum() > 20
        np.testing.assert_array_equal(before, after)


def test_departures_leave_meetings_alone_and_those_who_stay():
    with_leavers, without = live(), live(exit_pressure=0.0)
    np.testing.assert_array_equal(events(with_leavers)[0], events(without)[0])
    stayed = events(with_leavers)[1].sum(axis=0) == 0
    assert 0 < stayed.sum() < len(stayed)
    for trait in TRAITS_KEPT:
        before, after = getattr(with_leavers[-1], trait), getattr(without[-1], trait)
        np.testing.assert_array_equal(before[stayed], after[stayed])
        assert (before[~stayed] != after[~stayed]).all()


def test_meetings_leave_departures_alone():
    often, seldom = live(half_contact_hours=0.1), live(half_contact_hours=20.0)
    assert (events(often)[0].sum() - events(seldom)[0].sum()) > 100
    np.testing.assert_array_equal(events(often)[1], events(seldom)[1])


def test_more_themes_leave_the_first_ones_alone():
    """Where messages do not fade to habits, which trust, a matter of all themes, has a hand in."""
    few, many = (live(themes=themes, message_fading=0.0) for themes in (1, 3))
    np.testing.assert_array_equal(few[0].habit[:, 0], many[0].habit[:, 0])
    np.testing.assert_array_equal(few[-1].message[:, 0], many[-1].message[:, 0])


def test_more_people_leave_the_first_ones_alone():
    """A second branch of people whom the first neither lead nor listen to."""
    few, many = pyramid(13), pyramid(40)
    ties = [*few.ties, *([] for _ in range(27))]
    small, large = live(shape=few), live(shape=Shape(many.superior, ties, many.extra))
    for trait in TRAITS_KEPT:
        np.testing.assert_array_equal(
            getattr(small[0], trait), getattr(large[0], trait)[:13], err_msg=trait
        )
    np.testing.assert_array_equal(events(small)[1], events(large)[1][:, :13])


def test_each_theme_has_its_own_slur_slant_and_habit():
    start, end = live()[0], live()[-1]
    for k, other in ((0, 1), (0, 2), (1, 2)):
        assert (start.habit[:, k] != start.habit[:, other]).all()
        assert (end.message[1:, k] != end.message[1:, other]).all()
